import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'

// What a person does with a message that its source rejected or did not answer.

type OfMessage = {
  readonly councilId: number
  readonly messageId: string
  readonly actor: string
}

/** Holds the source's row, so that numbers follow each other, and then the message; its state, where there is one. */
async function lock(db: Db, { councilId, messageId }: OfMessage): Promise<string | undefined> {
  await db.run(sql`
    select from write_back.source as told
    join write_back.message as message on message.council_id = ${councilId}::int and message.source = told.source
    where told.council_id = ${councilId}::int and message.id = ${messageId}::uuid
    for no key update of told`)
  const found = await db.maybeOne(
    z.object({ state: z.string() }),
    sql`
      select state from write_back.message
      where council_id = ${councilId}::int and id = ${messageId}::uuid for update`,
  )
  return found?.state
}

/**
 * Puts a rejected message right and sends it again, as a new message that points at the old one: the account as its source
 * calls it, and what it says. What happened, when and how much money are the ledger's, and are not corrected here. Refuses one
 * that is not rejected any more. Answers the new message's id. Audited.
 */
export async function correctMessage(
  db: Db,
  asked: OfMessage & {
    readonly reference: string
    readonly says: string
    readonly because: string
  },
): Promise<Outcome<string>> {
  const { councilId, messageId, reference, says, because, actor } = asked
  if ((await lock(db, asked)) !== 'rejected') return refused(refusals.alreadyAnswered)
  await db.run(sql`
    update write_back.message set state = 'corrected'
    where council_id = ${councilId}::int and id = ${messageId}::uuid`)
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`
      with counted as (
        update write_back.source as told set last_number = last_number + 1
        from write_back.message as old
        where told.council_id = ${councilId}::int and old.council_id = ${councilId}::int and old.id = ${messageId}::uuid
          and told.source = old.source
        returning told.last_number as number
      )
      insert into write_back.message
        (council_id, id, source, number, kind, account_id, effect_key, entry_id, amount, reference, happened_on, code, until_on, says,
        corrects_id, because, owner, queued_by)
      select ${councilId}::int, platform.id_of('message', ${councilId}::int, old.effect_key || '/corrected'), old.source, counted.number,
        old.kind, old.account_id, old.effect_key || '/corrected', old.entry_id, old.amount, ${reference}::text, old.happened_on,
        old.code, old.until_on, ${says}::text, old.id, ${because}::text, old.owner, ${actor}::text
      from write_back.message as old cross join counted
      where old.council_id = ${councilId}::int and old.id = ${messageId}::uuid
      returning id`,
  )
  await recordOn(db, asked, 'corrected and queued again')
  return done(id)
}

/** Sends again, as the same message, one that was not answered. Refuses one that was meanwhile. Audited. */
export async function sendAgain(db: Db, asked: OfMessage): Promise<Outcome<undefined>> {
  if ((await lock(db, asked)) !== 'unanswered') return refused(refusals.alreadyAnswered)
  await db.run(sql`
    update write_back.message set state = 'waiting', exception_on = null
    where council_id = ${asked.councilId}::int and id = ${asked.messageId}::uuid`)
  await recordOn(db, asked, 'queued to be sent again')
  return done(undefined)
}

/** Closes one with a reason: it is not sent again. Refuses one that is not on the list of exceptions any more. Audited. */
export async function closeMessage(
  db: Db,
  asked: OfMessage & { readonly why: string },
): Promise<Outcome<undefined>> {
  const state = await lock(db, asked)
  if (state !== 'rejected' && state !== 'unanswered') return refused(refusals.alreadyAnswered)
  await db.run(sql`
    update write_back.message set state = 'closed', closed_why = ${asked.why}::text, closed_by = ${asked.actor}::text,
      closed_at = clock_timestamp()
    where council_id = ${asked.councilId}::int and id = ${asked.messageId}::uuid`)
  await recordOn(db, asked, 'closed')
  return done(undefined)
}

/** Says who looks into one; null: nobody yet. Audited. */
export async function setOwner(
  db: Db,
  asked: OfMessage & { readonly owner: string | null },
): Promise<void> {
  const set = await db.run(sql`
    update write_back.message set owner = ${asked.owner}::text
    where council_id = ${asked.councilId}::int and id = ${asked.messageId}::uuid and state in ('rejected', 'unanswered')`)
  if (set > 0) await recordOn(db, asked, asked.owner === null ? 'gave up' : 'took')
}

const recordOn = (db: Db, { councilId, messageId, actor }: OfMessage, action: string) =>
  record(db, { councilId, actor, action, objectKind: 'source message', objectId: messageId })
