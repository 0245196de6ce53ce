// Plays races on one case, each so many times in an order of their statements that chance gives: see playRace.
// node run.mjs tools/interleave.ts [--rounds 1000] [--seed 1] [--from 0] [--races "hold against letter,two officers edit"]
// --rounds is of all races together. Needs the PostgreSQL server of TEST_DATABASE_URL, where it makes a database of its own: on the embedded
// database, which has one connection, a turn is a whole transaction. Prints a line a race; ends with 1 at the first that ends as it must not, with the
// number that plays it again, or when an invariant is broken at the end.
import { parseArgs } from 'node:util'
import { migrate } from '#platform/migrate.ts'
import { playRace, races } from '#recovery/testing'
import { verify } from '../src/verify.ts'
import { anInstallation } from './installation.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    races: { type: 'string', default: Object.keys(races).join(',') },
  },
})
const names = values.races.split(',')
const [rounds, seed, from] = [Number(values.rounds), Number(values.seed), Number(values.from)]
const ofEach = Math.ceil(rounds / names.length)
const installation = await anInstallation(process.env['TEST_DATABASE_URL'])
try {
  const database = await installation.open({ connections: 8 })
  await migrate(database)
  for (const [n, name] of names.entries()) {
    const started = performance.now()
    const firstCouncil = 1 + n * ofEach
    const { turns, came } = await playRace(database, name, {
      rounds: ofEach,
      seed,
      firstCouncil,
      from,
    })
    const first = [...came].map(([who, times]) => `${who} ${times}`).join(', ')
    const seconds = Math.round((performance.now() - started) / 1000)
    console.log(
      `${name}: ${ofEach} times, ${turns} turns; ${first}; ended as it must each time; ${seconds} s`,
    )
  }
  const breaches = await verify(database)
  console.log(`${installation.engine}, seed ${seed}: ${breaches.length} invariants broken`)
  for (const breach of breaches) console.log(breach)
  await database.close()
  if (breaches.length > 0) process.exitCode = 1
} finally {
  await installation.remove()
}
