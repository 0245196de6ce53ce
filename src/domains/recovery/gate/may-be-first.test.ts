import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { regimeOf } from '../regimes/index.ts'
import { aFactSheet } from '../testing/sheet.ts'
import { judge } from './judge.ts'
import { verdictInWords } from './verdict.ts'

/** What the gate says of a final notice as the first, of an instalment that fell due, on a day. */
function says(nation: 'England' | 'Wales', dueOn: string, on: string): string {
  const day = Temporal.PlainDate.from(on)
  const law = regimeOf('council tax', nation)?.on(day)
  assert(law)
  const verdict = judge({
    action: 'final notice',
    debtType: 'council tax',
    sheet: aFactSheet({
      overdue: 100_00n,
      balance: 900_00n,
      'since due': Temporal.PlainDate.from(dueOn).until(day, { largestUnit: 'days' }).days,
    }),
    claim: 100_00n,
    regime: law.value,
    sinceLaw: law.from.until(day, { largestUnit: 'days' }).days,
    rules: undefined,
    cautions: [],
    isTakenIn: true,
  })
  return `${verdict.is}: ${verdictInWords(verdict)}`
}

suite('a final notice as the first', () => {
  test('is lawful in Wales from the forty-first day of what fell due on 1 April 2026 or later', () => {
    assert.match(says('Wales', '2026-04-01', '2026-05-12'), /^outside policy: .*two people/)
    assert.match(
      says('Wales', '2026-04-01', '2026-05-11'),
      /^blocked by law: Not yet so: .* \(WSI 2025\/1109/,
    )
    assert.match(says('Wales', '2026-11-30', '2027-01-10'), /^outside policy/)
  })

  test('is not lawful for what was in default before that law, whenever it is sent', () => {
    const older = /^blocked by law: .*may be the first only for what fell due since this law began/
    assert.match(says('Wales', '2026-03-31', '2026-05-12'), older)
    assert.match(says('Wales', '2026-01-01', '2026-04-01'), older)
    assert.match(says('Wales', '2026-01-01', '2027-04-01'), older)
  })

  test('is not lawful before that law, nor ever in England', () => {
    const follows = /^blocked by law: .*A final notice does not follow the stage “billed”/
    assert.match(says('Wales', '2026-01-01', '2026-03-31'), follows)
    assert.match(says('England', '2026-01-01', '2026-03-31'), follows)
    assert.match(says('England', '2026-04-01', '2026-05-12'), follows)
    assert.match(says('England', '2026-11-30', '2027-01-10'), follows)
  })
})
