import { createHash } from 'node:crypto'
import { giveApproval, record, requestApproval } from '#administration'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { compare, findMonth, listOf, type Month, type OfMonth } from './compare.ts'
import { keepQueues } from './job.ts'
import * as refusals from './refusals.ts'
import { sourceNamed } from './settings.ts'

type Asked = OfMonth & { readonly today: Temporal.PlainDate; readonly actor: string }

const firstOf = (month: Temporal.PlainYearMonth) => month.toPlainDate({ day: 1 })
const lastOf = (month: Temporal.PlainYearMonth) => month.toPlainDate({ day: month.daysInMonth })

/** Holds the month until the end of the transaction, and says how it stands. */
const lockMonth = async (db: Db, of: OfMonth): Promise<Month | undefined> => {
  await db.run(sql`
    select from write_back.month
    where council_id = ${of.councilId}::int and source = ${of.source}::text and month = ${firstOf(of.month)}::date for update`)
  return findMonth(db, of)
}

/**
 * Compares our ledger with a source at a month's end, or as at today while the month goes on, and keeps the figures and each
 * account on which they differ without account. Made again, it replaces what was there; a reason stays with an account whose
 * difference is still the same. Refuses a month that is proposed or closed, that has not begun, and a source that nothing came
 * from. For a transaction without a viewer: a comparison leaves nobody out. Audited.
 */
export async function makeMonth(db: Db, asked: Asked): Promise<Outcome<undefined>> {
  const { councilId, source, month, today, actor } = asked
  if (!(await sourceNamed(db, councilId, source))) return refused(refusals.noSuchSource)
  if (isBefore(today, firstOf(month))) return refused(refusals.monthNotBegun)
  const before = await lockMonth(db, asked)
  if (before && before.state !== 'open') return refused(refusals.monthNotOpen)
  await keepQueues(db, { councilId, today })
  const asAt = isBefore(today, lastOf(month)) ? today : lastOf(month)
  const of = { councilId, source, asAt }
  const listId = await listOf(db, of)
  await compare(db, of, listId)
  await keepFigures(db, asked, { asAt, listId })
  await keepDifferences(db, asked)
  await record(db, {
    councilId,
    actor,
    action: 'compared with its source',
    objectKind: 'source month',
    objectId: `${source}/${month.toString()}`,
  })
  return done(undefined)
}

const keepFigures = async (
  db: Db,
  { councilId, source, month, actor }: Asked,
  { asAt, listId }: { readonly asAt: Temporal.PlainDate; readonly listId: string | null },
): Promise<void> => {
  await db.run(sql`
    insert into write_back.month (council_id, source, month, as_at, made_by, list_id, state, accounts, ours, theirs,
      waiting, unanswered, exceptions, closed, accepted, untold, unexplained)
    select ${councilId}::int, ${source}::text, ${firstOf(month)}::date, ${asAt}::date, ${actor}::text, ${listId}::uuid, 'open',
      count(*), ${totals}
    from pg_temp.compared
    on conflict (council_id, source, month) do update set as_at = excluded.as_at, made_by = excluded.made_by,
      made_at = clock_timestamp(), list_id = excluded.list_id, accounts = excluded.accounts, ours = excluded.ours,
      theirs = excluded.theirs, waiting = excluded.waiting, unanswered = excluded.unanswered, exceptions = excluded.exceptions,
      closed = excluded.closed, accepted = excluded.accepted, untold = excluded.untold, unexplained = excluded.unexplained`)
}

const totals = sql`coalesce(sum(ours), 0), coalesce(sum(theirs), 0), coalesce(sum(waiting), 0), coalesce(sum(unanswered), 0),
  coalesce(sum(exceptions), 0), coalesce(sum(closed), 0), coalesce(sum(accepted), 0), coalesce(sum(untold), 0),
  coalesce(sum(unexplained), 0)`

const keepDifferences = async (db: Db, { councilId, source, month }: Asked): Promise<void> => {
  const of = sql`council_id = ${councilId}::int and source = ${source}::text and month = ${firstOf(month)}::date`
  await db.run(sql`
    delete from write_back.month_difference as known
    where known.council_id = ${councilId}::int and ${of} and not exists (
      select from pg_temp.compared as now
      where now.reference = known.reference and now.unexplained = known.unexplained)`)
  await db.run(sql`
    insert into write_back.month_difference
      (council_id, source, month, reference, account_id, ours, theirs, accounted, unexplained)
    select ${councilId}::int, ${source}::text, ${firstOf(month)}::date, reference, account_id, ours, theirs,
      ours - theirs - unexplained, unexplained
    from pg_temp.compared where unexplained <> 0
    on conflict (council_id, source, month, reference) do update set ours = excluded.ours, theirs = excluded.theirs,
      accounted = excluded.accounted`)
}

/** Gives the reason for one difference, or another reason. Refuses when the month is proposed or closed. Audited. */
export async function explainDifference(
  db: Db,
  asked: Omit<Asked, 'today'> & { readonly reference: string; readonly why: string },
): Promise<Outcome<undefined>> {
  const { councilId, source, month, reference, why, actor } = asked
  const now = await lockMonth(db, asked)
  if (now?.state !== 'open') return refused(refusals.monthNotOpen)
  const explained = await db.run(sql`
    update write_back.month_difference set explained_why = ${why}::text, explained_by = ${actor}::text,
      explained_at = clock_timestamp()
    where council_id = ${councilId}::int and source = ${source}::text and month = ${firstOf(month)}::date
      and reference = ${reference}::text`)
  if (explained === 0) return refused(refusals.noSuchDifference)
  await recordOn(db, asked, 'explained a difference')
  return done(undefined)
}

/**
 * Proposes a month to be closed, for somebody else to sign: its figures stay from here on. Refuses one that has not ended or
 * was last compared before it had, and one with a difference that nobody explained. Audited.
 */
export async function proposeMonth(db: Db, asked: Asked): Promise<Outcome<undefined>> {
  const { councilId, source, month, today, actor } = asked
  const now = await lockMonth(db, asked)
  if (now?.state !== 'open') return refused(refusals.monthNotOpen)
  if (!isBefore(lastOf(month), today) || isBefore(now.asAt, lastOf(month)))
    return refused(refusals.monthNotEnded)
  if (now.withoutReason > 0) return refused(refusals.notExplained(now.withoutReason))
  const contentHash = await hashOf(db, asked, now)
  await db.run(sql`
    update write_back.month set state = 'proposed', proposals = proposals + 1, content_hash = ${contentHash}::text,
      proposed_by = ${actor}::text
    where council_id = ${councilId}::int and source = ${source}::text and month = ${firstOf(month)}::date`)
  await requestApproval(db, {
    ...(await subjectOf(db, asked, now.proposals + 1)),
    contentHash,
    requestedBy: actor,
  })
  return done(undefined)
}

/**
 * Signs a proposed month, by somebody else than who proposed it: it is closed and keeps its figures; or sends it back, with a
 * reason, and it is open again.
 */
export async function decideOnMonth(
  db: Db,
  asked: Omit<Asked, 'today'> & { readonly signs: boolean },
): Promise<Outcome<undefined>> {
  const { councilId, source, month, signs, actor } = asked
  const now = await lockMonth(db, asked)
  if (now?.state !== 'proposed') return refused(refusals.monthNotProposed)
  const of = sql`council_id = ${councilId}::int and source = ${source}::text and month = ${firstOf(month)}::date`
  if (!signs) {
    await db.run(sql`
      update write_back.month set state = 'open' where council_id = ${councilId}::int and ${of}`)
    await recordOn(db, asked, 'opened again')
    return done(undefined)
  }
  if (now.proposedBy === actor) return refused(refusals.secondPerson)
  const approved = await giveApproval(db, {
    ...(await subjectOf(db, asked, now.proposals)),
    contentHash: await hashOf(db, asked, now),
    approvedBy: actor,
  })
  if (!approved) return refused(refusals.secondPerson)
  await db.run(sql`
    update write_back.month set state = 'closed', closed_by = ${actor}::text, closed_at = clock_timestamp()
    where council_id = ${councilId}::int and ${of}`)
  await recordOn(db, asked, 'closed')
  return done(undefined)
}

const subjectOf = async (db: Db, { councilId, source, month }: OfMonth, proposal: number) => {
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`select platform.id_of('source month', ${councilId}::int, ${`${source}/${month.toString()}`}::text) as id`,
  )
  return { councilId, subjectKind: `source month ${proposal}`, subjectId: id }
}

/** What is signed: every figure, and every difference with its reason. */
async function hashOf(db: Db, { councilId, source, month }: OfMonth, now: Month): Promise<string> {
  const differences = await db.many(
    z.object({ reference: z.string(), unexplained: z.bigint(), why: z.string() }),
    sql`
      select reference, unexplained, coalesce(explained_why, '') as why from write_back.month_difference
      where council_id = ${councilId}::int and source = ${source}::text and month = ${firstOf(month)}::date
      order by reference`,
  )
  const { asAt, ours, theirs, waiting, unanswered, exceptions, closed, accepted, untold } = now
  const said = [
    source,
    month,
    asAt,
    ours,
    theirs,
    waiting,
    unanswered,
    exceptions,
    closed,
    accepted,
  ]
  return createHash('sha256')
    .update([...said, untold, ...differences.map(one => Object.values(one).join('\t'))].join('\n'))
    .digest('hex')
}

const recordOn = (
  db: Db,
  { councilId, source, month, actor }: OfMonth & { readonly actor: string },
  action: string,
) =>
  record(db, {
    councilId,
    actor,
    action,
    objectKind: 'source month',
    objectId: `${source}/${month.toString()}`,
  })
