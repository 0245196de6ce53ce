import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { count, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aTakingCouncil, loadBytes, profileNamed } from './testing.ts'

// Hostile files that are handed round beside the project, each with how it must end. None of them is in it.
const folder = join(import.meta.dirname, '../../../../shared/hostile')
const manifestPath = join(folder, 'MANIFEST.json')

const rows = z.object({
  applied: z.number().optional(),
  quarantined: z.number().optional(),
  duplicate: z.number().optional(),
  applied_at_most: z.number().optional(),
  applied_at_least: z.number().optional(),
  quarantined_at_least: z.number().optional(),
})
const entry = z.object({
  file: z.string(),
  kind: z.string(),
  exercises: z.string(),
  expect: z.object({
    outcome: z.string(),
    also_acceptable: z.array(z.string()).default([]),
    rows: rows.default({}),
  }),
  note: z.string().optional(),
})
type Entry = z.infer<typeof entry>

const feeds: Readonly<Record<string, string>> = {
  'csv.debts': 'debts-neutral',
  'csv.payments': 'payments-neutral',
}
const entries = existsSync(manifestPath)
  ? z
      .object({ entries: z.array(z.unknown()) })
      .parse(JSON.parse(readFileSync(manifestPath, 'utf8')))
      .entries.map(found => entry.safeParse(found).data)
      .filter(found => found !== undefined)
      .filter(({ kind }) => kind in feeds)
  : []

suite(
  'hostile files',
  { skip: entries.length === 0 && 'they are not beside the project' },
  async () => {
    const database = await aDatabase()
    after(() => database.close())
    let councils = 0
    const together = await aTakingCouncil(database, ++councils)

    for (const hostile of entries) {
      const { file, kind, exercises } = hostile
      test(`${file}: ${exercises}`, async () => {
        const council = file.includes('/repeat/')
          ? together
          : await aTakingCouncil(database, ++councils)
        const began = performance.now()
        const outcome = await loadBytes(
          database,
          council,
          profileNamed(feeds[kind] ?? ''),
          readFileSync(join(folder, file)),
          { fileName: file },
        )
        assert(performance.now() - began < 60_000, 'judged, and not without end')
        if (!outcome.ok) {
          endsRefused(hostile, outcome.refusal.says)
          return
        }
        const report = outcome.value
        assert.equal(
          report.total,
          report.appliedPence + report.putAsidePence + report.duplicatePence,
        )
        assert.equal(report.rows, report.applied + report.putAside + report.duplicates)
        endsApplied(hostile, report)
        if (hostile.note !== undefined)
          endsRowByRow(hostile.note, await rowsOf(database, council, report.fileId))
        assert.equal(await fullCardNumbers(database, council), 0)
      })
    }
  },
)

function endsRefused({ expect }: Entry, says: string): void {
  const accepted = [expect.outcome, ...expect.also_acceptable]
  assert(accepted.includes('reject_file'), `refused, and should not be: ${says}`)
  assert.match(says, /nothing in it was applied/)
  assert.doesNotMatch(says, /invalid byte sequence|violates|syntax error/)
}

function endsApplied(
  { expect }: Entry,
  {
    applied,
    putAside,
    duplicates,
    again,
  }: { applied: number; putAside: number; duplicates: number; again?: boolean },
): void {
  const { rows } = expect
  const ended = { applied, putAside, duplicates, again }
  const says = JSON.stringify({ ended, expect })
  if (expect.outcome === 'noop') {
    assert(again === true || (applied === 0 && duplicates === rows.duplicate), says)
    return
  }
  if (expect.also_acceptable.some(other => /^apply_(all|some)/.test(other)) && applied > 0) return
  assert(expect.outcome === 'apply_all' || expect.outcome === 'apply_some', says)
  if (expect.outcome === 'apply_all') assert.equal(putAside, 0, says)
  assert.equal(applied, rows.applied ?? applied, says)
  assert.equal(putAside, rows.quarantined ?? putAside, says)
  assert.equal(duplicates, rows.duplicate ?? duplicates, says)
  assert(
    applied >= (rows.applied_at_least ?? 0) && applied <= (rows.applied_at_most ?? applied),
    says,
  )
  assert(putAside >= (rows.quarantined_at_least ?? 0), says)
}

const rowOutcome = z.object({ rowNo: z.number(), state: z.string(), amount: pence })

const rowsOf = (database: Parameters<typeof asCouncil>[0], council: number, fileId: string) =>
  asCouncil(database, council, db =>
    db.many(
      rowOutcome,
      sql`
        select row_no, state, amount from imports.row
        where council_id = ${council}::int and file_id = ${fileId}::uuid order by row_no`,
    ),
  )

/** The manifest says of some files, row by row, what is acceptable: `q` put aside, a number those pence. */
function endsRowByRow(note: string, found: readonly z.infer<typeof rowOutcome>[]): void {
  const wanted = z
    .array(z.object({ row: z.number(), accept: z.string(), amount: z.string().optional() }))
    .parse(JSON.parse(note))
  for (const { row, accept, amount } of wanted) {
    const ended = found.find(({ rowNo }) => rowNo === row)
    const asIs = ended?.state === 'put aside' ? 'q' : String(ended?.amount)
    if (amount !== undefined)
      assert(accept.split('|').includes(asIs), `row ${row}: ${asIs}, not ${accept}`)
    else if (/^q( \(|$)/.test(accept)) assert.equal(asIs, 'q', `row ${row} is put aside`)
    else if (/^\d{4}-\d{2}-\d{2}$/.test(accept)) assert.notEqual(asIs, 'q', `row ${row} is applied`)
  }
}

/** Any sixteen figures in a row, wherever text is kept. */
const fullCardNumbers = (database: Parameters<typeof asCouncil>[0], council: number) =>
  asCouncil(database, council, db =>
    db.one(
      z.object({ found: count }),
      sql`
        select count(*) as found from (
          select array_to_string(raw, ' ') as text from imports.row where council_id = ${council}::int
          union all select given_reference from debts.suspense_item where council_id = ${council}::int
          union all select canonical from administration.audit where council_id = ${council}::int
        ) as kept where text ~ '4111 ?1111 ?1111 ?1111'`,
    ),
  ).then(({ found }) => found)
