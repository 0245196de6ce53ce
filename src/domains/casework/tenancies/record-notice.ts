import { z } from 'zod'
import { record } from '#administration'
import { type Account, memberLiableFor } from '#debts'
import { lockPeople, tellDetail, type tellings } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import { listLeaving } from './list-leaving.ts'
import { noticeOf } from './notice.ts'
import { type Ending, projectedBalance } from './projected-balance.ts'
import * as refusals from './refusals.ts'

/** By what right what they say may be used: they say it about this debt, to whoever it is owed to. */
const gateway = 'They told the council for this tenancy'

export type RecordedNotice = Omit<Ending, 'balance'> & {
  /** Made with the form, so that sending it twice records once. */
  readonly id: string
  readonly givenOn: Temporal.PlainDate
  readonly keysReturnedOn: Temporal.PlainDate | undefined
  /** Where they go and how they are reached, as they said it: empty where they have not. */
  readonly forwarding: string
  readonly telephone: string
  readonly how: (typeof tellings)[number]
}

/**
 * Records a tenant's notice, or records it anew: nothing is written over, and the newest stands. What will be owed is worked out from the
 * account's balance of this moment and kept, where the rent is known. Where they go and their telephone number become proposed
 * details of theirs, which somebody decides. Refuses a debt that is of no tenancy and days that cannot be meant. Answers its id.
 */
export async function recordNotice(
  db: Db,
  {
    councilId,
    personId,
    account,
    notice,
    actor,
    now,
    today,
  }: {
    readonly councilId: number
    readonly personId: string
    readonly account: Pick<Account, 'id' | 'family' | 'balance'>
    readonly notice: RecordedNotice
    readonly actor: string
    readonly now: Temporal.Instant
    readonly today: Temporal.PlainDate
  },
): Promise<Outcome<string>> {
  const { id, givenOn, lastDay, chargedTo, freeWeeks, expected } = notice
  const problem = whyNot(account, notice, today)
  if (problem) return refused(problem)
  await lockPeople(db, councilId, [personId])
  if (await isThere(db, councilId, id)) return done(id)
  const before = await noticeOf(db, { councilId, accountId: account.id })
  const told = { councilId, personId, how: notice.how, asAt: today, gateway, actor, today }
  for (const kind of ['address', 'telephone'] as const) {
    const text = kind === 'address' ? notice.forwarding : notice.telephone
    if (text.trim() === '') continue
    const kept = await tellDetail(db, { ...told, kind, text })
    // Known already is captured too.
    if (!kept.ok && kept.refusal.code !== 'parties/detail-known')
      return refused({ ...kept.refusal, code: kind === 'address' ? 'forwarding' : 'telephone' })
  }
  const projected = projectedBalance({ ...notice, balance: account.balance })
  const partyId = await memberLiableFor(db, { councilId, personId, accountId: account.id })
  await db.run(sql`
    insert into casework.tenancy_notice
      (council_id, id, account_id, party_id, given_on, last_day, rent, rent_every, week_begins, free_weeks, charged_to,
       balance, expected_on, expected, expected_by, keys_returned_on, has_forwarding, has_telephone, projected, recorded_by,
       recorded_at, recorded_on)
    values (
      ${councilId}::int, ${id}::uuid, ${account.id}::uuid, ${partyId}::uuid, ${givenOn}::date, ${lastDay}::date,
      ${notice.rent ?? null}::bigint, ${notice.every ?? null}::text, ${notice.weekBegins}::int, ${[...freeWeeks]}::date[],
      ${chargedTo}::date, ${account.balance}::bigint, ${expected.map(({ on }) => on)}::date[],
      ${expected.map(({ amount }) => amount)}::bigint[], ${expected.map(({ by }) => by)}::text[],
      ${notice.keysReturnedOn ?? null}::date,
      ${notice.forwarding.trim() !== '' || before?.hasForwarding === true}::boolean,
      ${notice.telephone.trim() !== '' || before?.hasTelephone === true}::boolean,
      ${projected.ok ? projected.value.balance : null}::bigint, ${actor}::text, ${now}::timestamptz, ${today}::date)`)
  await record(db, {
    councilId,
    actor,
    action: before ? 'recorded the end of a tenancy anew' : 'recorded the end of a tenancy',
    objectKind: 'account',
    objectId: account.id,
    detail: { notice: id, lastDay: `${lastDay}` },
  })
  await listLeaving(db, { councilId, accountId: account.id, now, today })
  return done(id)
}

/** Why a notice cannot be meant as it stands. */
function whyNot(
  { family }: Pick<Account, 'family'>,
  { givenOn, lastDay, chargedTo, freeWeeks, weekBegins }: RecordedNotice,
  today: Temporal.PlainDate,
): Refusal | undefined {
  if (family !== 'housing') return refusals.noTenancy
  if (isBefore(today, givenOn)) return refusals.givenAhead
  if (isBefore(lastDay, givenOn)) return refusals.endsBeforeGiven
  if (isBefore(today.add({ years: 1 }), lastDay)) return refusals.tooFar
  const isWithinAYear =
    !isBefore(chargedTo, lastDay.subtract({ years: 1 })) &&
    !isBefore(lastDay.add({ years: 1 }), chargedTo)
  if (!isWithinAYear) return refusals.chargedFar
  if (freeWeeks.some(day => day.dayOfWeek !== weekBegins)) return refusals.notAFreeWeek
  return undefined
}

const isThere = async (db: Db, councilId: number, id: string): Promise<boolean> =>
  (await db.maybeOne(
    z.object({ id: z.string() }),
    sql`select id from casework.tenancy_notice where council_id = ${councilId}::int and id = ${id}::uuid`,
  )) !== undefined
