import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { ask, written } from '../calculation.ts'
import { courtFees } from './fees.calculation.ts'
import { fixedFees, type FixedFeeName, issueFee, smallClaimHearingFee } from './fees.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const june2026 = day('2026-06-01')

const toIssue = (claim: bigint, issuedOn = june2026, channel: 'paper' | 'online' = 'paper') =>
  issueFee({ claim, issuedOn, channel }).fee

const answer = (input: Readonly<Record<string, unknown>>): unknown => {
  const outcome = ask(courtFees, input)
  return outcome.ok && written(outcome.value.answer)
}

const refusal = (input: Readonly<Record<string, unknown>>): string => {
  const outcome = ask(courtFees, input)
  return outcome.ok ? '' : outcome.refusal.says
}

suite('county court fees', () => {
  test('each band goes to its last pound', () => {
    for (const [upTo, fee, above] of [
      [300_00n, 35_00n, 50_00n],
      [500_00n, 50_00n, 70_00n],
      [1_000_00n, 70_00n, 80_00n],
      [1_500_00n, 80_00n, 115_00n],
      [3_000_00n, 115_00n, 205_00n],
      [5_000_00n, 205_00n, 455_00n],
      [10_000_00n, 455_00n, 500_00n],
      [200_000_00n, 10_000_00n, 10_000_00n],
    ] as const) {
      assert.equal(toIssue(upTo), fee)
      assert.equal(toIssue(upTo + 1n), above)
    }
    assert.equal(toIssue(1n), 35_00n)
    assert.equal(toIssue(1_000_000_00n), 10_000_00n)
    assert.equal(issueFee({ claim: 'not limited', issuedOn: june2026 }).fee, 10_000_00n)
    assert.throws(() => toIssue(0n), { name: 'NotAnswered' })
  })

  test('five per cent is rounded down to the penny', () => {
    for (const [claim, fee] of [
      [10_000_19n, 500_00n],
      [10_000_20n, 500_01n],
      [12_345_67n, 617_28n],
      [199_999_99n, 9_999_99n],
    ] as const)
      assert.equal(toIssue(claim), fee)
  })

  test('online was cheaper until 24 May 2021 and has cost the same since', () => {
    const online = (claim: bigint, text: string) => toIssue(claim, day(text), 'online')
    for (const [claim, before, after] of [
      [300_00n, 25_00n, 35_00n],
      [500_00n, 35_00n, 50_00n],
      [1_000_00n, 60_00n, 70_00n],
      [1_500_00n, 70_00n, 80_00n],
      [3_000_00n, 105_00n, 115_00n],
      [5_000_00n, 185_00n, 205_00n],
      [10_000_00n, 410_00n, 455_00n],
      [10_000_19n, 450_00n, 500_00n],
      [99_999_99n, 4_499_99n, 4_999_99n],
    ] as const) {
      assert.equal(online(claim, '2021-05-24'), before)
      assert.equal(online(claim, '2021-05-25'), after)
      assert.equal(toIssue(claim, day('2021-05-24')), after)
    }
    assert.throws(() => online(100_000_00n, '2021-05-24'), /£99,999.99 at the most/)
    assert.throws(() => toIssue(1_00n, day('2015-03-08')), { name: 'NotAnswered' })
  })

  test('fees to enforce are those of the day, on both sides of every change', () => {
    for (const [name, from2021, from2024, from2025] of [
      ['warrant_of_control', 83_00n, 91_00n, 94_00n],
      ['writ_of_control', 71_00n, 78_00n, 80_00n],
      ['attachment_of_earnings', 119_00n, 131_00n, 135_00n],
      ['charging_order', 119_00n, 131_00n, 135_00n],
      ['third_party_debt_order', 119_00n, 131_00n, 135_00n],
      ['order_to_obtain_information', 59_00n, 65_00n, 67_00n],
    ] as const) {
      const on = (text: string) => fixedFees[name].on(day(text)).value
      assert.deepEqual(
        ['2021-09-30', '2024-04-30', '2024-05-01', '2025-04-07', '2025-04-08'].map(on),
        [from2021, from2021, from2024, from2024, from2025],
        name,
      )
      assert.throws(() => on('2021-09-29'), { name: 'NotAnswered' })
    }
  })

  test('fees that come in pairs are asked one at a time', () => {
    const on = (name: FixedFeeName, text: string) => fixedFees[name].on(day(text)).value
    assert.equal(on('application_on_notice', '2025-04-07'), 303_00n)
    assert.equal(on('application_on_notice', '2025-04-08'), 313_00n)
    assert.equal(on('application_by_consent', '2025-04-07'), 119_00n)
    assert.equal(on('application_by_consent', '2025-04-08'), 123_00n)
    assert.equal(on('winding_up_petition', '2025-04-08'), 343_00n)
    assert.equal(on('official_receiver_deposit', '2025-04-08'), 2_600_00n)
    assert.throws(() => on('winding_up_petition', '2025-04-07'), { name: 'NotAnswered' })
  })

  test('a small claim’s hearing has bands of its own', () => {
    for (const [claim, fee] of [
      [300_00n, 27_00n],
      [300_01n, 59_00n],
      [500_01n, 85_00n],
      [1_000_01n, 123_00n],
      [1_500_01n, 181_00n],
      [3_000_00n, 181_00n],
      [3_000_01n, 346_00n],
    ] as const)
      assert.equal(smallClaimHearingFee(claim, june2026).fee, fee)
  })

  test('a claim is an amount or not limited, and a fee is one we know', () => {
    const issue = { issue_date: '2026-06-01' }
    assert.deepEqual(answer({ ...issue, not_limited: true }), { issue_fee: '10000.00' })
    assert.match(refusal(issue), /Say how much is claimed/)
    assert.match(
      refusal({ ...issue, claim_including_interest: '5.00', not_limited: true }),
      /not both/,
    )
    assert.match(refusal({ ...issue, claim_including_interest: '0.00' }), /more than nothing/)
    assert.match(refusal({ fee: 'bailiff', date: '2026-06-01' }), /one of warrant_of_control/)
    assert.deepEqual(answer({ claim: '750.00', hearing_fee_due: '2026-06-01' }), {
      hearing_fee: '85.00',
    })
  })

  test('property: a larger claim never costs less, and online never costs more', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 99_999_99n), fc.bigInt(0n, 200_000_00n), (claim, more) => {
        assert(toIssue(claim + more) >= toIssue(claim))
        const then = day('2020-06-01')
        assert(toIssue(claim, then, 'online') <= toIssue(claim, then))
      }),
    )
  })
})
