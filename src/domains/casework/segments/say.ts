import { record } from '#administration'
import { lockPeople } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'
import type { Segment } from './rules.ts'
import { type AccountSegment, type AskedOfAccount, findingInWords, segmentOf } from './segment.ts'
import { contestedWordOf, type EventKind } from './standing.ts'

/** What somebody says of a segment, to be kept. */
export type Saying = {
  readonly kind: EventKind
  /** Made with the page, so that sending it twice says it once. */
  readonly id: string
  /** How many things had been said when the page was shown, and what stood: another by now is looked at first. */
  readonly after: number
  readonly stood: Segment
  /** What an officer says it is, of one that is overridden or answered. */
  readonly segment?: Segment | undefined
  readonly until?: Temporal.PlainDate | undefined
  /** The officer's reason; of one that is contested, the person's own words. */
  readonly words: string
}

/**
 * Keeps what is said of an account's segment, with what it was said of: an officer overrides it, takes that back or answers; a person
 * contests it. An answer that is what the facts come to leaves it to the facts. Refuses what does not follow from what was said
 * last, and what was written on a page that shows another segment than the one that stands.
 */
export async function saySegment(
  db: Db,
  {
    actor,
    personId,
    ...asked
  }: AskedOfAccount & {
    /** Whoever leads the account. */
    readonly personId: string
    readonly actor: string
  },
  saying: Saying,
): Promise<Outcome<string>> {
  const { councilId, accountId, today, now } = asked
  // Two who say something at once do it one after the other, and the second is shown what the first said.
  await lockPeople(db, councilId, [personId])
  const found = await segmentOf(db, asked)
  if (!found) return refused(refusals.nothingLate)
  const { worked, standing, events } = found
  if (events.some(({ id }) => id === saying.id)) return done(saying.id)
  const problem = whyNot(found, saying, { actor, today })
  if (problem) return refused(problem)
  const { id, kind, words } = saying
  const segment = saying.segment === worked.segment ? undefined : saying.segment
  const until = segment === undefined ? undefined : saying.until
  await db.run(sql`
    insert into casework.segment_event
      (council_id, account_id, number, id, kind, worked_out, rule, rests_on, stood, segment, until, words, said_by, said_at, said_on)
    values (
      ${councilId}::int, ${accountId}::uuid, ${saying.after + 1}::int, ${id}::uuid, ${kind}::text, ${worked.segment}::text,
      ${worked.rule}::text, ${JSON.stringify(worked.restsOn.map(findingInWords))}::jsonb, ${standing.segment}::text,
      ${segment ?? null}::text, ${until ?? null}::date, ${words}::text, ${actor}::text, ${now}::timestamptz, ${today}::date)`)
  await record(db, {
    councilId,
    actor,
    action: `${kind} a segment`,
    objectKind: 'account',
    objectId: accountId,
    detail: { event: id, stood: standing.segment, says: segment ?? 'as the facts say' },
  })
  return done(id)
}

/** Why something cannot be said as things stand. */
function whyNot(
  { worked, standing, events }: AccountSegment,
  { kind, after, stood, segment, until }: Saying,
  { actor, today }: { readonly actor: string; readonly today: Temporal.PlainDate },
): Refusal | undefined {
  const [last] = events
  const isContested = last?.kind === 'contested'
  if (kind === 'answered' && !isContested) return refusals.notContested
  if (kind === 'contested' && isContested) return refusals.contestedAlready
  if (kind !== 'answered' && isContested) return refusals.contestedFirst
  if (kind === 'taken back' && standing.by !== 'an officer') return refusals.nothingToTakeBack
  if (after !== (last?.number ?? 0) || stood !== standing.segment) return refusals.saidSince
  if (kind === 'overridden' && segment === worked.segment) return refusals.saysTheSame
  if (until && isBefore(until, today)) return refusals.untilPassed
  if (kind === 'answered' && contestedWordOf(events) === actor) return refusals.theirOwn
  return undefined
}
