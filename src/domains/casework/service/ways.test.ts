import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { deemedServed, ifPosted, type Way } from './ways.ts'

const dayOf = (text: string) => Temporal.PlainDate.from(text)
const served = (way: Way, on: string, postClass?: 'first class' | 'second class') =>
  deemedServed({ way, onDay: dayOf(on), postClass }).on?.toString()

suite('when the law counts a notice as served', () => {
  test('by hand it is the day on which it was done, a Sunday too', () => {
    for (const way of ['handed over', 'left at the address', 'process server'] as const)
      assert.equal(served(way, '2026-05-03'), '2026-05-03')
  })

  test('by post it is so many working days after, over the bank holiday of 4 May', () => {
    assert.equal(served('certificate of posting', '2026-04-30', 'first class'), '2026-05-05')
    assert.equal(served('certificate of posting', '2026-04-30', 'second class'), '2026-05-07')
    const posted = ifPosted(dayOf('2026-04-30'))
    assert.equal(`${posted?.firstClass} ${posted?.secondClass}`, '2026-05-05 2026-05-07')
  })

  test('no day is made up: for a year whose bank holidays are not known, a class nobody said, an e-mail, or what came back', () => {
    assert.equal(served('certificate of posting', '2090-05-01', 'first class'), undefined)
    assert.equal(ifPosted(dayOf('2090-05-01')), undefined)
    assert.equal(served('certificate of posting', '2026-04-30'), undefined)
    assert.equal(served('e-mail', '2026-04-30'), undefined)
    assert.equal(served('came back', '2026-04-30'), undefined)
  })
})
