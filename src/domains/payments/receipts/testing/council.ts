import assert from 'node:assert/strict'
import { z } from 'zod'
import { post } from '#debts'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import { camt, camtEntry } from '../../statements/testing.ts'
import { addBankAccount } from '../bank-accounts.ts'
import { setSchemes } from '../schemes.ts'
import { takeStatement } from '../take-statement.ts'
import { trainingSchemes } from '../training-schemes.ts'

export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

/** A council tax account in a test: its reference, who owes it, and how much. */
export type Owed = {
  readonly reference: string
  readonly name: string
  readonly balance?: Pence
  readonly instalment?: Pence
  readonly source?: string
}

const idRow = z.object({ id: z.string() })

/** A council with one bank account and these accounts, `1` to `n` in order. */
export async function aReceivingCouncil(
  database: Database,
  councilId: number,
  owed: readonly Owed[],
) {
  const council = await aCouncilWithAccounts(database, councilId, owed.length)
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const accounts: string[] = []
  await inCouncil(async db => {
    for (const [
      n,
      { reference, name, balance = 500_00n, instalment = 50_00n, source = 'council-tax' },
    ] of owed.entries()) {
      const { id } = await db.one(
        idRow,
        sql`
          update debts.account set reference = ${reference}, source = ${source}, instalments = array_fill(${instalment}::bigint, array[10]),
            due_on = null, instalments_due_on = array(select (date '2026-04-01' + make_interval(months => n))::date from generate_series(0, 9) as n)
          where council_id = ${councilId}::int and id = platform.id_of('account', ${councilId}::int, ${`test/${n + 1}`})
          returning id`,
      )
      accounts.push(id)
      // As a source would have named them, so that they are found by it.
      await db.run(sql`
        update parties.party set name = ${name}
        where council_id = ${councilId}::int and id = (select lead_party_id from debts.account where council_id = ${councilId}::int and id = ${id}::uuid)`)
      await db.run(sql`
        insert into parties.search_key (council_id, key, party_id)
        select ${councilId}::int, key, account.lead_party_id
        from debts.account as account, parties.keys_of_text(${name}) as key
        where account.council_id = ${councilId}::int and account.id = ${id}::uuid on conflict do nothing`)
      if (balance > 0n)
        await post(db, {
          councilId,
          actor: 'system:test',
          entry: someEntry(council, id, { reference: `charge ${n}`, amount: balance }),
        })
    }
    const added = await addBankAccount(db, {
      councilId,
      number: '20201555555555',
      name: 'Collection account',
      actor: 'system:test',
    })
    assert(added.ok)
    await setSchemes(db, councilId, trainingSchemes)
  })
  const take = async (text: string, today = '2026-08-01') =>
    takeStatement(database, {
      councilId,
      fileName: 'statement.xml',
      bytes: (async function* () {
        yield Buffer.from(text)
      })(),
      today: day(today),
      actor: 'system:test',
    })
  const takeCredits = async (...credits: readonly Parameters<typeof camtEntry>[0][]) => {
    const taken = await take(camt(credits.map(credit => camtEntry(credit))))
    assert(taken.ok, taken.ok ? '' : taken.refusal.says)
    return taken.value
  }
  const balance = async (n: number) =>
    (
      await inCouncil(db =>
        db.one(
          z.object({ balance: pence }),
          sql`select balance from debts.ledger_account where council_id = ${councilId}::int and id = ${accounts[n] ?? null}::uuid`,
        ),
      )
    ).balance
  const inPlace = async (kind: 'bank' | 'suspense') =>
    (
      await inCouncil(db =>
        db.one(
          z.object({ balance: pence }),
          sql`select balance from debts.ledger_account where council_id = ${councilId}::int and kind = ${kind}`,
        ),
      )
    ).balance
  const suspense = async () => -(await inPlace('suspense'))
  const bank = () => inPlace('bank')
  /** Each posting: which account, how much, by which way. */
  const postings = () =>
    inCouncil(db =>
      db.many(
        z.object({ accountId: z.string(), amount: pence, way: z.string(), receiptId: z.string() }),
        sql`
          select account_id, amount, way, receipt_id from payments.receipt_posting
          where council_id = ${councilId}::int and undone_at is null order by posted_at, amount`,
      ),
    )
  const receipts = () =>
    inCouncil(db =>
      db.many(
        z.object({ id: z.string(), state: z.string(), amount: pence, given: z.string() }),
        sql`select id, state, amount, given from payments.receipt where council_id = ${councilId}::int order by received_on, amount, id`,
      ),
    )
  const lines = () =>
    inCouncil(db =>
      db.many(
        z.object({ id: z.string(), state: z.string(), why: z.string() }),
        sql`select id, state, why from payments.bank_line where council_id = ${councilId}::int order by file_id, line`,
      ),
    )
  return {
    ...council,
    accounts,
    inCouncil,
    take,
    takeCredits,
    balance,
    suspense,
    bank,
    postings,
    receipts,
    lines,
  }
}
