import { z } from 'zod'
import { record } from '#administration'
import { londonDate } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { count, date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { earlyWarnings } from './causes/causes.ts'
import { isStillToAsk, leaving, leavingInWords, leavingSoon } from './tenancies/nudges.ts'

const workItem = leaving.extend({
  partyId: z.string(),
  accountId: z.string(),
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  reason: z.enum([
    'final notice unpaid',
    'second letter unpaid',
    'second reminder unpaid',
    'large and late',
    'promise passed',
    'callback due',
    'find them',
    'reach another way',
    'step failed',
    ...earlyWarnings,
  ]),
  overdue: pence,
  total: pence,
  lateSince: date.nullable(),
  /** The day by which a step that failed is to be put right. */
  deadline: date.nullable(),
  putOffWhy: z.string().nullable(),
})
/** Someone to work next. */
export type WorkItem = z.infer<typeof workItem>

/**
 * Whether no hold reaches an account, in a query where `account` is its id. A hold takes somebody off the list from the
 * moment it is placed, not from the next night.
 */
export const isNotHeld = (councilId: number, account: Sql, now: Sql): Sql => sql`
  not exists (
    select from protections.hold_on_account as reaches
    where reaches.council_id = ${councilId}::int and reaches.account_id = ${account}
      and reaches.starts_at <= ${now} and coalesce(reaches.ends_at > ${now}, true))`

const itemIsNotHeld = (councilId: number, now: Temporal.Instant) =>
  isNotHeld(councilId, sql`item.account_id`, sql`${now}::timestamptz`)

/** The people to work now, most pressing first; what was put off or is on hold is not here until its time. */
export const workToDo = (
  db: Db,
  councilId: number,
  now: Temporal.Instant,
  limit = 50,
): Promise<readonly WorkItem[]> =>
  db.many(
    workItem,
    sql`
      select item.party_id, item.account_id, party.name, account.reference, account.debt_type, item.reason, item.overdue,
        (select coalesce(sum(ledger.balance), 0)::bigint from debts.ledger_account as ledger
          where ledger.council_id = ${councilId}::int and ledger.id in (
            select liability.account_id from debts.liability as liability
            join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
            where liability.council_id = ${councilId}::int and liable.person_id = party.person_id)) as total,
        item.late_since, item.deadline, item.put_off_why, soon.leaving_on, soon.asks_forwarding, soon.asks_telephone,
        soon.asks_rent, soon.to_remind_of
      from casework.work_item as item
      join parties.party as party on party.council_id = ${councilId}::int and party.id = item.party_id
      join debts.account as account on account.council_id = ${councilId}::int and account.id = item.account_id
      left join (${leavingSoon(councilId, londonDate(now))}) as soon on soon.account_id = item.account_id
      where item.council_id = ${councilId}::int and item.done_at is null
        and (item.not_before is null or item.not_before <= ${now}::timestamptz)
        and ${itemIsNotHeld(councilId, now)} and ${isStillToAsk(councilId, londonDate(now))}
      order by item.rank desc, item.party_id
      limit ${limit}::int`,
  )

export type WorkCounts = {
  readonly toDo: number
  /** Of those to do, how many can be helped before any notice goes. */
  readonly early: number
  readonly doneToday: number
  readonly putOff: number
}

/** How much there is to do, how much of it is early help, done today and put off. */
export const workCounts = (
  db: Db,
  councilId: number,
  now: Temporal.Instant,
  today: Temporal.PlainDate,
): Promise<WorkCounts> =>
  db.one(
    z.object({ toDo: count, early: count, doneToday: count, putOff: count }),
    sql`
      select
        count(*) filter (where done_at is null and (not_before is null or not_before <= ${now}::timestamptz)
          and ${itemIsNotHeld(councilId, now)} and ${isStillToAsk(councilId, today)}) as to_do,
        count(*) filter (where done_at is null and (not_before is null or not_before <= ${now}::timestamptz)
          and reason = any(${[...earlyWarnings]}::text[]) and ${itemIsNotHeld(councilId, now)}
          and ${isStillToAsk(councilId, today)}) as early,
        count(*) filter (where done_at is null and not_before > ${now}::timestamptz) as put_off,
        count(*) filter (where (done_at at time zone 'Europe/London')::date = ${today}::date) as done_today
      from casework.work_item as item where item.council_id = ${councilId}::int`,
  )

/** Why this person, now, in a sentence. */
export function whyNow(item: WorkItem): string {
  const leaves = leavingInWords(item)
  // What was to ask may have come to be known since the list was read.
  if (item.reason === 'leaving soon') return leaves ?? 'They leave soon.'
  return [becauseOf(item, item.reason), ...(leaves === undefined ? [] : [leaves])].join(' ')
}

function becauseOf(
  { lateSince, deadline, reference }: WorkItem,
  reason: Exclude<WorkItem['reason'], 'leaving soon'>,
): string {
  const late = `${reference} is late${lateSince ? ` since ${formatDate(lateSince)}` : ''}.`
  switch (reason) {
    case 'final notice unpaid':
      return `A final notice was sent and not paid. ${late}`
    case 'second letter unpaid':
      return `A second letter was sent and not paid. ${late}`
    case 'second reminder unpaid':
      return `A second reminder was sent and not paid. ${late}`
    case 'large and late':
      return `One of the largest late amounts, and nobody has been in touch. ${late}`
    case 'promise passed':
      return `They promised to pay and the day has passed. ${late}`
    case 'find them':
      return `No letter can reach them: find out where they are. ${late}`
    case 'reach another way':
      return `No letter may go to them: reach them as their contact details say. ${late}`
    case 'step failed':
      return `A letter or another step failed, and nothing went: Letters, Called off, or the run says why.${deadline ? ` Put it right by ${formatDate(deadline)}.` : ''} ${late}`
    case 'first payment missed':
      return `Their first payment did not come, and no notice has gone: ask whether something is wrong, and offer help. ${late}`
    case 'direct debit returned':
      return `A direct debit came back unpaid, and no notice has gone: ask whether something is wrong, and offer help. ${late}`
    case 'ended with something owed':
      return `It ended with something owed, and no notice has gone: say how it can be paid, and offer help. ${late}`
    case 'benefit ending':
      return `A benefit or a reduction that helps to pay it ends or has just ended: ask what changes for them, and offer help.${lateSince ? ` ${late}` : ''}`
    case 'callback due':
      return `They asked to be called back. ${late}`
  }
}

/** Puts someone off, with the reason, until a moment; they come back to the list then. False when already dealt with. */
export async function putOff(
  db: Db,
  {
    councilId,
    partyId,
    until,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly partyId: string
    readonly until: Temporal.Instant
    readonly why: string
    readonly actor: string
  },
): Promise<boolean> {
  const changed = await db.run(sql`
    update casework.work_item set not_before = ${until}::timestamptz, put_off_why = ${why}
    where council_id = ${councilId}::int and party_id = ${partyId}::uuid and done_at is null`)
  if (changed === 0) return false
  await record(db, {
    councilId,
    actor,
    action: 'work put off',
    objectKind: 'party',
    objectId: partyId,
    detail: { until: until.toString(), why },
  })
  return true
}
