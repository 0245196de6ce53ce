import type { Pence } from '#values/money.ts'
import type { SampleCouncil } from './councils.ts'
import type { Day } from './days.ts'
import { soFar } from './instalments.ts'
import { soFarOnInvoice } from './invoices.ts'
import { anAmount, type Owed } from './owed.ts'
import type { Household } from './people.ts'
import type { Random } from '#values/random.ts'
import { termOf } from './term.ts'

type Asked = {
  readonly random: Random
  readonly council: SampleCouncil
  readonly household: Household
  readonly today: Day
  /** The year it began in. */
  readonly financialYear: number
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
  if (random.chance(0.03)) debts.push(businessRates(asked))
  return debts.length > 0 ? debts : [councilTax(asked, { yearsAgo: 0 })]
}

function businessDebts(asked: Asked): readonly Owed[] {
  const { random } = asked
  const debts = [businessRates(asked)]
  if (random.chance(0.25)) debts.push(invoice(asked, 'sundry invoice', anAmount(random, 60, 2800)))
  if (random.chance(0.06)) debts.push(councilTax(asked, { yearsAgo: 0 }))
  return debts
}

function countyDebts(asked: Asked): readonly Owed[] {
  const { random, household, today } = asked
  const [lead] = household.people
  const isOld = lead.is === 'person' && today - lead.bornOn > 68 * 365
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

function businessRates(asked: Asked): Owed {
  const { random } = asked
  const charge = anAmount(random, 900, random.chance(0.15) ? 48_000 : 9_500)
  return byInstalments(asked, { charge, yearsAgo: 0, family: 'business rates' })
}

function byInstalments(
  { random, council, household, today, financialYear }: Asked,
  bill: {
    readonly charge: Pence
    readonly yearsAgo: number
    readonly family: 'council tax' | 'business rates'
  },
): Owed {
  const dayOfMonth = random.pick([1, 1, 1, 15, 20, 28])
  const year = financialYear - bill.yearsAgo
  const movedIn = bill.yearsAgo === 0 && random.chance(0.08) ? random.int(1, 5) : 0
  const part = termOf(year, movedIn, dayOfMonth)
  const isBilled = part.periodFrom + 45 < today
  const term = isBilled ? part : termOf(year, 0, dayOfMonth)
  const charge = (bill.charge * BigInt(term.dues.length)) / 10n
  const { row, movements } = soFar(random, {
    charge,
    dues: term.dues,
    today,
    nation: council.nation,
    family: bill.family,
    isFormerYear: bill.yearsAgo > 0,
    isStruggling: household.isStruggling,
    courtCosts: council.courtCosts,
  })
  return {
    feed: bill.family === 'council tax' ? 'council-tax-accounts' : 'business-rates-accounts',
    account: {
      ...row,
      periodFrom: term.periodFrom,
      periodTo: term.periodTo,
      amount: charge,
      instalments: term.dues.length,
      firstInstalmentOn: term.dues[0] ?? term.periodFrom,
    },
    movements,
    isJoint: false,
    property: 'home',
  }
}

function atOnce(
  { random, today }: Asked,
  debt: Pick<Owed, 'feed' | 'isJoint'> & {
    readonly debtType: string
    readonly amount: Pence
    readonly daysCharged: number
  },
): Owed {
  const { row, invoicedOn, movements } = soFarOnInvoice(random, { amount: debt.amount, today })
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
