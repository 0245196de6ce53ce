import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { sum } from '#values/money.ts'
import { agentFees, stages } from './fees.ts'
import { isOneOf } from '../time/calendar.ts'
import { noticeDates } from './notice-dates.ts'
import { divideProceeds } from './proceeds.ts'
import { daysNotCounted } from './taking-control.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const instructedOn = day('2026-06-01')

suite('enforcement agents’ fees', () => {
  test('fixed fees, and a percentage of what is above the threshold', () => {
    for (const [owed, furthest, total] of [
      [300_00n, 'compliance', 75_00n],
      [1_500_00n, 'enforcement', 310_00n],
      [1_500_13n, 'enforcement', 310_01n],
      [1_500_06n, 'enforcement', 310_00n],
      [1n, 'enforcement', 310_00n],
      [1_500_20n, 'enforcement', 310_02n],
      [1_500_20n, 'sale', 420_04n],
      [2_000_00n, 'enforcement', 347_50n],
      [300_00n, 'sale', 420_00n],
      [2_000_00n, 'sale', 495_00n],
    ] as const)
      assert.equal(agentFees({ sums: [owed], furthest, instructedOn }).total, total, `${owed}`)
  })

  test('a half-penny of the percentage is rounded up, or dropped where that is asked', () => {
    const asked = { sums: [1_500_20n], furthest: 'sale', instructedOn } as const
    assert.equal(agentFees(asked).percentage, 2n)
    assert.equal(agentFees({ ...asked, rounding: 'half towards zero' }).percentage, 1n)
  })

  test('several orders: compliance for each, the rest once, on what they come to', () => {
    const made = agentFees({
      sums: [400_00n, 700_00n, 900_00n],
      furthest: 'enforcement',
      instructedOn,
    })
    assert.deepEqual([made.compliance, made.enforcement], [225_00n, 272_50n])
  })

  test('from the vulnerable, without advice, the enforcement stage’s is not recovered', () => {
    const asked = { sums: [800_00n], furthest: 'enforcement', instructedOn } as const
    assert.equal(agentFees({ ...asked, noAdequateOpportunity: true }).payable, 875_00n)
    const sold = agentFees({
      sums: [2_000_00n],
      furthest: 'sale',
      instructedOn,
      noAdequateOpportunity: true,
    })
    assert.deepEqual([sold.compliance, sold.enforcement, sold.sale], [75_00n, 0n, 147_50n])
  })

  test('there were none before 6 April 2014', () => {
    const asked = { sums: [1n], furthest: 'sale', instructedOn: day('2014-04-05') } as const
    assert.throws(() => agentFees(asked), { name: 'NotAnswered' })
    assert.equal(agentFees({ ...asked, instructedOn: day('2014-04-06') }).total, 420_00n)
  })

  test('property: more owed or a further stage never costs less', () => {
    const sums = fc.array(fc.bigInt(1n, 5_000_000n), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(sums, fc.bigInt(0n, 100_000n), ([first = 1n, ...rest], more) => {
        const totals = stages.map(
          furthest => agentFees({ sums: [first, ...rest], furthest, instructedOn }).total,
        )
        assert((totals[0] ?? 0n) < (totals[1] ?? 0n) && (totals[1] ?? 0n) < (totals[2] ?? 0n))
        const larger = agentFees({ sums: [first + more, ...rest], furthest: 'sale', instructedOn })
        assert(larger.total >= (totals[2] ?? 0n))
      }),
    )
  })
})

suite('notice of enforcement', () => {
  test('seven clear days over Easter, May Day and Christmas', () => {
    for (const [given, earliest, last] of [
      ['2025-06-02', '2025-06-11', '2026-06-01'],
      ['2025-04-11', '2025-04-23', '2026-04-10'],
      ['2025-05-01', '2025-05-11', '2026-04-30'],
      ['2025-12-19', '2025-12-31', '2026-12-18'],
      ['2027-12-20', '2028-01-01', '2028-12-19'],
    ] as const) {
      const { earliestControl, lastDayForControl } = noticeDates(day(given))
      assert.deepEqual([earliestControl, lastDayForControl].map(String), [earliest, last])
    }
  })

  test('Christmas Day is left out by name, and 26 December on a Saturday as a bank holiday', () => {
    for (const [given, clear] of [
      ['2027-12-23', ['2027-12-24', '2027-12-29']],
      ['2026-12-23', ['2026-12-24', '2026-12-29']],
      ['2026-04-02', ['2026-04-04', '2026-04-07']],
    ] as const)
      assert.deepEqual(noticeDates(day(given)).clearDays.slice(0, 2).map(String), clear)
  })

  test('twelve months end on the eve of the same date, leap day or none', () => {
    for (const [given, last] of [
      ['2023-03-01', '2024-02-29'],
      ['2024-02-29', '2025-02-28'],
      ['2024-03-01', '2025-02-28'],
      ['2023-02-28', '2024-02-27'],
      ['2025-01-01', '2025-12-31'],
      ['2025-12-31', '2026-12-30'],
    ] as const)
      assert.equal(String(noticeDates(day(given)).lastDayForControl), last, given)
  })

  test('years whose bank holidays are not known are refused', () => {
    for (const given of ['2022-06-01', '2028-12-21', '2014-04-05'])
      assert.throws(() => noticeDates(day(given)), { name: 'NotAnswered' }, given)
    assert.equal(String(noticeDates(day('2028-12-20')).earliestControl), '2028-12-31')
  })

  test('property: seven days are always counted, none of them excluded', () => {
    const known = fc.integer({ min: 0, max: 2100 }).map(days => day('2023-01-01').add({ days }))
    fc.assert(
      fc.property(known, given => {
        const { clearDays, earliestControl, lastDayForControl } = noticeDates(given)
        assert.equal(clearDays.length, 7)
        assert(clearDays.every(counted => !isOneOf(daysNotCounted.on(given).value, counted)))
        assert(given.until(earliestControl).days > 7)
        const later = noticeDates(given.add({ days: 1 }))
        assert(Temporal.PlainDate.compare(later.earliestControl, earliestControl) >= 0)
        assert(Temporal.PlainDate.compare(later.lastDayForControl, lastDayForControl) >= 0)
      }),
    )
  })
})

suite('an agent’s proceeds', () => {
  const asked = { debt: 800_00n, compliance: 75_00n, otherFees: 235_00n, auctioneer: 0n }

  test('compliance first, then in proportion; the council’s own agent’s fees before the debt', () => {
    for (const [proceeds, councilIsAgent, creditor, otherFees] of [
      [75_00n, false, 0n, 0n],
      [100_00n, false, 19_32n, 5_68n],
      [310_00n, false, 181_64n, 53_36n],
      [1_110_00n, false, 800_00n, 235_00n],
      [200_00n, true, 0n, 125_00n],
      [500_00n, true, 190_00n, 235_00n],
    ] as const) {
      const made = divideProceeds({ ...asked, proceeds, councilIsAgent })
      assert.deepEqual([made.creditor, made.otherFees], [creditor, otherFees], `${proceeds}`)
    }
    assert.equal(
      divideProceeds({ ...asked, proceeds: 1_200_00n, councilIsAgent: false }).surplus,
      90_00n,
    )
  })

  test('the auctioneer comes first, and nothing is owed of nothing', () => {
    const nothing = { debt: 0n, compliance: 0n, otherFees: 0n, auctioneer: 0n }
    for (const [proceeds, auctioneer, parts] of [
      [0n, 150_00n, [0n, 0n, 0n, 0n, 0n]],
      [150_00n, 150_00n, [150_00n, 0n, 0n, 0n, 0n]],
      [1n, 0n, [0n, 1n, 0n, 0n, 0n]],
      [225_01n, 150_00n, [150_00n, 75_00n, 1n, 0n, 0n]],
    ] as const) {
      const made = divideProceeds({ ...asked, proceeds, auctioneer, councilIsAgent: false })
      assert.deepEqual(Object.values(made), parts, `${proceeds}`)
    }
    for (const councilIsAgent of [true, false])
      assert.equal(divideProceeds({ ...nothing, proceeds: 5n, councilIsAgent }).surplus, 5n)
  })

  test('property: the parts come to the proceeds exactly, and nobody has more than is theirs', () => {
    const amount = fc.bigInt(0n, 500_000n)
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        amount,
        fc.boolean(),
        (proceeds, debt, compliance, otherFees, auctioneer, councilIsAgent) => {
          const made = divideProceeds({
            proceeds,
            debt,
            compliance,
            otherFees,
            auctioneer,
            councilIsAgent,
          })
          assert.equal(
            sum([made.auctioneer, made.compliance, made.creditor, made.otherFees, made.surplus]),
            proceeds,
          )
          assert(
            made.creditor <= debt && made.compliance <= compliance && made.auctioneer <= auctioneer,
          )
          assert(made.otherFees <= otherFees)
          assert(made.surplus === 0n || made.creditor === debt)
        },
      ),
    )
  })
})
