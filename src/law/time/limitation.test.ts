import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { ask, written } from '../calculation.ts'
import { limitation } from './limitation.calculation.ts'
import {
  isCourtShut,
  lastDayRestarted,
  lastDayToSue,
  type LimitedDebt,
  nextOpenDay,
} from './limitation.ts'

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
      const event = { on: day(acknowledged), by: 'acknowledgment' } as const
      const made = lastDayRestarted(debt, day('2019-05-31'), event)
      assert.deepEqual([made.restarted, String(made.lastDay)], [restarted, last])
    }
  })

  test('whether the court is shut is said where it is known, and not guessed where it is not', () => {
    assert.equal(isCourtShut(day('2026-12-28')), true)
    assert.equal(isCourtShut(day('2026-12-29')), false)
    assert.equal(isCourtShut(day('2031-06-14')), true)
    assert.equal(isCourtShut(day('2031-11-05')), false)
    assert.equal(isCourtShut(day('2031-05-05')), undefined)
    // The Platinum Jubilee, which moved that year’s spring bank holiday.
    assert.equal(isCourtShut(day('2022-06-02')), true)
    assert.equal(isCourtShut(day('2021-06-02')), false)
    assert.equal(String(nextOpenDay(day('2026-12-25'))), '2026-12-29')
    assert.equal(nextOpenDay(day('2028-12-30')), undefined)
    assert.equal(nextOpenDay(day('2031-06-14')), undefined)
  })

  test('a part payment of rent starts nothing again; no event does for an order or a warrant', () => {
    const start = day('2020-01-06')
    const on = day('2023-03-01')
    for (const [debt, acknowledged, paid] of [
      ['simple_contract_invoice_due_date', true, true],
      ['hb_overpayment_court_action', true, true],
      ['specialty', true, true],
      ['charge_principal', true, true],
      ['rent_arrears', true, false],
      ['council_tax_apply_liability_order', false, false],
      ['business_rates_apply_liability_order', false, false],
      ['judgment_warrant_without_permission', false, false],
      ['care_charge', false, false],
    ] as const) {
      const by = (by: 'acknowledgment' | 'part payment') =>
        lastDayRestarted(debt, start, { on, by }).restarted
      assert.deepEqual([by('acknowledgment'), by('part payment')], [acknowledged, paid], debt)
    }
    const other = { on, by: 'part payment', ofCareCharges: true } as const
    assert.equal(String(lastDayRestarted('care_charge', start, other).lastDay), '2029-03-01')
  })

  test('it is asked and answered in full, and what cannot be is said', () => {
    const answer = (input: Readonly<Record<string, unknown>>) => {
      const outcome = ask(limitation, input)
      return outcome.ok ? written(outcome.value.answer) : outcome.refusal.says
    }
    assert.deepEqual(answer({ debt_type: 'rent_arrears', start_date: '2022-12-28' }), {
      last_day: '2028-12-28',
      statute_barred_from: '2028-12-29',
      court_office_closed_on_last_day: false,
    })
    assert.deepEqual(answer({ debt_type: 'specialty', start_date: '2019-05-05' }), {
      last_day: '2031-05-05',
      statute_barred_from: '2031-05-06',
      court_office_closed_on_last_day: null,
    })
    const rent = {
      debt_type: 'rent_arrears',
      start_date: '2020-01-06',
      acknowledged_or_part_paid: '2023-03-01',
    }
    assert.deepEqual(answer({ ...rent, how: 'acknowledged' }), {
      restarted: true,
      last_day: '2029-03-01',
    })
    assert.deepEqual(answer({ ...rent, how: 'part_paid' }), {
      restarted: false,
      last_day: '2026-01-06',
    })
    assert.deepEqual(answer({ ...rent, debt_type: 'council_tax_apply_liability_order' }), {
      restarted: false,
      last_day: '2026-01-05',
    })
    for (const [input, says] of [
      [rent, /Say how/],
      [
        { ...rent, how: 'acknowledged', acknowledged_or_part_paid: '2020-01-05' },
        /before it was due/,
      ],
      [{ debt_type: 'rent_arrears', start_date: '2020-01-06', how: 'part_paid' }, /on which day/],
      [{ debt_type: 'care_charge', start_date: '2015-03-31' }, /do not know/],
      [{ debt_type: 'care_charge_pre_2015', start_date: '2015-04-01' }, /due from 1 April 2015/],
      [{ debt_type: 'gambling', start_date: '2020-01-06' }, /one of council_tax/],
      [{ debt_type: 'specialty', start_date: '2021-02-29' }, /a day that exists/],
      [{ debt_type: 'specialty', start_date: '1981-04-30' }, /do not know/],
    ] as const)
      assert.match(String(answer(input)), says)
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
