import type { Template } from './letter.ts'
import { apology } from './templates/apology.ts'
import { finalNotice, reminder, secondReminder } from './templates/council-tax.ts'
import { beforeYouLeave, endOfTenancy } from './templates/end-of-tenancy.ts'
import { directDebitNotice } from './templates/direct-debit.ts'
import {
  careLetter,
  closedAccountLetter,
  overpaymentLetter,
  serviceChargeLetter,
} from './templates/first-letters.ts'
import { ratesFinalNotice, ratesReminder } from './templates/business-rates.ts'
import { invoiceReminder, latePaymentLetter, secondLetter } from './templates/invoices.ts'

/** The letters there are, by the notice they serve; where one kind of debt has its own words, by both. */
export const templates: Readonly<Record<string, Template>> = {
  reminder,
  'second reminder': secondReminder,
  'final notice': finalNotice,
  'invoice reminder': invoiceReminder,
  'second letter': secondLetter,
  'late payment letter': latePaymentLetter,
  'reminder (business rates)': ratesReminder,
  'final notice (business rates)': ratesFinalNotice,
  'invoice reminder (adult social care charge)': careLetter,
  'invoice reminder (housing benefit overpayment)': overpaymentLetter,
  'invoice reminder (former tenant arrears)': closedAccountLetter,
  'invoice reminder (garage)': closedAccountLetter,
  'invoice reminder (leasehold service charge)': serviceChargeLetter,
  'direct debit notice': directDebitNotice,
  apology,
  'end of tenancy': endOfTenancy,
  'end of tenancy reminder': beforeYouLeave,
}

/** The name of the letter that serves a notice of a kind of debt: its own where it has one. */
export const templateNameOf = ({
  notice,
  debtType,
}: {
  readonly notice: string
  readonly debtType: string
}): string => {
  const own = `${notice} (${debtType})`
  return Object.hasOwn(templates, own) ? own : notice
}
