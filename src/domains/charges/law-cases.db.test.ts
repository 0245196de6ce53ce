import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { workedCases } from '#law/testing.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { formatAmount, parsePounds } from '#values/money.ts'
import { aChargingCouncil, codeOf, day, valueOf } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())

// The worked cases that the calculators are checked against come out of the ledger too.

const pounds = (text: unknown) => parsePounds(String(text)) ?? 0n
const absent = '../shared is not beside the project'

suite('worked cases through the ledger', () => {
  const late = workedCases('interest_late_payment')
  test('late payment between businesses', { skip: late === undefined && absent }, async () => {
    const cases = (late ?? []).filter(({ input }) => input['between_businesses'] !== false)
    assert(cases.length > 5)
    const { charge, pay, night, charged } = await aChargingCouncil(
      database,
      1,
      cases.map(({ input }) => ({
        amount: pounds(input['debt_inc_vat']),
        dueOn: String(input['due_date']),
      })),
    )
    for (const [n, { id, input, expected }] of cases.entries()) {
      const paidOn = day(String(input['paid_date']))
      await pay(n, pounds(input['debt_inc_vat']), paidOn.toString())
      const today = paidOn.add({ months: 2 }).toString()
      const contract = { authorityOn: day('2019-01-01'), today }
      const interest = await charge(n, { kind: 'late payment interest', ...contract })
      if ('error' in expected) {
        assert.notEqual(codeOf(interest), 'done', id)
        continue
      }
      const fixed = valueOf(await charge(n, { kind: 'late payment compensation', ...contract }))
      await night(today)
      assert.equal(formatAmount((await charged(valueOf(interest))) ?? 0n), expected['interest'], id)
      assert.equal(formatAmount((await charged(fixed)) ?? 0n), expected['compensation'], id)
    }
  })

  const claims = workedCases('interest_s69')
  test('interest the court gave on a claim', { skip: claims === undefined && absent }, async () => {
    const cases = (claims ?? []).filter(({ input }) => 'principal' in input)
    assert(cases.length > 5)
    const { charge, pay, charged } = await aChargingCouncil(
      database,
      2,
      cases.map(({ input }) => ({
        amount: pounds(input['principal']),
        dueOn: String(input['interest_from']),
      })),
    )
    for (const [n, { id, input, expected }] of cases.entries()) {
      const to = String(input['to'])
      const paid = (input['part_payments'] ?? []) as readonly { date: string; amount: string }[]
      for (const { date, amount } of paid) await pay(n, pounds(amount), date)
      const made = await charge(n, {
        kind: 'claim interest',
        authorityOn: day(to),
        runsFrom: day(String(input['interest_from'])),
        amount: pounds(input['principal']),
        today: to,
      })
      if ('error' in expected || expected['days'] === 0) {
        assert.equal(codeOf(made), 'start-after-judgment', id)
        continue
      }
      assert.equal(formatAmount((await charged(valueOf(made))) ?? 0n), expected['interest'], id)
    }
  })
})
