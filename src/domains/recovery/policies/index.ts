import type { Nation } from '#law/dated.ts'
import type { Policy } from '../policy.ts'
import { adultSocialCare } from './adult-social-care.ts'
import { benefitOverpaymentPolicy } from './benefit-overpayment.ts'
import { businessRatesPolicy } from './business-rates.ts'
import { councilTaxEngland, councilTaxWales } from './council-tax.ts'
import { courtCosts, formerTenancyPolicy, leaseholdPolicy, rechargeableRepair } from './housing.ts'
import { sundryInvoice } from './sundry-invoice.ts'

/** The policies that a council starts with, by the type of debt: starting points, each over the law of its family. */
export const shippedPolicies = (nation: Nation): Readonly<Record<string, Policy>> => ({
  'council tax': nation === 'Wales' ? councilTaxWales : councilTaxEngland,
  'business rates': businessRatesPolicy,
  'sundry invoice': sundryInvoice,
  'adult social care charge': adultSocialCare,
  'housing benefit overpayment': benefitOverpaymentPolicy,
  'former tenant arrears': formerTenancyPolicy,
  garage: formerTenancyPolicy,
  'leasehold service charge': leaseholdPolicy,
  'rechargeable repair': rechargeableRepair,
  'court costs': courtCosts,
})
