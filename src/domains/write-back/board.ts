import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const standing = z.object({
  source: z.string(),
  waiting: count,
  waitingAmount: pence,
  sent: count,
  sentAmount: pence,
  exceptions: count,
  exceptionAmount: pence,
  lastSerial: z.number().nullable(),
  lastMadeOn: date.nullable(),
  /** Files that were made and that nobody has yet. */
  toHandOver: count,
})
/** How a source stands: what waits for it, what it has not answered, what a person has to look at. Amounts are pence. */
export type Standing = z.infer<typeof standing>

/** Reads what is open, never what is done with. */
export const standings = (db: Db, councilId: number): Promise<readonly Standing[]> =>
  db.many(
    standing,
    sql`
      with open as materialized (
        select source, state, count(*) as messages, coalesce(sum(amount), 0)::bigint as amount
        from write_back.message
        where council_id = ${councilId}::int and (state = 'waiting' or state = 'sent' or state in ('rejected', 'unanswered'))
        group by source, state
      )
      select told.source,
        coalesce(sum(open.messages) filter (where state = 'waiting'), 0)::bigint as waiting,
        coalesce(sum(open.amount) filter (where state = 'waiting'), 0)::bigint as waiting_amount,
        coalesce(sum(open.messages) filter (where state = 'sent'), 0)::bigint as sent,
        coalesce(sum(open.amount) filter (where state = 'sent'), 0)::bigint as sent_amount,
        coalesce(sum(open.messages) filter (where state in ('rejected', 'unanswered')), 0)::bigint as exceptions,
        coalesce(sum(open.amount) filter (where state in ('rejected', 'unanswered')), 0)::bigint as exception_amount,
        nullif(told.last_serial, 0) as last_serial,
        (select file.made_on from write_back.file as file
          where file.council_id = ${councilId}::int and file.source = told.source and file.serial = told.last_serial) as last_made_on,
        (select count(*) from write_back.file as file
          where file.council_id = ${councilId}::int and file.source = told.source and file.handed_over_at is null) as to_hand_over
      from write_back.source as told
      left join open on open.source = told.source
      where told.council_id = ${councilId}::int
      group by told.source, told.last_serial
      order by told.source`,
  )

const sourceFile = z.object({
  id: z.string(),
  source: z.string(),
  serial: z.number(),
  madeOn: date,
  madeBy: z.string(),
  messages: z.number(),
  total: pence,
  sha256: z.string(),
  handedOverAt: instant.nullable(),
  handedOverBy: z.string().nullable(),
  /** How many of its messages have been answered. */
  answered: count,
})
/** A file that was made for a source. */
export type SourceFile = z.infer<typeof sourceFile>

/** The newest files of a source. */
export const filesOf = (
  db: Db,
  { councilId, source }: { readonly councilId: number; readonly source: string },
): Promise<readonly SourceFile[]> =>
  db.many(
    sourceFile,
    sql`
      select file.id, file.source, file.serial, file.made_on, coalesce(maker.name, file.made_by) as made_by, file.messages, file.total,
        file.sha256, file.handed_over_at, coalesce(hander.name, file.handed_over_by) as handed_over_by,
        (select count(*) from write_back.in_file as sent
          join write_back.message as message on message.council_id = ${councilId}::int and message.id = sent.message_id
          where sent.council_id = ${councilId}::int and sent.file_id = file.id and message.answered_by is not null) as answered
      from write_back.file as file
      left join administration.staff as maker on maker.staff_id::text = file.made_by
      left join administration.staff as hander on hander.staff_id::text = file.handed_over_by
      where file.council_id = ${councilId}::int and file.source = ${source}::text
      order by file.serial desc limit 30`,
  )

/** A file's name and bytes, to be downloaded. */
export const fileToDownload = (
  db: Db,
  councilId: number,
  fileId: string,
): Promise<
  { readonly source: string; readonly serial: number; readonly bytes: Uint8Array } | undefined
> =>
  db.maybeOne(
    z.object({ source: z.string(), serial: z.number(), bytes: z.instanceof(Uint8Array) }),
    sql`
      select file.source, file.serial, content.bytes
      from write_back.file as file
      join write_back.file_bytes as content on content.council_id = ${councilId}::int and content.file_id = file.id
      where file.council_id = ${councilId}::int and file.id = ${fileId}::uuid`,
  )

const reply = z.object({
  id: z.string(),
  fileName: z.string(),
  source: z.string().nullable(),
  number: z.number().nullable(),
  /** Of a list of balances: the day that they are of. Its accounts are counted as accepted. */
  asAt: date.nullable(),
  state: z.enum(['received', 'taken', 'refused']),
  refusedWhy: z.string().nullable(),
  accepted: z.number(),
  rejected: z.number(),
  takenBy: z.string(),
  takenAt: instant,
})
/** A reply that came. */
export type Reply = z.infer<typeof reply>

export const recentReplies = (db: Db, councilId: number): Promise<readonly Reply[]> =>
  db.many(
    reply,
    sql`
      select reply.id, reply.file_name, reply.source, reply.number, reply.as_at, reply.state, reply.refused_why, reply.accepted, reply.rejected,
        coalesce(staff.name, reply.taken_by) as taken_by, reply.taken_at
      from write_back.reply as reply
      left join administration.staff as staff on staff.staff_id::text = reply.taken_by
      where reply.council_id = ${councilId}::int
      order by reply.taken_at desc, reply.id limit 30`,
  )
