import { type Citation, cite } from '#values/citation.ts'
import {
  decide,
  foundOf,
  holds,
  inWords,
  type SegmentCondition,
  type SegmentFact,
  segmentFactList,
  segmentFacts,
  type SegmentSheet,
} from './facts.ts'

/** What is thought of whether an account is not paid for want of money or of will. It decides nothing by itself. */
export const segments = ['cannot pay', 'will not pay', 'not known'] as const
export type Segment = (typeof segments)[number]

/** One reading of the evidence. Of an ordered list, the first that fits. */
export type SegmentRule = {
  readonly name: string
  readonly segment: Segment
  readonly needs: readonly { readonly condition: SegmentCondition }[]
  readonly why: string
  readonly law?: Citation
}

/** Somebody's word counts for a year, a direct debit that came back for half of one: our choice, for no law says it. */
const short = { fact: 'since saying short', below: '365 days' } as const
const wrong = { fact: 'since saying wrong', below: '365 days' } as const
const refuses = { fact: 'since refusing', below: '365 days' } as const
const cameBack = { fact: 'since debit returned', below: '183 days' } as const
const byArrangement = { fact: 'arrangement in force', is: true } as const
const lowIncome = {
  any: [
    { fact: 'benefits', is: 'universal credit' },
    { fact: 'benefits', is: 'income-based' },
    { fact: 'council tax reduction', is: 'gets it' },
    { fact: 'housing benefit', is: 'gets it' },
  ],
} as const satisfies SegmentCondition
const hasMeans = {
  any: [
    { fact: 'employment', is: 'employer known' },
    { fact: 'employment', is: 'employer not known' },
    { fact: 'paid another since refusing', is: true },
  ],
} as const satisfies SegmentCondition

const needs = (...conditions: readonly SegmentCondition[]) =>
  conditions.map(condition => ({ condition }))

/**
 * How the evidence is read, most decisive first; where none fits, nothing is known. Silence, a promise that was not kept and an
 * arrangement that was broken say that somebody did not pay, not why: none of them is asked. What nobody has recorded is never
 * taken to be so, nor not to be.
 */
export const segmentRules: readonly SegmentRule[] = [
  {
    name: 'Somebody who owes it has died',
    segment: 'not known',
    needs: needs({ fact: 'deceased', is: true }),
    why: 'what they could or would pay is no question any more',
  },
  {
    name: 'Insolvent or dissolved',
    segment: 'cannot pay',
    needs: needs({ fact: 'insolvent or dissolved', is: true }),
    why: 'others have found that the debts cannot be paid',
  },
  {
    name: 'A moratorium is in force',
    segment: 'cannot pay',
    needs: needs({ fact: 'moratorium', is: true }),
    why: 'a debt adviser found that they cannot pay as it falls due, or are not likely to',
    law: cite('SI 2020/1311', 'regs 24(4) and 30(4)'),
  },
  {
    name: 'They say that it is not owed',
    segment: 'not known',
    needs: needs({ any: [{ fact: 'in dispute', is: true }, wrong] }),
    why: 'whether it is owed is settled first',
  },
  {
    name: 'What is held pulls both ways',
    segment: 'not known',
    needs: needs(refuses, {
      any: [short, cameBack, lowIncome, byArrangement, { fact: 'paid since refusing', is: true }],
    }),
    why: 'they said that they will not pay, and something else says that they cannot, or do',
  },
  {
    name: 'Money is short, and something bears it out',
    segment: 'cannot pay',
    needs: needs(short, { any: [cameBack, lowIncome, byArrangement] }),
    why: 'their word and something that is held agree',
  },
  {
    name: 'Little comes in, and the money was not there',
    segment: 'cannot pay',
    needs: needs(lowIncome, cameBack),
    why: 'two things that are held agree',
  },
  {
    name: 'They may need support first',
    segment: 'not known',
    needs: needs(refuses, { fact: 'support need', is: true }),
    why: 'whoever needs support is never said to be unwilling',
  },
  {
    name: 'They said that they will not pay, and have the means',
    segment: 'will not pay',
    needs: needs(refuses, hasMeans),
    why: 'their own word, and something that is held says that they could',
  },
]

/** No reading fits. */
export const tooLittle = 'Too little is known'

/** When each fact came to be so, where it is dated. */
export type Since = Readonly<Partial<Record<SegmentFact, Temporal.PlainDate | null>>>

/** What a segment rests on: a thing that is so, and since when. */
export type Finding = { readonly says: string; readonly on: Temporal.PlainDate | undefined }

/** What the facts say by themselves, and what that rests on. */
export type WorkedOut = {
  readonly segment: Segment
  readonly rule: string
  readonly why: string
  readonly law: Citation | undefined
  /** Empty where too little is known: nothing is read into what is not there. */
  readonly restsOn: readonly Finding[]
}

/** Reads the facts of one account. The same list, compiled, reads the whole book: see `report.ts`. */
export function workOut(sheet: SegmentSheet, since: Since): WorkedOut {
  const rule = decide(segmentRules, sheet)
  if (!rule)
    return {
      segment: 'not known',
      rule: tooLittle,
      why: 'nothing that is held says whether they cannot pay or will not',
      law: undefined,
      restsOn: [],
    }
  return {
    segment: rule.segment,
    rule: rule.name,
    why: rule.why,
    law: rule.law,
    restsOn: rule.needs.flatMap(({ condition }) => findings(condition, sheet, since)),
  }
}

/** What a condition that is so rests on: of several ways to meet it, each that is met. */
function findings(
  condition: SegmentCondition,
  sheet: SegmentSheet,
  since: Since,
): readonly Finding[] {
  if ('all' in condition) return condition.all.flatMap(part => findings(part, sheet, since))
  if ('any' in condition)
    return condition.any
      .filter(part => holds(part, sheet))
      .flatMap(part => findings(part, sheet, since))
  if ('not' in condition) return [{ says: inWords(condition), on: undefined }]
  const { fact } = condition
  const { kind, says } = segmentFacts[fact]
  // An event is said with its day, which says more than how long ago it must have been; an answer as it was chosen.
  const said = { flag: inWords(condition), days: says, choice: `${says}: ${foundOf(fact, sheet)}` }
  return [{ says: said[kind], on: since[fact] ?? undefined }]
}

/** A fact that was looked at, what was found of it, and since when. */
export type Looked = Finding & { readonly found: string }

/** Every fact that is looked at. */
export const everythingKnown = (sheet: SegmentSheet, since: Since): readonly Looked[] =>
  segmentFactList.map(([fact, { says }]) => ({
    says,
    found: foundOf(fact, sheet),
    on: since[fact] ?? undefined,
  }))
