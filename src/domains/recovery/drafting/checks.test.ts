import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { factsOf } from '../example.ts'
import { councilTaxEngland, councilTaxWales } from '../policies/council-tax.ts'
import { sundryInvoice } from '../policies/sundry-invoice.ts'
import { fingerprint, type Hold, type Policy, policySchema } from '../policy.ts'
import { councilTaxInEngland, councilTaxInWales, sundryDebt } from '../regimes/index.ts'
import { decide, rulesOf } from '../rules.ts'
import { aFactSheet } from '../testing/sheet.ts'
import { somePolicies, someSheets } from '../testing/policies.ts'
import { checkPolicy, isSound } from './checks.ts'
import { differences, ruleInEnglish } from './differences.ts'
import { accountFor, unreachableRules } from './reachable.ts'
import { readPolicy } from './read-policy.ts'

const day = Temporal.PlainDate.from('2026-06-01')
const law = councilTaxInEngland.on(day).value

const withSteps = (...steps: Policy['steps']): Policy => ({ ...councilTaxEngland, steps })
const reminder = councilTaxEngland.steps[0]
assert(reminder)
const said = (policy: Policy) => checkPolicy(policy, law).findings.map(({ says }) => says)

suite('checks of a policy', () => {
  test('the policies we ship pass', () => {
    for (const [policy, regime] of [
      [councilTaxEngland, law],
      [councilTaxWales, councilTaxInWales.on(day).value],
      [sundryInvoice, sundryDebt.on(day).value],
    ] as const) {
      const checked = checkPolicy(policy, regime)
      assert(isSound(checked), JSON.stringify(checked.findings))
    }
  })

  test('a step behind one that takes everything is never taken, and says behind which', () => {
    const narrow = {
      ...reminder,
      name: 'Large ones',
      when: [{ fact: 'overdue', atLeast: '£500' }],
    } as const
    const found = said(
      withSteps(...councilTaxEngland.steps, {
        ...narrow,
        when: [...reminder.when, ...narrow.when],
      }),
    )
    assert.match(found.join(), /“Large ones” can never decide anything: “Reminder” comes before it/)
  })

  test('conditions that cannot be so together, with the law’s or alone', () => {
    const never = {
      ...reminder,
      name: 'Never',
      when: [{ fact: 'since due', below: '1 day' }],
    } as const
    assert.match(
      said(withSteps(never)).join(),
      /“Never” can never decide anything: what it asks cannot all be so/,
    )
  })

  test('a rule that several before it take between them', () => {
    const hold = (name: string, is: boolean) =>
      ({ name, when: [{ fact: 'stale data', is }], why: '' }) as const
    const policy = { ...councilTaxEngland, holds: [hold('Old', true), hold('New', false)] }
    assert.match(said(policy).join(), /the rules before it take every account/)
  })

  test('a name used twice, or that of a rule of the law', () => {
    assert.match(said(withSteps(reminder, reminder)).join(), /Two rules are called “Reminder”/)
    const wait = { ...reminder, name: 'Wait' }
    assert.match(said(withSteps(wait)).join(), /“Wait” is the name of a rule that every policy has/)
  })

  test('a step this debt’s law does not know is refused', () => {
    const second = { ...reminder, name: 'Second letter', then: 'second letter' } as const
    const checked = checkPolicy(withSteps(reminder, second), law)
    assert(!isSound(checked))
    assert.match(said(withSteps(second)).join(), /knows no second letter/)
  })

  test('fewer days than the law gives are pointed out, with the law, and refuse nothing', () => {
    const wales = councilTaxInWales.on(day).value
    const hasty: Policy = {
      ...councilTaxWales,
      steps: councilTaxWales.steps.map(step =>
        step.name === 'Final notice'
          ? { ...step, when: [{ fact: 'since due', atLeast: '20 days' }] }
          : step,
      ),
    }
    const checked = checkPolicy(hasty, wales)
    const short = checked.findings.find(({ where }) => where === 'Final notice')
    assert.equal(short?.weight, 'ask')
    assert.match(short?.says ?? '', /at least 20 days.*at least 41 days.*applies all the same/)
    assert(isSound(checked))
  })

  test('a stage from which nothing leads on, though the law has a step', () => {
    assert.match(said(withSteps(reminder)).join(), /Nothing follows the stage “reminder”/)
  })

  test('an example that the policy decides otherwise is said, and both rules are named', () => {
    const facts = factsOf(aFactSheet({ 'since due': 14, overdue: 50_00n }))
    const ofExample = (expect: string): Policy => ({
      ...councilTaxEngland,
      examples: [{ name: 'Two weeks late', facts, expect }],
    })
    assert(isSound(checkPolicy(ofExample('Reminder'), law)))
    assert.match(
      said(ofExample('Wait')).join(),
      /expects “Wait”, and the policy decides “Reminder”/,
    )
  })

  const rules = somePolicies.map(policy => rulesOf(policy, law))
  test('property: no rule that an account can reach is called unreachable', () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(someSheets, { minLength: 30, maxLength: 30 }),
        (rules, sheets) => {
          const never = unreachableRules(rules)
          for (const sheet of sheets) {
            const decided = decide(rules, sheet)
            if (decided) assert(!never.has(rules.indexOf(decided)), decided.name)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('property: of every rule that is not, there is an account that it decides', () => {
    fc.assert(
      fc.property(rules, rules => {
        const never = unreachableRules(rules)
        rules.forEach((rule, n) => {
          if (never.has(n)) return
          const sheet = accountFor(rules, n)
          assert(sheet, `no account for ${rule.name}`)
          assert.equal(decide(rules, sheet), rule)
        })
      }),
      { numRuns: 300 },
    )
  })
})

suite('a policy as a document', () => {
  test('examples are kept, and a policy without any has the fingerprint it always had', () => {
    assert.equal(
      fingerprint(policySchema.parse(JSON.parse(JSON.stringify(councilTaxEngland)))),
      fingerprint(councilTaxEngland),
    )
    const facts = factsOf(aFactSheet({ balance: -5n }))
    const policy = {
      ...councilTaxEngland,
      examples: [{ name: 'In credit', facts, expect: 'Nothing owed' }],
    }
    const read = policySchema.parse(JSON.parse(JSON.stringify(policy)))
    assert.deepEqual(read, policy)
    assert(isSound(checkPolicy(read, law)))
  })

  test('what is not understood in a file is refused in sentences that say where', () => {
    const refusal = (document: unknown) => {
      const read = readPolicy(JSON.stringify(document))
      return read.ok ? '' : read.refusal.says
    }
    const step = { ...reminder, when: [{ any: [{ fact: 'colour', is: 'red' }] }] }
    assert.match(
      refusal({ ...councilTaxEngland, steps: [step] }),
      /Step “Reminder”: “colour” is no fact/,
    )
    assert.match(
      refusal({ ...councilTaxEngland, steps: [{ ...reminder, then: 'summon' }] }),
      /“summon” is no action/,
    )
    assert.match(
      refusal({ ...councilTaxEngland, steps: [{ ...reminder, at: 'court' }] }),
      /“court” is no recovery stage/,
    )
    assert.match(refusal([]), /has a name, holds and steps/)
    const read = readPolicy('{')
    assert(!read.ok && /no JSON/.test(read.refusal.says))
    const whole = readPolicy(JSON.stringify({ debtType: 'council tax', ...councilTaxEngland }))
    assert(whole.ok)
    assert.deepEqual(whole.value, { debtType: 'council tax', policy: councilTaxEngland })
  })

  test('an amount or a number of days that deciding could not read is refused', () => {
    const isRead = (fact: string, atLeast: string) => {
      const step = { ...reminder, when: [{ fact, atLeast }] }
      return readPolicy(JSON.stringify({ ...councilTaxEngland, steps: [step] })).ok
    }
    for (const right of ['£10', '£10.50', '£1,000.00', '£999999999.99'])
      assert(isRead('balance', right), right)
    for (const wrong of ['£10.5', '£-5', '£', '10', '£1e9', '£1000000000.00', '14 days'])
      assert(!isRead('balance', wrong), wrong)
    for (const right of ['1 day', '0 days', '14 days', '99999 days'])
      assert(isRead('since due', right), right)
    for (const wrong of ['1.5 days', '-1 days', '14', '14 day', '1e3 days', '100000 days', '£14'])
      assert(!isRead('since due', wrong), wrong)
  })

  test('differences are said in English: what was, what is, what came, went and moved', () => {
    const [first, second, third, ...rest] = councilTaxEngland.steps
    assert(first && second && third)
    const longer = { ...first, when: [{ fact: 'since due', atLeast: '21 days' }] } as const
    const newer = { ...councilTaxEngland, steps: [longer, third, second, ...rest.slice(1)] }
    const found = differences(councilTaxEngland, newer)
    assert.deepEqual(
      found.map(({ kind, what }) => `${kind} ${what}`),
      [
        'removed Step “Final notice after second reminder”',
        'changed Step “Reminder”',
        'moved Step “Final notice”',
        'moved Step “Second reminder”',
      ],
    )
    assert.match(found[1]?.says.join() ?? '', /Was: .*at least 14 days.*Is: .*at least 21 days/)
    assert.deepEqual(differences(newer, newer), [])
  })

  test('what is asked otherwise is a difference, however it is nested', () => {
    const [a, b, c] = [
      { fact: 'in dispute', is: true },
      { fact: 'stale data', is: true },
      { fact: 'address known', is: true },
    ] as const
    const hold = (when: Hold['when']): Policy => ({
      ...councilTaxEngland,
      holds: [{ name: 'A hold', when, why: 'a test' }],
    })
    const ways: readonly Hold['when'][] = [
      [{ all: [{ any: [a, b] }, c] }],
      [{ any: [a, { all: [b, c] }] }],
      [{ not: { all: [a, b, c] } }],
      [{ not: a }, b, c],
      [{ not: { all: [a, b] } }, c],
      [{ any: [a, b, c] }],
      [{ any: [a, { any: [b, c] }] }],
    ]
    const said = ways.map(when => ruleInEnglish({ name: 'A hold', when, why: 'a test' }))
    assert.equal(new Set(said).size, ways.length, said.join('\n'))
    assert.match(said[0] ?? '', /when \(either .*, or .*\) and /)
    for (const [n, when] of ways.entries())
      for (const [m, other] of ways.entries())
        assert.equal(differences(hold(when), hold(other)).length, n === m ? 0 : 1)
    const [same] = differences(hold([{ all: [a] }]), hold([a]))
    assert.deepEqual(same?.says, ['It is written otherwise and says the same'])
  })
})
