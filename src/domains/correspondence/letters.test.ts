import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { suite, test } from 'node:test'
import type { LetterFacts, Part } from './letter.ts'
import { templates } from './templates.ts'
import { someFacts } from './testing.ts'

const wordsOf = (part: Part): readonly string[] =>
  part.kind === 'list'
    ? part.items
    : part.kind === 'amounts'
      ? part.rows.map(({ label, amount }) => `${label} ${amount}`)
      : [part.text]
const saying = (facts: LetterFacts): string =>
  (templates[facts.notice]?.parts(facts) ?? []).flatMap(wordsOf).join('\n')
const on = (date: string) => Temporal.PlainDate.from(date)

suite('what letters say', () => {
  test('a reminder gives the arrears, the seven days, and what is lost and when (reg 23)', () => {
    const said = saying(someFacts())
    assert.match(said, /You owe £312\.41 now/)
    assert.match(said, /Please pay £312\.41 by 18 May 2026/)
    assert.match(
      said,
      /All that is left to pay for the year, £1,234\.56, will be due by 26 May 2026/,
    )
  })

  test('a second reminder warns of a third missed payment (reg 23(4)); a first does not', () => {
    assert.match(saying(someFacts({ notice: 'second reminder' })), /due the next day/)
    assert.doesNotMatch(saying(someFacts()), /next day/)
  })

  test('a final notice gives seven days in England', () => {
    const said = saying(someFacts({ notice: 'final notice', claimed: 1_234_56n }))
    assert.match(said, /Pay £1,234\.56 within 7 days, by 18 May 2026/)
    assert.match(said, /This is all that is left to pay on your account/)
    assert.match(said, /liability order/)
  })

  test('in Wales it gives twenty-one days since April 2026, and seven before', () => {
    const inWales = { notice: 'final notice', nation: 'Wales' } as const
    assert.match(saying(someFacts(inWales)), /within 21 days, by 1 June 2026/)
    assert.match(saying(someFacts(inWales)), /£1,234\.56, is due on 2 June 2026/)
    assert.match(
      saying(someFacts({ ...inWales, issuedOn: on('2026-03-31') })),
      /within 7 days, by 6 April 2026/,
    )
    assert.doesNotMatch(saying(someFacts({ nation: 'Wales' })), /instalments\. All/)
  })

  test('nothing is threatened that cannot be done at that stage', () => {
    for (const notice of Object.keys(templates)) {
      const said = saying(someFacts({ notice }))
      assert.doesNotMatch(
        said,
        /bailiff|enforcement agent|prison|credit (file|rating)|your employer/i,
      )
    }
    for (const notice of ['invoice reminder', 'second letter']) {
      assert.doesNotMatch(saying(someFacts({ notice })), /liability order|magistrates/i)
    }
    assert.match(saying(someFacts({ notice: 'second letter' })), /letter of claim.*30 days/)
  })

  test('every letter that asks for money says how to pay, what to do if one cannot, how to object, and who gives free advice', () => {
    const demands = Object.entries(templates).filter(([, letter]) => !letter.asksForNothing)
    for (const [notice] of demands) {
      for (const isOrganisation of [false, true]) {
        const said = saying(someFacts({ notice, isOrganisation }))
        for (const part of [
          /How to pay/,
          /70012345X/,
          /If you cannot pay/,
          /think this is wrong/,
        ]) {
          assert.match(said, part, notice)
        }
        assert.match(said, isOrganisation ? /Business Debtline/ : /MoneyHelper[^]*breathing space/)
      }
    }
  })

  test('the letter that says sorry speaks of costs to nobody who had none', () => {
    const withdrawn = { title: 'Reminder', sentOn: Temporal.PlainDate.from('2026-04-29') }
    const apology = (costs: bigint) =>
      saying(someFacts({ notice: 'apology', withdrawn: { ...withdrawn, costs } }))
    assert.match(apology(65_00n), /We added £65.00 of court costs because of it. We have taken/)
    assert.doesNotMatch(apology(0n), /costs/)
  })

  test('the letter to a tenant who leaves says what they will owe and what to pay a week; of nothing owed it asks for nothing', () => {
    const { tenancy } = someFacts()
    assert(tenancy)
    const said = saying(someFacts({ notice: 'end of tenancy' }))
    assert.match(said, /you will leave on 26 May 2026/)
    assert.match(said, /What you will owe on 26 May 2026 £470\.40/)
    assert.match(said, /If you pay £235\.20 a week for 2 weeks, you will owe us nothing/)
    const nothing = { ...tenancy, projected: -10_00n, plan: undefined }
    assert.doesNotMatch(saying(someFacts({ notice: 'end of tenancy', tenancy: nothing })), /a week/)
    const again = saying(someFacts({ notice: 'end of tenancy reminder' }))
    assert.match(again, /You will leave soon, on 26 May 2026/)
    assert.match(again, /If you pay £235\.20 a week for 2 weeks, you will owe us nothing/)
  })

  test('a child of nine or ten could read it: short sentences of short words', () => {
    for (const notice of Object.keys(templates)) {
      const parts = templates[notice]?.parts(someFacts({ notice })) ?? []
      const prose = parts.flatMap(part => (part.kind === 'text' ? [part.text] : [])).join(' ')
      const grade = gradeOf(prose)
      assert(grade < 5.5, `the ${notice} reads at American school grade ${grade}`)
    }
  })

  test('a change of wording is a new version', () => {
    const facts = someFacts({ jointly: true })
    const fingerprints = Object.entries(templates).map(([notice, { title, version, parts }]) => {
      const said = [
        someFacts(),
        { ...facts, nation: 'Wales' as const },
        { ...facts, isOrganisation: true },
      ]
        .map(about => JSON.stringify(parts({ ...about, notice })))
        .join()
      return `${notice} ${version} ${createHash('sha256').update(title).update(said).digest('hex').slice(0, 8)}`
    })
    assert.deepEqual(fingerprints, [
      'reminder 2 49457fc8',
      'second reminder 2 e0ce351a',
      'final notice 3 5b509ee7',
      'invoice reminder 2 34cd6248',
      'second letter 2 4c95378d',
      'late payment letter 1 2469dcd1',
      'reminder (business rates) 1 6a2f5289',
      'final notice (business rates) 1 45edaae1',
      'invoice reminder (adult social care charge) 1 36b5f5ad',
      'invoice reminder (housing benefit overpayment) 1 d51e44fa',
      'invoice reminder (former tenant arrears) 1 3b30ab03',
      'invoice reminder (garage) 1 3b30ab03',
      'invoice reminder (leasehold service charge) 1 56506f84',
      'direct debit notice 1 530dcdc7',
      'apology 2 96460138',
      'end of tenancy 1 34a24cab',
      'end of tenancy reminder 1 21c5ddd1',
    ])
  })
})

/** Flesch and Kincaid's school grade: about four less than the reading age. */
function gradeOf(prose: string): number {
  const sentences = prose.split(/[.?!:](?:\s|$)/).filter(sentence => sentence.trim() !== '')
  const words = prose.match(/[a-z’]+/gi) ?? []
  const syllables = words.reduce((all, word) => all + syllablesOf(word), 0)
  return (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59
}

const syllablesOf = (word: string): number =>
  Math.max(
    1,
    (
      word
        .toLowerCase()
        .replace(/e[ds]?$/, '')
        .match(/[aeiouy]+/g) ?? []
    ).length,
  )
