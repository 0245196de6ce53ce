import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { giveApproval, record, requestApproval, staffNames } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { heldBack } from './held-back.ts'
import { linesToSend, listKind, lockList, type OneList } from './list.ts'
import { hashOfList, listFile } from './list-file.ts'
import * as refusals from './refusals.ts'

type Asked = { readonly councilId: number; readonly actor: string }

/** Takes a council's lists until the transaction ends, so that serial numbers follow each other and no refund is on two. */
const takeLists = async (db: Db, councilId: number): Promise<void> => {
  await db.run(sql`select pg_advisory_xact_lock(hashtext('refund lists'), ${councilId}::int)`)
}

/**
 * Proposes the list of all that is agreed, on no list and may still leave, for another person to release. Nothing leaves. Refuses where
 * nothing is, and while another list waits. Answers its id.
 */
export async function proposeList(db: Db, { councilId, actor }: Asked): Promise<Outcome<string>> {
  await takeLists(db, councilId)
  const waiting = await db.run(sql`
    select from payments.refund_list where council_id = ${councilId}::int and state = 'proposed'`)
  if (waiting > 0) return refused(refusals.listWaiting)
  const held = (await heldBack(db, councilId)).map(({ refundId }) => refundId)
  const agreed = await db.many(
    z.object({ id: z.string(), amount: z.bigint() }),
    sql`
      select id, amount from payments.refund
      where council_id = ${councilId}::int and state = 'agreed' and list_id is null
        and id <> all(${held}::uuid[])
      order by decided_at, id limit 5000 for no key update`,
  )
  if (agreed.length === 0) return refused(refusals.nothingToList)
  const listId = randomUUID()
  const ids = agreed.map(({ id }) => id)
  await db.run(sql`
    insert into payments.refund_list (council_id, id, refunds, total, proposed_by)
    values (${councilId}::int, ${listId}::uuid, ${agreed.length}::int,
      ${sum(agreed.map(({ amount }) => amount))}::bigint, ${actor}::text)`)
  await db.run(sql`
    update payments.refund as refund set list_id = ${listId}::uuid, line = listed.line
    from unnest(${ids}::uuid[]) with ordinality as listed (id, line)
    where refund.council_id = ${councilId}::int and refund.id = listed.id`)
  await requestApproval(db, {
    councilId,
    subjectKind: listKind,
    subjectId: listId,
    contentHash: hashOfList(await linesToSend(db, { councilId, listId })),
    requestedBy: actor,
  })
  return done(listId)
}

/**
 * Releases a list: another person than who proposed it, and only what was proposed. In one transaction it takes the next serial number, its file
 * is made and kept, and everything on it is marked as gone. Refuses where a refund on it was stopped since, or may not leave any more. Answers
 * its serial number.
 */
export async function releaseList(
  db: Db,
  asked: Asked & { readonly listId: string },
): Promise<Outcome<number>> {
  const { councilId, listId, actor } = asked
  await takeLists(db, councilId)
  const waiting = await lockList(db, asked)
  if (waiting?.state !== 'proposed') return refused(refusals.listNotWaiting)
  if (waiting.proposedBy === actor) return refused(refusals.secondPerson)
  // Whoever is stopping one of them is waited for: it must not be in the file and back on its account as well.
  await db.run(sql`
    select from payments.refund
    where council_id = ${councilId}::int and list_id = ${listId}::uuid order by line for no key update`)
  const lines = await linesToSend(db, asked)
  if (lines.length !== waiting.refunds) return refused(refusals.listChanged)
  if ((await heldBack(db, councilId)).some(held => held.listId === listId))
    return refused(refusals.listHasHeld)
  const approved = await giveApproval(db, {
    councilId,
    subjectKind: listKind,
    subjectId: listId,
    contentHash: hashOfList(lines),
    approvedBy: actor,
  })
  if (!approved) return refused(refusals.listChanged)
  const { serial } = await db.one(
    z.object({ serial: z.number() }),
    sql`
      select coalesce(max(serial), 0) + 1 as serial from payments.refund_list where council_id = ${councilId}::int`,
  )
  const names = await staffNames(db, [waiting.proposedBy, actor])
  const named = (id: string) => names.get(id) ?? id
  const by = { proposedBy: named(waiting.proposedBy), releasedBy: named(actor) }
  await keepReleased(db, asked, serial, listFile(serial, lines, by))
  const sent = await db.run(sql`
    update payments.refund set state = 'sent'
    where council_id = ${councilId}::int and list_id = ${listId}::uuid and state = 'agreed'`)
  assert.equal(sent, lines.length, 'what is in the file is what was sent')
  await record(db, {
    councilId,
    actor,
    action: 'released',
    objectKind: listKind,
    objectId: listId,
    detail: { serial, refunds: lines.length },
  })
  return done(serial)
}

async function keepReleased(
  db: Db,
  { councilId, listId, actor }: Asked & OneList,
  serial: number,
  bytes: Buffer,
): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await db.run(sql`
    update payments.refund_list set state = 'released', serial = ${serial}::int, sha256 = ${sha256}::text,
      released_by = ${actor}::text, released_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${listId}::uuid`)
  await db.run(sql`
    insert into payments.refund_list_file (council_id, list_id, bytes)
    values (${councilId}::int, ${listId}::uuid, decode(${bytes.toString('base64')}::text, 'base64'))`)
}

/** Takes a proposed list back: what is on it goes on the next. */
export async function withdrawList(
  db: Db,
  asked: Asked & OneList & { readonly why: string },
): Promise<Outcome<void>> {
  const { councilId, listId, why, actor } = asked
  const waiting = await lockList(db, asked)
  if (waiting?.state !== 'proposed') return refused(refusals.listNotWaiting)
  await db.run(sql`
    update payments.refund set list_id = null, line = null
    where council_id = ${councilId}::int and list_id = ${listId}::uuid and state = 'agreed'`)
  await db.run(sql`
    update payments.refund_list set state = 'withdrawn', withdrawn_by = ${actor}::text, withdrawn_why = ${why}::text
    where council_id = ${councilId}::int and id = ${listId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'withdrew',
    objectKind: listKind,
    objectId: listId,
    detail: { why },
  })
  return done(undefined)
}
