import { furtherNoticeDays, ratesReminderDays } from '#law/business-rates/process.ts'
import { ratesNoticeServed } from '#law/business-rates/service.ts'
import { cite } from '#values/citation.ts'
import { formatDate, lastDayOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { demand, heading, type LetterFacts, type Template, text } from '../letter.ts'
import { amounts, help, howToPay } from './words.ts'

/** The days of a rates notice run from service, which is later than the day of the letter. */
const payBy = ({ issuedOn }: LetterFacts, days: number): string =>
  formatDate(lastDayOf(days, { beginningWith: ratesNoticeServed(issuedOn) }))

const court =
  'We can then ask the magistrates’ court for a liability order. The court can add costs to what you owe.'

/** Law: SI 1989/1058 reg 8(1) and (2): what is late, the days to pay it, and what is lost; there is one of these a year. */
export const ratesReminder: Template = {
  title: 'Your business rates are late',
  version: 1,
  law: cite('SI 1989/1058', 'reg 8(1)'),
  parts: facts => [
    text(`You have missed a payment of your rates. You owe ${formatPounds(facts.claimed)} now.`),
    demand(
      `Please pay ${formatPounds(facts.claimed)} by ${payBy(facts, furtherNoticeDays.on(facts.issuedOn).value)}.`,
    ),
    amounts(facts),
    ...howToPay(facts),
    heading('If you do not pay, or miss a payment again'),
    text(
      `If you do not pay in time, you can no longer pay by instalments. All that is left to pay for the year, ${formatPounds(facts.balance)}, will be due 7 days later. ${court}`,
    ),
    text(
      'This is the only reminder we have to send you this year. If you pay now but miss a later payment, all that is left to pay will be due 7 days after it.',
    ),
    ...help(facts),
  ],
}

/** Law: SI 1989/1058 reg 11: every sum that an application to the court would be for, which is what the step claims. */
export const ratesFinalNotice: Template = {
  title: 'Final notice: your business rates',
  version: 1,
  law: cite('SI 1989/1058', 'reg 11'),
  parts: facts => [
    text(`You owe ${formatPounds(facts.claimed)} in business rates and it is due now.`),
    demand(
      `Pay ${formatPounds(facts.claimed)} by ${payBy(facts, ratesReminderDays.on(facts.issuedOn).value)}.`,
    ),
    amounts(facts),
    ...howToPay(facts),
    heading('If you do not pay'),
    text(court),
    text(
      'We would rather agree a way to pay with you. If you call us before then, we will try to.',
    ),
    ...help(facts),
  ],
}
