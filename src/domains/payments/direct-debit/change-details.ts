import { createHash } from 'node:crypto'
import { z } from 'zod'
import { giveApproval, record, requestApproval } from '#administration'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { isLive, lockMandate } from './mandate.ts'
import { type BankAccount, checkModulus } from './modulus.ts'
import { moveMandate } from './move-mandate.ts'
import * as refusals from './refusals.ts'
import { modulusTableOf } from './settings.ts'
import { checkDetails } from './set-up.ts'

type Change = {
  readonly councilId: number
  readonly mandateId: string
  readonly payerName: string
  readonly account: BankAccount
  readonly actor: string
}

const details = z.object({
  version: z.number(),
  payerName: z.string(),
  sortCode: z.string(),
  accountNumber: z.string(),
  changedBy: z.string(),
})

const detailsIn = (
  db: Db,
  { councilId, mandateId }: Pick<Change, 'councilId' | 'mandateId'>,
  state: 'in use' | 'waiting',
) =>
  db.maybeOne(
    details,
    sql`
      select version, payer_name, sort_code, account_number, changed_by from payments.bank_details
      where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid and state = ${state}::text`,
  )

/**
 * Asks for a mandate to go to another bank account, as its payer told an officer. It waits for somebody else to agree: a
 * changed account number is how money is stolen.
 */
export async function askForNewDetails(db: Db, change: Change): Promise<Outcome<void>> {
  const { councilId, mandateId, payerName, account, actor } = change
  const mandate = await lockMandate(db, change)
  if (!mandate || !isLive(mandate)) return refused(refusals.notLive)
  const checked = await checkDetails(db, change)
  if (!checked.ok) return checked
  if (await detailsIn(db, change, 'waiting')) return refused(refusals.alreadyWaiting)
  const now = await detailsIn(db, change, 'in use')
  if (
    now?.sortCode === account.sortCode &&
    now.accountNumber === account.accountNumber &&
    now.payerName === payerName
  )
    return refused(refusals.sameDetails)
  const { version } = await db.one(
    z.object({ version: z.number() }),
    sql`
      insert into payments.bank_details
        (council_id, mandate_id, version, payer_name, sort_code, account_number, modulus, state, told_by, changed_by)
      select ${councilId}::int, ${mandateId}::uuid, max(version) + 1, ${payerName}::text, ${account.sortCode}::text,
        ${account.accountNumber}::text, ${checked.value}::text, 'waiting', 'officer', ${actor}::text
      from payments.bank_details where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid
      returning version`,
  )
  await requestApproval(db, {
    ...subjectOf({ councilId, mandateId, version }),
    contentHash: hashOf(change),
    requestedBy: actor,
  })
  return done(undefined)
}

const subjectOf = (of: {
  readonly councilId: number
  readonly mandateId: string
  readonly version: number
}) => ({
  councilId: of.councilId,
  subjectKind: `bank details ${of.version}`,
  subjectId: of.mandateId,
})

/** What is agreed to, without saying it: the audit keeps the hash, never a number. */
const hashOf = ({ mandateId, payerName, account }: Omit<Change, 'councilId' | 'actor'>): string =>
  createHash('sha256')
    .update(JSON.stringify([mandateId, payerName, account.sortCode, account.accountNumber]))
    .digest('hex')

/**
 * Agrees to new bank details or refuses them; never by whoever asked. Agreed: the old instruction is cancelled and a new
 * one lodged with the next file, and nothing is collected until it stands.
 */
export async function decideOnDetails(
  db: Db,
  {
    councilId,
    mandateId,
    agreed,
    on,
    actor,
  }: Pick<Change, 'councilId' | 'mandateId' | 'actor'> & {
    readonly agreed: boolean
    readonly on: Temporal.PlainDate
  },
): Promise<Outcome<void>> {
  const of = { councilId, mandateId }
  const mandate = await lockMandate(db, of)
  if (!mandate || !isLive(mandate)) return refused(refusals.notLive)
  const waiting = await detailsIn(db, of, 'waiting')
  const now = await detailsIn(db, of, 'in use')
  if (!waiting || !now) return refused(refusals.nothingWaits)
  if (waiting.changedBy === actor) return refused(refusals.secondPerson)
  const { sortCode, accountNumber, payerName, version } = waiting
  if (agreed) {
    const given = await giveApproval(db, {
      ...subjectOf({ ...of, version }),
      contentHash: hashOf({ mandateId, payerName, account: { sortCode, accountNumber } }),
      approvedBy: actor,
    })
    if (!given) return refused(refusals.secondPerson)
    await settle(db, of, now.version, { state: 'past' })
  }
  await settle(db, of, version, { state: agreed ? 'in use' : 'refused', decidedBy: actor })
  if (!agreed) {
    await recordChange(db, { ...of, actor, action: 'refused new bank details', version })
    return done(undefined)
  }
  // The bank was never told of the old details: only the new are lodged.
  if (mandate.state !== 'proposed') await queue(db, of, now.version, 'cancelled')
  await queue(db, of, version, 'new')
  if (mandate.state === 'proposed') {
    await db.run(sql`
      update payments.instruction_to_send set dropped_why = 'The bank details were changed before it was sent'
      where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid and version = ${now.version}::int
        and file_id is null and dropped_why is null`)
  }
  if (mandate.state === 'lodged' || mandate.state === 'active')
    await moveMandate(db, { ...of, on, actor, to: 'amended', why: 'The bank details were changed' })
  return done(undefined)
}

/**
 * Follows a payer's account to where their bank moved it. The bank moved the instruction too, so that nothing is lodged or
 * cancelled, and the mandate stands.
 */
export async function detailsFromBank(
  db: Db,
  {
    councilId,
    mandateId,
    account,
    actor,
  }: Pick<Change, 'councilId' | 'mandateId' | 'account' | 'actor'>,
): Promise<void> {
  const of = { councilId, mandateId }
  const now = await detailsIn(db, of, 'in use')
  if (!now) return
  const table = await modulusTableOf(db, councilId)
  const passes = table && checkModulus(account, table) === 'passes'
  await settle(db, of, now.version, { state: 'past' })
  await db.run(sql`
    insert into payments.bank_details
      (council_id, mandate_id, version, payer_name, sort_code, account_number, modulus, state, told_by, changed_by)
    select ${councilId}::int, ${mandateId}::uuid, max(version) + 1, ${now.payerName}::text, ${account.sortCode}::text,
      ${account.accountNumber}::text, ${passes ? 'passes' : 'cannot be checked'}::text, 'in use', 'bank', ${actor}::text
    from payments.bank_details where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid`)
  await recordChange(db, {
    ...of,
    actor,
    action: 'followed an account that was moved',
    version: now.version + 1,
  })
}

const settle = (
  db: Db,
  { councilId, mandateId }: Pick<Change, 'councilId' | 'mandateId'>,
  version: number,
  {
    state,
    decidedBy,
  }: { readonly state: 'in use' | 'past' | 'refused'; readonly decidedBy?: string },
) =>
  db.run(sql`
    update payments.bank_details set
      state = ${state}::text, decided_by = coalesce(${decidedBy ?? null}::text, decided_by),
      decided_at = case when ${decidedBy ?? null}::text is null then decided_at else clock_timestamp() end
    where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid and version = ${version}::int`)

const queue = (
  db: Db,
  { councilId, mandateId }: Pick<Change, 'councilId' | 'mandateId'>,
  version: number,
  kind: 'new' | 'cancelled',
) =>
  db.run(sql`
    insert into payments.instruction_to_send (council_id, id, mandate_id, version, kind)
    values (${councilId}::int, gen_random_uuid(), ${mandateId}::uuid, ${version}::int, ${kind}::text)
    on conflict (council_id, mandate_id, version, kind) do nothing`)

const recordChange = (
  db: Db,
  {
    councilId,
    mandateId,
    actor,
    action,
    version,
  }: Pick<Change, 'councilId' | 'mandateId' | 'actor'> & {
    readonly action: string
    readonly version: number
  },
) =>
  record(db, {
    councilId,
    actor,
    action,
    objectKind: 'mandate',
    objectId: mandateId,
    detail: { version },
  })

/**
 * Whether somebody had a hand in a payer's bank details since a day, whichever of their records they stand on: who changes them
 * never refunds to them. For the room that pays money back.
 */
export const hadAHandInDetails = async (
  db: Db,
  {
    councilId,
    partyId,
    staffId,
    since,
  }: {
    readonly councilId: number
    readonly partyId: string
    readonly staffId: string
    readonly since: Temporal.PlainDate
  },
): Promise<boolean> =>
  (await db.run(sql`
    select from payments.bank_details as details
    join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = details.mandate_id
    where details.council_id = ${councilId}::int and mandate.party_id in (${partiesOf(councilId, partyId)})
      and greatest(details.changed_at, details.decided_at) >= ${since}::date::timestamptz
      and ${staffId}::text in (details.changed_by, details.decided_by)`)) > 0
