import type { Nation } from '#law/dated.ts'
import type { Citation } from '#values/citation.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import type { Money } from '../language.ts'
import type { RemedyCondition } from './facts.ts'
import type { RemedyKind } from './kinds.ts'

/**
 * One thing that a remedy asks. Of the law it has its citation, or none where it is common sense that no policy may override;
 * `toConfirm` says what of it a lawyer has still to look at. Of the council's own policy it has a name and a reason, and an
 * approver may set it aside: these are ours until a council has its own.
 */
export type Requirement = {
  readonly condition: RemedyCondition
  /** What it comes to, in words, where the condition's own are too long. */
  readonly says?: string
} & (
  | { readonly by: 'law'; readonly law?: Citation; readonly toConfirm?: string }
  | { readonly by: 'policy'; readonly name: string; readonly why: string }
)

/** A remedy for a family of debts in a nation: what it asks, or why it is not one for them at all. */
export type Remedy = { readonly kind: RemedyKind } & (
  { readonly needs: readonly Requirement[] } | { readonly never: string; readonly law?: Citation }
)

/** Where and when a remedy is looked up. */
export type Where = { readonly nation: Nation; readonly on: Temporal.PlainDate }

/** An amount of the law as a condition has it. */
export const amountOf = (pence: Pence): Money => `£${formatPounds(pence).slice(1)}` as Money

export const byLaw = (condition: RemedyCondition, law?: Citation, says?: string): Requirement => ({
  by: 'law',
  condition,
  ...(law && { law }),
  ...(says !== undefined && { says }),
})

/** Of the law, as it is recalled or told by others: to be confirmed. */
export const recalled = (
  condition: RemedyCondition,
  law: Citation,
  toConfirm: string,
  says?: string,
): Requirement => ({
  by: 'law',
  condition,
  law,
  toConfirm,
  ...(says !== undefined && { says }),
})

export const byPolicy = (
  name: string,
  condition: RemedyCondition,
  why: string,
  says?: string,
): Requirement => ({
  by: 'policy',
  name,
  condition,
  why,
  ...(says !== undefined && { says }),
})

export const aPerson: RemedyCondition = { fact: 'organisation', is: false }
export const ordered: RemedyCondition = { fact: 'order made', is: true }

/** Ours, for what goes into a home or takes one away: nobody who needs support first. */
export const notVulnerable = byPolicy(
  'Not where they are vulnerable',
  {
    all: [
      { fact: 'support need', is: false },
      { fact: 'vulnerability', is: 'none found' },
    ],
  },
  'Somebody who needs support gets that first',
  'it was looked at whether they are vulnerable, nothing was found, and no support need is recorded',
)

/** Ours, for what cannot be undone: only when something gentler was tried. */
export const lastResort = byPolicy(
  'A last resort',
  { fact: 'remedy tried', is: true },
  'It costs more than any other and cannot be undone: something gentler comes first',
)

/** What is asked of what officers record, in words. */
export const saying = {
  employer: 'they work for an employer that we know',
  owner: 'they own their home or other land, or a share of it',
  benefit: 'they get a benefit that it can be deducted from',
} as const

export const owner: RemedyCondition = {
  any: [
    { fact: 'home', is: 'owns it' },
    { fact: 'home', is: 'owns a share' },
  ],
}
