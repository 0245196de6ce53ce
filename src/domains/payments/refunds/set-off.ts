import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

/** The kind of approval that a set-off needs, and of entry that posts it. */
export const setOffKind = 'set-off'

const setOff = z.object({
  id: z.string(),
  fromAccountId: z.string(),
  fromReference: z.string(),
  fromDebtType: z.string(),
  toAccountId: z.string(),
  toReference: z.string(),
  toDebtType: z.string(),
  leadName: z.string(),
  amount: pence,
  why: z.string(),
  asked: z.enum(['nothing', 'this']),
  askedWords: z.string(),
  rule: z.string(),
  state: z.enum(['proposed', 'refused', 'withdrawn', 'agreed', 'undone']),
  proposedBy: z.string(),
  proposedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  decidedWhy: z.string().nullable(),
  entryId: z.string().nullable(),
  undoneBy: z.string().nullable(),
  undoneAt: instant.nullable(),
  undoneWhy: z.string().nullable(),
})
/** A credit put to another debt of the same people, or that somebody proposed to put there. */
export type SetOff = z.infer<typeof setOff>

/** Set-offs between accounts whose people the viewer may see. */
const setOffs = (councilId: number): Sql => sql`
  select moved.id, moved.from_account_id, credit.reference as from_reference, credit.debt_type as from_debt_type,
    moved.to_account_id, debt.reference as to_reference, debt.debt_type as to_debt_type, lead.name as lead_name, moved.amount,
    moved.why, moved.asked, moved.asked_words, moved.rule, moved.state, moved.proposed_by, moved.proposed_at,
    moved.decided_by, moved.decided_at, moved.decided_why, moved.entry_id, moved.undone_by, moved.undone_at, moved.undone_why
  from payments.set_off as moved
  join debts.account as credit on credit.council_id = ${councilId}::int and credit.id = moved.from_account_id
  join debts.account as debt on debt.council_id = ${councilId}::int and debt.id = moved.to_account_id
  join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = credit.lead_party_id
  join parties.party as other on other.council_id = ${councilId}::int and other.id = debt.lead_party_id
  where moved.council_id = ${councilId}::int`

export type OneSetOff = { readonly councilId: number; readonly setOffId: string }

export const findSetOff = (
  db: Db,
  { councilId, setOffId }: OneSetOff,
): Promise<SetOff | undefined> =>
  db.maybeOne(setOff, sql`${setOffs(councilId)} and moved.id = ${setOffId}::uuid`)

/** Takes one for a change; everything that changes one takes it first. */
export async function lockSetOff(db: Db, one: OneSetOff): Promise<SetOff | undefined> {
  await db.run(sql`
    select from payments.set_off
    where council_id = ${one.councilId}::int and id = ${one.setOffId}::uuid for no key update`)
  return findSetOff(db, one)
}

/** What was set off to or from an account, the latest first. */
export const setOffsOn = (
  db: Db,
  councilId: number,
  accountId: string,
): Promise<readonly SetOff[]> =>
  db.many(
    setOff,
    sql`
      ${setOffs(councilId)} and ${accountId}::uuid in (moved.from_account_id, moved.to_account_id)
      order by moved.proposed_at desc, moved.id`,
  )

/** The latest of a council, those that wait for a second person first: a hundred at most. */
export const latestSetOffs = (db: Db, councilId: number): Promise<readonly SetOff[]> =>
  db.many(
    setOff,
    sql`
      ${setOffs(councilId)}
      order by moved.state <> 'proposed', moved.proposed_at desc, moved.id limit 100`,
  )

/** What is agreed to. */
export const contentOfSetOff = (
  moved: Pick<SetOff, 'id' | 'fromAccountId' | 'toAccountId' | 'amount' | 'rule'>,
): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        moved.id,
        moved.fromAccountId,
        moved.toAccountId,
        String(moved.amount),
        moved.rule,
      ]),
    )
    .digest('hex')
