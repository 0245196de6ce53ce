import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { load, shippedProfile } from '#imports'
import { setUpTrainingReceipts, trainingStatement } from '#payments'
import { systemClock, todayIn } from '#platform/clock.ts'
import { asCouncil, type Database } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { count } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { openCouncil } from '../../src/app.ts'
import { writeSample } from '../../src/domains/imports/sample/index.ts'
import type { Installation } from '../installation.ts'
import type { Work } from './kills.ts'

const council = {
  councilId: 1,
  slug: 'aldermere',
  name: 'Aldermere Borough',
  nation: 'England',
  remit: ['council tax'],
  colour: 'blue',
  address: '1 Market Square',
  telephone: '01632 960001',
  coolingMinutes: 0,
  isTraining: true,
} as const
const { councilId } = council

const counted = async (database: Database, query: Sql) =>
  (await database.one(z.object({ rows: count }), query)).rows

/**
 * Makes an empty council and a council-tax file of so many accounts, and keeps it. The work is to load that file: the
 * command an operator types.
 */
export async function aLoad(installation: Installation, rows: number, seed: number): Promise<Work> {
  const businessDate = todayIn(systemClock)
  const sample = await writeSample({
    accounts: rows,
    seed,
    out: join(installation.folder, 'sample'),
    businessDate,
    only: { councilId, feed: 'council-tax-accounts' },
  })
  const database = await installation.open()
  await migrate(database)
  await openCouncil(database, council, businessDate.subtract({ years: 1 }))
  await database.close()
  await installation.keep()
  const path = sample.files[0]?.path ?? ''
  return {
    name: `a load of ${rows} rows`,
    words: ['load', 'council-tax-accounts', path, ...ofCouncil(businessDate)],
    done: db =>
      counted(
        db,
        sql`select count(*) as rows from debts.account where council_id = ${councilId}::int`,
      ),
  }
}

/** Loads the accounts of `aLoad` and what happened on them, and keeps that. The work is the council's night. */
export async function aNight(installation: Installation): Promise<Work> {
  const businessDate = todayIn(systemClock)
  const database = await installation.open()
  for (const name of ['council-tax-accounts', 'council-tax-transactions']) {
    const profile = shippedProfile(name)
    if (!profile) throw new Error(`There is no profile ${name}.`)
    const path = join(installation.folder, 'sample', council.slug, `${name}.csv`)
    const loaded = await load(database, {
      councilId,
      profile,
      fileName: `${name}.csv`,
      bytes: createReadStream(path),
      actor: 'system:kill',
      businessDate,
    })
    if (!loaded.ok) throw new Error(loaded.refusal.says)
  }
  await database.close()
  await installation.keep()
  return {
    name: 'a night',
    words: ['nightly', ...ofCouncil(businessDate)],
    done: db =>
      counted(
        db,
        sql`select count(*) as rows from recovery.decision where council_id = ${councilId}::int`,
      ),
  }
}

/** Puts a statement of so many payments beside the accounts of `aNight`. The work is to take it in. */
export async function aStatement(installation: Installation, payments: number): Promise<Work> {
  const businessDate = todayIn(systemClock)
  const database = await installation.open()
  const { xml } = await asCouncil(database, councilId, async db => {
    await setUpTrainingReceipts(db, councilId)
    return trainingStatement(db, {
      councilId,
      day: businessDate.subtract({ days: 1 }),
      payments,
    })
  })
  await database.close()
  await installation.keep()
  const path = join(installation.folder, 'statement.xml')
  await writeFile(path, xml)
  return {
    name: `a statement of ${payments} payments`,
    words: ['statement', path, ...ofCouncil(businessDate)],
    done: db =>
      counted(
        db,
        sql`select count(*) as rows from payments.receipt where council_id = ${councilId}::int`,
      ),
  }
}

const ofCouncil = (businessDate: Temporal.PlainDate) => [
  '--council',
  council.slug,
  '--date',
  businessDate.toString(),
]

/** Numbers from 0 up to 1 that look like chance and are the same for the same seed (Lehmer). */
export const chanceFrom = (seed: number): (() => number) => {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
