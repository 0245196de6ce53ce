import type { DebtFamily } from '#debts'

/** The other debts: owed under a contract, a tenancy, a lease or a statute that names no notices. */
const others = [
  'sundry',
  'adult social care',
  'benefit overpayment',
  'housing',
  'leasehold',
] as const
const taxes = ['council tax', 'business rates'] as const
const all = [...taxes, ...others] as const

/**
 * What can be done next about an account, named as officers say it, for which families of debt, and how it is carried
 * out: by a letter, or by a referral: an entry on a list that somebody works within so many days. What the law asks first
 * is in `regimes/`; `recovery.step_floor` holds the same floor again.
 */
export const actions = {
  reminder: { follows: [], by: 'letter', families: taxes },
  'second reminder': { follows: ['reminder'], by: 'letter', families: ['council tax'] },
  'final notice': { follows: ['reminder', 'second reminder'], by: 'letter', families: taxes },
  'invoice reminder': { follows: [], by: 'letter', families: others },
  'second letter': { follows: ['invoice reminder'], by: 'letter', families: others },
  'late payment letter': { follows: ['invoice reminder'], by: 'letter', families: ['sundry'] },
  'summons list': {
    follows: ['reminder', 'second reminder', 'final notice'],
    by: 'referral',
    families: taxes,
    days: 14,
  },
  'court outcome check': {
    follows: ['summons list', 'summons', 'court claim review', 'court outcome check'],
    by: 'referral',
    families: all,
    days: 14,
  },
  'remedy decision': {
    follows: [
      'liability order',
      'judgment',
      'court outcome check',
      'remedy decision',
      'agent placement review',
    ],
    by: 'referral',
    families: all,
    days: 14,
  },
  'agent placement review': {
    follows: ['remedy decision'],
    by: 'referral',
    families: taxes,
    days: 14,
  },
  'letter before claim': {
    follows: ['second letter', 'late payment letter'],
    by: 'referral',
    reaches: true,
    families: others,
    days: 10,
  },
  'court claim review': {
    follows: ['letter before claim'],
    by: 'referral',
    families: others,
    days: 14,
  },
  'phone call': { follows: 'anything', by: 'referral', families: all, days: 7 },
  'visit request': {
    follows: 'anything',
    by: 'referral',
    reaches: true,
    families: all,
    days: 21,
  },
  'find them': { follows: 'anything', by: 'referral', families: all, days: 21 },
  'capacity check': {
    follows: 'anything',
    by: 'referral',
    families: ['adult social care'],
    days: 14,
  },
  'payment options talk': {
    follows: 'anything',
    by: 'referral',
    families: ['adult social care'],
    days: 14,
  },
  'deferred payment offer': {
    follows: 'anything',
    by: 'referral',
    families: ['adult social care'],
    days: 28,
  },
  'recoverability check': {
    follows: 'anything',
    by: 'referral',
    families: ['benefit overpayment'],
    days: 14,
  },
  'deduction decision': {
    follows: 'anything',
    by: 'referral',
    families: ['benefit overpayment'],
    days: 14,
  },
  'demand check': { follows: 'anything', by: 'referral', families: ['leasehold'], days: 14 },
} as const satisfies Record<string, ActionDefinition>

type ActionDefinition = {
  /**
   * The last notice, or the stage, that it comes after; none where it may be the first, 'anything' where it only asks or
   * finds somebody.
   */
  readonly follows: readonly string[] | 'anything'
  readonly families: readonly DebtFamily[]
} & (
  | { readonly by: 'letter' }
  /**
   * `days`: how soon somebody should have worked it; it is late after that. `reaches`: whoever works it goes to where their
   * letters go, by post or in person, so what stops a letter stops it too.
   */
  | { readonly by: 'referral'; readonly days: number; readonly reaches?: true }
)

export type Action = keyof typeof actions
export const actionKinds = Object.keys(actions) as readonly Action[]

type KindBy<By> = { [A in Action]: (typeof actions)[A]['by'] extends By ? A : never }[Action]
export type LetterKind = KindBy<'letter'>
export type ReferralKind = KindBy<'referral'>

const definitions: Readonly<Record<string, ActionDefinition>> = actions
const isBy = <By extends ActionDefinition['by']>(by: By): readonly KindBy<By>[] =>
  actionKinds.filter((kind): kind is KindBy<By> => definitions[kind]?.by === by)
export const letterKinds = isBy('letter')
export const referralKinds = isBy('referral')

/**
 * What asks or finds somebody, and chooses nothing. Where an officer takes such a step outside policy, it is beside the way of
 * recovery: no policy need know a way on from it.
 */
export const asideKinds = referralKinds.filter(
  kind => definitions[kind]?.follows === 'anything' && kind !== 'deduction decision',
)

export const isReferral = (kind: string): boolean => definitions[kind]?.by === 'referral'

/** Whether a step comes to where somebody's letters go: a letter, and what a person posts or takes there. */
export const reaches = (kind: string): boolean => {
  const definition = definitions[kind]
  return definition?.by === 'letter' || definition?.reaches === true
}

/** How many days somebody has to work a referral of a kind. */
export const daysToWork = (kind: string): number => {
  const definition = definitions[kind]
  return definition?.by === 'referral' ? definition.days : 0
}

/** What of a family can be done at all. */
export const actionsOf = (family: string): readonly Action[] =>
  actionKinds.filter(kind => definitions[kind]?.families.some(one => one === family))

/** A stage that is a notice: while it is an account's, that is its last notice. */
const isNotice = (stage: string): boolean =>
  definitions[stage]?.by === 'letter' || toldStages.some(told => told === stage)

/**
 * When a step can be taken of an account at a stage, by what it comes after: always, never, or where the last notice is one of these
 * (“none” of a step that comes first).
 */
export function takenAt(kind: Action, stage: string): 'always' | 'never' | readonly string[] {
  const follows: readonly string[] | 'anything' = actions[kind].follows
  const isFirst = follows.length === 0
  if (follows === 'anything' || follows.includes(stage) || (isFirst && stage === 'billed'))
    return 'always'
  if (stage === 'billed' || isNotice(stage)) return 'never'
  const notices = isFirst ? ['none'] : follows.filter(isNotice)
  return notices.length === 0 ? 'never' : notices
}

/** “send a final notice”, “put it on the list: phone call” */
export const actionInWords = (kind: string): string =>
  isReferral(kind) ? `put it on the list: ${kind}` : `send a ${kind}`

/** Stages beyond a notice that only the source of a debt tells: nobody here has sent them. */
export const toldStages = ['summons', 'liability order', 'judgment'] as const
