import { z } from 'zod'
import { record } from '#administration'
import { FileRefused } from '#imports'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { type Spool, withSpool } from '#platform/spool.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import {
  answerColumns,
  answerTable,
  keepBalances,
  refuseUnfitting,
  settleAnswered,
  stagedAnswers,
} from './apply-reply.ts'
import { type ReplyHead, ReplyRefused, readReply } from './read-reply.ts'
import * as refusals from './refusals.ts'

export type ReplyToTake = {
  readonly councilId: number
  readonly fileName: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly today: Temporal.PlainDate
  readonly actor: string
  /** Bytes, where it is to be less than `largestReply`. */
  readonly largest?: number
}

/** An answer to each of a million messages is half of this. */
export const largestReply = 100_000_000

export type TakenReply = { readonly replyId: string; readonly again: boolean }

/**
 * Takes in what a source answers to the messages it was sent, or its list of what its accounts owe, whole or not at all. The same bytes again change nothing.
 * Interrupted at any instant, the same file again carries on. A reply that is wrong as a whole, or answers what the source was
 * never sent, is refused with a sentence, kept, and audited.
 */
export const takeReply = (database: Database, file: ReplyToTake): Promise<Outcome<TakenReply>> => {
  const largest = file.largest ?? largestReply
  return withSpool(file.bytes, largest, async spool =>
    spool ? takeSpooled(database, file, spool) : refused(refusals.replyTooLarge(largest)),
  )
}

async function takeSpooled(
  database: Database,
  file: ReplyToTake,
  spool: Spool,
): Promise<Outcome<TakenReply>> {
  const { councilId, actor } = file
  const replyId = await asCouncil(database, councilId, db => seal(db, file, spool))
  try {
    const again = await asCouncil(database, councilId, db => takeSealed(db, file, spool, replyId))
    return done({ replyId, again })
  } catch (thrown) {
    if (!(thrown instanceof FileRefused)) throw thrown
    await asCouncil(database, councilId, async db => {
      await db.run(sql`
        update write_back.reply set state = 'refused', refused_why = ${thrown.refusal.says}::text, taken_by = ${actor}::text,
          taken_at = clock_timestamp()
        where council_id = ${councilId}::int and id = ${replyId}::uuid`)
      await recordReply(db, { councilId, actor, replyId, action: 'refused' })
    })
    return refused(thrown.refusal)
  }
}

const recordReply = (
  db: Db,
  of: {
    readonly councilId: number
    readonly actor: string
    readonly replyId: string
    readonly action: string
  },
) => record(db, { ...of, objectKind: 'source reply', objectId: of.replyId })

/** Records that the reply came, with its bytes, before anything is made of it. */
async function seal(db: Db, file: ReplyToTake, spool: Spool): Promise<string> {
  const { councilId, fileName, actor } = file
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`
      insert into write_back.reply (council_id, id, file_name, sha256, bytes, state, taken_by)
      values (${councilId}::int, platform.id_of('source reply', ${councilId}::int, ${spool.sha256}::text),
        ${fileName.slice(0, 200)}::text, ${spool.sha256}::text, ${spool.size}::bigint, 'received', ${actor}::text)
      on conflict (council_id, id) do update set state = reply.state
      returning id`,
  )
  const kept = await db.run(sql`
    select from write_back.reply_part where council_id = ${councilId}::int and reply_id = ${id}::uuid limit 1`)
  let part = 0
  if (kept === 0)
    for await (const packed of spool.parts())
      await db.run(sql`
        insert into write_back.reply_part (council_id, reply_id, part, content)
        values (${councilId}::int, ${id}::uuid, ${part++}::int, decode(${packed}::text, 'base64'))`)
  return id
}

/** Answers whether the reply was in already. */
async function takeSealed(
  db: Db,
  { councilId, today, actor }: ReplyToTake,
  spool: Spool,
  replyId: string,
): Promise<boolean> {
  const { state } = await db.one(
    z.object({ state: z.string() }),
    sql`select state from write_back.reply where council_id = ${councilId}::int and id = ${replyId}::uuid for update`,
  )
  if (state === 'taken') return true
  let head: ReplyHead | undefined
  await db.script(answerTable)
  await db.copy(
    `pg_temp.answered (${answerColumns})`,
    stagedAnswers(readReply(spool.read(), read => (head = read))),
  )
  if (!head) throw new ReplyRefused('empty', 'The file is empty.')
  await refuseOthers(db, councilId, head)
  await db.script('analyze pg_temp.answered')
  const { what, source, number, day } = head
  const counted = { accepted: 0, rejected: 0 }
  if (what === 'balances') counted.accepted = await keepBalances(db, { councilId, replyId })
  else {
    await refuseUnfitting(db, { councilId, source })
    Object.assign(counted, await settleAnswered(db, { councilId, source, replyId, today }))
  }
  await db.run(sql`
    update write_back.reply set state = 'taken', refused_why = null, what = ${what}::text, source = ${source}::text,
      number = ${number}::int, as_at = ${what === 'balances' ? day : null}::date, accepted = ${counted.accepted}::int,
      rejected = ${counted.rejected}::int, taken_by = ${actor}::text, taken_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${replyId}::uuid`)
  await recordReply(db, { councilId, actor, replyId, action: 'taken in' })
  return false
}

/** Refuses a reply to another council, of a source that is told nothing here, or under a number that it has used. */
async function refuseOthers(
  db: Db,
  councilId: number,
  { what, council, source, number }: ReplyHead,
): Promise<void> {
  const ours = await db.run(sql`
    select from administration.council where council_id = ${councilId}::int and slug = ${council}::text`)
  if (ours === 0) throw new ReplyRefused('other-council', 'The file is to another council.')
  // Held to the end, so that two replies of one source are taken one after the other.
  const told = await db.run(sql`
    select from write_back.source where council_id = ${councilId}::int and source = ${source}::text for no key update`)
  const isRead =
    what === 'balances' &&
    (await db.run(sql`
      select from debts.source where council_id = ${councilId}::int and source = ${source}::text`)) >
      0
  if (told === 0 && !isRead)
    throw new ReplyRefused('other-source', 'The file is of a source that is told nothing here.')
  const used = await db.run(sql`
    select from write_back.reply
    where council_id = ${councilId}::int and source = ${source}::text and what = ${what}::text and number = ${number}::int
      and state = 'taken'`)
  if (used > 0)
    throw new ReplyRefused(
      'number-used',
      `Another file was number ${number} of that source already, and said something else.`,
    )
}
