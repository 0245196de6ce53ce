import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { formatCitation } from '#values/citation.ts'
import { councilTaxEngland } from '../policies/council-tax.ts'
import { regimeOf } from '../regimes/index.ts'
import { rulesOf } from '../rules.ts'
import { aRemedySheet } from '../testing/remedies.ts'
import type { RemedySheet } from './facts.ts'
import { inTheWayOfAll, judgeRemedy, remedyVerdictInWords } from './judge-remedy.ts'
import { remediesFor } from './remedies.ts'

const day = Temporal.PlainDate.from('2026-06-01')

suite('what stands in the way of every remedy', () => {
  const regime = regimeOf('council tax', 'England')?.on(day).value
  const of = (sheet: Partial<RemedySheet>) =>
    inTheWayOfAll({
      regime,
      rules: regime && rulesOf(councilTaxEngland, regime),
      sheet: aRemedySheet(sheet),
      isTakenIn: true,
      debtType: 'council tax',
      family: 'council tax',
    })

  test('being on the list is no reason, and a breathing space is, by law', () => {
    assert.deepEqual(of({}), { blocks: [], holds: [] })
    const blocked = judgeRemedy(
      remediesFor('council tax', 'England', day)[0] ?? assert.fail(),
      aRemedySheet({ employment: 'employer known' }),
      of({ 'breathing space': true }),
    )
    assert.match(remedyVerdictInWords(blocked.verdict), /^Breathing space \(SI 2020\/1311 reg 7\)/)
  })

  test('the council’s holds make every remedy one for two people', () => {
    const held = of({ 'in dispute': true, 'arrangement in force': true })
    assert.deepEqual(
      held.holds.map(({ name }) => name),
      ['In dispute', 'Paying by arrangement'],
    )
    const [earnings] = remediesFor('council tax', 'England', day)
    assert(earnings)
    const judged = judgeRemedy(earnings, aRemedySheet({ employment: 'employer known' }), held)
    assert.equal(judged.verdict.is, 'outside policy')
  })

  test('one remedy at a time: while one runs no other begins, under reg 52', () => {
    const { blocks } = of({ remedy: 'deduction from benefits' })
    assert.match(blocks[0]?.says ?? '', /the deduction from benefits runs, and is ended first/)
    assert.equal(blocks[0]?.law && formatCitation(blocks[0].law), 'SI 1992/613 reg 52')
    assert.deepEqual(of({ remedy: 'ended' }).blocks, [])
  })
})
