import { daysBetween, formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import {
  type Compared,
  type Difference,
  differenceOf,
  fewestDraws,
  verdictOf,
} from './difference.ts'
import { type Measure, measures } from './measures.ts'
import type { Trial } from './trial.ts'

/** A rate as so much of each thousand: pounds and pence of each £1,000, or a number with one decimal. */
export const ofAThousand = (measure: Measure, rate: number): string =>
  measure === 'collected'
    ? formatPounds(BigInt(Math.round(rate * 1_000_00)))
    : (Math.round(rate * 10_000) / 10).toLocaleString('en-GB')

const moreOrLess = (measure: Measure, difference: number): string => {
  const [more, less] = measure === 'collected' ? ['more', 'less'] : ['more', 'fewer']
  return `${ofAThousand(measure, Math.abs(difference))} ${difference < 0 ? less : more}`
}

/** How long a trial counts and by what, in a sentence. */
export const termsInWords = ({
  measure,
  days,
  share,
}: Pick<Trial, 'measure' | 'days' | 'share'>): string =>
  `${share} in 100 people are tried. Compared: ${measures[measure].label.toLowerCase()}, in ${days} days from the night that each entered.`

/** The first day on which better or worse may be said, and why not before. */
export const tooEarly = ({ endsOn }: Pick<Trial, 'endsOn'>): string =>
  `It is too early to say better or worse: that is said from ${formatDate(endsOn)}, as it was named before anything was seen. What is shown until then is for seeing that nothing goes wrong, and should decide nothing else.`

export const stoppedEarly =
  'It was stopped before its time, so better or worse is not said: whoever stops when the numbers suit them would find whatever they looked for.'

const rangeInWords = (measure: Measure, { least, most }: Difference): string => {
  const [from, to] = [moreOrLess(measure, least), moreOrLess(measure, most)]
  return least < 0 && most > 0 ? `anything from ${from} to ${to}` : `between ${from} and ${to}`
}

const fewest = `Too few to say: it takes ${fewestDraws} people or couples on each side`

/** By how much the sides differ, with what would fit as well. */
export function differenceInWords(measure: Measure, compared: Compared): string {
  const found = differenceOf(compared)
  return found
    ? `${moreOrLess(measure, found.difference)}; ${rangeInWords(measure, found)} would fit too`
    : fewest
}

/** What the named measure came to: better, worse, or what may be chance. */
export function verdictInWords(
  { measure, days }: Pick<Trial, 'measure' | 'days'>,
  compared: Compared,
): string {
  const { says } = measures[measure]
  const found = differenceOf(compared)
  if (!found) return `${fewest} who entered at least ${days} days before the end.`
  const fact = `under the challenger ${moreOrLess(measure, found.difference)} ${says}. 19 times of 20, ${rangeInWords(measure, found)} would fit what was seen`
  const verdict = verdictOf(found, measures[measure])
  return verdict === 'may be chance'
    ? `This may be chance: ${fact}.`
    : `The challenger did ${verdict}: ${fact}.`
}

/** How many days a trial lasts. */
export const lasts = ({ beginsOn, endsOn }: Pick<Trial, 'beginsOn' | 'endsOn'>): number =>
  daysBetween(beginsOn, endsOn)
