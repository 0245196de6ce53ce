import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { shippedDebtTypes } from '#debts'
import fc from 'fast-check'
import { holdKinds } from '#protections'
import { type Kind, maySetOff, type SetOffFacts, whatTheyAsked } from './may-set-off.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const someFacts = (differences: Partial<SetOffFacts> = {}): SetOffFacts => ({
  asked: 'nothing',
  areSamePeople: true,
  fromBegan: day('2025-04-01'),
  toBegan: day('2026-04-01'),
  holdsOnDebt: [],
  on: day('2026-11-27'),
  ...differences,
})
const kind = (name: string): Kind =>
  shippedDebtTypes.find(type => type.name === name) ?? assert.fail(`there is no ${name}`)
const answer = (from: string, to: string, differences: Partial<SetOffFacts> = {}) => {
  const may = maySetOff(kind(from), kind(to), someFacts(differences))
  return may.ok ? may.value.source.instrument : may.refusal.code
}

suite('a credit may be put to another debt', () => {
  const cases = [
    {
      from: 'council tax',
      to: 'council tax',
      is: 'SI 1992/613',
      why: 'a later year of council tax',
    },
    {
      from: 'business rates',
      to: 'business rates',
      is: 'SI 1989/1058',
      why: 'later business rates',
    },
    { from: 'council tax', to: 'business rates', is: 'no-rule', why: 'another tax has no rule' },
    { from: 'council tax', to: 'sundry invoice', is: 'no-rule', why: 'nor has an invoice' },
    {
      from: 'council tax',
      to: 'housing benefit overpayment',
      is: 'no-rule',
      why: 'nor a benefit overpayment',
    },
    {
      from: 'housing benefit overpayment',
      to: 'council tax',
      is: 'no-rule',
      why: 'nor the other way round',
    },
    {
      from: 'adult social care charge',
      to: 'adult social care charge',
      is: 'no-rule',
      why: 'nor two care charges',
    },
    { from: 'sundry invoice', to: 'sundry invoice', is: 'no-rule', why: 'nor two invoices' },
  ] as const
  for (const { from, to, is, why } of cases)
    test(`${from} to ${to}: ${why}`, () => assert.equal(answer(from, to), is))

  test('that is of the same day or earlier only when they ask for it', () => {
    const differences = { toBegan: day('2025-04-01') }
    assert.equal(answer('council tax', 'council tax', differences), 'earlier-debt')
    assert.equal(
      answer('council tax', 'council tax', { toBegan: day('2024-04-01') }),
      'earlier-debt',
    )
    assert.equal(answer('council tax', 'council tax', { fromBegan: null }), 'earlier-debt')
    assert.equal(
      answer('council tax', 'council tax', { ...differences, asked: 'this' }),
      'Cory Bros v Owners of the Mecca',
    )
  })

  test('of any kind when they ask for it themselves', () => {
    assert.equal(
      answer('council tax', 'sundry invoice', { asked: 'this' }),
      'Cory Bros v Owners of the Mecca',
    )
  })

  test('never when they asked to have it repaid, are other people, or a hold runs on the debt', () => {
    const taxes = ['council tax', 'council tax'] as const
    assert.equal(answer(...taxes, { asked: 'repayment' }), 'want-it-back')
    assert.equal(answer(...taxes, { areSamePeople: false, asked: 'this' }), 'different-people')
    for (const held of holdKinds)
      assert.equal(answer(...taxes, { holdsOnDebt: [held], asked: 'this' }), 'held-debt')
  })

  test('property: a yes has a citation, the same people, no hold, and a rule or a request', () => {
    const type = fc.constantFrom(...shippedDebtTypes)
    const date = fc.option(
      fc.integer({ min: 0, max: 4000 }).map(days => day('2016-04-01').add({ days })),
    )
    const facts = fc.record({
      asked: fc.constantFrom(...whatTheyAsked),
      areSamePeople: fc.boolean(),
      fromBegan: date,
      toBegan: date,
      holdsOnDebt: fc.subarray([...holdKinds]),
      on: fc.constant(day('2026-11-27')),
    })
    fc.assert(
      fc.property(type, type, facts, (from, to, given) => {
        const may = maySetOff(from, to, given)
        if (!may.ok) return assert(may.refusal.says.length > 20)
        assert(may.value.source.title !== '')
        assert(given.areSamePeople && given.holdsOnDebt.length === 0)
        assert(given.asked === 'this' || (given.asked === 'nothing' && from.family === to.family))
      }),
    )
  })
})
