import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load, shippedProfile } from '#imports'
import { systemClock, todayIn } from '#platform/clock.ts'
import type { Database } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { openCouncil } from '../src/app.ts'

export const councilId = 1
export const businessDate = todayIn(systemClock)
const slug = 'aldermere'

export type SourceFile = { readonly profile: string; readonly path: string }

/**
 * The council-tax files of a council with so many accounts: the accounts, and what was paid and charged on them. Written
 * once a day by a process of their own, so that writing them is no part of what a bench measures.
 */
export function sourceFiles(accounts: number): readonly SourceFile[] {
  const folder = join(tmpdir(), 'evenhand-bench', `${accounts}-${businessDate}`)
  if (!existsSync(join(folder, 'written'))) {
    const writer = join(import.meta.dirname, 'write-book.ts')
    const { status } = spawnSync(process.execPath, [writer, String(accounts), folder], {
      stdio: 'inherit',
    })
    if (status !== 0) throw new Error('The files of the book could not be written.')
  }
  return ['council-tax-accounts', 'council-tax-transactions'].map(profile => ({
    profile,
    path: join(folder, slug, `${profile}.csv`),
  }))
}

/** A council with its ledger, its types of debt and its policies, and nobody in it yet. */
export async function anEmptyCouncil(database: Database): Promise<void> {
  await migrate(database)
  await openCouncil(
    database,
    {
      councilId,
      slug,
      name: 'Aldermere Borough',
      nation: 'England',
      remit: ['council tax'],
      colour: 'blue',
      address: '1 Market Square',
      telephone: '01632 960001',
      coolingMinutes: 0,
      isTraining: true,
    },
    businessDate.subtract({ years: 1 }),
  )
}

/** Loads a source file as an operator's command would, and answers the id of the file and how many rows were applied. */
export async function loadFile(
  database: Database,
  { profile: name, path }: SourceFile,
): Promise<{ readonly fileId: string; readonly rows: number }> {
  const profile = shippedProfile(name)
  if (!profile) throw new Error(`There is no profile ${name}.`)
  const loaded = await load(database, {
    councilId,
    profile,
    fileName: `${name}.csv`,
    bytes: createReadStream(path),
    actor: 'system:bench',
    businessDate,
  })
  if (!loaded.ok) throw new Error(loaded.refusal.says)
  return { fileId: loaded.value.fileId, rows: loaded.value.applied }
}
