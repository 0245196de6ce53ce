import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { councilTaxEngland, councilTaxWales } from '../policies/council-tax.ts'
import { sundryInvoice } from '../policies/sundry-invoice.ts'
import type { Policy } from '../policy.ts'
import { councilTaxInEngland, councilTaxInWales, sundryDebt } from '../regimes/index.ts'
import { decide, rulesOf } from '../rules.ts'
import { aFactSheet } from '../testing/sheet.ts'
import { checkPolicy, isSound } from './checks.ts'

const day = Temporal.PlainDate.from('2026-06-01')
const law = councilTaxInEngland.on(day).value

const withSteps = (...steps: Policy['steps']): Policy => ({ ...councilTaxEngland, steps })
const reminder = councilTaxEngland.steps[0]
assert(reminder)
const said = (policy: Policy) => checkPolicy(policy, law).findings.map(({ says }) => says)

suite('the order of steps', () => {
  test('a step where its turn has passed, or has not come, is refused: it could never be taken', () => {
    for (const [at, then, why] of [
      [
        'final notice',
        'reminder',
        /A reminder cannot be taken at the stage “final notice”: it comes first/,
      ],
      [
        'billed',
        'final notice',
        /A final notice cannot be taken .* “billed”: it comes after reminder or second/,
      ],
      ['reminder', 'remedy decision', /A remedy decision cannot be taken at the stage “reminder”/],
    ] as const) {
      const step = { name: 'Out of turn', at, when: [], then, why: '' }
      assert.match(said(withSteps(reminder, step)).join(), why)
      assert(!isSound(checkPolicy(withSteps(reminder, step), law)))
      const notice = at === 'billed' ? 'none' : at
      const late = { 'since due': 60, 'since notice': 60, overdue: 50_00n, 'order made': true }
      const sheet = aFactSheet({ ...late, stage: at, 'last notice': notice })
      assert.equal(decide(rulesOf(withSteps(step), law), sheet), undefined)
    }
  })

  test('in Wales a final notice may be the first', () => {
    const step = { name: 'At once', at: 'billed', when: [], then: 'final notice', why: '' } as const
    const policy = { ...councilTaxWales, steps: [step, ...councilTaxWales.steps.slice(1)] }
    const { findings } = checkPolicy(policy, councilTaxInWales.on(day).value)
    assert.doesNotMatch(findings.map(({ says }) => says).join(), /cannot be taken/)
  })

  test('a step that jumps over the one before it waits for ever, and takes no night with it', () => {
    const { steps } = sundryInvoice
    const call = {
      name: 'Call',
      at: 'invoice reminder',
      when: [],
      then: 'phone call',
      why: '',
    } as const
    const jumps = {
      name: 'Letter before claim at once',
      at: 'phone call',
      when: [],
      then: 'letter before claim',
      why: '',
    } as const
    const rules = rulesOf(
      { ...sundryInvoice, steps: [...steps.slice(0, 1), call, jumps] },
      sundryDebt.on(day).value,
    )
    const called = {
      stage: 'phone call',
      'since due': 90,
      overdue: 150_00n,
      'since notice': 30,
    } as const
    const after = (notice: 'invoice reminder' | 'second letter') =>
      decide(rules, aFactSheet({ ...called, 'last notice': notice }))?.name
    assert.equal(after('invoice reminder'), undefined)
    assert.equal(after('second letter'), jumps.name)
  })
})
