import { benefitDeductions } from './benefits/benefit-deductions.calculation.ts'
import { directEarningsAttachment } from './benefits/direct-earnings-attachment.calculation.ts'
import type { Family } from './calculation.ts'
import {
  attachmentInEngland,
  attachmentInWales,
} from './council-tax/attachment-of-earnings.calculation.ts'
import { courtFees } from './county-court/fees.calculation.ts'
import { interestOnClaims, lateCommercialPayment } from './county-court/interest.calculation.ts'
import { preActionDebt } from './county-court/pre-action.calculation.ts'

/** Everything that can be worked out, in the order the law page lists it. */
export const families: readonly Family[] = [
  attachmentInEngland,
  attachmentInWales,
  benefitDeductions,
  directEarningsAttachment,
  preActionDebt,
  courtFees,
  interestOnClaims,
  lateCommercialPayment,
]

export const familyNamed = (name: string): Family | undefined =>
  families.find(family => family.name === name)
