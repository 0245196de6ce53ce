import type { Pence } from '#values/money.ts'
import type { SampleCouncil } from './councils.ts'
import { type Day, dateOf, financialYearOf } from './days.ts'
import { type Bill, soFar } from './instalments.ts'
import { soFarOnInvoice } from './invoices.ts'
import { anAmount, type Owed } from './owed.ts'
import { ageOf, type Household } from './people.ts'
import { apart, type Random } from '#values/random.ts'
import { type Term, termOf, type Years } from './term.ts'

type Asked = {
  /** What is owed, by whom and how much of it is drawn from this, the same on every day; how each debt has gone since, apart. */
  readonly random: Random
  readonly council: SampleCouncil
  readonly household: Household
  readonly today: Day
  readonly years: Years
}

/** Everything a household owes the council: at least one thing. */
export function debtsOf(asked: Asked): readonly Owed[] {
  const [lead] = asked.household.people
  if (!asked.council.feeds.includes('council-tax-accounts')) return countyDebts(asked)
  return lead.is === 'business' ? businessDebts(asked) : residentDebts(asked)
}

function residentDebts(asked: Asked): readonly Owed[] {
  const { random, household } = asked
  // Debts keep company: who is behind with one is likelier to have another.
  const often = (share: number) => random.chance(household.isStruggling ? share * 2 : share / 2)
  const debts: Owed[] = []
  if (random.chance(0.92)) debts.push(councilTax(asked, { yearsAgo: 0 }))
  if (often(0.12)) debts.push(councilTax(asked, { yearsAgo: random.int(1, 3) }))
  if (often(0.1)) debts.push(overpayment(asked))
  if (often(0.07)) debts.push(housing(asked, 'former tenant arrears', anAmount(random, 60, 2400)))
  if (often(0.04)) debts.push(housing(asked, 'garage', anAmount(random, 40, 420)))
  if (random.chance(0.03))
    debts.push(housing(asked, 'leasehold service charge', anAmount(random, 180, 2600)))
  if (often(0.06)) debts.push(invoice(asked, 'sundry invoice', anAmount(random, 25, 900)))
  if (often(0.03)) debts.push(invoice(asked, 'rechargeable repair', anAmount(random, 45, 780)))
  if (random.chance(0.03)) debts.push(businessRates(asked, { yearsAgo: 0 }))
  return debts.length > 0 ? debts : [councilTax(asked, { yearsAgo: 0 })]
}

function businessDebts(asked: Asked): readonly Owed[] {
  const { random, household } = asked
  const debts = [businessRates(asked, { yearsAgo: 0 })]
  if (random.chance(household.isStruggling ? 0.6 : 0.2))
    debts.push(businessRates(asked, { yearsAgo: random.int(1, 3) }))
  if (random.chance(0.4)) debts.push(invoice(asked, 'sundry invoice', anAmount(random, 60, 2800)))
  if (random.chance(0.06)) debts.push(councilTax(asked, { yearsAgo: 0 }))
  return debts
}

function countyDebts(asked: Asked): readonly Owed[] {
  const { random, household } = asked
  const [lead] = household.people
  const isOld = lead.is === 'person' && ageOf(lead) >= 68
  const debts: Owed[] = []
  if (lead.is === 'person' && random.chance(isOld ? 0.95 : 0.5)) {
    const weekly = random.int(38, 910)
    const bills = random.int(1, 3)
    for (let bill = 0; bill < bills; bill += 1)
      debts.push(invoice(asked, 'adult social care charge', BigInt(weekly * 4) * 100n + 40n))
  }
  if (debts.length === 0 || random.chance(0.08))
    debts.push(invoice(asked, 'sundry invoice', anAmount(random, 30, 3200)))
  return debts
}

function councilTax(asked: Asked, { yearsAgo }: { readonly yearsAgo: number }): Owed {
  const { random, household } = asked
  const charge = anAmount(random, 780, 3400)
  return {
    ...byInstalments(asked, { charge, yearsAgo, family: 'council tax' }),
    isJoint: household.people.length > 1,
    property: yearsAgo > 0 && random.chance(0.35) ? 'former home' : 'home',
  }
}

function businessRates(asked: Asked, { yearsAgo }: { readonly yearsAgo: number }): Owed {
  const { random } = asked
  const charge = anAmount(random, 900, random.chance(0.15) ? 48_000 : 9_500)
  return byInstalments(asked, { charge, yearsAgo, family: 'business rates' })
}

type YearlyBill = {
  /** For a whole year. */
  readonly charge: Pence
  /** How long ago the year was over; 0 for what is being paid now. */
  readonly yearsAgo: number
  readonly family: 'council tax' | 'business rates'
}

function byInstalments(asked: Asked, { charge, yearsAgo, family }: YearlyBill): Owed {
  const random = apart(asked.random)
  const billFor = (term: Term): Bill => ({
    ...term,
    charge: (charge * BigInt(term.months)) / 12n,
    today: asked.today,
    nation: asked.council.nation,
    family,
    isFormerYear: yearsAgo > 0,
    isStruggling: asked.household.isStruggling,
    courtCosts: asked.council.courtCosts,
  })
  const [latest, ...earlier] = termsOf(asked, random, { yearsAgo, family })
  const { bill, row, movements } = soFar(random, [billFor(latest), ...earlier.map(billFor)])
  return {
    feed: family === 'council tax' ? 'council-tax-accounts' : 'business-rates-accounts',
    account: {
      ...row,
      periodFrom: bill.periodFrom,
      periodTo: bill.periodTo,
      amount: bill.charge,
      instalments: bill.dues.length,
      firstInstalmentOn: bill.dues[0] ?? bill.periodFrom,
      ...(family === 'council tax' && yearsAgo === 0 && random.chance(0.02)
        ? { benefitEndsOn: asked.today + random.int(-7, 30) }
        : {}),
    },
    movements,
    isJoint: false,
    property: 'home',
  }
}

/**
 * What the account may be a bill for, the latest first. Some moved in lately, so that on any day there are payers whose first
 * instalment is to come or was missed; in spring those who are behind still owe for the year that has just ended.
 */
function termsOf(
  { council: { nation }, today, years }: Asked,
  random: Random,
  { yearsAgo, family }: Pick<YearlyBill, 'yearsAgo' | 'family'>,
): readonly [Term, ...Term[]] {
  const dayOfMonth = random.pick([1, 1, 1, 15, 20, 28])
  const mayAsk = family === 'council tax' && nation === 'England'
  const onRequestIn = random.chance(0.25) && mayAsk ? nation : undefined
  const isNew = random.chance(0.08)
  const movedIn = dateOf(today - random.int(15, 110))
  const whole = (year: number) => termOf({ of: family, year, dayOfMonth, onRequestIn })

  if (yearsAgo > 0) return [whole(years.over + 1 - yearsAgo)]
  const monthsIn = (movedIn.month + 8) % 12
  // In March there is nothing left of the year to bill by instalments, and whoever moves in is billed for the next.
  if (isNew && monthsIn > 0 && monthsIn < 11)
    return [termOf({ of: family, year: financialYearOf(movedIn), dayOfMonth, monthsIn })]
  return [whole(years.billed), whole(years.billed - 1)]
}

function atOnce(
  asked: Asked,
  debt: Pick<Owed, 'feed' | 'isJoint'> & {
    readonly debtType: string
    readonly amount: Pence
    readonly daysCharged: number
  },
): Owed {
  const { row, invoicedOn, movements } = soFarOnInvoice(apart(asked.random), {
    amount: debt.amount,
    today: asked.today,
  })
  return {
    feed: debt.feed,
    account: {
      ...row,
      debtType: debt.debtType,
      amount: debt.amount,
      periodFrom: invoicedOn - debt.daysCharged,
      periodTo: invoicedOn - 1,
    },
    movements,
    isJoint: debt.isJoint,
  }
}

const invoice = (asked: Asked, debtType: string, amount: Pence): Owed =>
  atOnce(asked, { feed: 'sundry-accounts', debtType, amount, daysCharged: 28, isJoint: false })

const overpayment = (asked: Asked): Owed =>
  atOnce(asked, {
    feed: 'housing-benefit-overpayments',
    debtType: 'housing benefit overpayment',
    amount: anAmount(asked.random, 40, 4200),
    daysCharged: 7 * asked.random.int(2, 40),
    isJoint: false,
  })

const housing = (asked: Asked, debtType: string, amount: Pence): Owed => ({
  ...atOnce(asked, {
    feed: 'housing-accounts',
    debtType,
    amount,
    daysCharged: debtType === 'leasehold service charge' ? 365 : 7 * asked.random.int(4, 30),
    isJoint: asked.household.people.length > 1 && debtType !== 'garage',
  }),
  property: debtType === 'leasehold service charge' ? 'home' : 'former home',
})
