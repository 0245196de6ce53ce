import { z } from 'zod'
import { debtFamilies, peopleLiableFor } from '#debts'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { holdKinds } from '#protections'
import { type Outcome, refused } from '#values/outcome.ts'
import { leftOf } from './credit.ts'
import { holdsReaching, refundFacts } from './facts.ts'
import { isTheirs } from './may-refund.ts'
import { maySetOff, type Rule, type SetOffFacts } from './may-set-off.ts'
import * as refusals from './refusals.ts'

/** One debt of the two, as it is now. */
const side = z.object({
  name: z.string(),
  family: z.enum(debtFamilies),
  began: date.nullable(),
  balance: pence,
  leadPartyId: z.string(),
  holds: z.array(z.enum(holdKinds)),
})

const itself = sql`account.id`

const sideOf = (db: Db, councilId: number, accountId: string) =>
  db.maybeOne(
    side,
    sql`
      select kind.name, kind.family, coalesce(account.period_from, account.due_on) as began, ledger.balance,
        account.lead_party_id, array(${holdsReaching(councilId, itself)}) as holds
      from debts.account as account
      join debts.debt_type as kind on kind.council_id = ${councilId}::int and kind.name = account.debt_type
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      where account.council_id = ${councilId}::int and account.id = ${accountId}::uuid`,
  )

export type Between = {
  readonly councilId: number
  readonly fromAccountId: string
  readonly toAccountId: string
  readonly amount: bigint
  readonly asked: SetOffFacts['asked']
  readonly today: Temporal.PlainDate
}

/**
 * Whether so much may be set off between two accounts as they are now, and by which rule. Refuses what `isTheirs` does of either
 * account, what `maySetOff` does, and more than is in credit or owed. A set-off that `isProposed` already is not counted against itself.
 */
export async function maySetOffNow(
  db: Db,
  { councilId, fromAccountId, toAccountId, amount, asked, today }: Between,
  { isProposed = false }: { readonly isProposed?: boolean } = {},
): Promise<Outcome<Rule>> {
  if (fromAccountId === toAccountId) return refused(refusals.sameAccount)
  const from = await sideOf(db, councilId, fromAccountId)
  const to = await sideOf(db, councilId, toAccountId)
  if (!from || !to) return refused(refusals.sameAccount)
  const { areSame } = await db.one(
    z.object({ areSame: z.boolean() }),
    sql`
      select coalesce(${peopleLiableFor(councilId, sql`${fromAccountId}::uuid`)}
        = ${peopleLiableFor(councilId, sql`${toAccountId}::uuid`)}, false) as are_same`,
  )
  const factsOf = (accountId: string, partyId: string) =>
    refundFacts(db, { councilId, accountId, partyId })
  const credit = await factsOf(fromAccountId, from.leadPartyId)
  for (const facts of [credit, await factsOf(toAccountId, to.leadPartyId)]) {
    const theirs = isTheirs(facts)
    if (!theirs.ok) return theirs
  }
  const rule = maySetOff(from, to, {
    asked,
    areSamePeople: areSame,
    fromBegan: from.began,
    toBegan: to.began,
    holdsOnDebt: to.holds,
    on: today,
  })
  if (!rule.ok) return rule
  if (credit.credit <= 0n) return refused(refusals.notInCredit)
  const standing = credit.credit - credit.onItsWay
  if (isProposed && standing < amount) return refused(refusals.creditShrank(standing))
  if (!isProposed && amount > leftOf(credit))
    return refused(refusals.moreThanCredit(leftOf(credit)))
  if (to.balance <= 0n) return refused(refusals.notOwed)
  if (amount > to.balance) return refused(refusals.moreThanOwed(to.balance))
  return rule
}
