import { z } from 'zod'
import { type Figures, figuresOf } from '#administration'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { isUsual } from '../run.ts'
import { lackingEarlierStep } from './prerequisites.ts'

/** How many runs a plan is compared with. */
export const runsBefore = 6

type OfPlan = {
  readonly councilId: number
  readonly runId: string
  readonly businessDate: Temporal.PlainDate
}

const counted = z.object({
  debtType: z.string(),
  actionKind: z.string(),
  items: z.number(),
  largestBefore: z.number().nullable(),
  accounts: z.number().nullable(),
})
type Counted = z.infer<typeof counted>

/**
 * Compares a plan with the runs before it and with what must be so of any. A warning does not stop a run by itself: it must be passed
 * by an approver who has opened cases of it and gives a reason. The first run of a council has nothing to be compared with, and says so.
 */
export async function brakes(
  db: Db,
  of: OfPlan,
): Promise<{ readonly warnings: readonly string[]; readonly notes: readonly string[] }> {
  const kinds = await countedKinds(db, of)
  if (kinds.length === 0) return { warnings: [], notes: [] }
  const limits = await figuresOf(db, of.councilId)
  const isFirst = kinds.every(({ largestBefore }) => largestBefore === null)
  const lacking = await lackingEarlierStep(db, of)
  return {
    warnings: [
      ...(lacking > 0
        ? [`${lacking} lack the earlier notice that the law asks for: this plan cannot be approved`]
        : []),
      ...(isFirst ? [] : kinds.flatMap(kind => surge(kind, limits))),
      ...(await badAddresses(db, of, limits)),
      ...(await oldFigures(db, of, limits)),
    ],
    notes: isFirst
      ? ['This is the first run with letters: there is none before to compare it with.']
      : [],
  }
}

const countedKinds = (db: Db, { councilId, runId }: OfPlan) =>
  db.many(
    counted,
    sql`
      with before as (
        select id from recovery.run
        where council_id = ${councilId}::int and ${isUsual(councilId)} and id <> ${runId}::uuid
        order by business_date desc, attempt desc limit ${runsBefore}::int
      )
      select item.debt_type, item.action_kind, count(*)::int as items,
        (select max(earlier.items)::int from (
          select count(*) filter (
            where old.debt_type = item.debt_type and old.action_kind = item.action_kind) as items
          from before
          left join recovery.run_item as old
            on old.council_id = ${councilId}::int and old.run_id = before.id and old.outcome = 'done'
          group by before.id) as earlier) as largest_before,
        (select accounts from recovery.book
          where book.council_id = ${councilId}::int and book.debt_type = item.debt_type) as accounts
      from recovery.run_item as item
      where item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid
      group by item.debt_type, item.action_kind
      order by item.debt_type, item.action_kind`,
  )

function surge(
  { debtType, actionKind, items, largestBefore, accounts }: Counted,
  { 'brake-largest': ofTheLargest, 'brake-accounts': ofAccounts }: Figures,
): readonly string[] {
  const what = `${items} of “${actionKind}” for ${debtType}`
  if (largestBefore !== null && items * 100 > largestBefore * ofTheLargest)
    return [`${what}: the most in the last ${runsBefore} runs was ${largestBefore}`]
  if (accounts !== null && items * 100 > accounts * ofAccounts)
    return [`${what}: that is more than ${ofAccounts}% of all ${accounts} accounts`]
  return []
}

/** Those who cannot be written to, and those whose address has just changed: a source that moved many at once may have it wrong. */
async function badAddresses(
  db: Db,
  { councilId, runId, businessDate }: OfPlan,
  { 'brake-bad-addresses': ofBadAddresses, 'brake-address-changed': addressChanged }: Figures,
): Promise<readonly string[]> {
  const { items, without, changed } = await db.one(
    z.object({ items: z.number(), without: z.number(), changed: z.number() }),
    sql`
      select
        (select count(*)::int from recovery.decision
          where council_id = ${councilId}::int and run_id = ${runId}::uuid and rule = 'No address') as without,
        count(*)::int as items,
        count(*) filter (where exists (
          select from parties.address as address
          where address.council_id = ${councilId}::int and address.party_id = item.party_id and address.valid_to is null
            and address.valid_from > ${businessDate}::date - ${addressChanged}::int
            and exists (
              select from parties.address as older
              where older.council_id = ${councilId}::int and older.party_id = item.party_id and older.source = address.source
                and older.valid_from < address.valid_from)))::int as changed
      from recovery.run_item as item
      where item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid`,
  )
  const isMany = (bad: number, of: number) => bad > 0 && bad * 100 > of * ofBadAddresses
  return [
    ...(isMany(without, items + without)
      ? [`${without} accounts could not be written to for want of an address`]
      : []),
    ...(isMany(changed, items)
      ? [
          `${changed} would be written to at an address that changed in the last ${addressChanged} days`,
        ]
      : []),
  ]
}

const freshness = z.object({
  debtType: z.string(),
  newest: date.nullable(),
  hasPayments: z.boolean(),
  hasRecent: z.boolean(),
})

/** Types of debt of which neither figures nor payments have come lately: somebody who has paid would be chased. */
async function oldFigures(
  db: Db,
  { councilId, runId, businessDate }: OfPlan,
  { 'brake-payments-old': paymentsOld }: Figures,
): Promise<readonly string[]> {
  const since = businessDate.subtract({ days: paymentsOld })
  const paid = sql`
    select from debts.entry as entry
    join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
    join debts.account as account on account.council_id = ${councilId}::int and account.id = posting.credit
    where entry.council_id = ${councilId}::int and entry.kind = 'payment' and account.debt_type = item.debt_type`
  const types = await db.many(
    freshness,
    sql`
      select item.debt_type, max(item.as_at) as newest,
        exists (${paid}) as has_payments,
        exists (${paid} and entry.recorded_at >= ${since}::date and entry.effective_on >= ${since}::date) as has_recent
      from (
        select item.debt_type, max(greatest(account.as_at, source.as_at)) as as_at
        from recovery.run_item as item
        join debts.account as account on account.council_id = ${councilId}::int and account.id = item.account_id
        left join debts.source as source on source.council_id = ${councilId}::int and source.source = account.source
        where item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid
        group by item.debt_type
      ) as item
      group by item.debt_type order by item.debt_type`,
  )
  return types.flatMap(({ debtType, newest, hasPayments, hasRecent }) => [
    ...(newest && newest.until(businessDate, { largestUnit: 'days' }).days > paymentsOld
      ? [`The newest figures of ${debtType} are as at ${formatDate(newest)}`]
      : []),
    ...(hasPayments && !hasRecent
      ? [
          `No payment of ${debtType} has come in since ${formatDate(since)}: those who paid would be chased`,
        ]
      : []),
  ])
}
