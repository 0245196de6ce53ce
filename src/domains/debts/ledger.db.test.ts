import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, type Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { Entry } from './ledger.ts'
import { post, reverse } from './ledger.ts'
import { playHistories } from './testing/histories.ts'
import { aCouncilWithAccounts, someEntry } from './testing/index.ts'

const database = await aDatabase()
after(() => database.close())

const councils = [
  await aCouncilWithAccounts(database, 1, 3),
  await aCouncilWithAccounts(database, 2, 1),
]
const [first, second] = councils
assert(first && second)
const asFirst = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, first.councilId, work)

const balanceOf = (db: Db, account: string) =>
  db
    .one(
      z.object({ balance: pence }),
      sql`select balance from debts.ledger_account where council_id = ${first.councilId}::int and id = ${account}::uuid`,
    )
    .then(({ balance }) => balance)

const postFirst = (entry: Entry) =>
  asFirst(db => post(db, { councilId: first.councilId, entry, actor: 'system:test' }))

suite('ledger', () => {
  test('posting moves the balance, and the same entry again is harmless', async () => {
    const [account = ''] = first.accounts
    const entry = someEntry(first, account, { reference: 'once', amount: 12_34n })
    assert.equal(await postFirst(entry), true)
    assert.equal(await postFirst(entry), false)
    assert.equal(await asFirst(db => balanceOf(db, account)), 12_34n)
  })

  test('a different entry under a used reference is refused', async () => {
    const [account = ''] = first.accounts
    await postFirst(someEntry(first, account, { reference: 'used', amount: 1n }))
    await assert.rejects(
      postFirst(someEntry(first, account, { reference: 'used', amount: 2n })),
      /used before for something different/,
    )
  })

  test('a reversal puts the balance back, and happens once', async () => {
    const [, account = ''] = first.accounts
    await postFirst(someEntry(first, account, { reference: 'wrong', amount: 50_00n }))
    const undo = () =>
      asFirst(async db => {
        const { id } = await db.one(
          z.object({ id: z.string() }),
          sql`select id from debts.entry where council_id = ${first.councilId}::int and reference = 'wrong'`,
        )
        await reverse(db, {
          councilId: first.councilId,
          entryId: id,
          on: Temporal.PlainDate.from('2026-06-01'),
          because: 'Posted in error',
          actor: 'system:test',
        })
      })
    await undo()
    assert.equal(await asFirst(db => balanceOf(db, account)), 0n)
    await assert.rejects(undo(), /duplicate key/)
  })

  test('when an account was last paid is kept: not by an older payment learned late, nor one that was taken back', async () => {
    const [, , account = ''] = first.accounts
    const paidOn = async (reference: string, on: string) => {
      const entry = someEntry(first, account, {
        reference,
        amount: 5_00n,
        kind: 'payment',
        on: Temporal.PlainDate.from(on),
      })
      await postFirst(entry)
      return lastPaid()
    }
    const lastPaid = () =>
      asFirst(db =>
        db.one(
          z.object({ lastPaymentOn: date.nullable() }),
          sql`select last_payment_on from debts.ledger_account where council_id = ${first.councilId}::int and id = ${account}::uuid`,
        ),
      ).then(({ lastPaymentOn }) => (lastPaymentOn === null ? 'never' : `${lastPaymentOn}`))
    const takeBack = async (reference: string) => {
      await asFirst(async db => {
        const { id } = await db.one(
          z.object({ id: z.string() }),
          sql`select id from debts.entry where council_id = ${first.councilId}::int and reference = ${reference}`,
        )
        await reverse(db, {
          councilId: first.councilId,
          entryId: id,
          on: Temporal.PlainDate.from('2026-06-20'),
          because: 'The bank took it back',
          actor: 'system:test',
        })
      })
      return lastPaid()
    }
    await postFirst(someEntry(first, account, { reference: 'a charge', amount: 50_00n }))
    assert.equal(await lastPaid(), 'never')
    assert.equal(await paidOn('in May', '2026-05-05'), '2026-05-05')
    assert.equal(await paidOn('in June', '2026-06-06'), '2026-06-06')
    assert.equal(await paidOn('in April, learned late', '2026-04-04'), '2026-06-06')
    assert.equal(await takeBack('in June'), '2026-05-05')
    assert.equal(await takeBack('in April, learned late'), '2026-05-05')
    assert.equal(await takeBack('in May'), 'never')
  })

  test('the database itself refuses an edit, a deletion and a truncation, from its owner too', async () => {
    for (const attempt of [
      sql`update debts.posting set amount = 1`,
      sql`delete from debts.posting`,
      sql`truncate debts.posting`,
      sql`update debts.entry set narrative = 'x'`,
      sql`delete from debts.entry`,
    ]) {
      await assert.rejects(database.run(attempt), /keeps what was written/)
    }
  })

  test('the database itself refuses money from nowhere, nothing, and to another council', async () => {
    const [account = ''] = first.accounts
    const [foreign = ''] = second.accounts
    const posting = (debit: string, credit: string, amount: bigint) =>
      asFirst(db =>
        db.run(sql`
          insert into debts.posting (council_id, entry_id, line, debit, credit, amount)
          select ${first.councilId}::int, id, 9, ${debit}::uuid, ${credit}::uuid, ${amount}::bigint
          from debts.entry where council_id = ${first.councilId}::int and reference = 'once'`),
      )
    await assert.rejects(posting(account, account, 1n), /check constraint/)
    await assert.rejects(posting(account, first.income, 0n), /check constraint/)
    await assert.rejects(posting(account, first.income, -5n), /check constraint/)
    await assert.rejects(posting(account, foreign, 1n), /foreign key/)
  })

  test('property: every history of it is as a model of a few lines has it, on any day', async t => {
    const council = await aCouncilWithAccounts(database, 3, 30)
    const { steps, refusals } = await playHistories(database, council, {
      histories: 80,
      seed: 20,
      batch: 40,
    })
    assert(refusals > 0)
    t.diagnostic(`${steps} steps, ${refusals} refused as they had to be`)
    // What others read of it is the same.
    const wrong = await database.run(sql`
      select 1 from contract.balance
      full join (select tenant_id, account_id, sum(amount_pence) as total from contract.posting group by 1, 2) as posted
        using (tenant_id, account_id)
      where coalesce(balance_pence, 0) <> coalesce(total, 0)`)
    assert.equal(wrong, 0)
    const misdated = await database.run(sql`
      select 1 from debts.ledger_account
      where kind = 'account' and last_payment_on is distinct from debts.last_payment(council_id, id)`)
    assert.equal(misdated, 0)
  })
})
