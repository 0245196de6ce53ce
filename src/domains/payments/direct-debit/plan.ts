import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { deliveredByPost } from '#law/time/service.ts'
import type { Db } from '#platform/db.ts'
import { queueEffects } from '#platform/effects.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { plusDays } from '#values/dates.ts'
import { collectionDay, noticeFor } from './days.ts'
import { notReleased } from './has-left.ts'
import { notOwed, payable, protectedAccounts } from './payable.ts'
import { serviceUserOf } from './settings.ts'

/** How many things due one letter tells of: more would not fit on its page. */
const inOneNotice = 4
/** The next letter is written while the last collection of the one before is still this many days away. */
const daysAhead = 35

const candidate = z.object({
  mandateId: z.string(),
  partyId: z.string(),
  accountId: z.string(),
  dueKey: z.string(),
  dueOn: date,
  amount: pence,
})
type Candidate = z.infer<typeof candidate>

/**
 * Plans what is to be collected next and asks for the letters that say so: for each active mandate with nothing planned for
 * the weeks ahead, the next few things due; and whatever of the last month was called off because we were late with it. Safe to repeat: what is
 * planned is not planned again. Returns how many notices were asked for.
 */
export async function planCollections(
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<number> {
  const serviceUser = await serviceUserOf(db, councilId)
  if (!serviceUser) return 0
  const found = await db.many(
    candidate,
    sql`
      select mandate_id, party_id, account_id, due_key, due_on, amount
      from (
        select payable.*, row_number() over (partition by mandate_id order by due_on) as place
        from (${payable(councilId, today.subtract({ months: 1 }))}) as payable
        cross join lateral (
          select (payable.account_id, payable.due_key) in (
            select before.account_id, before.due_key from payments.collection as before
            where before.council_id = ${councilId}::int and before.state = 'cancelled'
              and before.due_on >= ${today.subtract({ months: 1 })}::date
              and before.state_why = any(${[notReleased, notToldInTime]}::text[])) as is_ours
        ) as lapse
        where not exists (
            select from payments.collection as known
            where known.council_id = ${councilId}::int and known.account_id = payable.account_id
              and known.due_key = payable.due_key and known.state <> 'cancelled')
          and (lapse.is_ours or payable.due_on >= ${today}::date)
          and (lapse.is_ours or not exists (
            select from payments.collection as ahead
            where ahead.council_id = ${councilId}::int and ahead.mandate_id = payable.mandate_id
              and ahead.state in ('planned', 'notified') and ahead.collect_on > ${plusDays(today, daysAhead)}::date))
          and payable.account_id not in (
            select protected.account_id from (${protectedAccounts(councilId)}) as protected)
      ) as next
      where place <= ${inOneNotice}::int
      order by mandate_id, due_on`,
  )
  const byMandate = Map.groupBy(found, ({ mandateId }) => mandateId)
  for (const candidates of byMandate.values()) {
    await plan(db, { councilId, today, candidates, noticeDays: serviceUser.noticeDays })
  }
  return byMandate.size
}

async function plan(
  db: Db,
  {
    councilId,
    today,
    candidates,
    noticeDays,
  }: {
    readonly councilId: number
    readonly today: Temporal.PlainDate
    readonly candidates: readonly Candidate[]
    readonly noticeDays: number | undefined
  },
): Promise<void> {
  const [first] = candidates
  if (!first) return
  const received = deliveredByPost(today, 'first class')
  const noticeId = await askForNotice(db, { councilId, today, ...first })
  await db.run(sql`
    insert into payments.collection
      (council_id, id, mandate_id, account_id, due_key, due_on, collect_on, amount, presentation, notice_id)
    select ${councilId}::int, gen_random_uuid(), ${first.mandateId}::uuid, ${first.accountId}::uuid, due_key, due_on,
      collect_on, amount, 'regular', ${noticeId}::uuid
    from unnest(
      ${candidates.map(({ dueKey }) => dueKey)}::text[],
      ${candidates.map(({ dueOn }) => dueOn)}::date[],
      ${candidates.map(({ dueOn }) => collectionDay(dueOn, received, noticeFor(dueOn, noticeDays)))}::date[],
      ${candidates.map(({ amount }) => amount)}::bigint[]
    ) as candidate (due_key, due_on, collect_on, amount)`)
}

/** Why a collection is called off whose payer could not be told early enough. */
export const notToldInTime = 'Its notice could not be sent in time'

/** The kind of effect that sends a notice. */
export const noticeEffect = 'direct debit notice'

/** A notice to be written, in the outbox. Returns its id. */
export async function askForNotice(
  db: Db,
  {
    councilId,
    mandateId,
    partyId,
    accountId,
    today,
  }: Pick<Candidate, 'mandateId' | 'partyId' | 'accountId'> & {
    readonly councilId: number
    readonly today: Temporal.PlainDate
  },
): Promise<string> {
  const noticeId = randomUUID()
  await db.run(sql`
    insert into payments.advance_notice (council_id, id, mandate_id, party_id, account_id, planned_on)
    values (${councilId}::int, ${noticeId}::uuid, ${mandateId}::uuid, ${partyId}::uuid, ${accountId}::uuid, ${today}::date)`)
  await queueEffects(db, {
    councilId,
    effects: sql`
      select 'direct debit notice/' || ${noticeId}::text as effect_key, ${noticeEffect}::text as kind, null::uuid as action_id,
        jsonb_build_object('noticeId', ${noticeId}::text) as payload`,
  })
  return noticeId
}

/**
 * Calls off what may not be taken as it was told: more than is still owed, no longer due, protected, or not in a released
 * file in time. It is planned again with fresh notice where it still may be. Returns how many.
 */
export const withdrawStale = (
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<number> =>
  db.run(sql`
    with protected as materialized (${protectedAccounts(councilId)}), stale as (
      select collection.id, case
          when protected.account_id is not null then protected.why
          when less.id is not null then 'It is not what is owed on its day any more'
          when mandate.paused_why is not null then 'The direct debit was paused on its day'
          else ${notReleased}::text end as why
      from payments.collection as collection
      join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = collection.mandate_id
      left join protected on protected.account_id = collection.account_id
      left join (${notOwed(councilId)}) as less on less.id = collection.id
      where collection.council_id = ${councilId}::int and collection.state in ('planned', 'notified')
        and (protected.account_id is not null or collection.collect_on <= ${today}::date or less.id is not null)
    )
    update payments.collection as collection set state = 'cancelled', state_why = stale.why
    from stale
    where collection.council_id = ${councilId}::int and collection.id = stale.id
      and collection.state in ('planned', 'notified')`)
