import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatPounds } from '#values/money.ts'
import { raise } from './alarms.ts'
import { type Applying, keepItem } from './applying.ts'
import type { InputReport } from './reports/report.ts'

/** Compares what Bacs took with what was released. Anything but the same raises an alarm at once, before money moves. */
export async function applyInputReport(db: Db, of: Applying, report: InputReport): Promise<void> {
  const { councilId, reportId } = of
  const { serial, accepted, rejected, errors } = report
  // The same report again was known by its bytes: another is of a second time, though it has the same figures.
  const key = `input/${serial}/${reportId}`
  const keep = (did: string) =>
    keepItem(db, of, {
      key,
      line: 1,
      reference: serial,
      reason: '',
      amount: accepted.debits.total,
      did,
    })
  const file = /^\d{6}$/.test(serial)
    ? await db.maybeOne(
        z.object({
          id: z.string(),
          debits: z.number(),
          debitTotal: pence,
          inputReport: z.string().nullable(),
        }),
        sql`
          select id, debits, debit_total, input_report from payments.bacs_file
          where council_id = ${councilId}::int and serial = ${Number(serial)}::int`,
      )
    : undefined
  if (!file) {
    await raise(db, {
      councilId,
      kind: 'not ours',
      says: 'Bacs says it took a file under our number that was not released here. Ask the bureau at once: somebody may be collecting in the council’s name.',
    })
    return keep('Left it for somebody to look at: it is no file of ours')
  }
  // A second report of a file means that it was taken twice.
  const agrees =
    file.inputReport === null &&
    accepted.debits.count === file.debits &&
    accepted.debits.total === file.debitTotal &&
    rejected.debits.count === 0 &&
    errors === 0
  await db.run(sql`
    update payments.bacs_file set input_report = ${agrees ? 'agrees' : 'differs'}::text
    where council_id = ${councilId}::int and id = ${file.id}::uuid`)
  if (agrees) return keep('Agrees with the file that was released')
  if (file.inputReport !== null) {
    await raise(db, {
      councilId,
      kind: 'file differs',
      says: `Bacs reports a second time that it took serial ${serial}, ${accepted.debits.count} debits of ${formatPounds(accepted.debits.total)}. It may take the money twice: ask the bureau at once, before it is taken.`,
    })
    return keep('A second report of the same file: left for somebody to look at')
  }
  await raise(db, {
    councilId,
    kind: 'file differs',
    says: `Bacs took ${accepted.debits.count} debits of ${formatPounds(accepted.debits.total)} under serial ${serial}; ${file.debits} of ${formatPounds(file.debitTotal)} were released, and it rejected ${rejected.debits.count}. Ask the bureau at once, before the money is taken.`,
  })
  return keep('Differs from the file that was released')
}
