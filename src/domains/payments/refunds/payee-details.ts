import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { hadAHandInDetails } from '../direct-debit/change-details.ts'
import type { BankAccount } from '../direct-debit/modulus.ts'
import { checkDetails } from '../direct-debit/set-up.ts'
import * as refusals from './refusals.ts'

/** How somebody made sure whose bank account it is, and what pages call it. */
export const waysToVerify = {
  'called back': 'I rang them back on a number that was known before',
  'statement seen': 'I saw a bank statement or card with the name and numbers',
  'paid from it': 'They have paid the council from this account',
  'in person': 'They came in and showed who they are and the account',
} as const
export type WayToVerify = keyof typeof waysToVerify
export const wayToVerify = z.enum(Object.keys(waysToVerify) as [WayToVerify, ...WayToVerify[]])

/** How it was made sure, and in somebody's own words what was seen or heard. */
export type Verified = { readonly how: WayToVerify; readonly words: string }

/** Whose bank details somebody changed is not whom they pay, for so many days (X07 of the reliability rules; the database holds it too). */
export const handsOffDays = 30

export type NewDetails = {
  readonly councilId: number
  readonly partyId: string
  /** As the bank has it. */
  readonly holder: string
  readonly account: BankAccount
  readonly actor: string
}

/** Whether the details may be kept, as for a direct debit: refuses an account number that is not its sort code's. */
export const checkNewDetails = ({ holder, ...details }: NewDetails, db: Db) =>
  checkDetails(db, { ...details, payerName: holder })

/** Keeps bank details that were checked, and answers their id. */
export async function keepDetails(
  db: Db,
  { councilId, partyId, holder, account, actor }: NewDetails,
  modulus: 'passes' | 'cannot be checked',
): Promise<string> {
  const id = randomUUID()
  await db.run(sql`
    insert into payments.payee_details (council_id, id, party_id, holder, sort_code, account_number, modulus, entered_by)
    values (${councilId}::int, ${id}::uuid, ${partyId}::uuid, ${holder}::text, ${account.sortCode}::text,
      ${account.accountNumber}::text, ${modulus}::text, ${actor}::text)`)
  await record(db, {
    councilId,
    actor,
    action: 'entered bank details to pay to',
    objectKind: 'payee details',
    objectId: id,
    detail: { modulus },
  })
  return id
}

const details = z.object({
  id: z.string(),
  partyId: z.string(),
  holder: z.string(),
  sortCode: z.string(),
  accountNumber: z.string(),
})
type Details = z.infer<typeof details>

export const findDetails = (
  db: Db,
  { councilId, detailsId }: { readonly councilId: number; readonly detailsId: string },
): Promise<Details> =>
  db.one(
    details,
    sql`
      select id, party_id, holder, sort_code, account_number
      from payments.payee_details where council_id = ${councilId}::int and id = ${detailsId}::uuid`,
  )

/** Says that somebody made sure of bank details, and how. Once only: other details are entered anew. */
export async function verifyDetails(
  db: Db,
  {
    councilId,
    detailsId,
    verified: { how, words },
    actor,
  }: {
    readonly councilId: number
    readonly detailsId: string
    readonly verified: Verified
    readonly actor: string
  },
): Promise<Outcome<void>> {
  const isNew = await db.run(sql`
    update payments.payee_details set verified_by = ${actor}::text, verified_at = clock_timestamp(),
      verified_how = ${how}::text, verified_words = ${words}::text
    where council_id = ${councilId}::int and id = ${detailsId}::uuid and verified_by is null`)
  if (isNew === 0) return refused(refusals.verifiedAlready)
  await record(db, {
    councilId,
    actor,
    action: 'verified bank details to pay to',
    objectKind: 'payee details',
    objectId: detailsId,
    detail: { how },
  })
  return done(undefined)
}

/** Bank details without saying them: the audit and the approval keep the hash, never a number. */
export const hashOfDetails = ({ partyId, holder, sortCode, accountNumber }: Details): string =>
  createHash('sha256')
    .update(JSON.stringify([partyId, holder, sortCode, accountNumber]))
    .digest('hex')

/** Whether somebody entered, changed, agreed to or verified any bank details of a person's in the last thirty days, here or of a direct debit. */
export async function hadAHand(
  db: Db,
  {
    councilId,
    partyId,
    staffId,
    today,
  }: {
    readonly councilId: number
    readonly partyId: string
    readonly staffId: string
    readonly today: Temporal.PlainDate
  },
): Promise<boolean> {
  const since = today.subtract({ days: handsOffDays })
  const ours = await db.run(sql`
    select from payments.payee_details
    where council_id = ${councilId}::int and party_id in (${partiesOf(councilId, partyId)})
      and greatest(entered_at, verified_at) >= ${since}::date::timestamptz
      and ${staffId}::text in (entered_by, verified_by) limit 1`)
  return ours > 0 || hadAHandInDetails(db, { councilId, partyId, staffId, since })
}

/** Whether somebody joined records into this person in the last thirty days: who makes two people one does not pay them. */
export const joinedThem = async (
  db: Db,
  {
    councilId,
    partyId,
    staffId,
    today,
  }: {
    readonly councilId: number
    readonly partyId: string
    readonly staffId: string
    readonly today: Temporal.PlainDate
  },
): Promise<boolean> =>
  (await db.run(sql`
    select from parties.membership
    where council_id = ${councilId}::int and party_id in (${partiesOf(councilId, partyId)})
      and joined_at >= ${today.subtract({ days: handsOffDays })}::date::timestamptz and joined_by = ${staffId}::text
    limit 1`)) > 0
