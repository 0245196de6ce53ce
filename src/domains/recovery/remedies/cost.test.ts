import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { families } from '#law/families.ts'
import { costOf } from './cost.ts'
import { expectedInWords, type Experience } from './experience.ts'
import { remedyKinds } from './kinds.ts'

const asked = {
  family: 'council tax',
  nation: 'England',
  balance: 850_00n,
  today: Temporal.PlainDate.from('2026-06-01'),
} as const

suite('what a remedy costs', () => {
  test('is what the law says on the day, and how long it takes where an amount is fixed', () => {
    const says = (...[kind, more]: [Parameters<typeof costOf>[0], object?]) =>
      costOf(kind, { ...asked, ...more }).says
    // £850 by £21.25 is 40 months, and by £4.80 is 177 weeks and a smaller one.
    assert.match(says('deduction from benefits'), /£21\.25 a month, so 40 months/)
    assert.match(says('deduction from benefits'), /£4\.80 a week, so 178 weeks/)
    assert.match(
      says('deduction from housing benefit', { family: 'benefit overpayment' }),
      /£14\.40 a week.*at least 60 weeks/,
    )
    assert.match(says('enforcement agent'), /£75\.00 at once, and £310\.00 in all/)
    // 7.5% of £100 above £1,500.
    assert.match(says('enforcement agent', { balance: 1_600_00n }), /£317\.50 in all/)
    assert.match(says('warrant of control', { family: 'sundry' }), /£94\.00 to the court/)
    assert.match(says('county court claim', { family: 'benefit overpayment' }), /£70\.00 to issue/)
    assert.match(says('attachment of earnings'), /may keep £1\.00 with each deduction/)
  })

  test('says so where nothing is owed, or where the law of the day is not known here', () => {
    for (const kind of remedyKinds) {
      assert.equal(costOf(kind, { ...asked, balance: 0n }).says, 'Nothing is owed')
      assert.notEqual(costOf(kind, asked).says, '')
    }
    const before = Temporal.PlainDate.from('2020-01-01')
    assert.match(costOf('winding up', { ...asked, today: before }).says, /do not know.*To confirm$/)
  })

  test('leads only to calculators that are there', () => {
    for (const kind of remedyKinds) {
      for (const nation of ['England', 'Wales'] as const) {
        for (const family of ['council tax', 'benefit overpayment']) {
          const { calculator } = costOf(kind, { ...asked, nation, family })
          if (!calculator) continue
          const [name, slug] = calculator.at.split('/')
          const known = families.find(one => one.name === name)
          assert(
            known?.calculations.some(one => one.slug === slug),
            calculator.at,
          )
        }
      }
    }
  })
})

suite('what to expect of a remedy', () => {
  const of = (more: Partial<Experience>) =>
    expectedInWords(
      'enforcement agent',
      new Map([
        ['enforcement agent', { ended: 20, days: 84, owed: 10_000_00n, paid: 2_550_00n, ...more }],
      ]),
      20,
    )

  test('is not known from too few, and is a rough guide from not many', () => {
    assert.match(
      expectedInWords('winding up', new Map(), 20),
      /^Not known yet: none has ended here/,
    )
    assert.match(of({ ended: 19 }), /^Not known yet: only 19 ended here, and 20 are needed/)
    assert.equal(
      of({}),
      '25% of what was owed was paid (£2,550.00 of £10,000.00), half of them within 84 days; from 20 of our own, so a rough guide',
    )
    assert.match(of({ ended: 99 }), /rough guide$/)
    assert.match(of({ ended: 100 }), /from 100 of our own$/)
  })
})
