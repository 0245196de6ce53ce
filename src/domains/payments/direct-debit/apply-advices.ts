import { z } from 'zod'
import { reverse } from '#debts'
import type { Db } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { raise } from './alarms.ts'
import { type Applying, carryOut, isKnown, keepItem } from './applying.ts'
import { lockMandateByReference } from './mandate.ts'
import { moveMandate } from './move-mandate.ts'
import { planCollections } from './plan.ts'
import { reasonFor } from './reasons.ts'
import type { Advices, InstructionAdvice } from './reports/report.ts'

/**
 * What banks say about instructions. Each advice moves its mandate as its reason says. Then, for AUDDIS, whatever else was
 * lodged with a file that was taken is active, and a file that was rejected raises an alarm.
 */
export async function applyAdvices(db: Db, of: Applying, report: Advices): Promise<void> {
  const { councilId } = of
  for (const [n, advice] of report.advices.entries()) {
    const key = keyOf(report.is, advice)
    if (await isKnown(db, councilId, key)) continue
    const { reference, reason } = advice
    await keepItem(db, of, {
      key,
      line: n + 1,
      reference,
      reason,
      ...(await follow(db, of, report.is, advice)),
    })
  }
  for (const [n, file] of report.files.entries()) {
    const key = `AUDDIS file/${file.serial}/${file.isRejected ? 'rejected' : 'taken'}`
    if (await isKnown(db, councilId, key)) continue
    const did = file.isRejected
      ? await rejected(db, of, file.serial)
      : await taken(db, of, file.serial)
    const line = report.advices.length + n + 1
    await keepItem(db, of, { key, line, reference: file.serial, reason: '', did })
  }
  // Payers of what is active now are told of the first collections at once.
  if (report.files.length > 0) await planCollections(db, of)
}

/** Its number never repeats; without one, what it says. */
const keyOf = (
  kind: Advices['is'],
  { number, reference, reason, effectiveOn }: InstructionAdvice,
) =>
  number === undefined
    ? `${kind}/${reference}/${reason}/${effectiveOn ?? ''}`
    : `${kind}/number ${number}`

async function follow(
  db: Db,
  of: Applying,
  kind: Advices['is'],
  { reference, reason: code, newAccount, effectiveOn, number }: InstructionAdvice,
): Promise<{ readonly did: string; readonly mandateId?: string }> {
  const { councilId } = of
  // The reader refuses a code that is not known.
  const reason = reasonFor(kind, code) ?? { says: code, effect: 'pause' }
  const mandate = await lockMandateByReference(db, { councilId, reference })
  if (!mandate) {
    await raise(db, {
      councilId,
      kind: 'not ours',
      says: `The ${kind} report says of reference ${reference} that ${reason.says}, and there is no such mandate here. Find out whose it is.`,
    })
    return { did: 'Left it for somebody to look at: it is no mandate of ours' }
  }
  // A report can come after those that followed it. That somebody has died is true whatever was said since.
  if (
    reason.effect !== 'deceased' &&
    number !== undefined &&
    (await latestNumber(db, { councilId, kind, mandateId: mandate.id })) > number
  )
    return {
      mandateId: mandate.id,
      did: `Left the mandate as it is: ${reason.says}, and what the bank said after that was taken before`,
    }
  const did = await carryOut(db, of, { mandate, reason, newAccount, on: effectiveOn })
  return { mandateId: mandate.id, did: `${did}: ${reason.says}` }
}

/** The number of the latest advice about a mandate that was taken, or nothing. */
const latestNumber = async (
  db: Db,
  {
    councilId,
    kind,
    mandateId,
  }: { readonly councilId: number; readonly kind: Advices['is']; readonly mandateId: string },
): Promise<number> =>
  (
    await db.one(
      z.object({ latest: count }),
      sql`
        select coalesce(max(split_part(item_key, '/number ', 2)::bigint), 0) as latest from payments.bacs_report_item
        where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid and item_key like ${`${kind}/number %`}::text`,
    )
  ).latest

const idRow = z.object({ id: z.string() })

const fileWith = (db: Db, councilId: number, serial: string) =>
  /^\d{1,6}$/.test(serial)
    ? db.maybeOne(
        idRow,
        sql`
          select id from payments.bacs_file
          where council_id = ${councilId}::int and serial = ${Number(serial)}::int for no key update`,
      )
    : Promise.resolve(undefined)

async function taken(db: Db, of: Applying, serial: string): Promise<string> {
  const { councilId, today, actor } = of
  const file = await fileWith(db, councilId, serial)
  if (!file) return notOurFile(db, of, serial)
  const lodged = await db.many(
    idRow,
    sql`
      select mandate.id
      from payments.instruction_to_send as instruction
      join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = instruction.mandate_id
      join payments.bank_details as details
        on details.council_id = ${councilId}::int and details.mandate_id = mandate.id and details.state = 'in use'
        and details.version = instruction.version
      where instruction.council_id = ${councilId}::int and instruction.file_id = ${file.id}::uuid
        and instruction.kind <> 'cancelled' and mandate.state = 'lodged'
      order by mandate.id`,
  )
  for (const { id } of lodged) {
    await moveMandate(db, {
      councilId,
      mandateId: id,
      to: 'active',
      why: 'The payer’s bank took the instruction',
      on: today,
      actor,
    })
  }
  return `Made ${lodged.length === 1 ? '1 mandate' : `${lodged.length} mandates`} active`
}

/** Nothing of it was taken: neither money nor instructions. What it had is said to have come back, and taken off again where it was posted. */
async function rejected(db: Db, of: Applying, serial: string): Promise<string> {
  const { councilId, today, actor } = of
  const file = await fileWith(db, councilId, serial)
  if (!file) return notOurFile(db, of, serial)
  await raise(db, {
    councilId,
    kind: 'file differs',
    says: `Bacs rejected file ${serial}: nothing of it was taken. Find out why from the bureau. Its collections count as returned; cancel the mandates that were lodged with it and set them up again.`,
  })
  const collections = await db.many(
    z.object({ id: z.string(), entryId: z.string().nullable() }),
    sql`
      select id, entry_id from payments.collection
      where council_id = ${councilId}::int and file_id = ${file.id}::uuid and state in ('submitted', 'collected')
      order by id for no key update`,
  )
  for (const { entryId } of collections)
    if (entryId !== null)
      await reverse(db, {
        councilId,
        entryId,
        on: today,
        because: 'Direct debit never taken: Bacs rejected the file',
        actor,
      })
  const returned = await db.run(sql`
    update payments.collection set
      state = 'returned', return_reason = 'file rejected', state_why = 'Bacs rejected the file'
    where council_id = ${councilId}::int and id = any(${collections.map(({ id }) => id)}::uuid[])`)
  return `Counted ${returned} collections as returned, and left the file for somebody to look at`
}

async function notOurFile(db: Db, { councilId }: Applying, serial: string): Promise<string> {
  await raise(db, {
    councilId,
    kind: 'not ours',
    says: `An AUDDIS report is about a file with the serial number ${/^\w{1,6}$/.test(serial) ? serial : 'it does not give'}, and no such file was released here. Find out who sent it.`,
  })
  return 'Left it for somebody to look at: it is no file of ours'
}
