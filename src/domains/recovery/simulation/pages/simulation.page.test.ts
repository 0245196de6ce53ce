import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { someSession } from '#web/testing.ts'
import type { KeptSimulation } from '../keep.ts'
import type { Simulation } from '../result.ts'
import { simulationPage } from './simulation.page.ts'

const [open, restricted] = ['an-account', 'a-restricted-account']
const result: Simulation = {
  asAt: Temporal.PlainDate.from('2026-06-05'),
  tried: [],
  against: [],
  accounts: 4_321,
  moved: 3,
  moves: [
    {
      debtType: 'council tax',
      from: { rule: 'In dispute', outcome: 'hold' },
      to: { rule: 'Reminder', outcome: 'reminder' },
      effect: 'sooner',
      accounts: 3,
      balance: 777_00n,
      samples: [
        { accountId: open, balance: 111_00n, before: 'in dispute', after: 'one is late' },
        { accountId: restricted, balance: 222_00n, before: 'she has fled', after: 'two is late' },
      ],
    },
  ],
  steps: [
    {
      debtType: 'council tax',
      step: 'reminder',
      before: 4,
      beforeBalance: 888_00n,
      after: 7,
      afterBalance: 999_00n,
    },
  ],
  segments: [
    {
      by: 'stage',
      value: 'billed',
      accounts: 40,
      balance: 555_00n,
      moved: 3,
      movedBalance: 777_00n,
    },
  ],
  equality: [],
}
const finished: KeptSimulation = {
  id: 'a-simulation',
  draftId: 'a-draft',
  version: 1,
  fingerprint: '',
  against: null,
  requestedBy: 'leader',
  requestedAt: Temporal.Instant.from('2026-06-05T09:00:00Z'),
  finishedAt: Temporal.Instant.from('2026-06-05T09:01:00Z'),
  result,
  state: 'done',
  progress: null,
}
const shown = (references: ReadonlyMap<string, string> | undefined): string =>
  `${simulationPage({ session: someSession(), draftId: 'a-draft', debtType: 'council tax', finished, asked: undefined, references })}`

suite('what a simulation shows of single accounts', () => {
  test('only those that whoever looks may open: of the others neither what they owe nor what is said', () => {
    const page = shown(new Map([[open, '1001']]))
    assert.match(page, /Account 1001<\/a>, owing £111\.00/)
    assert.match(page, /one is late/)
    assert.doesNotMatch(page, /£222\.00|she has fled|two is late/)
    assert.match(page, /£777\.00/)
  })

  test('none to who may open none, nor a number so small that it shows who they are', () => {
    const page = shown(undefined)
    assert.doesNotMatch(page, /£111\.00|£222\.00|£777\.00|one is late|she has fled/)
    assert.match(page, /<strong>fewer than 10<\/strong> would be decided/)
    assert.doesNotMatch(page, />[347]</)
    assert.match(page, />40</)
    assert.match(page, />4,321|4,321 accounts/)
  })
})
