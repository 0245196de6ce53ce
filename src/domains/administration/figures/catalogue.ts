import { formatPounds } from '#values/money.ts'

type Unit = 'days' | 'per cent' | 'accounts' | 'pence'

type Figure = {
  readonly group:
    | 'Before a step'
    | 'The brakes on a run'
    | 'Who is on the list'
    | 'Remedies'
    | 'Money that came in'
  /** What is counted, as a label. */
  readonly label: string
  /** What the figure does, and what a larger or smaller one brings. */
  readonly says: string
  readonly unit: Unit
  /** What a council has until it sets its own: our choice, no law's. */
  readonly usual: number
  readonly least: number
  readonly most: number
}

/**
 * Every figure that a council sets for itself and that no policy asks about: what law allows or forbids is in the law room, and what a
 * step waits for is in the policy. Each is kept within bounds beyond which it would protect nobody or stop everything.
 */
export const figures = {
  'figures-old': {
    group: 'Before a step',
    label: 'Days after which a source’s figures are too old to act on',
    says: 'No adverse step is decided or sent on older figures: the person may have paid since.',
    unit: 'days',
    usual: 7,
    least: 1,
    most: 31,
  },
  'payment-recent': {
    group: 'Before a step',
    label: 'Days in which a payment counts as recent',
    says: 'A step against somebody who has just paid waits for a night.',
    unit: 'days',
    usual: 3,
    least: 0,
    most: 28,
  },
  'contact-recent': {
    group: 'Before a step',
    label: 'Days in which a contact counts as recent',
    says: 'A step against somebody who has just been spoken to waits for a night.',
    unit: 'days',
    usual: 3,
    least: 0,
    most: 28,
  },
  'support-new': {
    group: 'Before a step',
    label: 'Days in which a support need counts as new',
    says: 'A person decides about a step after a support need was recorded.',
    unit: 'days',
    usual: 14,
    least: 0,
    most: 90,
  },
  'address-new': {
    group: 'Before a step',
    label: 'Days in which an address counts as just changed',
    says: 'A step waits until it is seen that the debt is still theirs.',
    unit: 'days',
    usual: 7,
    least: 0,
    most: 90,
  },
  'small-balance': {
    group: 'Before a step',
    label: 'Balance below which a step costs more than it brings',
    says: 'Only where the policy of the debt says nothing about small balances.',
    unit: 'pence',
    usual: 10_00,
    least: 0,
    most: 100_00,
  },
  'brake-largest': {
    group: 'The brakes on a run',
    label: 'Per cent of the largest of the last six runs',
    says: 'A plan with more of one notice is stopped until an approver says why it is right: 150 is half as many again.',
    unit: 'per cent',
    usual: 150,
    least: 100,
    most: 1000,
  },
  'brake-accounts': {
    group: 'The brakes on a run',
    label: 'Per cent of all accounts of a type',
    says: 'A plan with one notice to more of them is stopped until an approver says why it is right.',
    unit: 'per cent',
    usual: 10,
    least: 1,
    most: 100,
  },
  'brake-bad-addresses': {
    group: 'The brakes on a run',
    label: 'Per cent with a bad or newly changed address',
    says: 'Of those written to. A plan with more is stopped until an approver says why it is right.',
    unit: 'per cent',
    usual: 1,
    least: 0,
    most: 100,
  },
  'brake-address-changed': {
    group: 'The brakes on a run',
    label: 'Days in which an address counts as newly changed',
    says: 'A source that moved many people at once may have it wrong.',
    unit: 'days',
    usual: 14,
    least: 0,
    most: 90,
  },
  'brake-payments-old': {
    group: 'The brakes on a run',
    label: 'Days without payments or figures that stop a run',
    says: 'Where nothing of a type of debt has come in for longer, those who paid would be chased.',
    unit: 'days',
    usual: 4,
    least: 1,
    most: 31,
  },
  'quiet-after-contact': {
    group: 'Who is on the list',
    label: 'Days that somebody who was spoken to is left alone',
    says: 'Unless they asked for a call or broke a promise.',
    unit: 'days',
    usual: 7,
    least: 0,
    most: 60,
  },
  'large-and-late': {
    group: 'Who is on the list',
    label: 'Late amount from which somebody is called before anything else happens',
    says: 'A smaller amount brings more people to the list.',
    unit: 'pence',
    usual: 500_00,
    least: 50_00,
    most: 10_000_00,
  },
  'failed-step-deadline': {
    group: 'Who is on the list',
    label: 'Days in which a step that failed is to be put right',
    says: 'It stays on the list until something goes. After these days it comes before everybody else.',
    unit: 'days',
    usual: 7,
    least: 1,
    most: 90,
  },
  'answer-again': {
    group: 'Who is on the list',
    label: 'Days after which an answer that stops recovery is looked at again',
    says: 'A deferred payment that was offered, a debt that cannot be recovered, a demand that is not valid: somebody has to bring it on.',
    unit: 'days',
    usual: 28,
    least: 1,
    most: 365,
  },
  'help-first': {
    group: 'Who is on the list',
    label: 'Days in which help comes before a notice',
    says: 'After a first payment is missed or a direct debit comes back: as long as most policies wait.',
    unit: 'days',
    usual: 14,
    least: 1,
    most: 60,
  },
  'leaving-soon': {
    group: 'Who is on the list',
    label: 'Days before the last of a tenancy from which a tenant who leaves is on the list',
    says: 'Until it is known where they go, how they are reached and what the rent is. As long as most notices: 28.',
    unit: 'days',
    usual: 28,
    least: 1,
    most: 90,
  },
  'leaving-reminder': {
    group: 'Who is on the list',
    label: 'Days before the last of a tenancy from which they may be reminded of what is expected',
    says: 'By one friendly letter, which an officer sends. Earlier, it would only repeat what they were just told.',
    unit: 'days',
    usual: 10,
    least: 3,
    most: 28,
  },
  'experience-enough': {
    group: 'Remedies',
    label: 'Remedies that must have ended before their yield is said',
    says: 'From fewer, no figure is shown beside a remedy: it would mislead.',
    unit: 'accounts',
    usual: 20,
    least: 10,
    most: 1000,
  },
  'suspense-late': {
    group: 'Money that came in',
    label: 'Days that money may wait in suspense before it is an alarm',
    says: 'Somebody who has paid may be chased meanwhile.',
    unit: 'days',
    usual: 5,
    least: 1,
    most: 31,
  },
  'step-works': {
    group: 'Money that came in',
    label: 'Days in which a payment counts for a step that cost something',
    says: 'Net recovery sets a payment against the last cost on its account of so many days before. What it shows of past months changes too.',
    unit: 'days',
    usual: 90,
    least: 14,
    most: 366,
  },
} as const satisfies Record<string, Figure>

export type FigureName = keyof typeof figures
/** What each figure is: days, per cent, a count, or pence. */
export type Figures = Readonly<Record<FigureName, number>>

export const figureNames = Object.keys(figures) as readonly FigureName[]
export const definitionOf = (name: FigureName): Figure => figures[name]

/** “7 days”, “1 day”, “150%”, “20”, “£500.00”. */
export function figureInWords(name: FigureName, value: number): string {
  const { unit } = definitionOf(name)
  if (unit === 'pence') return formatPounds(BigInt(value))
  if (unit === 'days') return value === 1 ? '1 day' : `${value} days`
  return unit === 'per cent' ? `${value}%` : `${value}`
}
