import { isDeepStrictEqual } from 'node:util'
import type { InForce, Nation } from '#law/dated.ts'
import type { Parameter } from '#law/parameter.ts'
import { register } from '#law/register.ts'

/** A value that comes into force, or one that ends with nothing in its place. */
export type LawChange = {
  /** Stable: a person has acknowledged this change and no other. */
  readonly key: string
  readonly topic: string
  readonly parameter: Parameter
  readonly on: Temporal.PlainDate
  readonly before?: InForce<unknown>
  readonly after?: InForce<unknown>
}

/** How long after its day a change is still one to be read. */
const shownFor = { years: 1 }

/** Changes in a nation that came within the last year or are to come, the latest first. */
export const lawChanges = (nation: Nation, today: Temporal.PlainDate): readonly LawChange[] =>
  register
    .flatMap(({ title, parameters }) =>
      parameters
        .filter(parameter => parameter.status === 'law' && parameter.extent.includes(nation))
        .flatMap(parameter => changesOf(title, parameter as Parameter, nation)),
    )
    .filter(({ on }) => Temporal.PlainDate.compare(on, today.subtract(shownFor)) > 0)
    .toSorted((a, b) => Temporal.PlainDate.compare(b.on, a.on) || (a.key < b.key ? -1 : 1))

function changesOf(topic: string, parameter: Parameter, nation: Nation): readonly LawChange[] {
  const change = (on: Temporal.PlainDate, parts: Pick<LawChange, 'before' | 'after'>) => ({
    key: `${parameter.id} ${nation} ${on}`,
    topic,
    parameter,
    on,
    ...parts,
  })
  return parameter.history.flatMap((after, n) => {
    const before = parameter.history[n + 1]
    // A rate that is set again and stays what it was is nothing to read.
    const isSame = before && isDeepStrictEqual(before.value, after.value)
    const begins = isSame ? [] : [change(after.from, { after, ...(before && { before }) })]
    return after.to && n === 0
      ? [change(after.to.add({ days: 1 }), { before: after }), ...begins]
      : begins
  })
}
