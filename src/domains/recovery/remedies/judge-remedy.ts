import { type Citation, cite, formatCitation } from '#values/citation.ts'
import { capitalised } from '#values/text.ts'
import { notRecorded, type QuestionName, questions } from '../answers/questions.ts'
import type { Finding } from '../explain.ts'
import type { AtTheGate } from '../gate/gate.ts'
import type { Block, FittingHold } from '../gate/verdict.ts'
import { holds as isSo } from '../condition.ts'
import type { FactIn } from '../language.ts'
import {
  foundInWords,
  inWords,
  type Known,
  knownOf,
  notYetRecorded,
  type RemedyCondition,
  type remedyFacts,
  type RemedySheet,
} from './facts.ts'
import type { RemedyKind } from './kinds.ts'
import type { Remedy, Requirement } from './remedy.ts'

/** One thing that a remedy asks: whether it is so, what was found, and what of its law is to be confirmed. */
export type RemedyFinding = Omit<Finding, 'met'> & {
  readonly known: Known
  readonly toConfirm?: string
}

/**
 * What is said of a remedy for an account, in the order of the gate: the law, which nobody overrides; what has to be found out
 * first, because nothing is taken to be so that nobody has recorded; the council's policy, from which an approver may depart with
 * a reason.
 */
export type RemedyVerdict =
  | { readonly is: 'blocked by law'; readonly blocks: readonly [Block, ...Block[]] }
  | { readonly is: 'not known yet'; readonly find: readonly [string, ...string[]] }
  | { readonly is: 'outside policy'; readonly holds: readonly [FittingHold, ...FittingHold[]] }
  | { readonly is: 'open' }

export type JudgedRemedy = {
  readonly kind: RemedyKind
  /** Whether it is one for this kind of debt at all. */
  readonly isForThis: boolean
  readonly verdict: RemedyVerdict
  /** Each thing that it asks, in its order. */
  readonly findings: readonly RemedyFinding[]
}

/** What stands in the way of every remedy for an account. */
export type InTheWayOfAll = {
  readonly blocks: readonly Block[]
  /** The council's own holds that fit. */
  readonly holds: readonly FittingHold[]
}

/**
 * What stands in the way of all: the law's holds that do not stop letters alone; what a source told that no night has taken in; a
 * remedy that runs already. And the council's own holds, without the one for being on somebody's list: this is that list.
 *
 * Law: SI 1992/613 reg 52: one remedy at a time under an order.
 */
export function inTheWayOfAll({
  regime,
  rules = [],
  sheet: found,
  isTakenIn,
  debtType,
  family,
}: Pick<
  AtTheGate,
  'regime' | 'rules' | 'sheet' | 'isTakenIn' | 'debtType' | 'family'
>): InTheWayOfAll {
  if (!regime) {
    return { blocks: [block(`No law of recovery is known here for ${debtType}`)], holds: [] }
  }
  const isOpen = found['last return'] === 'open'
  const sheet = isOpen ? ({ ...found, 'last return': 'none' } as const) : found
  const fits = (when: readonly Parameters<typeof isSo>[0][]) => when.every(one => isSo(one, sheet))
  const blocks = regime.holds
    .filter(({ stops, when }) => stops === undefined && fits(when))
    .map(({ name, law }) => ({ ...block(name, law), isHold: true }))
  if (!isTakenIn) {
    blocks.push(
      block('Its source has told something that the next night takes in: a hold, or a stage'),
    )
  }
  if (sheet.remedy !== 'none' && sheet.remedy !== 'ended') {
    blocks.push(
      block(
        `One remedy at a time: the ${sheet.remedy} runs, and is ended first`,
        family === 'council tax' ? cite('SI 1992/613', 'reg 52') : undefined,
      ),
    )
  }
  const ofTheLaw = new Set(regime.holds.map(({ name }) => name))
  return {
    blocks,
    holds: rules
      .filter(({ name, outcome, needs }) => {
        if (outcome !== 'hold' || ofTheLaw.has(name)) return false
        return fits(needs.map(({ condition }) => condition))
      })
      .map(({ name, why }) => ({ name, why })),
  }
}

/** What is said of one remedy. Pure: the same facts, the same verdict. */
export function judgeRemedy(remedy: Remedy, sheet: RemedySheet, all: InTheWayOfAll): JudgedRemedy {
  if ('never' in remedy) {
    const { kind, never, law } = remedy
    return {
      kind,
      isForThis: false,
      verdict: { is: 'blocked by law', blocks: [block(never, law)] },
      findings: [],
    }
  }
  const found = remedy.needs.map(need => ({ need, known: knownOf(need.condition, sheet) }))
  const lacking = found.filter(({ known }) => known === 'no').map(({ need }) => need)
  const [first, ...others] = [
    ...all.blocks,
    ...lacking.flatMap(need => (need.by === 'law' ? [block(lackOf(need), need.law)] : [])),
  ]
  const [ask, ...more] = new Set(
    found.flatMap(({ need, known }) =>
      known === 'not known' ? notYetRecorded(need.condition, sheet).map(asks) : [],
    ),
  )
  const [hold, ...held] = [
    ...all.holds,
    ...lacking.flatMap(need => (need.by === 'policy' ? [{ name: need.name, why: need.why }] : [])),
  ]
  const verdict: RemedyVerdict = first
    ? { is: 'blocked by law', blocks: [first, ...others] }
    : ask !== undefined
      ? { is: 'not known yet', find: [ask, ...more] }
      : hold
        ? { is: 'outside policy', holds: [hold, ...held] }
        : { is: 'open' }
  return {
    kind: remedy.kind,
    isForThis: true,
    verdict,
    findings: found.map(({ need, known }) => findingOf(need, known, sheet)),
  }
}

/** A verdict in one sentence, for a line, a refusal and what is kept. */
export function remedyVerdictInWords(verdict: RemedyVerdict): string {
  switch (verdict.is) {
    case 'blocked by law':
      return verdict.blocks
        .map(({ says, law }) => (law ? `${says} (${formatCitation(law)})` : says))
        .join('. ')
    case 'not known yet':
      return `To find out first: ${verdict.find.join(' ')}`
    case 'outside policy':
      return verdict.holds.map(({ name, why }) => `“${name}”: ${why}`).join('. ')
    case 'open':
      return 'Law and policy allow it'
  }
}

const block = (says: string, law?: Citation): Block => ({
  says,
  isHold: false,
  law,
  findings: [],
})

/** What is not so, the other way round where that can be said: “No court has made an order or given judgment”. */
const lackOf = (need: Requirement): string => {
  const { condition, says } = need
  return says === undefined && isFlag(condition)
    ? capitalised(inWords({ fact: condition.fact, is: !condition.is }))
    : `Not so: ${saysOf(need)}`
}

type FlagCondition = { readonly fact: FactIn<typeof remedyFacts, 'flag'>; readonly is: boolean }
const isFlag = (condition: RemedyCondition): condition is FlagCondition =>
  'is' in condition && typeof condition.is === 'boolean'

const saysOf = ({ says, condition }: Requirement): string => says ?? inWords(condition)

const asks = (fact: string): string =>
  questions[fact as QuestionName]?.asks ?? `Not recorded: ${fact}.`

function findingOf(need: Requirement, known: Known, sheet: RemedySheet): RemedyFinding {
  const { condition } = need
  const found = 'fact' in condition ? foundInWords(condition.fact, sheet) : undefined
  return {
    known,
    says: saysOf(need),
    found: found === notRecorded || known === 'not known' ? undefined : found,
    law: need.by === 'law' ? need.law : undefined,
    ...(need.by === 'law' && need.toConfirm !== undefined && { toConfirm: need.toConfirm }),
  }
}
