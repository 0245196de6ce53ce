import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import { findParty } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { bacsText, whyNotReference } from './characters.ts'
import { isLive, mandatesOf } from './mandate.ts'
import { type BankAccount, checkModulus, type ModulusResult } from './modulus.ts'
import * as refusals from './refusals.ts'
import { modulusTableOf, serviceUserOf } from './settings.ts'

export type NewMandate = {
  readonly councilId: number
  readonly accountId: string
  /** Who pays: somebody who is liable for the account. */
  readonly partyId: string
  /** As the bank has it. */
  readonly payerName: string
  readonly account: BankAccount
  readonly today: Temporal.PlainDate
  readonly actor: string
}

/**
 * Sets up a mandate: proposed, its instruction waiting for the next file. Refuses an account number that is not its sort
 * code's, a second live mandate on an account, and a payer who has died or does not owe it. Returns its id.
 */
export async function setUpMandate(db: Db, asked: NewMandate): Promise<Outcome<string>> {
  const { councilId, accountId, partyId, payerName, today, actor } = asked
  if (!(await serviceUserOf(db, councilId))) return refused(refusals.noServiceUser)
  const checked = await checkDetails(db, asked)
  if (!checked.ok) return checked
  const liable = await db.run(sql`
    select from debts.liability
    where council_id = ${councilId}::int and account_id = ${accountId}::uuid and party_id = ${partyId}::uuid`)
  if (liable === 0) return refused(refusals.notLiable)
  // Two who set one up at once follow each other.
  await db.run(sql`
    select from debts.account where council_id = ${councilId}::int and id = ${accountId}::uuid for no key update`)
  if ((await mandatesOf(db, asked)).some(isLive)) return refused(refusals.alreadyMandated)
  if ((await findParty(db, councilId, partyId))?.deceasedOn) return refused(refusals.payerDied)
  const reference = await newReference(db, asked)
  if (whyNotReference(reference)) return refused(refusals.noReferenceLeft)

  const id = randomUUID()
  await db.run(sql`
    insert into payments.mandate (council_id, id, party_id, account_id, reference, state_since, state_why, set_up_by)
    values (${councilId}::int, ${id}::uuid, ${partyId}::uuid, ${accountId}::uuid, ${reference}::text, ${today}::date,
      'Set up, and not yet with the payer’s bank', ${actor}::text)`)
  await db.run(sql`
    insert into payments.bank_details
      (council_id, mandate_id, version, payer_name, sort_code, account_number, modulus, state, told_by, changed_by)
    values (${councilId}::int, ${id}::uuid, 1, ${payerName}::text, ${asked.account.sortCode}::text,
      ${asked.account.accountNumber}::text, ${checked.value}::text, 'in use', 'officer', ${actor}::text)`)
  await db.run(sql`
    insert into payments.instruction_to_send (council_id, id, mandate_id, version, kind)
    values (${councilId}::int, gen_random_uuid(), ${id}::uuid, 1, 'new')`)
  await record(db, {
    councilId,
    actor,
    action: 'set up a mandate',
    objectKind: 'mandate',
    objectId: id,
    detail: { account: accountId, party: partyId },
  })
  return done(id)
}

/** Whether bank details may be kept, and what the check said of them. */
export async function checkDetails(
  db: Db,
  { councilId, payerName, account }: Pick<NewMandate, 'councilId' | 'payerName' | 'account'>,
): Promise<Outcome<Exclude<ModulusResult, 'fails'>>> {
  const table = await modulusTableOf(db, councilId)
  if (!table) return refused(refusals.noModulusTable)
  const result = checkModulus(account, table)
  if (result === 'fails') return refused(refusals.notThatAccount)
  return bacsText(payerName) === '' ? refused(refusals.nameNotCarried) : done(result)
}

/** The account's own reference and which of its mandates it is: never used twice, whatever becomes of either. */
async function newReference(db: Db, { councilId, accountId }: NewMandate): Promise<string> {
  const { reference, used } = await db.one(
    z.object({ reference: z.string(), used: z.array(z.string()) }),
    sql`
      select account.reference,
        array(select reference from payments.mandate where council_id = ${councilId}::int) as used
      from debts.account as account
      where account.council_id = ${councilId}::int and account.id = ${accountId}::uuid`,
  )
  const plain = bacsText(reference)
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, 13)
  const taken = new Set(used)
  for (let n = 1; n < 1000; n += 1) {
    const short = `${plain}-${n}`
    const made = short.length < 6 ? `DD-${short}` : short
    if (!taken.has(made)) return made
  }
  return ''
}
