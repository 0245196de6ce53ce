import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { demand, heading, type LetterFacts, type Part, type Template, text } from '../letter.ts'
import { amounts, help, howToPay } from './words.ts'

/** Ours to choose: no law fixes it. Days after the day of the letter. */
const daysToPay = 14

const payBy = ({ issuedOn }: LetterFacts) => formatDate(issuedOn.add({ days: daysToPay }))

const whatToPay = (facts: LetterFacts): readonly Part[] => [
  demand(`Please pay ${formatPounds(facts.claimed)} by ${payBy(facts)}, or call us.`),
  amounts(facts),
  ...howToPay(facts),
]

/** Law: Care Act 2014 s69 and its guidance: other ways first, a court last, and who may speak for them. */
export const careLetter: Template = {
  title: 'Your care charges',
  version: 1,
  law: cite('Care Act 2014', 's69'),
  parts: facts => [
    text(`We sent you a bill for care. You owe ${formatPounds(facts.claimed)} and it is late.`),
    ...whatToPay(facts),
    heading('Other ways to pay'),
    text(
      'If you own your home, you may be able to pay later, from what it is sold for. Call us and ask. If someone helps you with money, please show them this letter and tell us who they are.',
    ),
    heading('If you do not pay'),
    text('We will call you to talk. We go to court only when nothing else has worked.'),
    ...help(facts),
  ],
}

/** Law: SI 2006/213 regs 100 and 101: a decision said that it is to be paid back, and the month to appeal is over. */
export const overpaymentLetter: Template = {
  title: 'Housing benefit you must pay back',
  version: 1,
  law: cite('SI 2006/213', 'reg 100'),
  parts: facts => [
    text(
      `You were paid too much housing benefit. We wrote to you to tell you why. You must pay back ${formatPounds(facts.claimed)}.`,
    ),
    ...whatToPay(facts),
    heading('If you do not pay'),
    text(
      'We may ask for a little to be taken each week from a benefit you get, or each time you are paid. We will look at what you can afford first.',
    ),
    text('If you did not get our letter, or an appeal is open, tell us now and we will wait.'),
    ...help(facts),
  ],
}

/** HSG-01: within days of the account’s closing, while they can still be found. */
export const closedAccountLetter: Template = {
  title: 'What is left to pay on your old account',
  version: 1,
  parts: facts => [
    text(
      `Your account with us has closed. There is still ${formatPounds(facts.claimed)} to pay on it.`,
    ),
    ...whatToPay(facts),
    heading('If you do not pay'),
    text('If we do not hear from you, we will write to you again.'),
    text('If you have moved, please tell us where you live now.'),
    ...help(facts),
  ],
}

/** Law: Landlord and Tenant Act 1985 ss18 to 30: it follows a demand that was looked at, and repeats where to dispute it. */
export const serviceChargeLetter: Template = {
  title: 'Your service charge is late',
  version: 1,
  law: cite('Landlord and Tenant Act 1985', 's21B'),
  parts: facts => [
    text(
      `We sent you a demand for your service charge. You owe ${formatPounds(facts.claimed)} and it is late.`,
    ),
    ...whatToPay(facts),
    heading('Your rights'),
    text(
      'The demand came with a page about your rights. If you did not get it, tell us. You can hold back payment until you have it. You can ask a tribunal if the charge is fair.',
    ),
    heading('If you do not pay'),
    text('If we do not hear from you, we will write to you again.'),
    ...help(facts),
  ],
}
