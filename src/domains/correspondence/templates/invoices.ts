import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { demand, heading, type LetterFacts, type Template, text } from '../letter.ts'
import { amounts, help, howToPay } from './words.ts'

/** Ours to choose: no law fixes it for an invoice. Days after the day of the letter. */
const daysToPay = 14

const payBy = ({ issuedOn }: LetterFacts) => formatDate(issuedOn.add({ days: daysToPay }))

export const invoiceReminder: Template = {
  title: 'You have not paid our bill',
  version: 2,
  parts: facts => [
    text(`We sent you a bill. You owe ${formatPounds(facts.claimed)} and it is late.`),
    demand(`Please pay ${formatPounds(facts.claimed)} by ${payBy(facts)}.`),
    amounts(facts),
    ...howToPay(facts),
    heading('If you do not pay'),
    text('If we do not hear from you, we will write to you again.'),
    ...help(facts),
  ],
}

/** A person must have a letter of claim and 30 days before a claim (Pre-Action Protocol for Debt Claims): this is not one. */
export const secondLetter: Template = {
  title: 'Our bill is still not paid',
  version: 2,
  parts: facts => [
    text(`We wrote to you before about this bill. You still owe ${formatPounds(facts.claimed)}.`),
    demand(`Please pay ${formatPounds(facts.claimed)} by ${payBy(facts)}, or call us.`),
    amounts(facts),
    ...howToPay(facts),
    heading('If you do not pay'),
    text(
      facts.isOrganisation
        ? 'We may ask the county court to decide. We will write to you before we do. A court can add fees and interest to what you owe.'
        : 'We may start to take this to the county court. First we will send you a letter of claim and give you 30 days to answer it. A court can add fees and interest to what you owe.',
    ),
    ...help(facts),
  ],
}

/**
 * To a business that has not answered. It claims nothing: whether the 1998 Act applies to what was supplied, somebody makes
 * sure of before any interest is charged.
 */
export const latePaymentLetter: Template = {
  title: 'Our bill is late: what late payment can cost',
  version: 1,
  law: cite('Late Payment of Commercial Debts (Interest) Act 1998', 's1'),
  parts: facts => [
    text(`We wrote to you before about this bill. You still owe ${formatPounds(facts.claimed)}.`),
    demand(`Please pay ${formatPounds(facts.claimed)} by ${payBy(facts)}, or call us.`),
    amounts(facts),
    ...howToPay(facts),
    heading('If you do not pay'),
    text(
      'When one business supplies another and is paid late, the law can give interest for each day, and a fixed sum for the cost of asking. We have not added them. We may add what the law gives us, from the day the bill was due.',
    ),
    text('We may also ask the county court to decide. We will write to you before we do.'),
    ...help(facts),
  ],
}
