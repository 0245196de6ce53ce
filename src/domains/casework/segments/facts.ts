import {
  answerInWords,
  type ConditionIn,
  type FactDefinition,
  factOf,
  language,
  recoveryFacts,
} from '#recovery'
import type { SheetIn } from '#recovery'
import type { Cause } from '../causes/causes.ts'

/** Reasons for falling behind that are about having less money, whoever gives them. Illness, age or a family's affairs are not asked. */
export const saysShort: readonly Cause[] = [
  'income fell',
  'benefit changed',
  'cost of living',
  'business',
]

/**
 * Everything that a segment may rest on: what is held of an account and its people that says whether they can pay, and whether
 * they will. Nothing of who they are or where they live is here. A support need is here for one thing: whoever has one is never
 * said to be unwilling.
 */
export const segmentFacts = {
  deceased: recoveryFacts.deceased,
  'insolvent or dissolved': recoveryFacts['insolvent or dissolved'],
  moratorium: {
    kind: 'flag',
    column: 'in_moratorium',
    says: 'a debt respite moratorium is in force',
    saysNot: 'no debt respite moratorium is in force',
  },
  'in dispute': recoveryFacts['in dispute'],
  'arrangement in force': recoveryFacts['arrangement in force'],
  'support need': {
    kind: 'flag',
    column: 'support_need',
    says: 'a support need is recorded for somebody who owes it',
    saysNot: 'no support need is recorded for anybody who owes it',
  },
  'since saying short': {
    kind: 'days',
    column: 'days_since_saying_short',
    says: 'somebody who owes it said that money is short',
  },
  'since saying wrong': {
    kind: 'days',
    column: 'days_since_saying_wrong',
    says: 'somebody who owes it said that the bill is wrong',
  },
  'since refusing': {
    kind: 'days',
    column: 'days_since_refusing',
    says: 'somebody who owes it said that they will not pay it',
  },
  'paid since refusing': {
    kind: 'flag',
    column: 'paid_since_refusing',
    says: 'something was paid towards it after they said that they will not pay it',
    saysNot: 'nothing was paid towards it after somebody said that they will not pay it',
  },
  'paid another since refusing': {
    kind: 'flag',
    column: 'paid_another_since_refusing',
    says: 'another debt here was paid towards after they said that they will not pay this one',
    saysNot:
      'no other debt here was paid towards after somebody said that they will not pay this one',
  },
  'since debit returned': {
    kind: 'days',
    column: 'days_since_debit_returned',
    says: 'a direct debit came back because the money was not there',
  },
  benefits: factOf('benefits', 'benefits'),
  'council tax reduction': factOf('council tax reduction', 'council_tax_reduction'),
  'housing benefit': factOf('housing benefit', 'housing_benefit'),
  employment: factOf('employment', 'employment'),
} as const satisfies Record<string, FactDefinition>

export type SegmentFact = keyof typeof segmentFacts
export const segmentFactList = Object.entries(segmentFacts) as unknown as readonly (readonly [
  SegmentFact,
  FactDefinition,
])[]
export type SegmentCondition = ConditionIn<typeof segmentFacts>
export type SegmentSheet = SheetIn<typeof segmentFacts>

export const { holds, inWords, decide, decisionSql } = language(segmentFacts)

/** What only officers can tell: the questions that they answer, each a fact by its name. */
export const questionsAsked = [
  'benefits',
  'council tax reduction',
  'housing benefit',
  'employment',
] as const satisfies readonly SegmentFact[]

/** What is found of a fact: of a question, the answer as it was chosen; of anything else, whether it is so. */
export function foundOf(fact: SegmentFact, sheet: SegmentSheet): string {
  const question = questionsAsked.find(name => name === fact)
  if (question) return answerInWords(question, sheet[question])
  const value = sheet[fact]
  return value === null || value === false ? 'no' : 'yes'
}
