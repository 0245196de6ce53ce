import type { Dated, Nation } from '#law/dated.ts'
import { careChargeInEngland, careChargeInWales } from './adult-social-care.ts'
import { benefitOverpayment } from './benefit-overpayment.ts'
import { businessRates } from './business-rates.ts'
import { formerTenancy, sundryDebt } from './contract.ts'
import { councilTaxInEngland, councilTaxInWales } from './council-tax.ts'
import { leasehold } from './leasehold.ts'
import type { Regime } from './regime.ts'

export { businessRates } from './business-rates.ts'
export { formerTenancy, sundryDebt } from './contract.ts'
export { councilTaxInEngland, councilTaxInWales } from './council-tax.ts'
export { byNoLetter, emergencyStop } from './everyone.ts'
export { asksOf, type Provision, type Regime } from './regime.ts'

/** The law that governs a family of debts in a nation; none where no policy can yet be written. */
export function regimeOf(family: string, nation: Nation): Dated<Regime> | undefined {
  switch (family) {
    case 'council tax':
      return nation === 'Wales' ? councilTaxInWales : councilTaxInEngland
    case 'business rates':
      return businessRates
    case 'sundry':
      return sundryDebt
    case 'housing':
      return formerTenancy
    case 'adult social care':
      return nation === 'Wales' ? careChargeInWales : careChargeInEngland
    case 'benefit overpayment':
      return benefitOverpayment
    case 'leasehold':
      return leasehold
    default:
      return undefined
  }
}

/** Where an officer can work out by hand the days that a family's notices give: a calculator of the law pages. */
export function calculatorOf(family: string, nation: Nation): string | undefined {
  if (family === 'business rates') return 'business_rates_timeline/reminder'
  if (family !== 'council tax')
    return regimeOf(family, nation) && 'pap_debt_timeline/letter-of-claim'
  return nation === 'Wales'
    ? 'council_tax_timeline_wales/final-notice'
    : 'council_tax_timeline_england/reminder'
}
