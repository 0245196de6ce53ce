import assert from 'node:assert/strict'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { setUpTrainingCharges } from '#charges'
import { load, sampleCouncils, shippedProfile, writeSample } from '#imports'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { openCouncil } from './app.ts'

const database = await aDatabase()
after(() => database.close())

suite('the charges of the smallest sample council that bills council tax', () => {
  for (const [n, on] of ['2026-01-01', '2028-03-15'].entries())
    test(`made on ${on}, are costs, a business’s interest, and what collecting cost`, async t => {
      const folder = await mkdtemp(join(tmpdir(), 'evenhand-charges-'))
      t.after(() => rm(folder, { recursive: true, force: true }))
      const businessDate = Temporal.PlainDate.from(on)
      const council = sampleCouncils
        .filter(({ remit }) => remit.includes('council tax'))
        .toSorted((a, b) => a.share - b.share)[0]
      assert(council)
      // The same files, as of each day a council of its own.
      const councilId = n + 1
      await openCouncil(
        database,
        {
          ...council,
          councilId,
          slug: `sample${councilId}`,
          name: `Sample ${councilId}`,
          colour: 'blue',
          address: 'Here',
          telephone: '01632 960001',
          coolingMinutes: 0,
          isTraining: true,
        },
        businessDate.subtract({ years: 1 }),
      )
      const files = []
      for (const feed of ['council-tax-accounts', 'sundry-accounts'] as const) {
        const only = { councilId: council.id, feed }
        const out = join(folder, feed)
        files.push(
          ...(await writeSample({ accounts: 400, seed: 7, out, businessDate, only })).files,
        )
      }
      for (const { profile: name, path } of files) {
        const profile = shippedProfile(name)
        assert(profile)
        const loaded = await load(database, {
          councilId,
          profile,
          fileName: name,
          bytes: (await open(path)).createReadStream(),
          actor: 'system:test',
          businessDate,
        })
        assert(loaded.ok, loaded.ok ? '' : loaded.refusal.says)
      }
      await setUpTrainingCharges(database, { councilId, today: businessDate })
      await setUpTrainingCharges(database, { councilId, today: businessDate })
      const kinds = await database.many(
        z.object({ kind: z.string() }),
        sql`select kind from charges.component where council_id = ${councilId}::int order by kind`,
      )
      assert.deepEqual(
        kinds.map(({ kind }) => kind),
        on.startsWith('2028')
          ? ['contract interest', 'summons costs']
          : ['late payment compensation', 'late payment interest', 'summons costs'],
      )
      const costs = await database.run(
        sql`select from charges.spending where council_id = ${councilId}::int`,
      )
      assert(costs > 2)
    })
})
