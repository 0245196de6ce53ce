import { inWords } from '../condition.ts'
import { factsInWords } from '../facts-in-words.ts'
import type { Example } from '../example.ts'
import type { Hold, Policy, Step } from '../policy.ts'

/** One difference between two versions: what kind, of which rule, and in which words. */
export type Difference = {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  readonly what: string
  readonly says: readonly string[]
}

type Rule = Hold | Step

/** How a rule asks what it asks, in English. */
export const ruleInEnglish = (rule: Rule): string => {
  const [first, ...more] = rule.when
  const when = first ? inWords({ all: [first, ...more] }) : ''
  if (!('then' in rule))
    return rule.stops === 'letters'
      ? `Wait with letters, and only with letters, when ${when}`
      : `Wait when ${when}`
  return `At the stage “${rule.at}”: ${rule.then}${when === '' ? '' : ` when ${when}`}`
}

/** What is different between two versions of a policy, in English, in the order of the newer. */
export function differences(older: Policy, newer: Policy): readonly Difference[] {
  return [
    ...(older.name === newer.name
      ? []
      : [
          {
            kind: 'changed',
            what: 'The policy’s name',
            says: [`Was “${older.name}”`, `Is “${newer.name}”`],
          } as const,
        ]),
    ...between('Hold', older.holds, newer.holds, holdOrStep),
    ...between('Step', older.steps, newer.steps, holdOrStep),
    ...between('Example', older.examples ?? [], newer.examples ?? [], exampleInEnglish),
  ]
}

const holdOrStep = (rule: Rule): readonly string[] => [ruleInEnglish(rule), `Why: ${rule.why}`]

const exampleInEnglish = (example: Example): readonly string[] => [
  `Expects “${example.expect}”`,
  `Of an account where ${factsInWords(example).join('; ')}`,
]

function between<Named extends { readonly name: string }>(
  kind: string,
  older: readonly Named[],
  newer: readonly Named[],
  say: (one: Named) => readonly string[],
): readonly Difference[] {
  const what = ({ name }: Named) => `${kind} “${name}”`
  const removed = older
    .filter(one => !newer.some(({ name }) => name === one.name))
    .map((one): Difference => ({ kind: 'removed', what: what(one), says: say(one) }))
  const kept = (all: readonly Named[], others: readonly Named[]) =>
    all.filter(one => others.some(({ name }) => name === one.name)).map(({ name }) => name)
  const [before, now] = [kept(older, newer), kept(newer, older)]
  const changed = newer.flatMap((one): readonly Difference[] => {
    const was = older.find(({ name }) => name === one.name)
    if (!was) return [{ kind: 'added', what: what(one), says: say(one) }]
    const [old, is] = [say(was), say(one)]
    const differing = old.flatMap((line, n) =>
      line === is[n] ? [] : [`Was: ${line}`, `Is: ${is[n] ?? ''}`],
    )
    if (differing.length > 0) return [{ kind: 'changed', what: what(one), says: differing }]
    if (JSON.stringify(was) !== JSON.stringify(one))
      return [
        { kind: 'changed', what: what(one), says: ['It is written otherwise and says the same'] },
      ]
    const place = now.indexOf(one.name)
    return before.indexOf(one.name) === place
      ? []
      : [
          {
            kind: 'moved',
            what: what(one),
            says: [`Was number ${before.indexOf(one.name) + 1}, is number ${place + 1}`],
          },
        ]
  })
  return [...removed, ...changed]
}
