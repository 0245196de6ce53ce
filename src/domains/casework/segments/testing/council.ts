import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { placeHold } from '#protections'
import { aCouncilInArrears, dayOf, onDay, valueOf } from '#recovery/testing'
import type { Cause } from '../../causes/causes.ts'
import { recordContact } from '../../contact.ts'
import { saySegment, type Saying } from '../say.ts'
import { findingInWords, segmentOf } from '../segment.ts'

/** The day on which these tests look. */
export const today = dayOf('2026-06-10')
const { now } = onDay('2026-06-10')

/** A council in which two instalments of every account are late, and ways to know something of its people. */
export async function aCouncilOfSegments(database: Database, councilId: number, count: number) {
  const council = await aCouncilInArrears(database, councilId, count)
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const account = (n: number) => council.accounts[n] ?? ''
  const party = (n: number) => council.parties[n] ?? ''
  /** A person says why they fell behind, about their account, about none, or about another's. */
  const says = (
    n: number,
    cause: Cause,
    on = '2026-06-01',
    about: string | undefined = account(n),
    correctsId?: string,
  ) =>
    inCouncil(async db =>
      valueOf(
        await recordContact(db, {
          councilId,
          contact: {
            id: randomUUID(),
            personId: party(n),
            accountId: about,
            channel: 'telephone',
            direction: 'from them',
            outcome: 'advice given',
            note: '',
            promise: undefined,
            cause,
            helpOffered: [],
            correctsId,
          },
          actor: 'grace',
          now: onDay(on).now(),
          today: dayOf(on),
        }),
      ),
    )
  const holds = (n: number, kind: 'breathing space' | 'arrangement' | 'insolvency' | 'dispute') =>
    inCouncil(async db =>
      valueOf(
        await placeHold(db, {
          councilId,
          partyId: party(n),
          ...(kind !== 'insolvency' && { accountId: account(n) }),
          kind,
          startsAt: onDay('2026-06-05').now(),
          reviewOn: dayOf('2026-06-25'),
          receivedAt: onDay('2026-06-05').now(),
          reason: 'as the test says',
          actor: 'tom',
        }),
      ),
    )
  const answers = (n: number, question: string, answer: string) =>
    inCouncil(db =>
      db.run(sql`
        insert into recovery.answer (council_id, account_id, question, answer, answered_by, answered_at)
        values (${councilId}::int, ${account(n)}::uuid, ${question}::text, ${answer}::text, 'grace', '2026-06-02T12:00Z')`),
    )
  const of = (n: number, day = today) => ({
    councilId,
    accountId: account(n),
    today: day,
    now: now(),
  })
  const segment = async (n: number, day = today) => {
    const found = await inCouncil(db => segmentOf(db, of(n, day)))
    assert(found)
    return found
  }
  const reads = async (n: number) => {
    const { worked } = await segment(n)
    return [worked.segment, worked.rule, worked.restsOn.map(findingInWords)]
  }
  /** Says something of a segment as whoever looks at it now. */
  const say = async (
    n: number,
    actor: string,
    said: Partial<Saying> & Pick<Saying, 'kind'>,
    day = today,
  ) => {
    const shown = await segment(n, day)
    const outcome = await inCouncil(db =>
      saySegment(
        db,
        { ...of(n, day), personId: party(n), actor },
        {
          id: randomUUID(),
          after: shown.events[0]?.number ?? 0,
          stood: shown.standing.segment,
          words: 'as the test says',
          ...said,
        },
      ),
    )
    return outcome.ok ? 'kept' : outcome.refusal.code
  }
  const stands = async (n: number, day = today) => {
    const { standing } = await segment(n, day)
    return `${standing.segment}, ${standing.by}`
  }
  /** Makes somebody liable for another's account too. */
  const owes = (n: number, other: number) =>
    inCouncil(db =>
      db.run(sql`
        insert into debts.liability (council_id, account_id, party_id, kind)
        values (${councilId}::int, ${account(other)}::uuid, ${party(n)}::uuid, 'joint')`),
    )
  return {
    ...council,
    inCouncil,
    account,
    party,
    says,
    holds,
    answers,
    segment,
    reads,
    say,
    stands,
    owes,
  }
}

/** Somebody who will not pay by their own word, and works. */
export async function refuses(council: Awaited<ReturnType<typeof aCouncilOfSegments>>, n: number) {
  await council.says(n, 'will not pay')
  await council.answers(n, 'employment', 'employer known')
}
