import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { raise } from './alarms.ts'
import { readReport } from './reports/read.ts'
import type { Advices, Report } from './reports/report.ts'
import { serviceUserOf, takeTurn } from './settings.ts'
import * as refusals from './refusals.ts'
import { applyAdvices } from './apply-advices.ts'
import { applyClaims } from './apply-claims.ts'
import { applyInputReport } from './apply-input-report.ts'
import { applyReturned } from './apply-returned.ts'
import type { Applying } from './applying.ts'

export type TakenReport = {
  readonly reportId: string
  /** Whether the very same file was taken before: then nothing was done. */
  readonly again: boolean
  /** Why it was refused: then nothing of it was done either, and the file is kept. */
  readonly refusedWhy?: string
}

/**
 * Takes a report that came from Bacs: keeps the file, and does what each of its lines says, all of it or none. The same
 * file again does nothing, and so does a line that another report repeats. A gap between its numbers and those of the
 * report before raises an alarm. For a transaction of its own.
 */
export async function takeReport(
  db: Db,
  {
    councilId,
    bytes,
    today,
    actor,
  }: {
    readonly councilId: number
    readonly bytes: Uint8Array
    readonly today: Temporal.PlainDate
    readonly actor: string
  },
): Promise<TakenReport> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  // Two reports at once follow each other: what the first did, the second finds.
  await takeTurn(db, councilId)
  const known = await db.maybeOne(
    z.object({ id: z.string() }),
    sql`select id from payments.bacs_report where council_id = ${councilId}::int and sha256 = ${sha256}::text`,
  )
  if (known) return { reportId: known.id, again: true }

  const read = readReport(bytes)
  const serviceUser = await serviceUserOf(db, councilId)
  const refusedWhy = !serviceUser
    ? refusals.noServiceUser.says
    : !read.ok
      ? read.refusal.says
      : read.value.serviceUserNumber === serviceUser.number
        ? undefined
        : 'The report is another service user’s. Nothing of it was taken; see that it reaches whose it is.'
  const report = read.ok ? read.value : undefined
  const reportId = await keep(db, { councilId, bytes, sha256, report, refusedWhy, actor })
  if (refusedWhy !== undefined || !report)
    return { reportId, again: false, refusedWhy: refusedWhy ?? '' }
  await apply(db, { councilId, reportId, today, actor }, report)
  return { reportId, again: false }
}

async function keep(
  db: Db,
  {
    councilId,
    bytes,
    sha256,
    report,
    refusedWhy,
    actor,
  }: {
    readonly councilId: number
    readonly bytes: Uint8Array
    readonly sha256: string
    readonly report: Report | undefined
    readonly refusedWhy: string | undefined
    readonly actor: string
  },
): Promise<string> {
  const reportId = randomUUID()
  const numbers = report && numbersOf(report)
  if (report && numbers && refusedWhy === undefined) {
    await alarmOnGap(db, { councilId, kind: report.is, ...numbers })
    await alarmOnGapInside(db, councilId, report)
  }
  await db.run(sql`
    insert into payments.bacs_report
      (council_id, id, sha256, kind, state, refused_why, reported_on, first_number, last_number, items, loaded_by)
    values (${councilId}::int, ${reportId}::uuid, ${sha256}::text, ${report?.is ?? 'not known'}::text,
      ${refusedWhy === undefined ? 'applied' : 'refused'}::text, ${refusedWhy ?? null}::text,
      ${report?.reportedOn ?? null}::date, ${numbers?.first ?? null}::bigint, ${numbers?.last ?? null}::bigint,
      ${report ? itemsOf(report) : 0}::int, ${actor}::text)`)
  await db.run(sql`
    insert into payments.bacs_report_bytes (council_id, report_id, bytes)
    values (${councilId}::int, ${reportId}::uuid, decode(${Buffer.from(bytes).toString('base64')}::text, 'base64'))`)
  await record(db, {
    councilId,
    actor,
    action: refusedWhy === undefined ? 'took a Bacs report' : 'refused a Bacs report',
    objectKind: 'bacs report',
    objectId: reportId,
    detail: { sha256, kind: report?.is ?? 'not known' },
  })
  return reportId
}

function numbersOf(report: Report): { readonly first: number; readonly last: number } | undefined {
  if (report.is === 'ARUDD')
    return report.number === undefined ? undefined : { first: report.number, last: report.number }
  if (report.is !== 'ADDACS' && report.is !== 'AUDDIS') return undefined
  const own = ownNumbers(report)
  const first = report.firstNumber ?? own[0]
  return first === undefined ? undefined : { first, last: report.lastNumber ?? own.at(-1) ?? first }
}

/** The numbers of its advices, in order. */
const ownNumbers = ({ advices }: Advices): readonly number[] =>
  advices.flatMap(({ number }) => number ?? []).toSorted((a, b) => a - b)

/** Each advice has a number of its own: one that the report says it has, and has not, is what somebody's bank said. */
async function alarmOnGapInside(db: Db, councilId: number, report: Report): Promise<void> {
  if (report.is !== 'ADDACS' && report.is !== 'AUDDIS') return
  const numbers = [...new Set(ownNumbers(report))]
  // Where some have none, or files have theirs, nobody can tell.
  const [least] = numbers
  if (least === undefined || numbers.length < report.advices.length || report.files.length > 0)
    return
  const first = Math.min(report.firstNumber ?? least, least)
  const last = Math.max(report.lastNumber ?? least, numbers.at(-1) ?? least)
  const missing = last - first + 1 - numbers.length
  if (missing <= 0) return
  await raise(db, {
    councilId,
    kind: 'gap',
    says: `The ${report.is} report has the numbers ${first} to ${last}, and ${missing === 1 ? 'one of them is' : `${missing} of them are`} not in it. What it has was taken; ask the bureau for what is missing.`,
  })
}

/** Numbers run on without a gap: one means that a report is missing, and with it what somebody's bank said. */
async function alarmOnGap(
  db: Db,
  {
    councilId,
    kind,
    first,
  }: { readonly councilId: number; readonly kind: string; readonly first: number },
): Promise<void> {
  const { last } = await db.one(
    z.object({ last: count.nullable() }),
    sql`
      select max(last_number) as last from payments.bacs_report
      where council_id = ${councilId}::int and kind = ${kind}::text and state = 'applied'`,
  )
  if (last === null || first <= last + 1) return
  const missing =
    first === last + 2 ? `number ${last + 1} is` : `numbers ${last + 1} to ${first - 1} are`
  await raise(db, {
    councilId,
    kind: 'gap',
    says: `In the ${kind} reports, ${missing} missing. This report was taken; get the missing one from the bureau and load it.`,
  })
}

const itemsOf = (report: Report): number => {
  switch (report.is) {
    case 'ARUDD':
      return report.returned.length
    case 'DDICA':
      return report.claims.length
    case 'input':
      return 1
    case 'ADDACS':
    case 'AUDDIS':
      return report.advices.length + report.files.length
  }
}

async function apply(db: Db, of: Applying, report: Report): Promise<void> {
  switch (report.is) {
    case 'ARUDD':
      return applyReturned(db, of, report)
    case 'ADDACS':
    case 'AUDDIS':
      return applyAdvices(db, of, report)
    case 'DDICA':
      return applyClaims(db, of, report)
    case 'input':
      return applyInputReport(db, of, report)
  }
}
