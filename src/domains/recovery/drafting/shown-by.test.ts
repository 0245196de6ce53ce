import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { dated } from '#law/dated.ts'
import type { Regime } from '../regimes/index.ts'
import { councilTaxInEngland } from '../regimes/index.ts'
import type { KeptSimulation } from '../simulation/keep.ts'
import type { Simulation } from '../simulation/result.ts'
import { showsNoMore } from './shown-by.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const { value, source } = councilTaxInEngland.on(day('2026-06-05'))
const law = dated<Regime>({
  ...councilTaxInEngland,
  values: { '1993-04-01': { value, source }, '2027-04-01': { value, source } },
})
const simulation = { result: { asAt: day('2027-03-20') } as Simulation } as KeptSimulation
const codeOn = (from: string, today = '2027-03-25') =>
  showsNoMore(simulation, { law, from: day(from), today: day(today) })?.code

suite('what a simulation shows of a day to come', () => {
  test('nothing once the law is another than the one it was under', () => {
    assert.equal(codeOn('2027-03-31'), undefined)
    assert.equal(codeOn('2027-04-01'), 'under-another-law')
  })

  test('nothing more than four weeks after its book', () => {
    assert.equal(codeOn('2027-03-31', '2027-04-17'), undefined)
    assert.equal(codeOn('2027-03-31', '2027-04-18'), 'simulated-long-ago')
  })

  test('nothing before it is finished', () => {
    const unfinished = { ...simulation, result: undefined }
    const asked = { law, from: day('2027-03-31'), today: day('2027-03-25') }
    assert.equal(showsNoMore(unfinished, asked)?.code, 'not-simulated')
  })
})
