import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { shippedDebtTypes } from '#debts'
import { isReferral } from '../actions.ts'
import { questionsOf } from '../answers/questions.ts'
import { type FactSheet, factList, lastNotices } from '../facts.ts'
import type { Policy } from '../policy.ts'
import { returnCodeKinds } from '../referrals/return-codes.ts'
import { regimeOf } from '../regimes/index.ts'
import { decide, type Rule, rulesOf } from '../rules.ts'
import { aFactSheet } from '../testing/sheet.ts'
import { shippedPolicies } from './index.ts'

/** One life of an account: how it begins, what comes of each referral, and which of its questions are answered when. */
const aLife = fc.record({
  pence: fc.constantFrom(12_00n, 30_00n, 75_00n, 150_00n, 600_00n),
  sinceDue: fc.constantFrom(1, 1_500, 2_185, 2_300),
  organisation: fc.boolean(),
  told: fc.constantFrom(false, false, 'asked', 'decided'),
  address: fc.constantFrom('nothing', 'nothing', 'gone away', 'no address'),
  returns: fc.array(fc.constantFrom(...returnCodeKinds, 'withdrawn'), {
    minLength: 10,
    maxLength: 10,
  }),
  answers: fc.array(fc.nat({ max: 3 }), { minLength: 5, maxLength: 5 }),
  answeredAfter: fc.nat({ max: 4 }),
})
type Life = typeof aLife extends fc.Arbitrary<infer L> ? L : never

const daysFacts = factList.flatMap(([fact, { kind }]) => (kind === 'days' ? [fact] : []))

/** So many days later, and nothing else has happened. */
const later = (sheet: FactSheet, days: number): FactSheet => ({
  ...sheet,
  ...Object.fromEntries(
    daysFacts.map(fact => {
      const now = sheet[fact as 'since due']
      return [fact, now === null ? null : now + days]
    }),
  ),
})

/** Every day of the first weeks, then every third week past the six years of any claim. */
const waits = [...Array(100).keys(), ...Array.from({ length: 110 }, (_, n) => 100 + n * 21)]

/** Lives one account until nothing moves it; what it is then, if neither a hold nor a step will ever decide it. */
function whereLeft(rules: readonly Rule[], family: string, life: Life): string | undefined {
  const isTax = family === 'council tax' || family === 'business rates'
  const stage = !life.told
    ? 'billed'
    : !isTax
      ? 'judgment'
      : life.told === 'asked'
        ? 'summons'
        : 'liability order'
  const decided = stage === 'liability order' || stage === 'judgment'
  let sheet = aFactSheet({
    balance: life.pence,
    overdue: life.pence,
    'whole amount due': true,
    organisation: life.organisation,
    'since due': life.sinceDue,
    'letters stopped by': life.address,
    'address known': life.address === 'nothing',
    stage,
    'order made': decided,
    ...(stage !== 'billed' && { 'since notice': 0 }),
  })
  for (const [n, code] of life.returns.entries()) {
    if (n === life.answeredAfter) sheet = { ...sheet, ...answersOf(family, life.answers) }
    const wait = waits.find(days => {
      const rule = decide(rules, later(sheet, days))
      return rule && rule.outcome !== 'hold'
    })
    if (wait === undefined) {
      const last = decide(rules, later(sheet, 2_400))
      return last ? undefined : `${sheet.stage}, ${sheet['last return']}, ${sheet.balance}p`
    }
    sheet = later(sheet, wait)
    const rule = decide(rules, sheet)
    assert(rule && rule.outcome !== 'hold')
    const notice = lastNotices.find(one => one === rule.outcome)
    const facts: object = { stage: rule.outcome }
    if (notice) Object.assign(facts, { 'last notice': notice, 'since notice': 0 })
    if (isReferral(rule.outcome)) {
      const isOrder = code === 'order made' && rule.outcome === 'court outcome check'
      const isChosen = code === 'carried out' && /remedy|deduction/.test(rule.outcome)
      Object.assign(facts, {
        'last return': code === 'order made' && !isOrder ? 'carried out' : code,
        'since return': 0,
        ...(isOrder && { 'order made': true }),
        ...(isChosen && { remedy: n % 2 === 0 ? 'enforcement agent' : 'ended' }),
        ...(code === 'found' && { 'letters stopped by': 'nothing', 'address known': true }),
        ...(code === 'gone away' && { 'letters stopped by': 'gone away', 'address known': false }),
      })
    }
    sheet = { ...sheet, ...facts }
  }
  return undefined
}

/** Some answers to what the debts of a family bring with them; the days of those that have one begin. */
const answersOf = (family: string, picks: readonly number[]): Partial<FactSheet> =>
  Object.fromEntries(
    questionsOf(family)
      .filter(([question]) => question in aFactSheet())
      .flatMap(([question, { answers }], n) => {
        const given = Object.keys(answers)
        const answer = given[(picks[n] ?? 0) % given.length]
        return [
          [question, answer],
          ...(answer === 'recoverable from them' ? [['since decision', 0]] : []),
        ]
      }),
  )

const rulesFor = (policy: Policy, family: string, nation: 'England' | 'Wales') => {
  const regime = regimeOf(family, nation)?.on(Temporal.PlainDate.from('2026-06-01')).value
  assert(regime)
  return rulesOf(policy, regime)
}
const familyOf = (debtType: string): string =>
  shippedDebtTypes.find(({ name }) => name === debtType)?.family ?? ''

suite('lives of accounts under the policies that are shipped', () => {
  for (const nation of ['England', 'Wales'] as const)
    for (const [debtType, policy] of Object.entries(shippedPolicies(nation)))
      test(`${debtType} in ${nation}: whatever is owed and comes of each step, another comes or something holds it`, () => {
        const family = familyOf(debtType)
        const rules = rulesFor(policy, family, nation)
        fc.assert(
          fc.property(aLife, life => {
            assert.equal(whereLeft(rules, family, life), undefined)
          }),
          { numRuns: 60 },
        )
      })

  test('a policy that forgets small sums is found by it', () => {
    const { 'sundry invoice': policy } = shippedPolicies('England')
    assert(policy)
    const steps = policy.steps.filter(({ name }) => name !== 'Telephone call about a small sum')
    const left = whereLeft(rulesFor({ ...policy, steps }, 'sundry', 'England'), 'sundry', {
      pence: 30_00n,
      sinceDue: 1,
      organisation: false,
      told: false,
      address: 'nothing',
      returns: Array.from({ length: 10 }, () => 'no answer' as const),
      answers: [],
      answeredAfter: 0,
    })
    assert.equal(left, 'second letter, none, 3000p')
  })
})
