import {
  daysUntilBalancePayable,
  finalNoticeDays,
  finalNoticeInWales,
  isNewInWales,
  reminderDays,
} from '#law/council-tax/process.ts'
import { cite } from '#values/citation.ts'
import { formatDate, lastDayOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { demand, heading, type LetterFacts, type Part, type Template, text } from '../letter.ts'
import { amounts, help, howToPay } from './words.ts'

/**
 * Wales has had its own rules since 1 April 2026. What its reminder must say is not in anything we could read, so it
 * says only what is sure: lawyer to confirm.
 */
const isUnderNewRules = ({ nation, issuedOn }: LetterFacts): boolean =>
  nation === 'Wales' && isNewInWales(issuedOn)

const payReminderBy = ({ issuedOn }: LetterFacts): string =>
  formatDate(lastDayOf(reminderDays.on(issuedOn).value, { beginningWith: issuedOn }))

/** The later of the two days the Regulations can be read to mean: see law/council-tax-process.ts. */
const balanceDueOn = ({ issuedOn }: LetterFacts): string =>
  formatDate(issuedOn.add({ days: daysUntilBalancePayable.on(issuedOn).value }))

const court =
  'We can then ask the magistrates’ court for a liability order. The court can add costs to what you owe.'

/** Law: SI 1992/613 reg 23(1)(ii)–(iii) and (3): the effect of not paying, and the sum that would become payable. */
const ifReminderNotPaid = (facts: LetterFacts): string =>
  isUnderNewRules(facts)
    ? `If you do not pay, we may send you a final notice. It will give you ${finalNoticeInWales.on(facts.issuedOn).value.daysToPay} more days. After that all that is left to pay for the year is due.`
    : `If you do not pay by ${payReminderBy(facts)}, you can no longer pay by instalments. All that is left to pay for the year, ${formatPounds(facts.balance)}, will be due by ${balanceDueOn(facts)}. ${court}`

const whatToPay = (facts: LetterFacts): readonly Part[] => [
  demand(`Please pay ${formatPounds(facts.claimed)} by ${payReminderBy(facts)}.`),
  amounts(
    facts,
    `To pay now: what is late, and any instalment that is due by ${payReminderBy(facts)}`,
  ),
  ...howToPay(facts),
]

export const reminder: Template = {
  title: 'Your council tax is late',
  version: 2,
  law: cite('SI 1992/613', 'reg 23(1)'),
  parts: facts => [
    text(`You have missed a council tax payment. You owe ${formatPounds(facts.claimed)} now.`),
    ...whatToPay(facts),
    heading('If you do not pay'),
    text(ifReminderNotPaid(facts)),
    ...help(facts),
  ],
}

/** Law: reg 23(1)(iv): a second reminder says what a third default does, reg 23(4). */
export const secondReminder: Template = {
  title: 'Your council tax is late again',
  version: 2,
  law: cite('SI 1992/613', 'reg 23(1)'),
  parts: facts => [
    text(`This is our second reminder this year. You owe ${formatPounds(facts.claimed)} now.`),
    ...whatToPay(facts),
    heading('If you do not pay, or miss a payment again'),
    text(ifReminderNotPaid(facts)),
    ...(isUnderNewRules(facts)
      ? []
      : [
          text(
            'If you pay now but miss another instalment this year, all that is left to pay for the year is due the next day. We do not have to send you another reminder.',
          ),
        ]),
    ...help(facts),
  ],
}

/** Law: regs 33 and 34(1): every sum that an application to the court would be for, and the days to pay it in. */
const daysToPay = (facts: LetterFacts): number =>
  isUnderNewRules(facts)
    ? finalNoticeInWales.on(facts.issuedOn).value.daysToPay
    : finalNoticeDays.on(facts.issuedOn).value

const payFinalNoticeBy = (facts: LetterFacts): Temporal.PlainDate =>
  lastDayOf(daysToPay(facts), { beginningWith: facts.issuedOn })

export const finalNotice: Template = {
  title: 'Final notice: your council tax',
  version: 3,
  law: cite('SI 1992/613', 'reg 33'),
  parts: facts => [
    text(
      `You owe ${formatPounds(facts.claimed)} in council tax and it is due now. ${
        facts.claimed === facts.balance
          ? 'This is all that is left to pay on your account.'
          : isUnderNewRules(facts)
            ? // A final notice may be the first there.
              'It was on your bill and has not been paid.'
            : 'We asked you for this before.'
      }`,
    ),
    demand(
      `Pay ${formatPounds(facts.claimed)} within ${daysToPay(facts)} days, by ${formatDate(payFinalNoticeBy(facts))}.`,
    ),
    amounts(facts),
    ...howToPay(facts),
    heading('If you do not pay'),
    text(
      isUnderNewRules(facts)
        ? `If you do not pay by then, all that is left to pay for the year, ${formatPounds(facts.balance)}, is due on ${formatDate(payFinalNoticeBy(facts).add({ days: 1 }))}. ${court}`
        : court,
    ),
    text(
      'We would rather agree a way to pay with you. If you call us before then, we will try to.',
    ),
    ...help(facts),
  ],
}
