import { affordability } from './affordability/affordability.calculation.ts'
import { benefitDeductions } from './benefits/benefit-deductions.calculation.ts'
import { directEarningsAttachment } from './benefits/direct-earnings-attachment.calculation.ts'
import { businessRatesTimeline } from './business-rates/recovery-dates.calculation.ts'
import type { Family } from './calculation.ts'
import {
  attachmentInEngland,
  attachmentInWales,
} from './council-tax/attachment-of-earnings.calculation.ts'
import { instalmentSchedules } from './council-tax/instalments.calculation.ts'
import { councilTaxTimelineInEngland } from './council-tax/recovery-dates.calculation.ts'
import { councilTaxTimelineInWales } from './council-tax/recovery-dates-wales.calculation.ts'
import { courtFees } from './county-court/fees.calculation.ts'
import { interestOnClaims, lateCommercialPayment } from './county-court/interest.calculation.ts'
import { preActionDebt } from './county-court/pre-action.calculation.ts'
import { breathingSpace } from './debt-relief/breathing-space.calculation.ts'
import {
  agentsFees,
  agentsNotice,
  agentsProceeds,
} from './enforcement-agents/enforcement-agents.calculation.ts'
import { paymentAppropriation, proRataAllocation } from './payments/allocation.calculation.ts'
import { limitation } from './time/limitation.calculation.ts'
import { serviceAndTimeLimits } from './time/service-and-rights.calculation.ts'

/** Everything that can be worked out, in the order the law page lists it. */
export const families: readonly Family[] = [
  instalmentSchedules,
  councilTaxTimelineInEngland,
  councilTaxTimelineInWales,
  businessRatesTimeline,
  attachmentInEngland,
  attachmentInWales,
  benefitDeductions,
  directEarningsAttachment,
  agentsFees,
  agentsNotice,
  agentsProceeds,
  preActionDebt,
  courtFees,
  interestOnClaims,
  lateCommercialPayment,
  limitation,
  breathingSpace,
  affordability,
  proRataAllocation,
  paymentAppropriation,
  serviceAndTimeLimits,
]

export const familyNamed = (name: string): Family | undefined =>
  families.find(family => family.name === name)
