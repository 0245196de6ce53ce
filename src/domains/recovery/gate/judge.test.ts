import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { actionKinds } from '../actions.ts'
import { type FactSheet, stages } from '../facts.ts'
import { councilTaxEngland, councilTaxWales } from '../policies/council-tax.ts'
import { sundryInvoice } from '../policies/sundry-invoice.ts'
import { regimeOf } from '../regimes/index.ts'
import { decide, rulesOf } from '../rules.ts'
import { aFactSheet } from '../testing/sheet.ts'
import { whyNotAsProposed } from './of-a-proposal.ts'
import { whyPulled } from './of-a-run.ts'
import { type Case, judge } from './judge.ts'
import type { Caution } from './sense-check.ts'
import { holdsOf, verdictInWords } from './verdict.ts'

const onDay = Temporal.PlainDate.from('2026-06-01')
const regime = regimeOf('council tax', 'England')?.on(onDay).value
const paid: Caution = { kind: 'recent payment', says: '£50.00 was paid on 30 May 2026' }

/** A council tax account whose first instalment is three weeks late, and for which a reminder is due. */
const late = aFactSheet({ overdue: 100_00n, balance: 900_00n, 'since due': 21 })

const atTheGate = (differences: Partial<Case> = {}): Case => ({
  action: 'reminder',
  debtType: 'council tax',
  sheet: late,
  claim: 100_00n,
  regime,
  sinceLaw: 61,
  rules: regime && rulesOf(councilTaxEngland, regime),
  cautions: [],
  isTakenIn: true,
  ...differences,
})

suite('the gate', () => {
  test('lets through what the policy says is due', () => {
    assert.deepEqual(judge(atTheGate()), { is: 'clear', rule: 'Reminder' })
  })

  test('the law first: a breathing space blocks, with its citation, whatever else is so', () => {
    const sheet = { ...late, 'breathing space': true, 'in dispute': true }
    const verdict = judge(atTheGate({ sheet, cautions: [paid] }))
    assert.equal(verdict.is, 'blocked by law')
    assert.match(verdictInWords(verdict), /Breathing space \(SI 2020\/1311 reg 7\)/)
  })

  test('a step before its time, out of order, or of another kind of debt is blocked, and says why', () => {
    const words = (differences: Partial<Case>) => verdictInWords(judge(atTheGate(differences)))
    assert.match(
      words({ action: 'final notice' }),
      /A final notice does not follow the stage “billed”/,
    )
    assert.match(
      words({ action: 'invoice reminder' }),
      /The law of council tax knows no invoice reminder/,
    )
    assert.match(words({ regime: undefined }), /No law of recovery is known here for council tax/)
    const after13 = { ...late, stage: 'reminder', 'since notice': 13 } as const
    assert.match(
      words({ action: 'final notice', sheet: after13 }),
      /Not yet so: the balance has become payable \(SI 1992\/613 reg 23\(2\) to \(4\)\)/,
    )
    const after14 = { ...after13, 'since notice': 14 } as const
    assert.equal(judge(atTheGate({ action: 'final notice', sheet: after14 })).is, 'clear')
    assert.match(words({ amount: 100_01n }), /Only £100\.00 of what would be claimed is due now/)
    assert.match(words({ isTakenIn: false }), /Its source has told something/)
    assert.match(words({ claim: 0n }), /Nothing is due that it could claim/)
  })

  test('no policy overrides the hold that a referral came back with, and ending it is the way on', () => {
    for (const held of [
      { 'last return': 'vulnerable', 'held for another reason': true },
      { 'last return': 'disputed', 'in dispute': true },
    ] as const) {
      const verdict = judge(atTheGate({ sheet: { ...late, ...held } }))
      assert.match(verdictInWords(verdict), /Came back disputed or vulnerable/)
      assert.equal(verdict.is, 'blocked by law')
    }
    assert.equal(judge(atTheGate({ sheet: { ...late, 'last return': 'vulnerable' } })).is, 'clear')
  })

  test('what stops letters stops what a person would post or take there, and lets them be looked for', () => {
    const law = regimeOf('sundry', 'England')?.on(onDay).value
    assert(law)
    for (const stoppedBy of ['gone away', 'not theirs', 'safe route', 'confidential'] as const) {
      const sheet = aFactSheet({
        overdue: 500_00n,
        stage: 'second letter',
        'since due': 90,
        'since notice': 30,
        'letters stopped by': stoppedBy,
        'address known': false,
      })
      const isOf = (action: Case['action']): string =>
        judge(
          atTheGate({ action, debtType: 'sundry invoice', sheet, regime: law, rules: undefined }),
        ).is
      assert.equal(isOf('letter before claim'), 'blocked by law', stoppedBy)
      assert.equal(isOf('visit request'), 'blocked by law', stoppedBy)
      assert.equal(isOf('find them'), 'outside policy', stoppedBy)
      const atACall = {
        ...sheet,
        stage: 'phone call',
        'last notice': 'second letter',
        'since return': 14,
      } as const
      assert.equal(decide(rulesOf(sundryInvoice, law), atACall)?.outcome, 'hold', stoppedBy)
    }
  })

  test('then the policy: too early for the council is outside policy, and names the rule', () => {
    const early = judge(atTheGate({ sheet: { ...late, 'since due': 5 }, cautions: [paid] }))
    assert.equal(early.is, 'outside policy')
    assert.deepEqual(early.is === 'outside policy' && [early.rule, early.outcome, early.cautions], [
      'Wait',
      'wait',
      [paid],
    ])
    assert(early.is === 'outside policy' && early.findings.some(({ met }) => !met))
    const disputed = judge(atTheGate({ sheet: { ...late, 'in dispute': true } }))
    assert(disputed.is === 'outside policy' && disputed.outcome === 'hold')
    const none = judge(atTheGate({ rules: undefined }))
    assert(none.is === 'outside policy' && none.outcome === 'none')
  })

  test('every hold of the council’s that fits is said, and not the first alone; also where it has no policy', () => {
    const sheet = {
      ...late,
      'last return': 'open',
      'arrangement in force': true,
      'held for another reason': true,
    } as const
    for (const rules of [atTheGate().rules, undefined]) {
      const verdict = judge(atTheGate({ sheet, rules }))
      assert.deepEqual(
        holdsOf(verdict).map(({ name }) => name),
        ['With somebody', 'Paying by arrangement', 'On hold'],
      )
      assert.match(
        verdictInWords(verdict),
        /On hold too, by “Paying by arrangement”: They are keeping their side\. On hold too, by “On hold”/,
      )
    }
  })

  test('then common sense: what has to be read', () => {
    assert.deepEqual(judge(atTheGate({ cautions: [paid] })), {
      is: 'caution',
      rule: 'Reminder',
      cautions: [paid],
    })
  })

  test('property: holds only ever forbid: what is allowed under more of them is allowed under fewer', () => {
    const holding = [
      'in dispute',
      'arrangement in force',
      'breathing space',
      'mental health crisis',
      'insolvent or dissolved',
      'held for another reason',
      'deceased',
    ] as const
    const policies = [
      ['council tax', 'England', councilTaxEngland],
      ['council tax', 'Wales', councilTaxWales],
      ['sundry', 'England', sundryInvoice],
    ] as const
    const days = fc.option(fc.nat({ max: 60 }), { nil: null })
    fc.assert(
      fc.property(
        fc.constantFrom(...policies),
        fc.constantFrom(...actionKinds),
        fc.record({
          stage: fc.constantFrom(...stages),
          balance: fc.bigInt({ min: -1n, max: 200_00n }),
          overdue: fc.bigInt({ min: 0n, max: 200_00n }),
          'since due': days,
          'since notice': days,
          'new default since notice': fc.boolean(),
          'stale data': fc.boolean(),
        }),
        fc.subarray([...holding]),
        fc.subarray([...holding]),
        ([family, nation, policy], action, facts, some, more) => {
          const law = regimeOf(family, nation)?.on(onDay).value
          assert(law)
          const under = (held: readonly (keyof FactSheet)[]) => {
            const flags = Object.fromEntries(held.map(hold => [hold, true]))
            const sheet = { ...aFactSheet(facts), ...flags }
            const rules = rulesOf(policy, law)
            const claim = sheet.overdue
            return judge(atTheGate({ debtType: family, action, sheet, claim, regime: law, rules }))
              .is
          }
          const order = ['clear', 'caution', 'outside policy', 'blocked by law']
          const fewer = order.indexOf(under(some))
          assert(fewer <= order.indexOf(under([...some, ...more])))
        },
      ),
      { numRuns: 2000 },
    )
  })
})

suite('what was planned or proposed, at the gate again', () => {
  const judged = (differences: Partial<Case> = {}) => {
    const at = atTheGate({ amount: 100_00n, ...differences })
    return { accountId: 'a', partyId: 'p', sheet: at.sheet, claim: at.claim, verdict: judge(at) }
  }
  const item = {
    accountId: 'a',
    partyId: 'p',
    rule: 'Reminder',
    actionKind: 'reminder',
    amount: 100_00n,
    balance: 900_00n,
  } as const

  test('a night leaves out what a person has to read, and says who decides', () => {
    assert.equal(whyPulled(item, judged()), undefined)
    assert.deepEqual(whyPulled(item, judged({ cautions: [paid] })), {
      verdict: 'caution',
      reason: paid.says,
    })
    const support: Caution = { kind: 'new support need', says: 'A support need was recorded' }
    assert.equal(
      whyPulled(item, judged({ cautions: [paid, support] }))?.reason,
      'For a person to decide: A support need was recorded',
    )
    assert.match(
      whyPulled(item, { ...judged(), partyId: 'another' })?.reason ?? '',
      /in another name/,
    )
    assert.match(
      whyPulled({ ...item, rule: 'Another' }, judged())?.reason ?? '',
      /the rule that fits now is “Reminder”/,
    )
  })

  test('a proposal goes with what its proposer had read, outside the policy only by the rule and the holds that were set aside', () => {
    const early = { ...late, 'since due': 5 }
    const proposed = {
      partyId: 'p',
      amount: 100_00n,
      balance: 900_00n,
      verdict: 'clear' as 'clear' | 'caution' | 'outside policy',
      rule: 'Reminder',
      holds: [] as readonly string[],
      cautions: [] as readonly string[],
    }
    assert.equal(whyNotAsProposed(proposed, judged()), undefined)
    assert.match(
      whyNotAsProposed(proposed, judged({ cautions: [paid] })) ?? '',
      /Not read by whoever proposed it: £50/,
    )
    const read = { ...proposed, verdict: 'caution' as const, cautions: [paid.says] }
    assert.equal(whyNotAsProposed(read, judged({ cautions: [paid] })), undefined)
    assert.equal(whyNotAsProposed(read, judged()), undefined)
    assert.match(whyNotAsProposed(proposed, judged({ sheet: early })) ?? '', /Outside policy since/)
    const set = { ...proposed, verdict: 'outside policy' as const, rule: 'Wait' }
    assert.equal(whyNotAsProposed(set, judged({ sheet: early })), undefined)
    const disputed = { ...early, 'in dispute': true }
    assert.match(whyNotAsProposed(set, judged({ sheet: disputed })) ?? '', /“In dispute”/)
    const open = { ...late, 'last return': 'open' } as const
    const both = { ...open, 'arrangement in force': true }
    const one = { ...set, rule: 'With somebody', holds: ['With somebody'] }
    const two = { ...one, holds: ['With somebody', 'Paying by arrangement'] }
    assert.equal(whyNotAsProposed(one, judged({ sheet: open })), undefined)
    assert.match(
      whyNotAsProposed(one, judged({ sheet: both })) ?? '',
      /“Paying by arrangement”: They are keeping their side/,
    )
    assert.equal(whyNotAsProposed(two, judged({ sheet: both })), undefined)
    const without = { ...set, rule: 'No policy' }
    assert.equal(whyNotAsProposed(without, judged({ rules: undefined })), undefined)
    assert.match(
      whyNotAsProposed(without, judged({ rules: undefined, sheet: both })) ?? '',
      /^Outside policy since it was proposed\..*“Paying by arrangement”/,
    )
    const held = { ...early, 'breathing space': true }
    assert.match(whyNotAsProposed(set, judged({ sheet: held })) ?? '', /^Blocked by law: Breathing/)
    const less = { ...late, balance: 820_00n }
    assert.equal(
      whyNotAsProposed(proposed, judged({ sheet: less, claim: 20_00n })),
      '£80.00 was paid or taken off since it was proposed',
    )
  })
})
