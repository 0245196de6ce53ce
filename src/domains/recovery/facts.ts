import { type Action, actionKinds, type LetterKind, letterKinds, toldStages } from './actions.ts'
import { factOf } from './answers/questions.ts'
import type { FactDefinition, FactIn, OptionIn, SheetIn } from './language.ts'
import { lastReturns } from './referrals/return-codes.ts'
import { runningRemedies } from './remedies/kinds.ts'

/** How far recovery of an account has got: the last step that was taken and stands, or that its source tells. */
export type RecoveryStage = 'billed' | Action | (typeof toldStages)[number]
export const stages: readonly RecoveryStage[] = ['billed', ...actionKinds, ...toldStages]

/** The last letter that was sent, or that its source tells of; what was put on a list since is not a notice. */
export type LastNotice = 'none' | LetterKind | (typeof toldStages)[number]
export const lastNotices: readonly LastNotice[] = ['none', ...letterKinds, ...toldStages]

/** What can stop a letter to whoever leads an account, as `parties.where_letters_go` says it. */
export const lettersStoppedBy = [
  'nothing',
  'no address',
  'gone away',
  'not theirs',
  'confidential',
  'safe route',
] as const

/**
 * The vocabulary of recovery policy: everything a rule may ask about an account, and how to say it.
 * Each fact is one column of the fact sheet and of `recovery.decision`. A 'days' fact is null until its event happens.
 */
export const facts = {
  balance: { kind: 'money', column: 'balance', says: 'the balance' },
  overdue: { kind: 'money', column: 'overdue', says: 'the amount overdue' },
  stage: { kind: 'choice', column: 'stage', says: 'the recovery stage', options: stages },
  'since due': {
    kind: 'days',
    column: 'days_since_due',
    says: 'the oldest unpaid instalment fell due',
  },
  'last notice': {
    kind: 'choice',
    column: 'last_notice',
    says: 'the last notice',
    options: lastNotices,
  },
  'since notice': { kind: 'days', column: 'days_since_notice', says: 'the last notice was issued' },
  'since last payment': {
    kind: 'days',
    column: 'days_since_payment',
    says: 'the last payment was made',
  },
  'last return': {
    kind: 'choice',
    column: 'last_return',
    says: 'what came of the last referral',
    options: lastReturns,
  },
  'since return': {
    kind: 'days',
    column: 'days_since_return',
    says: 'the last referral was closed',
  },
  'order made': {
    kind: 'flag',
    column: 'has_order',
    says: 'a court has made the order, or given judgment',
    saysNot: 'no court has made an order or given judgment',
  },
  remedy: {
    kind: 'choice',
    column: 'remedy',
    says: 'the remedy that runs',
    options: runningRemedies,
  },
  'new default since notice': {
    kind: 'flag',
    column: 'new_default_since_notice',
    says: 'the last notice was met and a later instalment has been missed',
    saysNot: 'no instalment outside the last notice has been missed',
  },
  'whole amount due': {
    kind: 'flag',
    column: 'whole_amount_due',
    says: 'nothing of the balance is still to fall due',
    saysNot: 'some of the balance is still to fall due',
  },
  'since period end': {
    kind: 'days',
    column: 'days_since_period_end',
    says: 'the tenancy or the period that it is for ended',
  },
  capacity: factOf('capacity', 'capacity'),
  'other options': factOf('other options', 'other_options'),
  'deferred payment': factOf('deferred payment', 'deferred_payment'),
  recoverable: factOf('recoverable', 'recoverable'),
  'since decision': {
    kind: 'days',
    column: 'days_since_notified',
    says: 'the decision that it is recoverable was notified',
  },
  'since time restarted': {
    kind: 'days',
    column: 'days_since_restarted',
    says: 'the time to sue began again',
  },
  demand: factOf('demand', 'demand'),
  'demand in time': factOf('demand in time', 'demand_in_time'),
  organisation: {
    kind: 'flag',
    column: 'is_organisation',
    says: 'it is owed by a business or another body',
    saysNot: 'it is owed by a person',
  },
  'in dispute': {
    kind: 'flag',
    column: 'in_dispute',
    says: 'the debt is in dispute',
    saysNot: 'the debt is not in dispute',
  },
  'arrangement in force': {
    kind: 'flag',
    column: 'has_arrangement',
    says: 'an arrangement is in force',
    saysNot: 'no arrangement is in force',
  },
  'breathing space': {
    kind: 'flag',
    column: 'in_breathing_space',
    says: 'a breathing space moratorium is in force',
    saysNot: 'no breathing space moratorium is in force',
  },
  'mental health crisis': {
    kind: 'flag',
    column: 'in_mental_health_crisis',
    says: 'a mental health crisis moratorium is in force',
    saysNot: 'no mental health crisis moratorium is in force',
  },
  'since moratorium': {
    kind: 'days',
    column: 'days_since_moratorium',
    says: 'the last breathing space or mental health crisis moratorium ended',
  },
  'insolvent or dissolved': {
    kind: 'flag',
    column: 'insolvent_or_dissolved',
    says: 'somebody liable is held as insolvent or dissolved',
    saysNot: 'nobody liable is held as insolvent or dissolved',
  },
  'held for another reason': {
    kind: 'flag',
    column: 'otherwise_held',
    says: 'an officer has put recovery on hold',
    saysNot: 'no officer has put recovery on hold',
  },
  'emergency stop': {
    kind: 'flag',
    column: 'in_emergency_stop',
    says: 'an emergency has stopped recovery there',
    saysNot: 'no emergency has stopped recovery there',
  },
  deceased: {
    kind: 'flag',
    column: 'is_deceased',
    says: 'somebody liable has died',
    saysNot: 'nobody liable is known to have died',
  },
  'address known': {
    kind: 'flag',
    column: 'address_known',
    says: 'there is an address to write to',
    saysNot: 'there is no address to write to',
  },
  'letters stopped by': {
    kind: 'choice',
    column: 'letters_stopped_by',
    says: 'what stops letters',
    options: lettersStoppedBy,
  },
  'stale data': {
    kind: 'flag',
    column: 'is_stale',
    says: 'the source’s figures are older than the council lets itself act on',
    saysNot: 'the source’s figures are as new as the council asks',
  },
} as const satisfies Record<string, FactDefinition>

export type Fact = keyof typeof facts
export type FactOf<Kind> = FactIn<typeof facts, Kind>
export type OptionOf<F extends FactOf<'choice'>> = OptionIn<typeof facts, F>
export type Stage = OptionOf<'stage'>

/** What is true of one account on one day. */
export type FactSheet = SheetIn<typeof facts>

/** The facts with their definitions, in the order written. */
export const factList = Object.entries(facts) as unknown as readonly (readonly [
  Fact,
  FactDefinition,
])[]
export const factsOfKind = (kind: FactDefinition['kind']): readonly FactDefinition[] =>
  factList.filter(([, fact]) => fact.kind === kind).map(([, fact]) => fact)
