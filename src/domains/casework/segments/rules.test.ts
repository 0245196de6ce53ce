import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { policySchema } from '#recovery'
import { anySheet } from '#recovery/testing'
import { segmentFacts, type SegmentSheet } from './facts.ts'
import { segmentRules, tooLittle, workOut } from './rules.ts'
import { standingOf } from './standing.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

/** Somebody of whom nothing is known. */
const nothing: SegmentSheet = {
  deceased: false,
  'insolvent or dissolved': false,
  moratorium: false,
  'in dispute': false,
  'arrangement in force': false,
  'support need': false,
  'since saying short': null,
  'since saying wrong': null,
  'since refusing': null,
  'paid since refusing': false,
  'paid another since refusing': false,
  'since debit returned': null,
  benefits: 'not recorded',
  'council tax reduction': 'not recorded',
  'housing benefit': 'not recorded',
  employment: 'not recorded',
}

const read = (sheet: Partial<SegmentSheet>) => {
  const { segment, rule } = workOut({ ...nothing, ...sheet }, {})
  return `${segment}: ${rule}`
}
const unknown = `not known: ${tooLittle}`
const willNot = 'will not pay: They said that they will not pay, and have the means'
const bothWays = 'not known: What is held pulls both ways'
const bornOut = 'cannot pay: Money is short, and something bears it out'
const littleIn = 'cannot pay: Little comes in, and the money was not there'

const examples: readonly (readonly [string, Partial<SegmentSheet>, string])[] = [
  ['silence is no evidence', {}, unknown],
  ['nor is work alone', { employment: 'employer known' }, unknown],
  ['nor paying something else alone', { 'paid another since refusing': true }, unknown],
  ['a word of refusal alone is thin', { 'since refusing': 10 }, unknown],
  [
    'a refusal with means, on the last day of a year',
    { 'since refusing': 364, employment: 'employer known' },
    willNot,
  ],
  ['a day later it is history', { 'since refusing': 365, employment: 'employer known' }, unknown],
  [
    'an employer who is not known is one',
    { 'since refusing': 1, employment: 'employer not known' },
    willNot,
  ],
  ['not employed is no means', { 'since refusing': 1, employment: 'not employed' }, unknown],
  [
    'paying another debt meanwhile shows means',
    { 'since refusing': 1, 'paid another since refusing': true },
    willNot,
  ],
  [
    'whoever has a support need is never unwilling',
    { 'since refusing': 1, employment: 'employer known', 'support need': true },
    'not known: They may need support first',
  ],
  [
    'who pays after all is not refusing',
    { 'since refusing': 9, employment: 'employer known', 'paid since refusing': true },
    bothWays,
  ],
  [
    'who says both is asked, not judged',
    { 'since refusing': 9, employment: 'employer known', 'since saying short': 364 },
    bothWays,
  ],
  [
    'what was said a year ago pulls no more',
    { 'since refusing': 9, employment: 'employer known', 'since saying short': 365 },
    willNot,
  ],
  [
    'low income pulls against a refusal',
    { 'since refusing': 9, employment: 'employer known', benefits: 'universal credit' },
    bothWays,
  ],
  ['that money is short is thin by itself', { 'since saying short': 3 }, unknown],
  [
    'a direct debit that came back bears it out, within half a year',
    { 'since saying short': 3, 'since debit returned': 182 },
    bornOut,
  ],
  ['and not after it', { 'since saying short': 3, 'since debit returned': 183 }, unknown],
  [
    'an arrangement bears it out',
    { 'since saying short': 3, 'arrangement in force': true },
    bornOut,
  ],
  ['so does each low income', { 'since saying short': 3, benefits: 'income-based' }, bornOut],
  [
    'council tax reduction',
    { 'since saying short': 3, 'council tax reduction': 'gets it' },
    bornOut,
  ],
  ['housing benefit', { 'since saying short': 3, 'housing benefit': 'gets it' }, bornOut],
  [
    'a benefit that depends on no income does not',
    { 'since saying short': 3, benefits: 'contribution-based' },
    unknown,
  ],
  ['low income alone says little', { benefits: 'universal credit' }, unknown],
  ['nor a direct debit alone', { 'since debit returned': 1 }, unknown],
  ['nor an arrangement alone', { 'arrangement in force': true }, unknown],
  [
    'low income and no money in the bank say much',
    { benefits: 'universal credit', 'since debit returned': 1 },
    littleIn,
  ],
  [
    'a dispute comes first',
    { 'in dispute': true, 'since saying short': 3, 'since debit returned': 1 },
    'not known: They say that it is not owed',
  ],
  [
    'their word that it is wrong too',
    { 'since saying wrong': 364, 'since refusing': 1, employment: 'employer known' },
    'not known: They say that it is not owed',
  ],
  [
    'but not for ever',
    { 'since saying wrong': 365, 'since refusing': 1, employment: 'employer known' },
    willNot,
  ],
  [
    'a moratorium says it whatever they said',
    { moratorium: true, 'since refusing': 1, employment: 'employer known' },
    'cannot pay: A moratorium is in force',
  ],
  [
    'insolvency too',
    { 'insolvent or dissolved': true, 'in dispute': true },
    'cannot pay: Insolvent or dissolved',
  ],
  [
    'a death comes before everything',
    { deceased: true, 'insolvent or dissolved': true },
    'not known: Somebody who owes it has died',
  ],
]

suite('a segment', () => {
  for (const [title, sheet, expected] of examples)
    test(title, () => assert.equal(read(sheet), expected))

  test('has an example for each reading', () => {
    const seen = new Set(examples.map(([, , expected]) => expected.replace(/^[^:]+: /, '')))
    assert.deepEqual(
      segmentRules.map(({ name }) => name).filter(name => !seen.has(name)),
      [],
    )
  })

  test('property: nobody is unwilling but by their own word, with means, and nothing else to be said', () => {
    fc.assert(
      fc.property(anySheet(segmentFacts, [182, 183, 364, 365]), sheet => {
        const { segment, restsOn, rule } = workOut(sheet, {})
        assert.equal(restsOn.length === 0, rule === tooLittle)
        if (segment !== 'will not pay') return
        assert((sheet['since refusing'] ?? 999) < 365)
        assert(sheet['paid another since refusing'] || sheet.employment.startsWith('employer'))
        assert(!sheet['support need'] && !sheet['paid since refusing'] && !sheet['in dispute'])
        assert(!sheet.deceased && !sheet.moratorium && !sheet['arrangement in force'])
        assert((sheet['since saying short'] ?? 999) >= 365)
      }),
      { numRuns: 3_000 },
    )
  })

  test('rests on what is so, each with its day, and on nothing else', () => {
    const { restsOn } = workOut(
      { ...nothing, 'since saying short': 3, 'since debit returned': 9 },
      { 'since saying short': day('2026-05-20'), 'since debit returned': day('2026-05-14') },
    )
    assert.deepEqual(
      restsOn.map(({ says, on }) => [says, `${on}`]),
      [
        ['somebody who owes it said that money is short', '2026-05-20'],
        ['a direct debit came back because the money was not there', '2026-05-14'],
      ],
    )
  })

  test('asks these facts and no others: nothing of who somebody is, or where they live', () => {
    // Whoever adds one says in decision 25 why it is about money or will, and of no protected characteristic.
    assert.deepEqual(Object.keys(segmentFacts), Object.keys(nothing))
  })
})

suite('which segment stands', () => {
  const worked = { segment: 'cannot pay' } as const
  const said = { kind: 'overridden', segment: 'will not pay', until: day('2026-05-10') } as const
  const cases = [
    ['what the facts say, before anybody says anything', undefined, '2026-05-10', 'cannot pay'],
    ['an officer’s word, through its last day', said, '2026-05-10', 'will not pay'],
    ['and no longer', said, '2026-05-11', 'cannot pay'],
    ['without a last day it stands', { ...said, until: null }, '2030-01-01', 'will not pay'],
    [
      'nothing, while it is contested',
      { kind: 'contested', segment: null, until: null },
      '2026-05-10',
      'not known',
    ],
    [
      'the facts again, once taken back',
      { kind: 'taken back', segment: null, until: null },
      '2026-05-10',
      'cannot pay',
    ],
    [
      'an answer that leaves it to the facts',
      { kind: 'answered', segment: null, until: null },
      '2026-05-10',
      'cannot pay',
    ],
    [
      'an answer that says otherwise',
      { kind: 'answered', segment: 'not known', until: null },
      '2026-05-10',
      'not known',
    ],
  ] as const
  for (const [title, last, today, expected] of cases)
    test(title, () => assert.equal(standingOf(last, worked, day(today)).segment, expected))
})

suite('a segment decides nothing', () => {
  test('a policy that asks it is refused: it is no fact of the language', () => {
    const asking = (fact: string, is: string) => ({
      name: 'One',
      holds: [],
      steps: [
        { name: 'Remind', at: 'billed', when: [{ fact, is }], then: 'reminder', why: 'late' },
      ],
    })
    assert(policySchema.safeParse(asking('last notice', 'none')).success)
    assert(!policySchema.safeParse(asking('segment', 'will not pay')).success)
  })

  test('nothing but the pages, the timeline and the report reads it', async () => {
    const readers: string[] = []
    for await (const file of glob(['src/**/*.ts', 'db/migrations/*.sql'])) {
      if (file.includes('casework/segments/') || file.endsWith('.test.ts')) continue
      const text = await readFile(file, 'utf8')
      if (/segment_event|segments\/[a-z]/.test(text)) readers.push(file)
    }
    assert.deepEqual(readers.sort(), [
      'db/migrations/0117-segments.sql',
      'src/domains/casework/pages/account.page.ts',
      'src/domains/casework/read-timeline.ts',
      'src/domains/casework/routes.ts',
      'src/domains/casework/timeline.ts',
    ])
  })
})
