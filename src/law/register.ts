import * as affordabilityRates from './affordability/affordability-rates.ts'
import * as benefitDeductionRates from './benefits/benefit-deduction-rates.ts'
import * as directEarningsTables from './benefits/direct-earnings-attachment-tables.ts'
import * as housingBenefitRates from './benefits/housing-benefit-overpayment-rates.ts'
import * as businessRatesProcess from './business-rates/process.ts'
import * as attachmentTables from './council-tax/attachment-tables.ts'
import * as liabilityOrders from './council-tax/liability-orders.ts'
import * as councilTaxProcess from './council-tax/process.ts'
import * as enforcementLimits from './county-court/enforcement-limits.ts'
import * as courtFeeTables from './county-court/fee-tables.ts'
import * as interestRates from './county-court/interest-rates.ts'
import * as preActionPeriods from './county-court/pre-action-periods.ts'
import * as breathingSpace from './debt-relief/breathing-space.ts'
import * as insolvency from './debt-relief/insolvency.ts'
import * as takingControl from './enforcement-agents/taking-control.ts'
import { type Announced, isToConfirm, type Parameter } from './parameter.ts'
import * as allocation from './payments/allocation.ts'
import * as directDebit from './payments/direct-debit.ts'
import * as setOff from './payments/set-off.ts'
import * as socialCareAndLeasehold from './social-care-and-leasehold.ts'
import * as bankHolidays from './time/bank-holidays.ts'
import * as limitation from './time/limitation-periods.ts'
import * as rights from './time/rights.ts'
import * as service from './time/service.ts'

/** A heading of the law page, and the module whose parameters stand under it. */
const topics = {
  'Council tax: recovery': councilTaxProcess,
  'Council tax: liability orders': liabilityOrders,
  'Council tax: attachment of earnings': attachmentTables,
  'Council tax: deductions from benefits': benefitDeductionRates,
  'Business rates: recovery': businessRatesProcess,
  'Housing benefit overpayments': housingBenefitRates,
  'Direct earnings attachment': directEarningsTables,
  'Enforcement agents': takingControl,
  'County court: before a claim': preActionPeriods,
  'County court: fees': courtFeeTables,
  'County court: enforcement': enforcementLimits,
  Interest: interestRates,
  Limitation: limitation,
  'Social care and leasehold': socialCareAndLeasehold,
  'Breathing space': breathingSpace,
  Insolvency: insolvency,
  'Payments: allocation': allocation,
  'Payments: direct debit': directDebit,
  'Payments: credits and set-off': setOff,
  Affordability: affordabilityRates,
  'Bank holidays': bankHolidays,
  'Service by post and e-mail': service,
  'Requests, complaints and records': rights,
} as const satisfies Record<string, Readonly<Record<string, unknown>>>

export type Topic = {
  readonly title: string
  readonly parameters: readonly (Parameter | Announced)[]
}

/** Every parameter there is, by topic: what a topic's module exports is here, so none can be forgotten. */
export const register: readonly Topic[] = Object.entries(topics).map(([title, module]) => ({
  title,
  parameters: Object.values(module)
    .filter(isParameter)
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en-GB')),
}))

/** What a lawyer has still to look at. */
export const toConfirm: readonly (Parameter | Announced)[] = register.flatMap(({ parameters }) =>
  parameters.filter(isToConfirm),
)

function isParameter(exported: unknown): exported is Parameter | Announced {
  return (
    typeof exported === 'object' &&
    exported !== null &&
    'status' in exported &&
    (exported.status === 'law' || exported.status === 'announced')
  )
}
