import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import {
  demand,
  heading,
  type LetterFacts,
  list,
  type Part,
  type Template,
  text,
} from '../letter.ts'
import { help } from './words.ts'

/** What will be owed, and what it is made of, where it could be worked out. */
const whatIsExpected = ({ tenancy, about }: LetterFacts): readonly Part[] => {
  if (tenancy === undefined) return []
  const { lastDay, projected, rows } = tenancy
  return [
    {
      kind: 'amounts',
      about: capitalised(about),
      rows: [
        ...rows.map(({ label, amount }) => ({ label, amount: formatPounds(amount) })),
        { label: `What you will owe on ${formatDate(lastDay)}`, amount: formatPounds(projected) },
      ],
    },
  ]
}

const whatToDo = ({ tenancy }: LetterFacts): string => {
  if (tenancy === undefined || tenancy.projected <= 0n)
    return 'You should owe us nothing when you leave. You do not have to pay more than your rent.'
  const { plan } = tenancy
  return plan === undefined
    ? 'Please talk to us about it before you leave.'
    : `If you pay ${formatPounds(plan.aWeek)} a week for ${plan.weeks === 1 ? '1 week' : `${plan.weeks} weeks`}, you will owe us nothing when you leave. If that is too much, tell us what you can pay.`
}

/** What the tenant can do themselves, and whom they can ask. */
const beforeYouGo = (facts: LetterFacts): readonly Part[] => [
  heading('Before you go'),
  list(
    'Give back all the keys by your last day.',
    'Tell us where you will live, and your phone number.',
    'Tell us if the day changes.',
  ),
  text(`You can call us on ${facts.telephone}. Your reference is ${facts.reference}.`),
  ...help(facts),
]

/**
 * What a tenant who gave notice will owe on their last day, told while they can still pay it. It tells and asks for nothing: it is no demand and no
 * step of recovery.
 */
export const endOfTenancy: Template = {
  title: 'When your tenancy ends',
  version: 1,
  asksForNothing: true,
  parts: facts => [
    text(
      `You told us that you will leave${facts.tenancy ? ` on ${formatDate(facts.tenancy.lastDay)}` : ''}. This is what we think you will owe us then. It may change if you pay more or less.`,
    ),
    ...whatIsExpected(facts),
    demand(whatToDo(facts)),
    ...beforeYouGo(facts),
  ],
}

/** The same some days before they leave, once, where something is still expected. No demand and no step of recovery either. */
export const beforeYouLeave: Template = {
  title: 'Before you leave',
  version: 1,
  asksForNothing: true,
  parts: facts => [
    text(
      `You will leave soon${facts.tenancy ? `, on ${formatDate(facts.tenancy.lastDay)}` : ''}. This is to remind you what we think you will owe us then. If you paid in the last few days, thank you. You do not need to do anything.`,
    ),
    ...whatIsExpected(facts),
    demand(whatToDo(facts)),
    ...beforeYouGo(facts),
  ],
}
