import {
  councilTaxFromOlderBenefits,
  councilTaxFromUniversalCredit,
} from '#law/benefits/benefit-deductions.ts'
import { fromUniversalCreditPercent } from '#law/benefits/benefit-deduction-rates.ts'
import { directAttachmentEmployersCharge } from '#law/benefits/direct-earnings-attachment-tables.ts'
import { mostFromHousingBenefit } from '#law/benefits/housing-benefit-overpayments.ts'
import { mostWeekly } from '#law/benefits/housing-benefit-overpayment-rates.ts'
import { employersCharge } from '#law/council-tax/attachment-tables.ts'
import {
  attachmentOfEarningsFee,
  chargingOrderFee,
  thirdPartyDebtOrderFee,
  warrantOfControlFee,
  windingUpFees,
  writOfControlFee,
} from '#law/county-court/fee-tables.ts'
import { issueFee } from '#law/county-court/fees.ts'
import type { InForce, Nation } from '#law/dated.ts'
import { agentFees } from '#law/enforcement-agents/fees.ts'
import { complianceFee } from '#law/enforcement-agents/taking-control.ts'
import { NotAnswered } from '#law/refuse.ts'
import type { Citation } from '#values/citation.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import type { RemedyKind } from './kinds.ts'

/** What a remedy costs, and how long it takes where the law fixes an amount; with its source, and where to work it out. */
export type Cost = {
  readonly says: string
  readonly law?: Citation | undefined
  /** A calculator of the law pages, and what it works out. */
  readonly calculator?: { readonly at: string; readonly says: string }
}

type Asked = {
  readonly family: string
  readonly nation: Nation
  /** Pence owed. */
  readonly balance: Pence
  readonly today: Temporal.PlainDate
}

/**
 * What the law says that a remedy costs on a day. Where it fixes nothing, or what it fixed then is not known here, it says that; no
 * figure is ours.
 */
export function costOf(kind: RemedyKind, asked: Asked): Cost {
  if (asked.balance <= 0n) return { says: 'Nothing is owed' }
  try {
    return byLaw(kind, asked)
  } catch (problem) {
    if (problem instanceof NotAnswered) return { says: `${problem.message} To confirm` }
    throw problem
  }
}

function byLaw(kind: RemedyKind, asked: Asked): Cost {
  const { family, nation, balance, today } = asked
  switch (kind) {
    case 'attachment of earnings': {
      const charge = employersCharge.on(today)
      return {
        says: `Nothing to us. The employer may keep ${formatPounds(charge.value)} with each deduction`,
        law: charge.source,
        calculator: {
          at: `aeo_council_tax_${nation === 'Wales' ? 'wales' : 'england'}/pay-day`,
          says: 'What is deducted from their pay',
        },
      }
    }
    case 'direct earnings attachment': {
      const charge = directAttachmentEmployersCharge.on(today)
      return {
        says: `Nothing to us. The employer may keep ${formatPounds(charge.value)} with each deduction`,
        law: charge.source,
        calculator: { at: 'dea/pay-day', says: 'What is deducted from their pay' },
      }
    }
    case 'deduction from benefits':
      return family === 'council tax' ? fromBenefits(asked) : { says: 'Nothing to us' }
    case 'deduction from housing benefit': {
      const { most } = mostFromHousingBenefit({ category: 'standard', week: today })
      return {
        says: `Nothing to us. ${formatPounds(most)} a week at the most, where there was no fraud: at least ${times(balance, most)} weeks`,
        law: mostWeekly.on(today).source,
        calculator: {
          at: 'benefit_deductions/housing-benefit',
          says: 'The most that may be deducted',
        },
      }
    }
    case 'enforcement agent': {
      const [compliance, visited] = (['compliance', 'enforcement'] as const).map(furthest =>
        agentFees({ sums: [balance], furthest, instructedOn: today }),
      )
      return {
        says: `They pay the agent ${formatPounds(compliance?.total ?? 0n)} at once, and ${formatPounds(visited?.total ?? 0n)} in all once they are visited`,
        law: complianceFee.on(today).source,
        calculator: { at: 'tcg_fees/fees', says: 'The agent’s fees' },
      }
    }
    case 'court attachment of earnings':
      return courtFee(attachmentOfEarningsFee.on(today))
    case 'third party debt order':
      return courtFee(thirdPartyDebtOrderFee.on(today))
    case 'warrant of control':
      return courtFee(warrantOfControlFee.on(today))
    case 'writ of control':
      return courtFee(writOfControlFee.on(today))
    case 'charging order':
      return courtFee(chargingOrderFee.on(today))
    case 'winding up': {
      const { value, source } = windingUpFees.on(today)
      return {
        says: `${formatPounds(value.fee)} to the court and a deposit of ${formatPounds(value.deposit)}`,
        law: source,
      }
    }
    case 'county court claim': {
      const { fee, table } = issueFee({ claim: balance, issuedOn: today })
      return {
        says: `${formatPounds(fee)} to issue the claim, before any interest`,
        law: table.source,
        calculator: { at: 'court_fees/issue', says: 'The fee to issue a claim' },
      }
    }
    case 'bankruptcy':
      return { says: 'The petition’s fee and deposit are not in our law yet: to confirm' }
    case 'attachment of allowances':
    case 'recovery from the landlord':
    case 'committal review':
    case 'forfeiture':
      return { says: 'The law fixes no fee that we know of: to confirm' }
  }
}

/** A court's fee, which is asked for again from whoever owes the judgment. */
const courtFee = ({ value, source }: InForce<Pence>): Cost => ({
  says: `${formatPounds(value)} to the court, added to what they owe`,
  law: source,
  calculator: { at: 'court_fees/enforcement', says: 'The court’s fees' },
})

/** So many deductions of an amount clear a balance, the last perhaps smaller. */
const times = (balance: Pence, each: Pence): bigint => (balance + each - 1n) / each

function fromBenefits({ balance, today }: Asked): Cost {
  const monthly = councilTaxFromUniversalCredit({
    claimant: 'single 25 or over',
    periodBegan: today,
  }).deduction
  const weekly = councilTaxFromOlderBenefits(today)
  return {
    says: `Nothing to us. From the universal credit of somebody single of 25 or over ${formatPounds(monthly)} a month, so ${times(balance, monthly)} months; from an older benefit ${formatPounds(weekly)} a week, so ${times(balance, weekly)} weeks. Others that come first may leave nothing`,
    law: fromUniversalCreditPercent.on(today).source,
    calculator: { at: 'benefit_deductions/council-tax', says: 'What is deducted from benefit' },
  }
}
