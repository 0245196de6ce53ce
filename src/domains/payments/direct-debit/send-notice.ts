import { z } from 'zod'
import { LetterRefused, writeLetter } from '#correspondence'
import { deliveredByPost } from '#law/time/service.ts'
import { type Clock, londonDate } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { type Effect, settleEffect } from '#platform/effects.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { lockParties } from '#protections'
import { isBefore } from '#values/dates.ts'
import { sum } from '#values/money.ts'
import { raise } from './alarms.ts'
import { noticeBy, noticeFor } from './days.ts'
import { protectedAccounts } from './payable.ts'
import { notToldInTime } from './plan.ts'
import { serviceUserOf } from './settings.ts'

const notice = z.object({
  id: z.string(),
  mandateId: z.string(),
  partyId: z.string(),
  accountId: z.string(),
})
const planned = z.object({ collectOn: date, amount: pence })

/** How often the writing of a letter may go wrong before a person is told. */
const attempts = 3

/**
 * Sends the notice of what will be taken, for the outbox: in one transaction it locks the payer, looks once more whether it
 * may go, writes the letter, and marks what it told as notified. What can no longer be told in time is called off and
 * planned again.
 */
export const noticeSender =
  (clock: Clock) =>
  async (database: Database, effect: Effect): Promise<void> => {
    const { councilId } = effect
    try {
      await asCouncil(database, councilId, db => send(db, effect, londonDate(clock.now())))
    } catch (problem) {
      if (!(problem instanceof LetterRefused) && effect.attempts < attempts) throw problem
      if (!(problem instanceof Error)) throw problem
      await asCouncil(database, councilId, db => giveUp(db, effect, problem.message))
    }
  }

const idOf = ({ payload }: Effect): string =>
  z.object({ noticeId: z.guid() }).parse(payload).noticeId

async function send(db: Db, effect: Effect, today: Temporal.PlainDate): Promise<void> {
  const { councilId } = effect
  const found = await db.one(
    notice,
    sql`
      select id, mandate_id, party_id, account_id from payments.advance_notice
      where council_id = ${councilId}::int and id = ${idOf(effect)}::uuid for no key update`,
  )
  await lockParties(db, { councilId, partyIds: [found.partyId] })
  const received = deliveredByPost(today, 'first class')
  await callOffWhatIsTooSoon(db, { councilId, noticeId: found.id, received })
  const collections = await db.many(
    planned,
    sql`
      select collection.collect_on, collection.amount
      from payments.collection as collection
      join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = collection.mandate_id
      where collection.council_id = ${councilId}::int and collection.notice_id = ${found.id}::uuid
        and collection.state = 'planned' and mandate.state = 'active' and mandate.paused_why is null
        and collection.account_id not in (
          select protected.account_id from (${protectedAccounts(councilId)}) as protected)
      order by collection.collect_on`,
  )
  if (collections.length === 0) {
    await callOff(db, effect, 'Nothing that it would tell is to be collected any more')
    return
  }
  await writeLetter(db, {
    councilId,
    actionId: found.id,
    accountId: found.accountId,
    partyId: found.partyId,
    notice: 'direct debit notice',
    claimed: sum(collections.map(({ amount }) => amount)),
    issuedOn: today,
    collections: collections.map(({ collectOn, amount }) => ({ on: collectOn, amount })),
  })
  await db.run(sql`
    update payments.advance_notice set sent_on = ${today}::date, received_on = ${received}::date
    where council_id = ${councilId}::int and id = ${found.id}::uuid`)
  await db.run(sql`
    update payments.collection set state = 'notified', notified_amount = amount, notice_on = ${received}::date
    where council_id = ${councilId}::int and notice_id = ${found.id}::uuid and state = 'planned'`)
  await settle(db, effect, 'sent')
}

/** A letter that waited too long cannot tell of the first days it was to tell of. */
async function callOffWhatIsTooSoon(
  db: Db,
  {
    councilId,
    noticeId,
    received,
  }: {
    readonly councilId: number
    readonly noticeId: string
    readonly received: Temporal.PlainDate
  },
): Promise<void> {
  const serviceUser = await serviceUserOf(db, councilId)
  const days = await db.many(
    z.object({ collectOn: date }),
    sql`
      select collect_on from payments.collection
      where council_id = ${councilId}::int and notice_id = ${noticeId}::uuid and state = 'planned'`,
  )
  const tooSoon = days
    .map(({ collectOn }) => collectOn)
    .filter(on => isBefore(noticeBy(on, noticeFor(on, serviceUser?.noticeDays)), received))
  if (tooSoon.length === 0) return
  await db.run(sql`
    update payments.collection set state = 'cancelled', state_why = ${notToldInTime}::text
    where council_id = ${councilId}::int and notice_id = ${noticeId}::uuid and state = 'planned'
      and collect_on = any(${tooSoon}::date[])`)
}

async function giveUp(db: Db, effect: Effect, problem: string): Promise<void> {
  const { councilId } = effect
  const { mandateId } = await db.one(
    z.object({ mandateId: z.string() }),
    sql`
      select mandate_id from payments.advance_notice
      where council_id = ${councilId}::int and id = ${idOf(effect)}::uuid`,
  )
  const says = `The notice of a direct debit could not be written, and nothing is taken: ${problem}`
  await raise(db, { councilId, kind: 'late', says, mandateId })
  await db.run(sql`
    update payments.mandate set paused_why = ${says}::text
    where council_id = ${councilId}::int and id = ${mandateId}::uuid`)
  await callOff(db, effect, says)
}

async function callOff(db: Db, effect: Effect, why: string): Promise<void> {
  const { councilId } = effect
  await db.run(sql`
    update payments.advance_notice set called_off_why = ${why}::text
    where council_id = ${councilId}::int and id = ${idOf(effect)}::uuid`)
  await db.run(sql`
    update payments.collection set state = 'cancelled', state_why = ${why}::text
    where council_id = ${councilId}::int and notice_id = ${idOf(effect)}::uuid and state = 'planned'`)
  await settle(db, effect, 'cancelled', why)
}

async function settle(
  db: Db,
  { councilId, id, fence }: Effect,
  state: 'sent' | 'cancelled',
  problem: string | null = null,
): Promise<void> {
  if (!(await settleEffect(db, { councilId, id, fence, state, problem })))
    throw new Error('Another worker has taken this notice over. Nothing was sent by this one.')
}
