import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { explain, inText } from './explain.ts'
import { councilTaxEngland, councilTaxWales } from './policies/council-tax.ts'
import { sundryInvoice } from './policies/sundry-invoice.ts'
import { type Policy, policySchema } from './policy.ts'
import { councilTaxInEngland, sundryDebt } from './regimes/index.ts'
import { decide, rulesOf } from './rules.ts'
import { aFactSheet } from './testing/sheet.ts'

const day = Temporal.PlainDate.from('2026-06-01')
const law = councilTaxInEngland.on(day).value
const england = rulesOf(councilTaxEngland, law)

const late = { overdue: 100_00n, 'since due': 60 } as const

suite('policy and law', () => {
  const heedless: Policy = {
    name: 'Heedless',
    holds: [],
    steps: councilTaxEngland.steps.map(step => ({ ...step, when: [] })),
  }

  test('no policy can override breathing space, death or the law’s days', () => {
    const rules = rulesOf(heedless, law)
    const sheet = aFactSheet({ ...late, 'breathing space': true })
    assert.equal(decide(rules, sheet)?.name, 'Breathing space')
    assert.equal(decide(rules, aFactSheet({ ...late, deceased: true }))?.name, 'Deceased')
    const early = aFactSheet({ ...late, stage: 'reminder', 'since notice': 13 })
    assert.equal(decide(rules, early), undefined)
  })

  test('a hold that somebody placed stops every policy, also one that leaves it out or asks more of it', () => {
    const asksMore: Policy = {
      ...heedless,
      holds: [
        {
          name: 'In dispute',
          when: [
            { fact: 'in dispute', is: true },
            { fact: 'balance', below: '£50.00' },
          ],
          why: 'a test',
        },
      ],
    }
    for (const policy of [heedless, asksMore]) {
      const rules = rulesOf(policy, law)
      for (const [fact, name] of [
        ['in dispute', 'A dispute runs'],
        ['arrangement in force', 'An arrangement runs'],
        ['held for another reason', 'An officer’s hold runs'],
      ] as const)
        assert.equal(decide(rules, aFactSheet({ ...late, [fact]: true }))?.name, name)
      assert.equal(decide(rules, aFactSheet(late))?.name, 'Reminder')
    }
    // A policy that has them is as it was written.
    assert(!england.some(({ name }) => name === 'A dispute runs'))
  })

  test('a step that this debt’s law does not know is left out', () => {
    const names = rulesOf(councilTaxEngland, sundryDebt.on(day).value).map(({ name }) => name)
    assert(!names.includes('Final notice'))
  })

  test('a stored policy is read back as it was, and nonsense is refused', () => {
    for (const policy of [councilTaxEngland, councilTaxWales, sundryInvoice]) {
      assert.deepEqual(policySchema.parse(JSON.parse(JSON.stringify(policy))), policy)
    }
    for (const when of [
      { fact: 'balance', atLeast: '14 days' },
      { fact: 'since due', atLeast: '£14' },
      { fact: 'stage', is: true },
      { fact: 'colour', is: 'red' },
      { fact: 'balance', atLeast: '£5', below: '£9' },
    ]) {
      const policy = { name: 'x', holds: [{ name: 'y', when: [when], why: '' }], steps: [] }
      assert.equal(policySchema.safeParse(policy).success, false, JSON.stringify(when))
    }
  })

  test('an account that waits is told what it waits for', () => {
    const sheet = aFactSheet({ ...late, stage: 'second reminder', 'since notice': 9 })
    assert.equal(
      inText(explain(england, sheet)).split('\n')[2],
      '  ✘ either it is at least 14 days since the last notice was issued, or the last notice was met and a later instalment has been missed',
    )
  })
})
