import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Rule } from '../rules.ts'
import { aFactSheet } from '../testing/sheet.ts'
import { cautionKinds, senseCheck, type SenseFacts } from './sense-check.ts'

const nothing: SenseFacts = {
  paid: undefined,
  spokeOn: undefined,
  promised: undefined,
  directDebit: undefined,
  inSuspense: 0n,
  queries: [],
  supportSince: undefined,
  addressSince: undefined,
  addressWaits: false,
  smallUnder: 10_00n,
}
const day = Temporal.PlainDate.from('2026-05-01')

test('nothing lately, nothing open: nothing to think of', () => {
  assert.deepEqual(senseCheck(nothing, aFactSheet()), [])
})

test('each thing is said once in its own sentence, and every kind can be', () => {
  const all = senseCheck(
    {
      paid: { on: day, amount: 20_00n },
      spokeOn: day,
      promised: { by: day, amount: 30_00n },
      directDebit: { by: day, amount: 35_00n },
      inSuspense: 40_00n,
      queries: ['liability'],
      supportSince: day,
      addressSince: day,
      addressWaits: true,
      smallUnder: 10_00n,
    },
    aFactSheet({ balance: 9_99n, 'in dispute': true, 'stale data': true }),
  )
  assert.deepEqual(new Set(all.map(({ kind }) => kind)), new Set(Object.keys(cautionKinds)))
  const sentences = all.map(({ says }) => says)
  assert.equal(new Set(sentences).size, all.length)
  assert(sentences.includes('They promised £30.00 by 1 May 2026'))
  assert(
    sentences.includes('A direct debit takes £35.00 by 1 May 2026, and that is all that is late'),
  )
  assert(sentences.includes('£40.00 in suspense may be theirs: place it first'))
  assert(!sentences.some(says => says.includes('\n')))
})

test('what is small is below the council’s own figure', () => {
  assert.deepEqual(senseCheck(nothing, aFactSheet({ balance: 10_00n })), [])
  const [caution] = senseCheck({ ...nothing, smallUnder: 10_01n }, aFactSheet({ balance: 10_00n }))
  assert.equal(caution?.kind, 'small balance')
})

test('what is too small is the policy’s to say, where it says so', () => {
  const small = aFactSheet({ balance: 4_99n })
  const kinds = (rules?: readonly Rule[]) =>
    senseCheck(nothing, small, rules).map(({ kind }) => kind)
  const tooSmall: Rule = {
    name: 'Too small',
    outcome: 'hold',
    needs: [{ condition: { fact: 'balance', below: '£3.00' } }],
    why: 'It costs more',
  }
  assert.deepEqual(kinds(), ['small balance'])
  assert.deepEqual(kinds([]), ['small balance'])
  assert.deepEqual(kinds([tooSmall]), [])
})
