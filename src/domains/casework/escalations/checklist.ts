import { type Citation, cite } from '#values/citation.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { capitalised } from '#values/text.ts'
import type { EscalationKind } from './kinds.ts'
import * as refusals from './refusals.ts'

export const checkAnswers = ['yes', 'no', 'does not apply'] as const
export type CheckAnswer = (typeof checkAnswers)[number]

type Check = {
  readonly asks: string
  /** The same, where the answer is no: what is missing. */
  readonly missing: string
  readonly hint?: string
  readonly law?: Citation
  /** Whether somebody may say that it does not apply. */
  readonly always?: true
}

/**
 * What has to be known before court is recommended. None of it is a step of the law's own: the gate asks for those. It is what
 * a court, an ombudsman or the person themselves will ask first.
 */
export const litigationChecks = {
  capacity: {
    asks: 'Can they decide about their money, or does somebody act for them whom we spoke to?',
    missing: 'whether they can decide about their money',
    law: cite('Mental Capacity Act 2005', 's1'),
    always: true,
  },
  assessment: {
    asks: 'Was what they are charged worked out right?',
    missing: 'that what they are charged was worked out right',
    always: true,
  },
  recipient: {
    asks: 'Did the bills go to the right person, where they live?',
    missing: 'that the bills went to the right person',
    always: true,
  },
  dispute: {
    asks: 'Is every dispute and question about the debt closed?',
    missing: 'that every dispute is closed',
    always: true,
  },
  letter: {
    asks: 'Have they had the letter before claim with its reply form, and the time to answer it?',
    missing: 'the letter before claim with its reply form, and the time to answer it',
    hint: 'For council tax and business rates it does not apply: the gate asks for their own notices.',
    law: cite('Pre-Action Protocol for Debt Claims', 'paras 3.1 and 3.4'),
  },
  worth: {
    asks: 'Is what it would cost worth what it would bring?',
    missing: 'that it is worth what it would cost',
    always: true,
  },
  support: {
    asks: 'Were they offered other help: debt advice, a look at their benefits, a plan?',
    missing: 'an offer of other help',
    always: true,
  },
} as const satisfies Record<string, Check>

export type CheckName = keyof typeof litigationChecks
export const checkNames = Object.keys(litigationChecks) as readonly CheckName[]
export type Checklist = Readonly<Partial<Record<CheckName, CheckAnswer>>>

/** What a kind of escalation asks. */
export const checksOf = (
  kind: EscalationKind | undefined,
): readonly (readonly [CheckName, Check])[] =>
  kind === 'recommend litigation' ? checkNames.map(name => [name, litigationChecks[name]]) : []

/**
 * The answers as they are kept. Refuses a question that nobody answered, one that always applies and was said not to, bills that went to the wrong
 * person (they are sent again first), and a dispute that is said to be closed while its hold runs.
 */
export function judgeChecklist(
  kind: EscalationKind,
  answers: Checklist,
  { isDisputed }: { readonly isDisputed: boolean },
): Outcome<Checklist> {
  const asked = checksOf(kind)
  for (const [name, { always }] of asked) {
    const answer = answers[name]
    if (answer === undefined) return refused(refusals.unanswered(name))
    if (always && answer === 'does not apply') return refused(refusals.alwaysApplies(name))
  }
  const kept: Checklist = Object.fromEntries(asked.map(([name]) => [name, answers[name]]))
  if (kept.recipient === 'no') return refused(refusals.wrongPerson)
  if (kept.dispute === 'yes' && isDisputed) return refused(refusals.disputeRuns)
  return done(kept)
}

/** What is not there yet, for the one who decides: each in words. */
export const missingFrom = (checklist: Checklist): readonly string[] =>
  checkNames
    .filter(name => checklist[name] === 'no')
    .map(name => capitalised(litigationChecks[name].missing))
