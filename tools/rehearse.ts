// Rehearses a mistake in bulk: a plan in which 700 of 9,000 lack the reminder before their final notice, and a run in which they went.
// node run.mjs tools/rehearse.ts [--accounts 9000] [--wrong 700]
// On the PostgreSQL server of TEST_DATABASE_URL, in a database of its own; without one, on the embedded database.
import assert from 'node:assert/strict'
import { parseArgs } from 'node:util'
import { migrate } from '#platform/migrate.ts'
import { mistakeThatWent, mistakeInAPlan } from '#recovery/testing'
import { anInstallation } from './installation.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '9000' },
    wrong: { type: 'string', default: '700' },
  },
})
const size = { accounts: Number(values.accounts), wrong: Number(values.wrong) }
const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, string]> => {
  const started = performance.now()
  const done = await work()
  return [done, `${Math.round((performance.now() - started) / 100) / 10} s`]
}

const installation = await anInstallation(process.env['TEST_DATABASE_URL'])
try {
  const database = await installation.open()
  await migrate(database)
  const [planned, inPlan] = await timed(() => mistakeInAPlan(database, 1, size))
  assert.equal(planned.goneToThem, 0)
  console.log(
    `the plan: “${planned.refusal}” (${inPlan}); forced through, ${planned.gone} letters went, ${planned.goneToThem} of them to those ${size.wrong}`,
  )
  const went = await mistakeThatWent(database, 2, size)
  assert.deepEqual(
    [went.withdrawn, went.costsLeft, went.others],
    [size.wrong, 0n, size.accounts - size.wrong],
  )
  console.log(
    `the run that went: ${went.withdrawn} withdrawn in one act of ${Math.round(went.milliseconds / 100) / 10} s, ${went.costsLeft}p of their costs left; ${went.others} others stand`,
  )
  await database.close()
} finally {
  await installation.remove()
}
