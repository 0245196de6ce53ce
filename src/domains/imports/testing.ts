import assert from 'node:assert/strict'
import { z } from 'zod'
import { createCouncil } from '#administration'
import { openLedger, seedDebtTypes, shippedDebtTypes } from '#debts'
import { asCouncil, type Database } from '#platform/db.ts'
import { count, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Outcome } from '#values/outcome.ts'
import { largestFile, load } from './load.ts'
import type { Profile } from './profile.ts'
import type { LoadReport } from './report.ts'
import { shippedProfile } from './shipped-profiles.ts'

export const testDay = Temporal.PlainDate.from('2026-07-01')

/** A council with an open ledger and every shipped kind of debt, and nothing in it. */
export async function aTakingCouncil(database: Database, councilId: number): Promise<number> {
  await createCouncil(database, {
    councilId,
    slug: `taking-${councilId}`,
    name: `Council ${councilId}`,
    nation: 'England',
    remit: shippedDebtTypes.map(({ name }) => name),
    colour: 'blue',
    address: '',
    telephone: '',
    coolingMinutes: 0,
    isTraining: true,
  })
  await asCouncil(database, councilId, async db => {
    await openLedger(db, councilId)
    await seedDebtTypes(
      db,
      councilId,
      shippedDebtTypes.map(({ name }) => name),
    )
  })
  return councilId
}

export const profileNamed = (name: string): Profile => {
  const profile = shippedProfile(name)
  assert(profile, `there is a profile ${name}`)
  return profile
}

export async function* chunksOf(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

export const loadBytes = (
  database: Database,
  councilId: number,
  profile: Profile,
  bytes: Uint8Array,
  {
    fileName = 'night.csv',
    chunk = 65_536,
    largest = largestFile,
  }: { readonly fileName?: string; readonly chunk?: number; readonly largest?: number } = {},
): Promise<Outcome<LoadReport>> =>
  load(database, {
    councilId,
    profile,
    fileName,
    bytes: chunksOf(bytes, chunk),
    actor: 'system:test',
    businessDate: testDay,
    largest,
  })

/** Loads a file that is sound as a whole. */
export async function loaded(
  database: Database,
  councilId: number,
  feed: string | Profile,
  lines: readonly string[],
): Promise<LoadReport> {
  const profile = typeof feed === 'string' ? profileNamed(feed) : feed
  const outcome = await loadBytes(
    database,
    councilId,
    profile,
    Buffer.from(`${lines.join('\n')}\n`),
  )
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}

/** Everything a load can have changed, counted: to see that a refusal or a repeat changed none of it. */
export const whatIsThere = (database: Database, councilId: number) =>
  asCouncil(database, councilId, db =>
    db.one(
      z.object({
        parties: count,
        accounts: count,
        entries: count,
        owed: pence,
        suspense: count,
        applied: count,
      }),
      sql`
        select
          (select count(*) from parties.party where council_id = ${councilId}::int) as parties,
          (select count(*) from debts.account where council_id = ${councilId}::int) as accounts,
          (select count(*) from debts.entry where council_id = ${councilId}::int) as entries,
          (select coalesce(sum(balance), 0)::bigint from debts.ledger_account where council_id = ${councilId}::int and kind = 'account') as owed,
          (select count(*) from debts.suspense_item where council_id = ${councilId}::int) as suspense,
          (select count(*) from imports.row where council_id = ${councilId}::int and state = 'applied') as applied`,
    ),
  )

/** What an account owes by the balance kept for it, or undefined when there is no such account. */
export const balanceOf = (database: Database, councilId: number, reference: string) =>
  asCouncil(database, councilId, db =>
    db.maybeOne(
      z.object({ balance: pence }),
      sql`
        select ledger.balance from debts.account as account
        join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.account_id = account.id
        where account.council_id = ${councilId}::int and account.reference = ${reference}`,
    ),
  ).then(found => found?.balance)

/** The neutral layout of debts. */
export const debtHeader =
  'source_system,debt_ref,debt_type,debtor_name,date_of_birth,address_1,address_2,address_3,postcode,amount,period_from,period_to,due_date,liability'
export const debt = (reference: string, amount: string, name = 'Ada Price') =>
  `NDR,${reference},council_tax,${name},1980-01-02,1 Mill Lane,,Testham,QX1 1AA,${amount},2026-04-01,2027-03-31,2026-05-01,sole`
export const paymentHeader = 'bank_ref,value_date,amount,reference,payer_name,method'
export const payment = (bankReference: string, amount: string, account: string) =>
  `${bankReference},2026-06-01,${amount},${account},Ada Price,FPS`
