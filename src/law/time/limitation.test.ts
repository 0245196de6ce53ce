import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { isCourtShut, lastDayRestarted, lastDayToSue, type LimitedDebt } from './limitation.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('limitation', () => {
  test('the same years end a day apart where the first day counts', () => {
    for (const [debt, start, last] of [
      ['council_tax_apply_liability_order', '2019-04-01', '2025-03-31'],
      ['council_tax_apply_liability_order', '2020-02-29', '2026-02-28'],
      ['council_tax_apply_liability_order', '2022-03-01', '2028-02-29'],
      ['business_rates_apply_liability_order', '2019-04-01', '2025-03-31'],
      ['simple_contract_invoice_due_date', '2019-04-01', '2025-04-01'],
      ['simple_contract_invoice_due_date', '2020-02-29', '2026-02-28'],
      ['hb_overpayment_court_action', '2020-10-01', '2026-10-01'],
      ['rent_arrears', '2021-11-01', '2027-11-01'],
      ['specialty', '2016-05-10', '2028-05-10'],
      ['charge_principal', '2016-05-10', '2028-05-10'],
      ['judgment_warrant_without_permission', '2019-09-09', '2025-09-09'],
      ['care_charge', '2015-04-01', '2021-04-01'],
      ['care_charge_pre_2015', '2015-03-31', '2018-03-31'],
    ] as const)
      assert.equal(String(lastDayToSue(debt, day(start))), last, debt)
    assert.throws(() => lastDayToSue('care_charge', day('2015-03-31')), { name: 'NotAnswered' })
  })

  test('an acknowledgment starts it again while it runs, to its last day, and never after', () => {
    const debt = 'simple_contract_invoice_due_date'
    for (const [acknowledged, restarted, last] of [
      ['2023-02-10', true, '2029-02-10'],
      ['2025-05-31', true, '2031-05-31'],
      ['2025-06-01', false, '2025-05-31'],
    ] as const) {
      const made = lastDayRestarted(debt, day('2019-05-31'), day(acknowledged))
      assert.deepEqual([made.restarted, String(made.lastDay)], [restarted, last])
    }
  })

  test('whether the court is shut is said where it is known, and not guessed where it is not', () => {
    assert.equal(isCourtShut(day('2026-12-28')), true)
    assert.equal(isCourtShut(day('2026-12-29')), false)
    assert.equal(isCourtShut(day('2031-06-14')), true)
    assert.equal(isCourtShut(day('2031-11-05')), false)
    assert.equal(isCourtShut(day('2031-05-05')), undefined)
  })

  test('property: a later start never ends earlier', () => {
    const debts: readonly LimitedDebt[] = [
      'council_tax_apply_liability_order',
      'simple_contract_invoice_due_date',
      'specialty',
    ]
    const days = fc.integer({ min: 0, max: 4748 })
    fc.assert(
      fc.property(fc.constantFrom(...debts), days, fc.nat(100), (debt, n, more) => {
        const start = day('2020-01-01').add({ days: n })
        const end = lastDayToSue(debt, start)
        const later = lastDayToSue(debt, start.add({ days: more }))
        assert(Temporal.PlainDate.compare(end, later) <= 0)
      }),
    )
  })
})
