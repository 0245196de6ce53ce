import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { ask, written } from '../calculation.ts'
import { preActionDebt } from './pre-action.calculation.ts'
import { preAction } from './pre-action.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

const earliest = (letter: string, reply?: string, documents?: string, notice?: string) =>
  `${
    preAction({
      letterDated: day(letter),
      replyReceived: reply === undefined ? undefined : day(reply),
      documentsProvided: documents === undefined ? undefined : day(documents),
      noticeGiven: notice === undefined ? undefined : day(notice),
    }).earliestIssue
  }`

const answer = (input: Readonly<Record<string, unknown>>): unknown => {
  const outcome = ask(preActionDebt, input)
  return outcome.ok && written(outcome.value.answer)
}

const refusal = (input: Readonly<Record<string, unknown>>): string => {
  const outcome = ask(preActionDebt, input)
  return outcome.ok ? '' : outcome.refusal.says
}

suite('letter of claim to issue', () => {
  test('with no reply a claim may be issued on the day after thirty days', () => {
    for (const [letter, issue] of [
      ['2017-10-01', '2017-11-01'],
      ['2024-01-29', '2024-02-29'],
      ['2024-01-30', '2024-03-01'],
      ['2025-01-30', '2025-03-02'],
      ['2025-12-15', '2026-01-15'],
      ['2026-05-05', '2026-06-05'],
    ] as const)
      assert.equal(earliest(letter), issue)
    assert.throws(() => earliest('2017-09-30'), { name: 'NotAnswered' })
  })

  test('a Reply Form, documents and notice each put it off, and the last of them counts', () => {
    for (const [reply, documents, notice, issue] of [
      ['2025-06-02', undefined, undefined, '2025-07-03'],
      ['2025-06-03', undefined, undefined, '2025-07-03'],
      ['2025-06-04', undefined, undefined, '2025-07-04'],
      ['2025-08-20', undefined, undefined, '2025-09-19'],
      ['2025-06-20', '2025-06-15', undefined, '2025-07-20'],
      ['2025-06-20', '2025-06-20', undefined, '2025-07-20'],
      ['2025-06-20', '2025-06-21', undefined, '2025-07-21'],
      ['2025-06-20', '2025-07-10', '2025-07-25', '2025-08-09'],
      ['2025-06-20', '2025-07-10', '2025-07-26', '2025-08-09'],
      ['2025-06-20', '2025-07-10', '2025-07-27', '2025-08-10'],
      [undefined, undefined, '2025-06-19', '2025-07-03'],
      [undefined, undefined, '2025-06-20', '2025-07-04'],
    ] as const)
      assert.equal(earliest('2025-06-02', reply, documents, notice), issue)
  })

  test('nothing happens before the letter', () => {
    for (const dates of [
      ['2025-06-01'],
      [undefined, '2025-06-01'],
      [undefined, undefined, '2025-06-01'],
    ] as const)
      assert.throws(() => earliest('2025-06-02', ...dates), /before it/)
  })

  test('it is for people and sole traders, and not for a company', () => {
    const letter = { letter_of_claim_dated: '2026-05-05' }
    const same = { reply_window_last_day: '2026-06-04', earliest_issue: '2026-06-05' }
    assert.deepEqual(answer(letter), same)
    assert.deepEqual(answer({ ...letter, debtor: 'sole_trader' }), same)
    assert.match(refusal({ ...letter, debtor: 'company' }), /does not apply to a company/)
  })

  test('documents are due thirty days after the Reply Form that asks for them', () => {
    const letterDated = day('2025-06-02')
    const { documentsBy } = preAction({ letterDated, replyReceived: day('2025-06-20') })
    assert.equal(`${documentsBy}`, '2025-07-20')
    assert.equal(preAction({ letterDated }).documentsBy, undefined)
  })

  const first = day('2020-01-01')
  const days = fc.integer({ min: 0, max: 4748 }).map(days => first.add({ days }))
  const later = fc.option(fc.integer({ min: 0, max: 200 }))

  test('property: never before thirty days have run from the letter and from a reply', () => {
    fc.assert(
      fc.property(days, later, later, (letterDated, reply, notice) => {
        const after = (days: number | null) =>
          days === null ? undefined : letterDated.add({ days })
        const [replyReceived, noticeGiven] = [after(reply), after(notice)]
        const { earliestIssue } = preAction({ letterDated, replyReceived, noticeGiven })
        assert(letterDated.until(earliestIssue).days > 30)
        if (replyReceived) assert(replyReceived.until(earliestIssue).days >= 30)
        if (noticeGiven) assert(noticeGiven.until(earliestIssue).days >= 14)
      }),
    )
  })

  test('property: whatever comes a day later never brings the claim sooner', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 200 }), (letterDated, after) => {
        const [reply, next] = [after, after + 1].map(days => letterDated.add({ days }))
        const issue = (replyReceived: Temporal.PlainDate | undefined) =>
          preAction({ letterDated, replyReceived }).earliestIssue
        assert(Temporal.PlainDate.compare(issue(reply), issue(next)) <= 0)
        const nextLetter = preAction({ letterDated: letterDated.add({ days: 1 }) }).earliestIssue
        assert(Temporal.PlainDate.compare(issue(undefined), nextLetter) < 0)
      }),
    )
  })
})
