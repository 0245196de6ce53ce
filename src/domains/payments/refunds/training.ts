import { z } from 'zod'
import { ledgerAccount, post } from '#debts'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const actor = 'system:sample'

/** What the accounts of a sample council that are in credit from the start have been reduced below nothing by, and how many days ago. */
const reductions = [
  { credit: 86_40n, daysAgo: 41 },
  { credit: 212_75n, daysAgo: 12 },
  { credit: 34_10n, daysAgo: 3 },
  { credit: 91_15n, daysAgo: 27 },
] as const

const found = z.object({
  id: z.string(),
  debtType: z.string(),
  balance: pence,
  late: pence,
  owesMore: z.boolean(),
  adjustments: z.string(),
})

/**
 * Gives a sample council credits to work on: charges that were reduced after they had been paid, on accounts on which nothing is late,
 * so that nobody's recovery changes. The first is of somebody who owes on another account of the same tax, to
 * which the credit could go, and so is the last, of another tax; the others are of people on whose accounts nothing is late, so that nobody on the work list is changed. Where
 * least has been paid lately comes first, so that the longest is a credit from the day of its reduction. Harmless to repeat.
 */
export async function setUpTrainingCredits(
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<void> {
  const isDone = await db.run(sql`
    select from debts.entry where council_id = ${councilId}::int and source_kind = 'sample credit' limit 1`)
  if (isDone > 0) return
  const fitting = await db.many(
    found,
    sql`
      with fitting as (
        select account.id, account.debt_type, account.reference, ledger.balance, ledger.balance + coalesce((
            select sum(lately.amount) from debts.posting as lately
            join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = lately.entry_id
            where lately.council_id = ${councilId}::int and lately.credit = account.id
              and entry.effective_on >= ${today.subtract({ days: reductions[0].daysAgo })}::date
          ), 0) as moved, exists (
            select from debts.liability as mine
            join debts.liability as theirs on theirs.council_id = ${councilId}::int and theirs.party_id = mine.party_id
            join debts.account as other on other.council_id = ${councilId}::int and other.id = theirs.account_id
            join debts.ledger_account as owed on owed.council_id = ${councilId}::int and owed.id = other.id
            where mine.council_id = ${councilId}::int and mine.account_id = account.id and other.id <> account.id
              and other.debt_type = account.debt_type and owed.balance > 0
              and not exists (select from protections.hold_on_account as hold
                where hold.council_id = ${councilId}::int and hold.account_id = other.id)
              and not exists (select from debts.liability as joint
                where joint.council_id = ${councilId}::int and joint.account_id in (account.id, other.id)
                  and joint.kind = 'joint')
          ) as owes_more, coalesce((
            select sum(late.overdue) from parties.party as same
            join debts.liability as theirs on theirs.council_id = ${councilId}::int and theirs.party_id = same.id
            join debts.account as other on other.council_id = ${councilId}::int and other.id = theirs.account_id
            join debts.ledger_account as owed on owed.council_id = ${councilId}::int and owed.id = other.id
            cross join lateral debts.arrears(
              owed.balance, other.instalments_due_on, other.instalments, other.due_on, ${today}::date) as late
            where same.council_id = ${councilId}::int and same.person_id = lead.person_id
          ), 0)::bigint as late
        from debts.account as account
        join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
        join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
        cross join lateral debts.arrears(
          ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${today}::date) as arrears
        where account.council_id = ${councilId}::int and account.charged > 0 and arrears.overdue = 0
          and ledger.balance >= 0 and lead.deceased_on is null
          and not exists (select from protections.hold_on_account as hold
            where hold.council_id = ${councilId}::int and hold.account_id = account.id)
      ), ranked as (
        select fitting.*,
          row_number() over (partition by debt_type order by owes_more and late = 0 desc, owes_more desc, late desc, moved, reference, id) as nth,
          row_number() over (partition by debt_type order by late, moved, reference, id) as nth_unworked
        from fitting
      )
      select id, debt_type, balance, late, owes_more, ${ledgerAccount(councilId, 'adjustments')} as adjustments from ranked
      where nth = 1 or (late = 0 and nth_unworked <= ${reductions.length}::int)
      order by owes_more and late = 0 desc, owes_more desc, late desc, moved, reference, id`,
  )
  const [first, ...worked] = fitting
  const rest = worked.filter(({ late }) => late === 0n)
  // The last is of another kind of debt where there is one, so that there is something to choose between.
  const another = rest.findLast(({ debtType }) => debtType !== first?.debtType)
  const others = rest.filter(one => one !== another).slice(0, another ? 1 : 2)
  // Recovery of what the first owes elsewhere may come to be on hold, and then nothing can go there.
  const alsoOwing = worked.find(
    one => one.owesMore && one.debtType !== first?.debtType && ![...others, another].includes(one),
  )
  const accounts = [first, ...others, another, alsoOwing].filter(one => one !== undefined)
  for (const [n, { id, balance, adjustments }] of accounts.entries()) {
    const { credit, daysAgo } = reductions[n] ?? reductions[0]
    await post(db, {
      councilId,
      actor,
      entry: {
        kind: 'adjustment',
        effectiveOn: today.subtract({ days: daysAgo }),
        reference: `sample credit/${id}`,
        narrative: 'Charge reduced: a discount was awarded from an earlier day',
        sourceKind: 'sample credit',
        sourceId: id,
        postings: [{ debit: adjustments, credit: id, amount: balance + credit }],
      },
    })
  }
}
