import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { giveApproval, record, requestApproval } from '#administration'
import { isWorkingDay } from '#law/time/calendar.ts'
import type { Db } from '#platform/db.ts'
import { queueEffects } from '#platform/effects.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { lockParties } from '#protections'
import { formatDate, isBefore } from '#values/dates.ts'
import { sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { cycleFor } from './days.ts'
import { contentFor, type FileContent, hashOf, submissionOf } from './file-content.ts'
import * as refusals from './refusals.ts'
import { serviceUserOf } from './settings.ts'
import { standard18 } from './standard18.ts'

type Asked = {
  readonly councilId: number
  readonly today: Temporal.PlainDate
  readonly actor: string
}

/** What would go for a day, looked at under the locks that holds and letters take. */
async function contentOn(
  db: Db,
  { councilId, entryOn, today }: Asked & { readonly entryOn: Temporal.PlainDate },
): Promise<Outcome<FileContent>> {
  const serviceUser = await serviceUserOf(db, councilId)
  if (!serviceUser) return refused(refusals.noServiceUser)
  if (!isWorkingDay(entryOn)) return refused(refusals.noSuchDay)
  const cycle = cycleFor(entryOn)
  if (isBefore(cycle.input, today)) return refused(refusals.tooLate(formatDate(cycle.input)))
  const payers = await db.many(
    z.object({ partyId: z.string() }),
    sql`
      select distinct liability.party_id
      from payments.collection as collection
      join debts.liability as liability
        on liability.council_id = ${councilId}::int and liability.account_id = collection.account_id
      where collection.council_id = ${councilId}::int and collection.state = 'notified'
        and collection.collect_on = ${entryOn}::date`,
  )
  await lockParties(db, { councilId, partyIds: payers.map(({ partyId }) => partyId) })
  return done(await contentFor(db, { councilId, cycle, serviceUser }))
}

/** The kind of approval that a file needs, and of effect that puts it where the bureau collects. */
export const fileKind = 'bacs file'

/**
 * Proposes the file for a day, with its totals and the hash of all that is in it, for another person to release. Nothing
 * leaves. Refuses a day that banks are closed, that is too late for Bacs, or that has a file.
 */
export async function proposeFile(
  db: Db,
  asked: Asked & { readonly entryOn: Temporal.PlainDate },
): Promise<Outcome<string>> {
  const { councilId, entryOn, actor } = asked
  const content = await contentOn(db, asked)
  if (!content.ok) return content
  const { instructions, debits, cycle } = content.value
  if (instructions.length + debits.length === 0) return refused(refusals.nothingToSend)
  const fileId = randomUUID()
  const total = sum(debits.map(({ amount }) => amount))
  const contentHash = hashOf(content.value)
  const isNew = await db.run(sql`
    insert into payments.bacs_file
      (council_id, id, entry_on, processing_on, content_hash, instructions, debits, debit_total, proposed_by)
    values (${councilId}::int, ${fileId}::uuid, ${entryOn}::date, ${cycle.processing}::date, ${contentHash}::text,
      ${instructions.length}::int, ${debits.length}::int, ${total}::bigint, ${actor}::text)
    on conflict (council_id, entry_on) where state in ('proposed', 'released') do nothing`)
  if (isNew === 0) return refused(refusals.oneADay)
  await requestApproval(db, {
    councilId,
    subjectKind: fileKind,
    subjectId: fileId,
    contentHash,
    requestedBy: actor,
  })
  return done(fileId)
}

const proposed = z.object({
  entryOn: date,
  state: z.string(),
  contentHash: z.string(),
  proposedBy: z.string(),
})

const lockFile = (db: Db, councilId: number, fileId: string) =>
  db.maybeOne(
    proposed,
    sql`
      select entry_on, state, content_hash, proposed_by from payments.bacs_file
      where council_id = ${councilId}::int and id = ${fileId}::uuid for no key update`,
  )

/**
 * Releases a file: another person than who proposed it, and only what was proposed. In one transaction the file takes the
 * next serial number, its bytes are made and kept, everything in it is marked as gone, and the outbox is asked to hand it
 * over. Killed at any moment, it is as though it had not begun, or it is released. Returns its serial number.
 */
export async function releaseFile(
  db: Db,
  asked: Asked & { readonly fileId: string },
): Promise<Outcome<number>> {
  const { councilId, fileId, today, actor } = asked
  // Two releases follow each other, so that serial numbers do.
  const { serial } = await db.one(
    z.object({ serial: z.number() }),
    sql`
      select last_serial + 1 as serial from payments.service_user where council_id = ${councilId}::int
      for no key update`,
  )
  const file = await lockFile(db, councilId, fileId)
  if (file?.state !== 'proposed') return refused(refusals.notProposed)
  if (file.proposedBy === actor) return refused(refusals.secondPerson)
  const content = await contentOn(db, { ...asked, entryOn: file.entryOn })
  if (!content.ok) return content
  const contentHash = hashOf(content.value)
  if (contentHash !== file.contentHash) return refused(refusals.changedSince)
  const approved = await giveApproval(db, {
    councilId,
    subjectKind: fileKind,
    subjectId: fileId,
    contentHash,
    approvedBy: actor,
  })
  if (!approved) return refused(refusals.secondPerson)
  const written = standard18(submissionOf(content.value, { serial, createdOn: today }))
  if (!written.ok) return written
  await keepReleased(db, { ...asked, serial, bytes: written.value.bytes })
  await markGone(db, asked, content.value)
  await queueEffects(db, {
    councilId,
    effects: sql`
      select 'bacs file/' || ${serial}::int as effect_key, ${fileKind}::text as kind, null::uuid as action_id,
        jsonb_build_object('fileId', ${fileId}::text) as payload`,
  })
  await record(db, {
    councilId,
    actor,
    action: 'released',
    objectKind: fileKind,
    objectId: fileId,
    detail: { serial, debits: content.value.debits.length },
  })
  return done(serial)
}

async function keepReleased(
  db: Db,
  {
    councilId,
    fileId,
    serial,
    bytes,
    actor,
  }: Asked & { readonly fileId: string; readonly serial: number; readonly bytes: Buffer },
): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await db.run(sql`
    update payments.service_user set last_serial = ${serial}::int where council_id = ${councilId}::int`)
  await db.run(sql`
    update payments.bacs_file set
      state = 'released', serial = ${serial}::int, sha256 = ${sha256}::text, released_by = ${actor}::text,
      released_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${fileId}::uuid`)
  await db.run(sql`
    insert into payments.bacs_file_bytes (council_id, file_id, bytes)
    values (${councilId}::int, ${fileId}::uuid, decode(${bytes.toString('base64')}::text, 'base64'))`)
}

async function markGone(
  db: Db,
  { councilId, fileId, today }: Asked & { readonly fileId: string },
  { instructions, debits }: FileContent,
): Promise<void> {
  await db.run(sql`
    update payments.collection set state = 'submitted', file_id = ${fileId}::uuid, mandate_state = 'active'
    where council_id = ${councilId}::int and id = any(${debits.map(({ collectionId }) => collectionId)}::uuid[])`)
  await db.run(sql`
    update payments.instruction_to_send set file_id = ${fileId}::uuid
    where council_id = ${councilId}::int and id = any(${instructions.map(({ instructionId }) => instructionId)}::uuid[])`)
  await db.run(sql`
    update payments.mandate set
      state = 'lodged', state_since = ${today}::date, state_why = 'Sent to the payer’s bank, whose answer is awaited'
    where council_id = ${councilId}::int and state in ('proposed', 'amended')
      and id = any(${instructions.filter(({ kind }) => kind !== 'cancelled').map(({ mandateId }) => mandateId)}::uuid[])`)
}

/** Takes a proposed file back, so that it can be proposed afresh. */
export async function withdrawFile(
  db: Db,
  {
    councilId,
    fileId,
    why,
    actor,
  }: Omit<Asked, 'today'> & { readonly fileId: string; readonly why: string },
): Promise<Outcome<void>> {
  const withdrawn = await db.run(sql`
    update payments.bacs_file set state = 'withdrawn', withdrawn_by = ${actor}::text, withdrawn_why = ${why}::text
    where council_id = ${councilId}::int and id = ${fileId}::uuid and state = 'proposed'`)
  if (withdrawn === 0) return refused(refusals.notProposed)
  await record(db, {
    councilId,
    actor,
    action: 'withdrew',
    objectKind: fileKind,
    objectId: fileId,
    detail: { why },
  })
  return done(undefined)
}
