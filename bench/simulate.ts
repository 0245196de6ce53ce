// A draft policy against what is in force over a council's whole book, beside plain SQL that decides both on the same rows.
// node run.mjs bench/simulate.ts [--accounts 100000,1000000,5x1000000] [--rounds 3] [--pglite]. PostgreSQL at TEST_DATABASE_URL.
// With --book postgres://… it looks at a book of another bench, whose nights have been planned, and leaves it there.
import { parseArgs } from 'node:util'
import { asCouncil, type Database } from '#platform/db.ts'
import { connectPostgres } from '#platform/postgres.ts'
import { planNight, policiesOn, policySchema, simulate } from '#recovery'
import { businessDate, councilId } from './book.ts'
import { peakMegabytes, ratio, settle, timed } from './floor.ts'
import { aLoadedCouncil } from './loaded.ts'
import { plainWhatIf } from './plain-what-if.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    book: { type: 'string' },
    pglite: { type: 'boolean', default: false },
  },
})
/** The draft reminds of no less, in pence; what is in force reminds of five pounds. */
const least = 150_00
const debtType = 'council tax'
const now = businessDate
  .toZonedDateTime({ timeZone: 'Europe/London', plainTime: '12:00' })
  .toInstant()

if (values.book !== undefined) {
  const database = connectPostgres(values.book)
  await measureAll(database)
  await database.close()
} else {
  for (const asked of values.accounts.split(',')) await loadAndMeasure(asked)
}

async function loadAndMeasure(asked: string): Promise<void> {
  const { database, accounts, close } = await aLoadedCouncil(asked, values.pglite)
  try {
    const night = await planNight(database, { councilId, businessDate, actor: 'system:bench', now })
    if (!night.ok) throw new Error(night.refusal.says)
    await settle(database)
    console.log(`${database.engine}: a council of ${accounts} council-tax accounts`)
    await measureAll(database)
  } finally {
    await close()
  }
}

async function measureAll(database: Database): Promise<void> {
  for (let round = 1; round <= Number(values.rounds); round += 1) await measure(database)
  console.log(`  memory of the process: ${peakMegabytes()} MB at most`)
}

async function measure(database: Database): Promise<void> {
  const policy = await draft(database)
  const floor = await timed(() => plainWhatIf(database, { councilId, day: businessDate, least }))
  const ours = await timed(() =>
    asCouncil(database, councilId, db =>
      simulate(db, { councilId, tried: [{ debtType, policy }], asAt: businessDate, at: now }),
    ),
  )
  console.log(
    `  ${ours.value.accounts} accounts decided twice, ${ours.value.moved} move (plain SQL: ${moved(floor.value)})`,
  )
  console.log(`    ${ratio('beside plain SQL', ours.milliseconds, floor.milliseconds)}`)
}

function moved(cells: Awaited<ReturnType<typeof plainWhatIf>>): number {
  return cells
    .filter(({ before, after }) => before !== after)
    .reduce((sum, { accounts }) => sum + accounts, 0)
}

/** The policy in force with one number changed. */
async function draft(database: Database) {
  const inForce = await asCouncil(database, councilId, db =>
    policiesOn(db, councilId, businessDate),
  )
  const found = inForce.find(policy => policy.debtType === debtType)
  if (!found) throw new Error('The council has no policy for council tax.')
  return policySchema.parse(
    JSON.parse(JSON.stringify(found.policy).replace('"£5.00"', `"£${least / 100}"`)),
  )
}
