import { factOf, notRecorded } from '../answers/questions.ts'
import { remedyQuestions } from '../answers/remedy-questions.ts'
import { facts } from '../facts.ts'
import { type ConditionIn, type FactDefinition, language, type SheetIn } from '../language.ts'

/**
 * Everything that a remedy may ask: the facts of recovery, and what only the choice of a remedy needs. What officers record is
 * 'not recorded' until they do; what we know ourselves always has an answer.
 */
export const remedyFacts = {
  ...facts,
  'under orders': {
    kind: 'money',
    column: 'under_orders',
    says: 'what they owe here under orders or judgments for this kind of debt',
  },
  'attachments elsewhere': {
    kind: 'flag',
    column: 'attachments_elsewhere',
    says: 'as many attachments of earnings as the law allows run for their other accounts',
    saysNot: 'fewer attachments of earnings than the law allows run for their other accounts',
  },
  'deduction elsewhere': {
    kind: 'flag',
    column: 'deduction_elsewhere',
    says: 'a deduction from their benefits runs for another account',
    saysNot: 'no deduction from their benefits runs for another account',
  },
  'agent came back': {
    kind: 'flag',
    column: 'agent_came_back',
    says: 'an enforcement agent came back with no goods, or too little',
    saysNot: 'no enforcement agent has come back with no goods, or too little',
  },
  'remedy tried': {
    kind: 'flag',
    column: 'remedy_tried',
    says: 'a remedy was tried and did not clear it',
    saysNot: 'no remedy was tried before',
  },
  'support need': {
    kind: 'flag',
    column: 'support_need',
    says: 'a support need is recorded for somebody who owes it',
    saysNot: 'no support need is recorded for anybody who owes it',
  },
  'since landlord decision': {
    kind: 'days',
    column: 'days_since_landlord_decision',
    says: 'the landlord was told that it is recoverable from them',
  },
  vulnerability: factOf('vulnerability', 'vulnerability'),
  'council tax reduction': factOf('council tax reduction', 'council_tax_reduction'),
  employment: factOf('employment', 'employment'),
  benefits: factOf('benefits', 'benefits'),
  'housing benefit': factOf('housing benefit', 'housing_benefit'),
  landlord: factOf('landlord', 'landlord'),
  home: factOf('home', 'home'),
  'third party': factOf('third party', 'third_party'),
  councillor: factOf('councillor', 'councillor'),
} as const satisfies Record<string, FactDefinition>

export type RemedyFact = keyof typeof remedyFacts
export type RemedyCondition = ConditionIn<typeof remedyFacts>
export type RemedySheet = SheetIn<typeof remedyFacts>

const { answer, inWords, foundInWords } = language(remedyFacts)
export { foundInWords, inWords }

export const remedyFactList = Object.entries(remedyFacts) as unknown as readonly (readonly [
  RemedyFact,
  FactDefinition,
])[]

/** The questions whose answers only remedies ask. */
export const remedyQuestionNames = Object.keys(
  remedyQuestions,
) as readonly (keyof typeof remedyQuestions)[]

/** Whether a condition is so. What nobody has recorded is not known, and never taken to be so, nor not to be. */
export type Known = 'yes' | 'no' | 'not known'

export const knownOf = (condition: RemedyCondition, sheet: RemedySheet): Known => {
  const known = answer(condition, sheet, fact => isUnrecorded(fact, sheet))
  return known === 'open' ? 'not known' : known ? 'yes' : 'no'
}

/** The facts that a condition asks and nobody has recorded. */
export function notYetRecorded(
  condition: RemedyCondition,
  sheet: RemedySheet,
): readonly RemedyFact[] {
  if ('all' in condition) return condition.all.flatMap(part => notYetRecorded(part, sheet))
  if ('any' in condition) return condition.any.flatMap(part => notYetRecorded(part, sheet))
  if ('not' in condition) return notYetRecorded(condition.not, sheet)
  const { fact } = condition
  return isUnrecorded(fact, sheet) ? [dayOf[fact] ?? fact] : []
}

/** Days that are counted from the day of an answer, and that answer. */
const dayOf: Partial<Readonly<Record<RemedyFact, RemedyFact>>> = {
  'since decision': 'recoverable',
  'since landlord decision': 'landlord',
}
const isUnrecorded = (fact: RemedyFact, sheet: RemedySheet): boolean =>
  sheet[dayOf[fact] ?? fact] === notRecorded
