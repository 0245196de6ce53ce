import { cite, type Citation } from '#values/citation.ts'
import { formatDate, lastDayOf } from '#values/dates.ts'
import { formatPounds, type Pence } from '#values/money.ts'

/** What a letter is about, as the templates need it. Every field has something in it, or the letter is not written. */
export type LetterFacts = {
  readonly notice: string
  readonly nation: 'England' | 'Wales'
  readonly council: string
  readonly councilAddress: readonly string[]
  readonly telephone: string
  readonly addressee: string
  readonly addressLines: readonly string[]
  readonly reference: string
  readonly debtType: string
  /** What the debt is for, such as “1 April 2026 to 31 March 2027, 4 Mill Lane”. */
  readonly about: string
  /** What this letter asks for. */
  readonly claimed: Pence
  /** All that is owed on the account. */
  readonly balance: Pence
  readonly issuedOn: Temporal.PlainDate
  readonly jointly: boolean
}

export type Part =
  | { readonly kind: 'text' | 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'amounts'
      readonly rows: readonly { readonly label: string; readonly amount: string }[]
    }

export type Template = {
  readonly title: string
  /** Goes up with every change of wording: a letter says which it was written from. */
  readonly version: number
  readonly law: Citation | undefined
  readonly parts: (facts: LetterFacts) => readonly Part[]
}

const text = (text: string): Part => ({ kind: 'text', text })
const heading = (text: string): Part => ({ kind: 'heading', text })

/** “Within 7 days beginning with the day of issue”: SI 1992/613 reg 23(3) and reg 34(1). */
const payBy = ({ issuedOn }: LetterFacts) => formatDate(lastDayOf(7, { beginningWith: issuedOn }))

const amounts = ({ claimed, balance, about }: LetterFacts): Part => ({
  kind: 'amounts',
  rows: [
    { label: `Late now, for ${about}`, amount: formatPounds(claimed) },
    { label: 'All that is left to pay on this account', amount: formatPounds(balance) },
  ],
})

const help = ({ telephone, jointly }: LetterFacts): readonly Part[] => [
  heading('If you cannot pay'),
  text(
    `Please talk to us now. We will not judge you. We can look at what you can afford and agree smaller payments.${telephone === '' ? '' : ` Call ${telephone}.`} If you are ill, have lost your job, are caring for someone or are struggling in any way, tell us and we will help.`,
  ),
  text(
    'You can get free, private help with debt from MoneyHelper (0800 138 7777), StepChange (0800 138 1111), National Debtline (0808 808 4000) or Citizens Advice. They can also tell you about breathing space, which can give you 60 days’ rest from letters like this.',
  ),
  heading('If you think this is wrong'),
  text(
    'Tell us why, and send what you have that shows it. If you paid in the last few days, thank you: you do not need to do anything.',
  ),
  ...(jointly
    ? [
        text(
          'Someone else owes this with you. Either of you can pay, and we can ask either of you for all of it.',
        ),
      ]
    : []),
]

const howToPay = ({ reference }: LetterFacts) =>
  text(`Please pay in the way your bill says, and give your reference, ${reference}.`)

/** The letters there are, by the notice they serve. */
export const templates: Readonly<Record<string, Template>> = {
  reminder: {
    title: 'Your council tax is late',
    version: 1,
    law: cite('SI 1992/613', 'reg 23(1)'),
    parts: facts => [
      text(`You have missed a council tax payment. You owe ${formatPounds(facts.claimed)} now.`),
      amounts(facts),
      heading('What you need to do'),
      text(
        `Pay ${formatPounds(facts.claimed)} by ${payBy(facts)}. This is the part that is late, and any payment that falls due in the 7 days from the date of this letter.`,
      ),
      howToPay(facts),
      heading('If you do not pay'),
      text(
        facts.nation === 'England'
          ? 'If we do not get this by then, you will lose the right to pay by instalments 7 days later. The rest of the year’s council tax will then be due at once. We could then ask the magistrates’ court for an order, and you may have to pay court costs.'
          : 'If we do not get this, we may send you a final notice. If that is not paid, the rest of the year’s council tax will be due at once.',
      ),
      ...help(facts),
    ],
  },
  'second reminder': {
    title: 'Your council tax is late again',
    version: 1,
    law: cite('SI 1992/613', 'reg 23(1)'),
    parts: facts => [
      text(`This is our second reminder this year. You owe ${formatPounds(facts.claimed)} now.`),
      amounts(facts),
      heading('What you need to do'),
      text(`Pay ${formatPounds(facts.claimed)} by ${payBy(facts)}.`),
      howToPay(facts),
      heading('If you do not pay, or are late again this year'),
      text(
        'If we do not get this by then, the rest of the year’s council tax will be due 7 days later. If you pay now but miss another payment this year, we do not have to send another reminder: the rest of the year’s council tax will be due the next day. We could then ask the magistrates’ court for an order, and you may have to pay court costs.',
      ),
      ...help(facts),
    ],
  },
  'final notice': {
    title: 'Final notice: your council tax',
    version: 1,
    law: cite('SI 1992/613', 'reg 33'),
    parts: facts => [
      text(
        facts.nation === 'England'
          ? `You can no longer pay by instalments. The whole ${formatPounds(facts.claimed)} is due now.`
          : `You have missed payments of council tax. ${formatPounds(facts.claimed)} is due now.`,
      ),
      amounts(facts),
      heading('What you need to do'),
      text(
        facts.nation === 'England'
          ? `Pay ${formatPounds(facts.claimed)} by ${payBy(facts)}. If you cannot pay it all, call us before then.`
          : `Pay ${formatPounds(facts.claimed)} within 21 days, by ${formatDate(lastDayOf(21, { beginningWith: facts.issuedOn }))}. If you cannot pay it all, call us before then.`,
      ),
      howToPay(facts),
      heading('If you do not pay'),
      text(
        'We can ask the magistrates’ court for a liability order. That adds costs to what you owe. With an order we could ask your employer or the Department for Work and Pensions to send us part of your pay or benefit, or ask enforcement agents to collect. We would rather agree something with you first.',
      ),
      ...help(facts),
    ],
  },
  'invoice reminder': {
    title: 'You have not paid our invoice',
    version: 1,
    law: undefined,
    parts: facts => [
      text(
        `We sent you an invoice for ${facts.about}. ${formatPounds(facts.claimed)} has not been paid.`,
      ),
      amounts(facts),
      heading('What you need to do'),
      text(`Pay ${formatPounds(facts.claimed)} within 14 days of this letter.`),
      howToPay(facts),
      ...help(facts),
    ],
  },
  'second letter': {
    title: 'Our invoice is still not paid',
    version: 1,
    law: undefined,
    parts: facts => [
      text(
        `We wrote to you about our invoice for ${facts.about}. ${formatPounds(facts.claimed)} is still not paid.`,
      ),
      amounts(facts),
      heading('What you need to do'),
      text(
        `Pay ${formatPounds(facts.claimed)} within 14 days of this letter, or call us to agree how you will pay.`,
      ),
      howToPay(facts),
      heading('If you do not pay'),
      text(
        'We will think about what to do next. Before we could ask the county court to decide, we would write to you again, say exactly what we claim and why, and give you time to answer.',
      ),
      ...help(facts),
    ],
  },
}
