import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { load } from './load.ts'
import type { LoadReport } from './report.ts'
import { aTakingCouncil, profileNamed, testDay } from './testing.ts'

// Lists that real councils publish, handed round beside the project; their figures were counted by other programs.
const folder = join(import.meta.dirname, '../../../../shared/samples/council-data/nndr')

const lists = [
  {
    layout: 'a',
    list: 'kirklees',
    rows: 15_991,
    references: 15_840,
    aside: { 'the whole row': 88, Postcode: 1 },
  },
  {
    layout: 'b',
    list: 'scarborough',
    rows: 2_381,
    references: 2_332,
    aside: { 'Rateable value': 13 },
  },
  { layout: 'c', list: 'selby', rows: 2_677, references: 2_677, aside: { Occupied: 4 } },
  {
    layout: 'd',
    list: 'wakefield',
    rows: 11_037,
    references: 11_035,
    aside: { 'the whole row': 127, reference: 2 },
  },
] as const

const asideBy = ({ reasons }: LoadReport) =>
  Object.fromEntries(reasons.map(({ column, rows }) => [column, rows]))

suite(
  'published lists',
  { skip: !existsSync(folder) && 'they are not beside the project' },
  async () => {
    const database = await aDatabase()
    after(() => database.close())

    for (const [n, { layout, list, rows, references, aside }] of lists.entries()) {
      test(`${list}: ${rows} rows, ${references} references`, async () => {
        const councilId = await aTakingCouncil(database, n + 1)
        const outcome = await load(database, {
          councilId,
          profile: profileNamed(`business-rates-register-${layout}`),
          fileName: `${list}.csv`,
          bytes: createReadStream(join(folder, `${list}.csv`)),
          actor: 'system:test',
          businessDate: testDay,
        })
        assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
        const report = outcome.value
        assert.deepEqual(
          { rows: report.rows, references: report.distinctReferences, aside: asideBy(report) },
          { rows, references, aside },
        )
        assert.equal(report.applied + report.putAside + report.duplicates, rows)
        assert.equal(report.total, 0n)

        // Nobody's name is nobody: each placeholder is a party of its own, and no link says otherwise.
        const nobody = await asCouncil(database, councilId, db =>
          db.one(
            z.object({ records: count, parties: count }),
            sql`
            select count(*) as records, count(distinct record.party_id) as parties
            from parties.source_record as record
            join parties.party as party on party.council_id = ${councilId}::int and party.id = record.party_id
            where record.council_id = ${councilId}::int and party.is_placeholder`,
          ),
        )
        assert.equal(nobody.records, nobody.parties)
        if (list === 'wakefield') assert(nobody.records > 4_000)
      })
    }
  },
)
