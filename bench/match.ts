// Who is who in a sample council's five source systems, beside its truth file.
// node run.mjs bench/match.ts [--accounts 100000] [--seed 1]
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeSample } from '#imports'
import { gatherPeople, matchPeople } from '#parties'
import { businessDate } from './book.ts'
import { peakMegabytes, seconds, timed } from './floor.ts'
import { peopleOf } from './people.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})
const out = join(
  tmpdir(),
  'evenhand-bench',
  `match-${values.accounts}-${values.seed}-${businessDate}`,
)
if (!existsSync(join(out, 'aldermere', 'truth.csv')))
  await writeSample({
    accounts: Number(values.accounts),
    seed: Number(values.seed),
    out,
    businessDate,
  })

const known = await peopleOf(join(out, 'aldermere'))
const people = known.map(({ person }) => person)
const matched = await timed(async () => matchPeople(people))
const gathered = await timed(async () => gatherPeople(people, matched.value))
const { pairs, compared } = matched.value
console.log(
  `${people.length} records: ${compared} pairs considered, matched in ${seconds(matched.milliseconds)}, gathered in ${seconds(gathered.milliseconds)}, ${peakMegabytes()} MB at most`,
)

const actual = pairsWithin(known.map(({ truth }) => truth))
for (const least of [0.5, 0.9, 0.99, 0.999]) {
  const likely = pairs.filter(({ probability }) => probability >= least)
  const right = likely.filter(({ left, right }) => known[left]?.truth === known[right]?.truth)
  say(`pairs at ${least} or more`, right.length, likely.length)
}
say(
  'people gathered',
  pairsWithin(known.map(({ truth }, n) => `${gathered.value[n]} ${truth}`)),
  pairsWithin([...gathered.value].map(String)),
)

function say(what: string, right: number, found: number): void {
  console.log(
    `  ${what}: precision ${(right / found).toFixed(4)}, recall ${(right / actual).toFixed(4)} (${right} right, ${found - right} wrong, ${actual - right} missed)`,
  )
}

/** How many pairs have the same label. */
function pairsWithin(labels: readonly string[]): number {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}
