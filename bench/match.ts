// Who is who in a sample council's five source systems, beside its truth file.
// node run.mjs bench/match.ts [--accounts 100000] [--seed 1] [--records 1000000]
import { parseArgs } from 'node:util'
import { gatherPeople, matchPeople, standardise } from '#parties'
import { peakMegabytes, seconds, timed } from './floor.ts'
import { peopleOf, sampleOf } from './people.ts'
import { inWords, pairsWithin } from './rightness.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    records: { type: 'string', default: '1000000' },
  },
})
const folder = await sampleOf(Number(values.accounts), Number(values.seed))
const truths: string[] = []
const read = await timed(async () => {
  const people = []
  for await (const { told, truth } of peopleOf(folder, Number(values.records))) {
    people.push(standardise(told))
    truths.push(truth)
  }
  return people
})
const people = read.value
const matched = await timed(async () => matchPeople(people))
const gathered = await timed(async () => gatherPeople(people, matched.value))
const { pairs, compared } = matched.value
const rate = Math.round((people.length / matched.milliseconds) * 1000)
console.log(
  `${people.length} records: read in ${seconds(read.milliseconds)}, ${compared} pairs considered, matched in ${seconds(matched.milliseconds)} (${rate} records a second), gathered in ${seconds(gathered.milliseconds)}, ${peakMegabytes()} MB at most`,
)

const actual = pairsWithin(truths)
for (const least of [0.5, 0.9, 0.99, 0.999]) {
  const likely = pairs.filter(({ probability }) => probability >= least)
  const right = likely.filter(({ left, right }) => truths[left] === truths[right])
  console.log(inWords(`pairs at ${least} or more`, right.length, likely.length, actual))
}
const groups = [...gathered.value].map(String)
console.log(
  inWords(
    'people gathered',
    pairsWithin(truths.map((truth, n) => `${groups[n]} ${truth}`)),
    pairsWithin(groups),
    actual,
  ),
)
