import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { demand, heading, type LetterFacts, type Part, type Template, text } from '../letter.ts'
import { help } from './words.ts'

const whatAndWhen = ({ about, collections = [], claimed }: LetterFacts): Part => ({
  kind: 'amounts',
  about: capitalised(about),
  rows: [
    ...collections.map(({ on, amount }) => ({
      label: formatDate(on),
      amount: formatPounds(amount),
    })),
    ...(collections.length !== 1 ? [{ label: 'In all', amount: formatPounds(claimed) }] : []),
  ],
})

/**
 * What will be taken by direct debit and when, told before it is. The guarantee’s own words are on the instruction that
 * the payer was given; this says what they come to.
 */
export const directDebitNotice: Template = {
  title: 'Your Direct Debit',
  version: 1,
  law: cite('Direct Debit Guarantee'),
  parts: facts => [
    text('This is what we will take from your bank account, and when.'),
    demand(
      `Please have the money in your account the day before. We will take nothing else without telling you first.`,
    ),
    whatAndWhen(facts),
    heading('How to pay'),
    text(
      `You do not have to do anything. Your reference is ${facts.reference}. You can stop your Direct Debit at any time. Tell your bank, and tell us.`,
    ),
    heading('If we take money by mistake'),
    text('If we or your bank make a mistake, your bank will pay you back in full at once.'),
    ...help(facts),
  ],
}
