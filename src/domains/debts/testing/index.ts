export { playHistories } from './histories.ts'
import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import { seedDebtTypes } from '../debt-types.ts'
import { type Entry, ledgerAccount, openLedger } from '../ledger.ts'

/** A council for tests, with its ledger open and a few council tax accounts that owe nothing yet. */
export type TestCouncil = {
  readonly councilId: number
  readonly accounts: readonly string[]
  readonly parties: readonly string[]
  readonly income: string
  readonly bank: string
}

const idRow = z.object({ id: z.string() })

/** Makes council `councilId` with `count` parties, each with one account and an address. */
export async function aCouncilWithAccounts(
  database: Database,
  councilId: number,
  count: number,
  { nation = 'England' }: { readonly nation?: 'England' | 'Wales' } = {},
): Promise<TestCouncil> {
  await database.run(sql`
    insert into administration.council (council_id, slug, name, nation, remit, is_training, cooling_minutes)
    values (${councilId}::int, ${`c${councilId}`}, ${`Council ${councilId}`}, ${nation}, '{council tax,sundry invoice}', true, 0)`)
  await database.run(
    sql`insert into administration.audit_head (council_id) values (${councilId}::int)`,
  )
  return asCouncil(database, councilId, async db => {
    await openLedger(db, councilId)
    await seedDebtTypes(db, councilId, ['council tax', 'sundry invoice'])
    const numbers = Array.from({ length: count }, (_, n) => n + 1)
    await db.run(sql`
      insert into parties.party (council_id, id, kind, name)
      select ${councilId}::int, platform.id_of('party', ${councilId}::int, n::text), 'person', 'Person ' || n
      from unnest(${numbers}::int[]) as n`)
    await db.run(sql`
      insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from)
      select ${councilId}::int, platform.id_of('address', ${councilId}::int, n::text),
        platform.id_of('party', ${councilId}::int, n::text), array[n || ' High Street', 'Testham'], 'QX1 1AA', 'test', '2020-01-01'
      from unnest(${numbers}::int[]) as n`)
    const accounts = await db.many(
      idRow,
      sql`
        insert into debts.account
          (council_id, id, source, reference, debt_type, lead_party_id, due_on, charged, as_at)
        select ${councilId}::int, platform.id_of('account', ${councilId}::int, 'test/' || n), 'test', n::text, 'council tax',
          platform.id_of('party', ${councilId}::int, n::text), '2026-04-01', 0, '2026-06-01'
        from unnest(${numbers}::int[]) as n
        returning id`,
    )
    await db.run(sql`
      insert into debts.liability (council_id, account_id, party_id, kind)
      select council_id, id, lead_party_id, 'sole' from debts.account where council_id = ${councilId}::int`)
    await db.run(sql`
      insert into debts.ledger_account (council_id, id, kind, account_id)
      select council_id, id, 'account', id from debts.account where council_id = ${councilId}::int`)
    const parties = await db.many(
      idRow,
      sql`select id from parties.party where council_id = ${councilId}::int order by name`,
    )
    const place = async (kind: 'income' | 'bank') =>
      (await db.one(idRow, sql`select ${ledgerAccount(councilId, kind)} as id`)).id
    return {
      councilId,
      accounts: accounts.map(({ id }) => id),
      parties: parties.map(({ id }) => id),
      income: await place('income'),
      bank: await place('bank'),
    }
  })
}

/** An unremarkable charge (or payment) on an account. */
export const someEntry = (
  council: TestCouncil,
  account: string,
  differences: {
    readonly reference: string
    readonly amount: Pence
    readonly kind?: 'charge' | 'payment'
    readonly on?: Temporal.PlainDate
  },
): Entry => {
  const {
    kind = 'charge',
    reference,
    amount,
    on = Temporal.PlainDate.from('2026-04-01'),
  } = differences
  return {
    kind,
    effectiveOn: on,
    reference,
    narrative: kind === 'charge' ? 'Charge' : 'Payment received',
    sourceKind: 'test',
    sourceId: reference,
    postings: [
      kind === 'charge'
        ? { debit: account, credit: council.income, amount }
        : { debit: council.bank, credit: account, amount },
    ],
  }
}
