import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { plusDays } from '#values/dates.ts'
import type { ChargeKind } from './kinds.ts'
import { type ChargedDebt, mayCharge, type NewCharge } from './may-charge.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-06-01')

/** A business's unpaid invoice. */
const someDebt = (differences: Partial<ChargedDebt> = {}): ChargedDebt => ({
  debtType: 'sundry invoice',
  family: 'sundry',
  nation: 'England',
  isOrganisation: true,
  dueOn: day('2026-01-31'),
  costsOfSource: 0n,
  owedOn: () => 1_000_00n,
  others: [],
  ...differences,
})
const someTax = (differences: Partial<ChargedDebt> = {}) =>
  someDebt({ debtType: 'council tax', family: 'council tax', ...differences })
const other = (
  kind: ChargeKind,
  differences: Partial<ChargedDebt['others'][number]> = {},
): ChargedDebt['others'][number] => ({
  kind,
  authorityOn: day('2026-02-01'),
  hearingOn: null,
  startsOn: day('2026-02-01'),
  endsOn: null,
  charged: 0n,
  takenOffWhy: null,
  ...differences,
})

const ask = (debt: ChargedDebt, asked: Partial<NewCharge> & Pick<NewCharge, 'kind'>) =>
  mayCharge(debt, { authorityOn: day('2026-02-01'), ...asked }, today)
const codeOf = (...asked: Parameters<typeof ask>): string => {
  const outcome = ask(...asked)
  return outcome.ok ? 'done' : outcome.refusal.code
}
const valueOf = (...asked: Parameters<typeof ask>) => {
  const outcome = ask(...asked)
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}

const hearing = day('2026-04-10')
const summons = {
  kind: 'summons costs',
  authorityOn: day('2026-03-02'),
  hearingOn: hearing,
  amount: 40_00n,
} as const
const order = {
  kind: 'liability order costs',
  authorityOn: hearing,
  hearingOn: hearing,
  amount: 30_00n,
} as const

suite('costs', () => {
  test('are for council tax and rates, on a complaint before its hearing or an order after it', () => {
    assert.equal(codeOf(someTax(), summons), 'done')
    assert.equal(codeOf(someTax({ family: 'business rates' }), summons), 'done')
    assert.equal(codeOf(someDebt(), summons), 'only-taxes')
    assert.equal(codeOf(someTax(), { ...summons, hearingOn: undefined }), 'hearing-missing')
    assert.equal(codeOf(someTax(), { ...summons, amount: undefined }), 'amount-missing')
    assert.equal(
      codeOf(someTax(), { ...summons, hearingOn: summons.authorityOn }),
      'complaint-after-hearing',
    )
    assert.equal(codeOf(someTax(), order), 'done')
    assert.equal(
      codeOf(someTax(), { ...order, authorityOn: plusDays(hearing, -1) }),
      'order-before-hearing',
    )
    assert.equal(codeOf(someTax(), { ...order, authorityOn: plusDays(today, 1) }), 'day-to-come')
  })

  test('of a hearing are charged once, unless what was charged was taken off', () => {
    const before = other('summons costs', { hearingOn: hearing, charged: 40_00n })
    assert.equal(codeOf(someTax({ others: [before] }), summons), 'already-charged')
    const gone = { ...before, charged: 0n, takenOffWhy: 'A moratorium' }
    assert.equal(codeOf(someTax({ others: [gone] }), summons), 'done')
    const earlier = { ...before, hearingOn: day('2026-01-05') }
    assert.equal(codeOf(someTax({ others: [earlier] }), summons), 'done')
  })

  test('in Wales come to £70 at most together, whoever charged them; in England to what was incurred', () => {
    const wales = { nation: 'Wales' } as const
    for (const family of ['council tax', 'business rates'] as const) {
      assert.equal(codeOf(someTax({ ...wales, family }), { ...summons, amount: 70_00n }), 'done')
      assert.equal(
        codeOf(someTax({ ...wales, family }), { ...summons, amount: 70_01n }),
        'over-the-cap',
      )
    }
    const before = other('summons costs', { hearingOn: hearing, charged: 40_00n })
    const both = someTax({ ...wales, others: [before] })
    assert.equal(codeOf(both, order), 'done')
    assert.equal(codeOf(both, { ...order, amount: 30_01n }), 'over-the-cap')
    const told = someTax({ ...wales, costsOfSource: 50_00n })
    assert.equal(codeOf(told, { ...order, amount: 20_01n }), 'over-the-cap')
    assert.equal(codeOf(someTax(), { ...summons, amount: 700_00n }), 'done')
  })

  test('of a day before the law on them is known are refused', () => {
    const early = { ...summons, authorityOn: day('2011-03-31'), hearingOn: day('2011-04-20') }
    assert.equal(codeOf(someTax({ nation: 'Wales' }), early), 'law-does-not-say')
    const first = { ...summons, authorityOn: day('2011-04-01'), hearingOn: day('2011-04-20') }
    assert.equal(codeOf(someTax({ nation: 'Wales' }), first), 'done')
  })
})

suite('late payment interest and its fixed sum', () => {
  const authorityOn = day('2026-01-05')
  const interest = { kind: 'late payment interest', authorityOn } as const
  const fixed = { kind: 'late payment compensation', authorityOn } as const

  test('run from the day after an invoice was due, at the rate of that half-year', () => {
    const { startsOn, basisPoints } = valueOf(someDebt(), interest)
    assert.deepEqual([startsOn.toString(), basisPoints], ['2026-02-01', 11_75])
    assert.equal(codeOf(someDebt({ dueOn: null }), interest), 'not-yet-late')
    assert.equal(codeOf(someDebt({ dueOn: today }), interest), 'not-yet-late')
    assert.equal(codeOf(someDebt({ dueOn: plusDays(today, -1) }), interest), 'done')
    assert.equal(codeOf(someDebt({ owedOn: () => 0n }), interest), 'nothing-owed')
    // The invoice was due on 31 January: a contract made that day can be its own, and a later one cannot.
    assert.equal(codeOf(someDebt(), { ...interest, authorityOn: day('2026-01-31') }), 'done')
    assert.equal(
      codeOf(someDebt(), { ...interest, authorityOn: day('2026-02-01') }),
      'start-before-contract',
    )
  })

  test('of a half-year whose rate is not known are refused, and not guessed', () => {
    const inJanuary = (dueOn: string) =>
      mayCharge(someDebt({ dueOn: day(dueOn) }), interest, day('2027-03-01'))
    assert.equal(inJanuary('2026-12-30').ok, true)
    const refused = inJanuary('2026-12-31')
    assert(!refused.ok)
    assert.equal(refused.refusal.code, 'law-does-not-say')
    assert.match(refused.refusal.says, /not known to us/)
  })

  test('are never from a consumer, nor on what is no contract for goods or services', () => {
    for (const kind of ['late payment interest', 'late payment compensation'] as const) {
      const person = someDebt({ isOrganisation: false })
      assert.equal(codeOf(person, { kind }), 'not-between-businesses')
      assert.equal(
        codeOf(person, { kind, authorityOn, businessEvidence: 'Trades as Brook Plumbing' }),
        'done',
      )
      for (const [debtType, family, code] of [
        ['council tax', 'council tax', 'no-interest-on-this'],
        ['business rates', 'business rates', 'no-interest-on-this'],
        ['housing benefit overpayment', 'benefit overpayment', 'no-interest-on-this'],
        ['court costs', 'sundry', 'no-interest-on-this'],
        ['adult social care charge', 'sundry', 'no-goods-or-services'],
        ['leasehold service charge', 'housing', 'no-goods-or-services'],
        ['garage', 'housing', 'no-goods-or-services'],
      ] as const)
        assert.equal(codeOf(someDebt({ debtType, family }), { kind }), code, debtType)
    }
  })

  test('are not charged beside or after a judgment', () => {
    const judged = someDebt({ others: [other('judgment interest')] })
    assert.equal(codeOf(judged, interest), 'after-judgment')
    assert.equal(codeOf(judged, fixed), 'after-judgment')
    assert.equal(
      codeOf(someDebt({ others: [other('late payment interest')] }), interest),
      'already-runs',
    )
  })

  test('the fixed sum goes up at £1,000 and £10,000, and is charged once', () => {
    for (const [owed, amount] of [
      [999_99n, 40_00n],
      [1_000_00n, 70_00n],
      [9_999_99n, 70_00n],
      [10_000_00n, 100_00n],
    ] as const)
      assert.equal(valueOf(someDebt({ owedOn: () => owed }), fixed).amount, amount)
    const charged = other('late payment compensation', { charged: 40_00n })
    assert.equal(codeOf(someDebt({ others: [charged] }), fixed), 'already-charged')
  })
})

suite('interest that a court or a contract gives', () => {
  const judgment = { kind: 'judgment interest', amount: 5_000_00n } as const
  const claim = {
    kind: 'claim interest',
    amount: 1_000_00n,
    runsFrom: day('2025-11-01'),
  } as const
  const contract = {
    kind: 'contract interest',
    percent: 4.25,
    runsFrom: day('2026-03-01'),
  } as const

  test('is on a judgment of £5,000 or more, or of any size between businesses, from the day after it', () => {
    const { startsOn, basisPoints, endsOthersOn } = valueOf(someDebt(), judgment)
    assert.deepEqual(
      [startsOn.toString(), basisPoints, endsOthersOn?.toString()],
      ['2026-02-02', 8_00, '2026-02-01'],
    )
    assert.equal(codeOf(someDebt(), { ...judgment, amount: 4_999_99n }), 'law-does-not-say')
    const late = someDebt({ others: [other('late payment interest')] })
    assert.equal(codeOf(late, { ...judgment, amount: 1_00n }), 'done')
    assert.equal(
      codeOf(someDebt({ others: [other('judgment interest')] }), judgment),
      'already-runs',
    )
  })

  test('is on a claim to the day of its judgment, and not beside late payment interest', () => {
    const { startsOn, endsOn } = valueOf(someDebt(), claim)
    assert.deepEqual([startsOn.toString(), endsOn?.toString()], ['2025-11-02', '2026-02-01'])
    assert.equal(
      codeOf(someDebt(), { ...claim, runsFrom: day('2026-02-01') }),
      'start-after-judgment',
    )
    assert.equal(
      codeOf(someDebt({ others: [other('late payment interest')] }), claim),
      'not-beside-late-payment',
    )
    const claimed = someDebt({
      others: [other('claim interest', { startsOn, endsOn: day('2026-02-01') })],
    })
    assert.equal(codeOf(claimed, judgment), 'done', 'the judgment’s own runs on from it')
    assert.equal(codeOf(claimed, contract), 'after-judgment')
  })

  test('is under a clause at its rate, from no day before the contract', () => {
    assert.equal(valueOf(someDebt(), contract).basisPoints, 4_25)
    assert.equal(
      valueOf(someDebt({ debtType: 'leasehold service charge', family: 'housing' }), {
        ...contract,
        cap: 50_00n,
      }).cap,
      50_00n,
    )
    assert.equal(codeOf(someDebt(), { ...contract, percent: undefined }), 'percent-missing')
    assert.equal(codeOf(someDebt(), { ...contract, runsFrom: undefined }), 'start-missing')
    assert.equal(
      codeOf(someDebt(), { ...contract, runsFrom: day('2026-01-31') }),
      'start-before-contract',
    )
    assert.equal(
      codeOf(someDebt({ debtType: 'adult social care charge' }), contract),
      'no-interest-on-this',
    )
  })

  test('is never on council tax, rates, a benefit overpayment or court costs', () => {
    for (const [debtType, family] of [
      ['council tax', 'council tax'],
      ['business rates', 'business rates'],
      ['housing benefit overpayment', 'benefit overpayment'],
      ['court costs', 'sundry'],
    ] as const)
      for (const asked of [judgment, claim, contract])
        assert.equal(codeOf(someDebt({ debtType, family }), asked), 'no-interest-on-this')
  })
})
