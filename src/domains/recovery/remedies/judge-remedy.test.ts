import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { formatCitation } from '#values/citation.ts'
import { aRemedySheet } from '../testing/remedies.ts'
import type { RemedySheet } from './facts.ts'
import { judgeRemedy, type JudgedRemedy, remedyVerdictInWords } from './judge-remedy.ts'
import { type RemedyKind, remedyKinds } from './kinds.ts'
import { remediesFor } from './remedies.ts'

const day = Temporal.PlainDate.from('2026-06-01')
const families = [
  'council tax',
  'business rates',
  'sundry',
  'adult social care',
  'benefit overpayment',
  'housing',
  'leasehold',
] as const
type Family = (typeof families)[number]
type At = { readonly family?: Family; readonly nation?: 'England' | 'Wales' }
const nothing = { blocks: [], holds: [] }

const allOf = (
  sheet: Partial<RemedySheet>,
  { family = 'council tax', nation = 'England' }: At = {},
  inTheWay: Parameters<typeof judgeRemedy>[2] = nothing,
): readonly JudgedRemedy[] =>
  remediesFor(family, nation, day).map(remedy => judgeRemedy(remedy, aRemedySheet(sheet), inTheWay))
const one = (kind: RemedyKind, sheet: Partial<RemedySheet>, at: At = {}): JudgedRemedy => {
  const found = allOf(sheet, at).find(judged => judged.kind === kind)
  assert(found)
  return found
}
const saysOf = (kind: RemedyKind, sheet: Partial<RemedySheet>, at: At = {}): string => {
  const { verdict } = one(kind, sheet, at)
  return `${verdict.is}: ${remedyVerdictInWords(verdict)}`
}
const openOf = (sheet: Partial<RemedySheet>, at: At = {}) =>
  allOf(sheet, at)
    .filter(({ verdict }) => verdict.is === 'open')
    .map(({ kind }) => kind)

const overpaid = {
  stage: 'deduction decision',
  'last notice': 'invoice reminder',
  'order made': false,
  recoverable: 'recoverable from them',
  'since decision': 32,
} as const
const calm = { vulnerability: 'none found', 'council tax reduction': 'does not get it' } as const

suite('the choice of a remedy', () => {
  test('council tax without a liability order: no attachment of earnings, and why, with the regulation', () => {
    assert.match(
      saysOf('attachment of earnings', { 'order made': false, employment: 'employer known' }),
      /^blocked by law: No court has made an order or given judgment \(SI 1992\/613 reg 37\(1\)\)/,
    )
    assert.equal(
      saysOf('attachment of earnings', { employment: 'employer known' }),
      'open: Law and policy allow it',
    )
  })

  test('no remedy of a court is open without its order, for any debt, nation or facts', () => {
    const withoutCourt: readonly RemedyKind[] = [
      'direct earnings attachment',
      'deduction from housing benefit',
      'recovery from the landlord',
      'county court claim',
    ]
    for (const family of families) {
      for (const nation of ['England', 'Wales'] as const) {
        const wishes: Partial<RemedySheet> = {
          ...overpaid,
          ...calm,
          'under orders': 9_000_00n,
          employment: 'employer known',
          benefits: 'universal credit',
          'housing benefit': 'gets it',
          home: 'owns it',
          'third party': 'known',
          councillor: 'yes',
          'remedy tried': true,
          'agent came back': true,
        }
        const open = openOf(wishes, { family, nation }).filter(
          kind =>
            !withoutCourt.includes(kind) &&
            !(family === 'benefit overpayment' && kind === 'deduction from benefits'),
        )
        assert.deepEqual(open, [], `${family} in ${nation}`)
      }
    }
  })

  test('an overpayment: from earnings, from benefits, from the landlord, each when what it asks is recorded', () => {
    const at = { family: 'benefit overpayment' } as const
    assert.deepEqual(openOf(overpaid, at), [])
    assert.match(
      saysOf('direct earnings attachment', overpaid, at),
      /^not known yet: .*Do they work for an employer\?/,
    )
    assert.deepEqual(
      openOf(
        {
          ...overpaid,
          employment: 'employer known',
          benefits: 'universal credit',
          'housing benefit': 'gets it',
          landlord: 'recoverable from the landlord',
          'since landlord decision': 32,
        },
        at,
      ),
      [
        'direct earnings attachment',
        'deduction from housing benefit',
        'deduction from benefits',
        'recovery from the landlord',
      ],
    )
    const none = {
      ...overpaid,
      employment: 'not employed',
      benefits: 'none of these',
      'housing benefit': 'does not get it',
      landlord: 'not from the landlord',
      'since due': 2190,
    } as const
    assert.match(
      saysOf('county court claim', { ...none, 'since due': 2191 }, at),
      /^blocked by law: .*six years have not passed.*\(Limitation Act 1980 s9\)/,
    )
    assert.deepEqual(openOf(none, at), ['county court claim'])
  })

  test('an overpayment is not touched on the 31st day after its decision, nor from a landlord on theirs', () => {
    const at = { family: 'benefit overpayment' } as const
    const known = {
      ...overpaid,
      employment: 'employer known',
      landlord: 'recoverable from the landlord',
      'since landlord decision': 32,
    } as const
    assert.equal(one('direct earnings attachment', known, at).verdict.is, 'open')
    const early = { ...known, 'since decision': 31 }
    assert.equal(one('direct earnings attachment', early, at).verdict.is, 'blocked by law')
    assert.equal(one('recovery from the landlord', known, at).verdict.is, 'open')
    const told = { ...known, 'since landlord decision': 31 }
    assert.equal(one('recovery from the landlord', told, at).verdict.is, 'blocked by law')
    const unknown = { ...overpaid, recoverable: 'not recorded', 'since decision': null } as const
    assert.match(
      saysOf('direct earnings attachment', unknown, at),
      /^not known yet: .*Is the overpayment recoverable/,
    )
  })

  test('the landlord is asked for an overpayment only: of any other debt the law has no such thing', () => {
    for (const family of families.filter(name => name !== 'benefit overpayment')) {
      const judged = one('recovery from the landlord', {}, { family })
      assert.equal(judged.isForThis, false)
      assert.match(remedyVerdictInWords(judged.verdict), /Only for a housing benefit overpayment/)
    }
  })

  test('business rates are not taken from earnings or benefits, and their order gives no charge', () => {
    for (const kind of [
      'attachment of earnings',
      'deduction from benefits',
      'charging order',
    ] as const) {
      const judged = one(kind, { employment: 'employer known' }, { family: 'business rates' })
      assert.deepEqual([judged.isForThis, judged.verdict.is], [false, 'blocked by law'])
      assert.match(remedyVerdictInWords(judged.verdict), /[Bb]usiness rates/)
    }
  })

  test('committal is looked at in England, after an agent came back without enough, and is abolished in Wales', () => {
    const tried = { ...calm, 'agent came back': true, 'remedy tried': true }
    assert.equal(one('committal review', tried).verdict.is, 'open')
    assert.match(
      saysOf('committal review', { ...tried, 'agent came back': false }),
      /^blocked by law/,
    )
    assert.match(
      saysOf('committal review', tried, { nation: 'Wales' }),
      /since 1 April 2019 \(WSI 2019\/220 regs 2 and 3\)/,
    )
  })

  test('amounts stand at the penny: a charge from £1,000, a bankruptcy from £5,000, a winding-up above £750', () => {
    const is = (kind: RemedyKind, owed: bigint, sheet: Partial<RemedySheet> = {}) =>
      one(kind, { ...calm, 'under orders': owed, home: 'owns it', 'remedy tried': true, ...sheet })
        .verdict.is
    assert.deepEqual(
      [is('charging order', 999_99n), is('charging order', 1_000_00n)],
      ['blocked by law', 'open'],
    )
    assert.deepEqual(
      [is('bankruptcy', 4_999_99n), is('bankruptcy', 5_000_00n)],
      ['blocked by law', 'open'],
    )
    const company = { organisation: true }
    assert.deepEqual(
      [is('winding up', 750_00n, company), is('winding up', 750_01n, company)],
      ['blocked by law', 'open'],
    )
    const judged = (kind: RemedyKind, balance: bigint) =>
      one(kind, { ...calm, balance }, { family: 'sundry' }).verdict.is
    assert.deepEqual(
      [judged('warrant of control', 5_000_00n), judged('warrant of control', 5_000_01n)],
      ['open', 'blocked by law'],
    )
    assert.deepEqual(
      [judged('writ of control', 599_99n), judged('writ of control', 600_00n)],
      ['blocked by law', 'open'],
    )
  })

  test('an agent goes nowhere before it was looked at whether they are vulnerable, and nowhere they are, unless somebody else agrees', () => {
    assert.match(saysOf('enforcement agent', {}), /^not known yet: .*vulnerable\?.*reduction/)
    assert.equal(one('enforcement agent', calm).verdict.is, 'open')
    for (const differs of [
      { vulnerability: 'vulnerable' },
      { 'support need': true },
      { 'council tax reduction': 'gets it' },
      { 'agent came back': true },
    ] as const) {
      const { verdict } = one('enforcement agent', { ...calm, ...differs })
      assert.equal(verdict.is, 'outside policy', JSON.stringify(differs))
    }
  })

  test('two attachments of earnings are the most that one council may have against somebody', () => {
    assert.match(
      saysOf('attachment of earnings', {
        employment: 'employer known',
        'attachments elsewhere': true,
      }),
      /^blocked by law: Not so: fewer than 2 attachments.*\(SI 1992\/613 reg 37\)/,
    )
  })

  test('every remedy of every debt has a verdict, and what is blocked says why, mostly with the law', () => {
    for (const family of families) {
      for (const nation of ['England', 'Wales'] as const) {
        const judged = allOf({}, { family, nation })
        assert.deepEqual(
          judged.map(({ kind }) => kind),
          remedyKinds,
        )
        for (const { kind, verdict, isForThis } of judged) {
          assert.notEqual(remedyVerdictInWords(verdict), '', kind)
          if (!isForThis && verdict.is === 'blocked by law') {
            const [{ law }] = verdict.blocks
            assert(law && formatCitation(law) !== '', `${family}: ${kind}`)
          }
        }
      }
    }
    assert.deepEqual(openOf({}, { family: 'sundry' }), [])
  })
})
