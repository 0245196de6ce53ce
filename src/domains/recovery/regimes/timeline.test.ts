import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import {
  afterFurtherNotice,
  afterLaterDefault,
  afterRatesReminder,
} from '#law/business-rates/recovery-dates.ts'
import { ratesNoticeServed } from '#law/business-rates/service.ts'
import { longestPost } from '#law/time/service.ts'
import {
  afterFinalNotice,
  afterReminder,
  afterThirdDefault,
} from '#law/council-tax/recovery-dates.ts'
import { welshRecovery } from '#law/council-tax/recovery-dates-wales.ts'
import { workedCases } from '#law/testing.ts'
import { lastDayToSue } from '#law/time/limitation.ts'
import type { Nation } from '#law/dated.ts'
import { daysBetween, isBefore, plusDays } from '#values/dates.ts'
import type { Action } from '../actions.ts'
import { holds } from '../condition.ts'
import type { FactSheet, LastNotice } from '../facts.ts'
import { aFactSheet } from '../testing/sheet.ts'
import { asksOf, regimeOf } from './index.ts'

type Day = Temporal.PlainDate
const dayOf = (text: string): Day => Temporal.PlainDate.from(text)

/** Somebody who owes an instalment, and the last notice they had. */
type Owing = {
  readonly family: string
  readonly nation?: Nation
  readonly due: Day
  readonly notice: LastNotice
  /** From when the notice counts. */
  readonly on?: Day
  readonly isNewDefault?: boolean
}

const sheetOn = ({ due, notice, on, isNewDefault = false }: Owing, day: Day): FactSheet =>
  aFactSheet({
    overdue: 100_00n,
    stage: notice === 'none' ? 'billed' : notice,
    'last notice': notice,
    'since due': isBefore(due, day) ? daysBetween(due, day) : null,
    'since notice': on ? daysBetween(on, day) : null,
    'new default since notice': isNewDefault,
  })

/** The first day on which the law's floor lets a step be taken. */
function firstDayFor(action: Action, owing: Owing): Day {
  const { family, nation = 'England', due, on } = owing
  const start = on && isBefore(due, on) ? on : due
  for (let days = 0; days < 200; days += 1) {
    const day = plusDays(start, days)
    const floor = regimeOf(family, nation)?.on(day).value.before[action]
    if (floor && asksOf(floor).every(({ condition }) => holds(condition, sheetOn(owing, day))))
      return day
  }
  return assert.fail(`no ${action} within 200 days`)
}

const anyDay = fc.integer({ min: 0, max: 3200 }).map(days => plusDays(dayOf('2024-01-01'), days))

const says = (found: Day, expected: Day) => assert.equal(`${found}`, `${expected}`)

suite(
  'the floor under recovery keeps the statutory timetable to the day, on any day from 2024 to 2032',
  () => {
    test('council tax in England: unmet reminder, third default, final notice', () => {
      fc.assert(
        fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (due, late) => {
          const on = plusDays(due, late)
          const owing = { family: 'council tax', due, on } as const
          const unmet = afterReminder({ nation: 'England', instalmentDue: due, issuedOn: on })
          says(
            firstDayFor('summons list', { ...owing, notice: 'reminder' }),
            unmet.earliestComplaint,
          )
          says(
            firstDayFor('summons list', { ...owing, notice: 'final notice' }),
            afterFinalNotice('England', on).earliestComplaint,
          )
          const next = plusDays(on, late + 7)
          says(
            firstDayFor('summons list', {
              ...owing,
              due: next,
              notice: 'second reminder',
              isNewDefault: true,
            }),
            afterThirdDefault('England', next).earliestComplaint,
          )
        }),
      )
    })

    test('council tax in England: a reminder that was met, then a later default, is no way to a final notice', () => {
      fc.assert(
        fc.property(anyDay, fc.integer({ min: 14, max: 300 }), (on, later) => {
          const met = {
            family: 'council tax',
            due: plusDays(on, 7),
            on,
            isNewDefault: true,
          } as const
          const day = plusDays(on, later)
          const mayFinalNotice = (notice: LastNotice) =>
            regimeOf('council tax', 'England')
              ?.on(day)
              .value.before['final notice']?.when.every(condition =>
                holds(condition, sheetOn({ ...met, notice }, day)),
              )
          assert.equal(mayFinalNotice('reminder'), false)
          assert.equal(mayFinalNotice('second reminder'), true)
        }),
      )
    })

    test('council tax in Wales since April 2026: final notice, then the balance', () => {
      const since = anyDay.filter(day => !isBefore(day, dayOf('2026-04-01')))
      fc.assert(
        fc.property(since, fc.integer({ min: 1, max: 60 }), (due, late) => {
          const on = plusDays(due, late)
          const it = { family: 'council tax', nation: 'Wales', due } as const
          const reminded = welshRecovery({ missedInstalmentDue: due, reminderIssued: on })
          says(
            firstDayFor('final notice', { ...it, notice: 'reminder', on }),
            reminded.earliestFinalNotice,
          )
          const without = welshRecovery({ missedInstalmentDue: due })
          says(firstDayFor('final notice', { ...it, notice: 'none' }), without.earliestFinalNotice)
          says(
            firstDayFor('summons list', {
              ...it,
              notice: 'final notice',
              on: reminded.earliestFinalNotice,
            }),
            reminded.earliestComplaint,
          )
        }),
      )
    })

    test('business rates: one reminder, counted from its service, then a final notice of what it was not about', () => {
      fc.assert(
        fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (due, late) => {
          const on = plusDays(due, late)
          const owing = { family: 'business rates', due, on } as const
          says(
            firstDayFor('summons list', { ...owing, notice: 'reminder' }),
            afterFurtherNotice(on).earliestComplaint,
          )
          says(
            firstDayFor('summons list', { ...owing, notice: 'final notice' }),
            afterRatesReminder(on).earliestComplaint,
          )
          const next = plusDays(on, 7 + late)
          const first = firstDayFor('final notice', {
            ...owing,
            due: next,
            notice: 'reminder',
            isNewDefault: true,
          })
          const payable = afterLaterDefault({ furtherNoticeServed: on, instalmentDue: next })
          assert(!isBefore(first, payable.earliestComplaint))
        }),
      )
    })

    test('no letter before claim and no claim goes once the six years are over, of any day since 2010', () => {
      const anyDue = fc.integer({ min: 0, max: 8000 }).map(n => plusDays(dayOf('2010-01-01'), n))
      const limited = [
        ['sundry', 'simple_contract_invoice_due_date'],
        ['housing', 'rent_arrears'],
        ['benefit overpayment', 'hb_overpayment_court_action'],
        ['leasehold', 'rent_arrears'],
      ] as const
      const answers = {
        recoverable: 'recoverable from them',
        'since decision': 2000,
        demand: 'valid',
        'demand in time': 'in time',
      } as const
      fc.assert(
        fc.property(anyDue, fc.constantFrom(...limited), (due, [family, debt]) => {
          const last = lastDayToSue(debt, due)
          const mayOn = (day: Day, action: Action, restarted?: Day) => {
            const floor = regimeOf(family, 'England')?.on(day).value.before[action]
            assert(floor)
            const isLetter = action === 'letter before claim'
            const sheet = aFactSheet({
              ...answers,
              overdue: 100_00n,
              stage: isLetter ? 'second letter' : 'letter before claim',
              'last notice': 'second letter',
              'since due': daysBetween(due, day),
              'since notice': 100,
              'last return': isLetter ? 'none' : 'carried out',
              'since return': isLetter ? null : 40,
              'since time restarted': restarted ? daysBetween(restarted, day) : null,
            })
            return asksOf(floor).every(({ condition }) => holds(condition, sheet))
          }
          for (const action of ['letter before claim', 'court claim review'] as const) {
            assert.equal(mayOn(plusDays(last, -2), action), true, `${action} before ${last}`)
            for (const after of [1, 2, 800])
              assert.equal(mayOn(plusDays(last, after), action), false, `${action} after ${last}`)
            const restarted = plusDays(last, -30)
            assert.equal(mayOn(plusDays(last, 800), action, restarted), true)
            const over = plusDays(lastDayToSue(debt, restarted), 1)
            assert.equal(mayOn(over, action, restarted), false)
          }
        }),
      )
    })

    test('a notice of business rates never counts as served before second-class post has come', () => {
      fc.assert(
        fc.property(anyDay, posted => {
          const days = daysBetween(posted, ratesNoticeServed(posted))
          assert(days >= 4 && days <= longestPost, `${posted}: ${days}`)
        }),
      )
    })
  },
)

const england = workedCases('council_tax_timeline_england')
const wales = workedCases('council_tax_timeline_wales')
const rates = workedCases('business_rates_timeline')
const skip = england === undefined && '../shared is not beside the project'

suite('the worked cases of the law', () => {
  const text = (of: unknown, key: string): string | undefined => {
    const value: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined
    return typeof value === 'string' ? value : undefined
  }

  test('come out of the floor on their days', { skip }, () => {
    let checked = 0
    const check = (action: Action, owing: Owing, expected: string | undefined) => {
      if (expected === undefined) return
      checked += 1
      says(firstDayFor(action, owing), dayOf(expected))
    }
    for (const { input, expected } of england ?? []) {
      const [due, on] = [text(input, 'instalment_due'), text(input, 'reminder_posted')]
      if (due === undefined || on === undefined || text(input, 'regime') !== 'E') continue
      check(
        'summons list',
        { family: 'council tax', due: dayOf(due), notice: 'reminder', on: dayOf(on) },
        text(expected, 'earliest_complaint'),
      )
    }
    for (const { input, expected } of wales ?? []) {
      const due = text(input, 'missed_instalment_due')
      if (due === undefined || text(input, 'final_notice_issued') !== undefined) continue
      const on = text(input, 'reminder_issued')
      const it = { family: 'council tax', nation: 'Wales', due: dayOf(due) } as const
      check(
        'final notice',
        { ...it, notice: on === undefined ? 'none' : 'reminder', ...(on && { on: dayOf(on) }) },
        text(expected, 'earliest_final_notice'),
      )
    }
    for (const { input, expected } of rates ?? []) {
      for (const [key, notice] of [
        ['further_notice_served', 'reminder'],
        ['reg11_reminder_served', 'final notice'],
      ] as const) {
        const on = text(input, key)
        if (on === undefined) continue
        check(
          'summons list',
          { family: 'business rates', due: plusDays(dayOf(on), -20), notice, on: dayOf(on) },
          text(expected, 'earliest_complaint'),
        )
      }
    }
    assert(checked > 10, `${checked} cases`)
  })
})
