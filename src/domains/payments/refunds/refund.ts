import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { wayToVerify } from './payee-details.ts'

/** The kind of approval that a refund needs, and of entry that posts it. */
export const refundKind = 'refund'

export const refundStates = [
  'proposed',
  'refused',
  'withdrawn',
  'agreed',
  'sent',
  'paid',
  'came back',
] as const
export type RefundState = (typeof refundStates)[number]

const refund = z.object({
  id: z.string(),
  accountId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  partyId: z.string(),
  payee: z.string(),
  detailsId: z.string(),
  holder: z.string(),
  lastFour: z.string(),
  modulus: z.enum(['passes', 'cannot be checked']),
  enteredBy: z.string(),
  verifiedBy: z.string().nullable(),
  verifiedHow: wayToVerify.nullable(),
  verifiedWords: z.string().nullable(),
  amount: pence,
  why: z.string(),
  owedElsewhere: pence,
  state: z.enum(refundStates),
  proposedBy: z.string(),
  proposedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  decidedWhy: z.string().nullable(),
  entryId: z.string().nullable(),
  listId: z.string().nullable(),
  line: z.number().nullable(),
  outcomeBy: z.string().nullable(),
  outcomeAt: instant.nullable(),
  outcomeWhy: z.string().nullable(),
})
/** A credit on its way back to somebody who is liable, or that was. Of the bank account, the last four figures and no more. */
export type Refund = z.infer<typeof refund>

/** Refunds whose payee and account the viewer may see: both names come by a join, which leaves the others out. */
const refunds = (councilId: number): Sql => sql`
  select refund.id, refund.account_id, account.reference, account.debt_type, refund.party_id, payee.name as payee,
    refund.details_id, details.holder, details.last_four, details.modulus, details.entered_by, details.verified_by,
    details.verified_how, details.verified_words, refund.amount, refund.why, refund.owed_elsewhere, refund.state,
    refund.proposed_by, refund.proposed_at, refund.decided_by, refund.decided_at, refund.decided_why, refund.entry_id, refund.list_id, refund.line,
    refund.outcome_by, refund.outcome_at, refund.outcome_why
  from payments.refund as refund
  join payments.payee_details as details on details.council_id = ${councilId}::int and details.id = refund.details_id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = refund.account_id
  join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
  join parties.party as payee on payee.council_id = ${councilId}::int and payee.id = refund.party_id
  where refund.council_id = ${councilId}::int`

export type One = { readonly councilId: number; readonly refundId: string }

export const findRefund = (db: Db, { councilId, refundId }: One): Promise<Refund | undefined> =>
  db.maybeOne(refund, sql`${refunds(councilId)} and refund.id = ${refundId}::uuid`)

/** The account of a refund, whether or not its people may be seen. */
export const accountOfRefund = async (
  db: Db,
  { councilId, refundId }: One,
): Promise<string | undefined> =>
  (
    await db.maybeOne(
      z.object({ accountId: z.string() }),
      sql`
        select account_id from payments.refund
        where council_id = ${councilId}::int and id = ${refundId}::uuid`,
    )
  )?.accountId

/** Takes one for a change; everything that changes one takes it first. */
export async function lockRefund(db: Db, one: One): Promise<Refund | undefined> {
  await db.run(sql`
    select from payments.refund
    where council_id = ${one.councilId}::int and id = ${one.refundId}::uuid for no key update`)
  return findRefund(db, one)
}

/** What was proposed and became of it on an account, the latest first. */
export const refundsOn = (
  db: Db,
  councilId: number,
  accountId: string,
): Promise<readonly Refund[]> =>
  db.many(
    refund,
    sql`
      ${refunds(councilId)}
      and refund.account_id = ${accountId}::uuid
      order by refund.proposed_at desc, refund.id`,
  )

/** Refunds that wait for somebody, the longest first, and then what ended lately: two hundred at most. */
export const refundsUnderWay = (db: Db, councilId: number): Promise<readonly Refund[]> =>
  db.many(
    refund,
    sql`
      ${refunds(councilId)}
      and refund.state in ('proposed', 'agreed', 'sent')
      order by refund.proposed_at, refund.id limit 200`,
  )

export const refundsEnded = (db: Db, councilId: number): Promise<readonly Refund[]> =>
  db.many(
    refund,
    sql`
      ${refunds(councilId)}
      and refund.state in ('refused', 'withdrawn', 'paid', 'came back')
      order by refund.proposed_at desc, refund.id limit 50`,
  )

/** What is agreed to, without a number of the bank account in it. */
export const contentOf = (
  { id, accountId, partyId, amount }: Pick<Refund, 'id' | 'accountId' | 'partyId' | 'amount'>,
  detailsHash: string,
): string =>
  createHash('sha256')
    .update(JSON.stringify([id, accountId, partyId, String(amount), detailsHash]))
    .digest('hex')
