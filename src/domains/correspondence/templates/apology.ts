import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { demand, heading, type LetterFacts, type Template, text } from '../letter.ts'

/** What was sent by mistake, as the letter that says sorry for it names it. */
const mistake = ({ withdrawn }: LetterFacts): string =>
  withdrawn === undefined
    ? 'We sent you a letter about this account.'
    : `On ${formatDate(withdrawn.sentOn)} we sent you a letter. We called it “${withdrawn.title}”.`

/** Costs are spoken of only to whoever had some. */
const nothingToDo = ({ withdrawn }: LetterFacts): string =>
  withdrawn !== undefined && withdrawn.costs > 0n
    ? `We added ${formatPounds(withdrawn.costs)} of court costs because of it. We have taken them off. You do not have to do anything.`
    : 'You do not have to do anything.'

/** Says sorry for a notice that should not have gone, and what it means: nothing that it asked for by its day has to be done. */
export const apology: Template = {
  title: 'We are sorry: our letter was wrong',
  version: 2,
  asksForNothing: true,
  parts: facts => [
    text(`${mistake(facts)} We should not have sent it. We are sorry.`),
    demand('Please take no notice of that letter. It no longer counts.'),
    text(nothingToDo(facts)),
    heading('What happens now'),
    text(
      `We will look at your account again. If you still owe us money, we will write to you in the right way. Your reference is ${facts.reference}.`,
    ),
    heading('If it cost you money or harm'),
    text(
      `Please tell us on ${facts.telephone}. You can complain to us. If you do not like our answer, you can go to the ombudsman. That is free.`,
    ),
  ],
}
