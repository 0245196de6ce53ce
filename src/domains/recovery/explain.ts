import { type Citation, formatCitation } from '#values/citation.ts'
import { formatPounds } from '#values/money.ts'
import { foundInWords, holds, inWords } from './condition.ts'
import type { FactSheet } from './facts.ts'
import { decide, type Need, type Rule } from './rules.ts'

/** Why this happened to this account or, when nothing did, what it is waiting for. */
export type Explanation = {
  readonly outcome: Rule['outcome'] | 'wait'
  /** The rule that decided; when waiting, every rule for the account's stage. */
  readonly rules: readonly RuleExplained[]
}

export type RuleExplained = {
  readonly name: string
  readonly why: string
  readonly findings: readonly Finding[]
}

/** One thing a rule needed, whether it was so, and what was found. */
export type Finding = {
  readonly met: boolean
  readonly says: string
  readonly found: string | undefined
  readonly law: Citation | undefined
}

export function explain(rules: readonly Rule[], sheet: FactSheet): Explanation {
  const decided = decide(rules, sheet)
  const considered = decided ? [decided] : rules.filter(rule => rule.at === sheet.stage)
  return {
    outcome: decided?.outcome ?? 'wait',
    rules: considered.map(({ name, why, needs }) => ({
      name,
      why,
      findings: needs.map(need => findingOf(need, sheet)),
    })),
  }
}

export function findingOf({ condition, law }: Need, sheet: FactSheet): Finding {
  const met = holds(condition, sheet)
  const speaksForItself = !('fact' in condition) || (met && 'is' in condition)
  const found = speaksForItself ? undefined : foundInWords(condition.fact, sheet)
  return { met, says: inWords(condition), found, law }
}

/** An explanation as plain text, for the case diary. */
export const inText = ({ outcome, rules }: Explanation): string =>
  rules
    .flatMap(({ name, findings }) => [
      `${name}: ${outcome}`,
      ...findings.map(({ met, says, found, law }) => {
        const source = law ? `, ${formatCitation(law)}` : ''
        return `  ${met ? '✔' : '✘'} ${says}${found ? ` (${found})` : ''}${source}`
      }),
    ])
    .join('\n')

/** The facts that matter to anyone asking, in one line. */
export const sheetInText = (sheet: FactSheet): string =>
  `Balance ${formatPounds(sheet.balance)}, of which ${formatPounds(sheet.overdue)} overdue; stage: ${sheet.stage}.`
