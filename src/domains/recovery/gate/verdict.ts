import { type Citation, formatCitation } from '#values/citation.ts'
import type { Finding } from '../explain.ts'
import type { Rule } from '../rules.ts'
import type { Caution } from './sense-check.ts'

/** What the law, or common sense that no policy may override, has against a step. */
export type Block = {
  readonly says: string
  /** Whether it stops everything about the account, and not only this step. */
  readonly isHold: boolean
  readonly law: Citation | undefined
  readonly findings: readonly Finding[]
}

/**
 * What the gate says of a step proposed for an account, by whoever proposed it. Asked in this order: the law, which
 * nobody overrides; the council's policy, from which an approver may depart with a reason; common sense, which whoever
 * acts has to have read.
 */
export type Verdict =
  | { readonly is: 'blocked by law'; readonly blocks: readonly [Block, ...Block[]] }
  | {
      readonly is: 'outside policy'
      /** The rule that says otherwise. */
      readonly rule: string
      /** What that rule leads to; nothing where the council has no policy. */
      readonly outcome: Rule['outcome'] | 'wait' | 'none'
      readonly why: string
      readonly findings: readonly Finding[]
      /** Every hold of the council's that fits, that rule included: an approver sets all of them aside, or none. */
      readonly holds: readonly FittingHold[]
      readonly cautions: readonly Caution[]
    }
  | {
      readonly is: 'caution'
      readonly rule: string
      readonly cautions: readonly [Caution, ...Caution[]]
    }
  | { readonly is: 'clear'; readonly rule: string }

/** A hold of the council's that is so, and why it waits. */
export type FittingHold = { readonly name: string; readonly why: string }

/** The three ways in which the gate refuses. The same words wherever one is shown. */
export const refusalKinds = ['blocked by law', 'outside policy', 'caution'] as const
export type RefusalKind = (typeof refusalKinds)[number]

/** The policy's rule that the account fitted; none where the law blocks. */
export const ruleOf = (verdict: Verdict): string | undefined =>
  verdict.is === 'blocked by law' ? undefined : verdict.rule

export const cautionsOf = (verdict: Verdict): readonly Caution[] =>
  verdict.is === 'outside policy' || verdict.is === 'caution' ? verdict.cautions : []

/** The holds that an approver would set aside. */
export const holdsOf = (verdict: Verdict): readonly FittingHold[] =>
  verdict.is === 'outside policy' ? verdict.holds : []

/** Those of them that do not go by the name of the rule that fits. */
export const otherHoldsOf = (verdict: Verdict): readonly FittingHold[] =>
  holdsOf(verdict).filter(({ name }) => name !== ruleOf(verdict))

/** A verdict in one sentence, for a list, a refusal and a machine. */
export function verdictInWords(verdict: Verdict): string {
  switch (verdict.is) {
    case 'blocked by law':
      return verdict.blocks
        .map(({ says, law }) => (law ? `${says} (${formatCitation(law)})` : says))
        .join('. ')
    case 'outside policy':
      return [
        `The rule that fits is “${verdict.rule}”: ${verdict.why}`,
        ...otherHoldsOf(verdict).map(({ name, why }) => `On hold too, by “${name}”: ${why}`),
      ].join('. ')
    case 'caution':
      return verdict.cautions.map(({ says }) => says).join('. ')
    case 'clear':
      return `As the rule “${verdict.rule}” says`
  }
}
