import { type ConditionIn, language } from './language.ts'
import { facts } from './facts.ts'

/** What a rule of recovery may require, in the words of `facts.ts`. */
export type Condition = ConditionIn<typeof facts>
export type Conditions = readonly [Condition, ...Condition[]]

export const { holds, answer, toSql, inWords, foundInWords, decide, decisionSql } = language(facts)
