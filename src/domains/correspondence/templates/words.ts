import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { heading, type LetterFacts, list, type Part, text } from '../letter.ts'

/** What is asked for now and what is left in all, so that neither is taken for the other. */
export const amounts = ({ claimed, balance, about }: LetterFacts, now = 'To pay now'): Part => ({
  kind: 'amounts',
  about: capitalised(about),
  rows: [
    ...(claimed === balance ? [] : [{ label: now, amount: formatPounds(claimed) }]),
    { label: 'All that is left to pay on this account', amount: formatPounds(balance) },
  ],
})

export const howToPay = ({ reference, telephone }: LetterFacts): readonly Part[] => [
  heading('How to pay'),
  text(
    `Use any of the ways to pay on your bill, or call us on ${telephone}. Give your reference: ${reference}. If you paid in the last few days, thank you. You do not need to do anything.`,
  ),
]

/** What to do if they cannot pay or think it is wrong: in every letter, whatever its stage. */
export const help = (facts: LetterFacts): readonly Part[] => [
  heading('If you cannot pay'),
  text(
    `Please call us now on ${facts.telephone}. We can look at what you can afford and agree smaller payments. ${facts.isOrganisation ? 'Tell us if trading is hard.' : 'Tell us if you are ill, out of work, care for someone or find life hard. We will help.'}`,
  ),
  ...(facts.isOrganisation ? adviceForBusinesses : adviceForPeople),
  heading('If you think this is wrong'),
  text('Tell us why, and send us anything that shows it. We will look at it and answer you.'),
  ...(facts.jointly
    ? [text('Someone else owes this with you. We can ask either of you for all of it.')]
    : []),
]

const adviceForPeople: readonly Part[] = [
  text('These people give free and private help with debt:'),
  list(
    'MoneyHelper: 0800 138 7777',
    'StepChange: 0800 138 1111',
    'National Debtline: 0808 808 4000',
    'Citizens Advice, near you or online',
  ),
  text('Ask them about breathing space too. It can give you 60 days without letters like this.'),
]

const adviceForBusinesses: readonly Part[] = [
  text('You can get free and private help with debt from Business Debtline: 0800 197 6026.'),
]
