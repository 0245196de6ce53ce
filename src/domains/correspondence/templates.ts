import type { Template } from './letter.ts'
import { apology } from './templates/apology.ts'
import { finalNotice, reminder, secondReminder } from './templates/council-tax.ts'
import { directDebitNotice } from './templates/direct-debit.ts'
import { invoiceReminder, latePaymentLetter, secondLetter } from './templates/invoices.ts'

/** The letters there are, by the notice they serve. */
export const templates: Readonly<Record<string, Template>> = {
  reminder,
  'second reminder': secondReminder,
  'final notice': finalNotice,
  'invoice reminder': invoiceReminder,
  'second letter': secondLetter,
  'late payment letter': latePaymentLetter,
  'direct debit notice': directDebitNotice,
  apology,
}
