// Lives years of councils that are owed every kind of debt, night by night, beside the law read apart: see liveAYear.
// node run.mjs tools/year.ts [--of-each 20] [--seed 1] [--seeds 3] [--days 365]
// On the PostgreSQL server of TEST_DATABASE_URL, in a database of its own; without one, on the embedded database.
import { parseArgs } from 'node:util'
import { migrate } from '#platform/migrate.ts'
import { liveAYear } from '#recovery/testing'
import { verify } from '../src/verify.ts'
import { anInstallation } from './installation.ts'

const { values } = parseArgs({
  options: {
    'of-each': { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '3' },
    days: { type: 'string', default: '365' },
  },
})
const [ofEach, first, seeds, days] = [
  values['of-each'],
  values.seed,
  values.seeds,
  values.days,
].map(Number) as [number, number, number, number]
const installation = await anInstallation(process.env['TEST_DATABASE_URL'])
try {
  const database = await installation.open()
  await migrate(database)
  let councilId = 0
  for (let seed = first; seed < first + seeds; seed += 1)
    for (const nation of ['England', 'Wales'] as const)
      for (const policies of ['shipped', 'reckless'] as const) {
        councilId += 1
        const started = performance.now()
        const year = await liveAYear(database, { councilId, nation, ofEach, seed, days, policies })
        const steps = [...year.steps].map(([kind, count]) => `${kind} ${count}`)
        console.log(
          `${nation}, seed ${seed}, ${policies} policies: ${year.nights} nights, ${year.payments} payments, ${year.confirmed} decisions made again; ${Math.round((performance.now() - started) / 1000)} s\n  ${steps.join('; ')}`,
        )
      }
  // Postings keep the moment at which they were really written, and the steps have that of their day: what was owed at the
  // moment of a step (R06) cannot be asked of a year that is lived in minutes. The year asks it itself, by the day.
  const breaches = (await verify(database)).filter(({ id }) => id !== 'R06')
  console.log(`${breaches.length} invariants broken`)
  for (const breach of breaches) console.log(breach)
  await database.close()
  if (breaches.length > 0) process.exitCode = 1
} finally {
  await installation.remove()
}
