import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { fileText, totalOf } from './file-format.ts'
import { isConfidentialNow } from './kinds/details.ts'
import * as refusals from './refusals.ts'

/** A file has at most so many; what is left over waits for the next. */
export const mostInFile = 50_000

export type ToMake = {
  readonly councilId: number
  readonly source: string
  readonly today: Temporal.PlainDate
  readonly actor: string
}

const waiting = z.object({
  id: z.string(),
  number: z.bigint(),
  attempt: z.number(),
  kind: z.string(),
  reference: z.string(),
  happenedOn: date,
  amount: pence.nullable(),
  code: z.string(),
  untilOn: date.nullable(),
  follows: z.bigint().nullable(),
  says: z.string(),
})

/** Those that wait, in the order of their numbers; what has become confidential meanwhile says nothing, and keeps its number. A reversal follows the payment it takes back, as the source was told it. */
const messagesWaiting = (db: Db, { councilId, source }: ToMake, most: number) =>
  db.many(
    waiting,
    sql`
      select message.id, message.number, message.attempt + 1 as attempt, message.kind, message.reference, message.happened_on,
        message.amount, message.code, message.until_on, coalesce(corrected.number, taken_back.number) as follows,
        case when ${isConfidentialNow(councilId)} then '' else message.says end as says
      from write_back.message as message
      left join write_back.message as corrected
        on corrected.council_id = ${councilId}::int and corrected.id = message.corrects_id
      left join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = message.entry_id
      left join lateral (
        select max(earlier.number) as number from write_back.message as earlier
        where earlier.council_id = ${councilId}::int and earlier.entry_id = entry.reverses_id
          and earlier.account_id = message.account_id and earlier.attempt > 0) as taken_back on true
      where message.council_id = ${councilId}::int and message.source = ${source}::text and message.state = 'waiting'
      order by message.number
      limit ${most}::int`,
  )

/**
 * Makes a file of what waits for a source, once: its serial number, its bytes, and which messages are in it, in one
 * transaction, so that killed at any moment no message is in two files or in none. Refuses where nothing waits. Answers the
 * file's id. For a transaction without a viewer: a file leaves nobody out.
 */
export async function makeFile(
  db: Db,
  asked: ToMake,
  most: number = mostInFile,
): Promise<Outcome<string>> {
  const { councilId, source, today, actor } = asked
  const told = await db.maybeOne(
    z.object({ serial: z.number(), slug: z.string() }),
    sql`
      select told.last_serial + 1 as serial, council.slug
      from write_back.source as told
      join administration.council as council on council.council_id = ${councilId}::int
      where told.council_id = ${councilId}::int and told.source = ${source}::text and told.way = 'file'
      for no key update of told`,
  )
  if (!told) return refused(refusals.onlyRead)
  const messages = await messagesWaiting(db, asked, most)
  if (messages.length === 0) return refused(refusals.nothingWaits)
  const { serial, slug: council } = told
  const bytes = Buffer.from(fileText({ council, source, serial, madeOn: today }, messages))
  const fileId = randomUUID()
  await db.run(sql`
    insert into write_back.file (council_id, id, source, serial, made_on, made_by, messages, total, sha256)
    values (${councilId}::int, ${fileId}::uuid, ${source}::text, ${serial}::int, ${today}::date, ${actor}::text,
      ${messages.length}::int, ${totalOf(messages)}::bigint, ${createHash('sha256').update(bytes).digest('hex')}::text)`)
  await db.run(sql`
    insert into write_back.file_bytes (council_id, file_id, bytes)
    values (${councilId}::int, ${fileId}::uuid, decode(${bytes.toString('base64')}::text, 'base64'))`)
  const ids = messages.map(({ id }) => id)
  await db.run(sql`
    update write_back.message set state = 'sent', attempt = attempt + 1, sent_on = ${today}::date
    where council_id = ${councilId}::int and id = any (${ids}::uuid[]) and state = 'waiting'`)
  await db.run(sql`
    insert into write_back.in_file (council_id, file_id, message_id, attempt)
    select ${councilId}::int, ${fileId}::uuid, id, attempt from write_back.message
    where council_id = ${councilId}::int and id = any (${ids}::uuid[])`)
  await db.run(sql`
    update write_back.source set last_serial = ${serial}::int
    where council_id = ${councilId}::int and source = ${source}::text`)
  await record(db, {
    councilId,
    actor,
    action: 'made a file for its source',
    objectKind: 'source file',
    objectId: fileId,
    detail: { source, serial, messages: messages.length },
  })
  return done(fileId)
}
