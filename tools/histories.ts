// Plays random histories of the ledger beside a small model, and compares every balance on the way.
// node run.mjs tools/histories.ts [--histories 100000] [--seed 1]
// On the PostgreSQL server of TEST_DATABASE_URL, in a database of its own; without one, on the embedded database.
import { parseArgs } from 'node:util'
import { migrate } from '#platform/migrate.ts'
import { aCouncilWithAccounts, playHistories } from '#debts/testing'
import { verify } from '../src/verify.ts'
import { anInstallation } from './installation.ts'

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})
const [histories, seed] = [Number(values.histories), Number(values.seed)]
const installation = await anInstallation(process.env['TEST_DATABASE_URL'])
try {
  const database = await installation.open()
  await migrate(database)
  const council = await aCouncilWithAccounts(database, 1, 600)
  const started = performance.now()
  const { steps, refusals } = await playHistories(database, council, {
    histories,
    seed,
    batch: 5_000,
    tell: played => console.log(`${played} of ${histories} histories, no difference`),
  })
  const breaches = await verify(database)
  console.log(
    `${installation.engine}, seed ${seed}: ${histories} histories, ${steps} steps, ${refusals} refused as they had to be, no difference; ${breaches.length} invariants broken; ${Math.round((performance.now() - started) / 1000)} s`,
  )
  await database.close()
  if (breaches.length > 0) process.exitCode = 1
} finally {
  await installation.remove()
}
