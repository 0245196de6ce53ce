import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil, type Db } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { Outcome } from '#values/outcome.ts'
import { endHold } from './end-hold.ts'
import { type NewHold, placeHold } from './place-hold.ts'
import { findHold, holdsOf, holdsOn, holdsToReview } from './queries.ts'
import { takeInSourceHolds } from './source-holds.ts'

const database = await aDatabase()
after(() => database.close())

const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 30)
const other = await aCouncilWithAccounts(database, 2, 1)
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
const now = Temporal.Now.instant()
const inHours = (hours: number) => now.add({ hours })

let used = 0
/** Somebody of their own, with one account. */
async function somebody() {
  const accountId = council.accounts[used] ?? ''
  used += 1
  const { partyId } = await inCouncil(db =>
    db.one(
      z.object({ partyId: z.string() }),
      sql`select lead_party_id as party_id from debts.account where council_id = ${councilId}::int and id = ${accountId}::uuid`,
    ),
  )
  return { accountId, partyId }
}

const place = (hold: Pick<NewHold, 'partyId'> & Partial<NewHold>): Promise<Outcome<string>> =>
  inCouncil(db =>
    placeHold(db, {
      councilId,
      kind: 'dispute',
      startsAt: now,
      receivedAt: now,
      reason: 'They say the band is wrong',
      actor: 'officer',
      ...hold,
    }),
  )
const end = (holdId: string, who: { actor?: string; mayEndByLaw?: boolean } = {}) =>
  inCouncil(db => endHold(db, { councilId, holdId, because: 'Settled', actor: 'leader', ...who }))
const valueOf = <T>(outcome: Outcome<T>): T => {
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'taken' : outcome.refusal.code)
const running = async (accountId: string) => {
  const holds = await inCouncil(db => holdsOn(db, { councilId, accountId }))
  return holds.filter(({ endsAt }) => !endsAt || Temporal.Instant.compare(endsAt, inHours(1)) > 0)
}
const audited = (id: string) =>
  database.one(
    z.object({ n: count }),
    sql`select count(*) as n from administration.audit where council_id = 1 and object_kind = 'hold' and object_id = ${id}`,
  )

suite('placing a hold', () => {
  test('it reaches the account, and is in the audit', async () => {
    const { accountId, partyId } = await somebody()
    const id = valueOf(await place({ partyId, endsAt: inHours(48) }))
    const [found, ...more] = await running(accountId)
    assert.deepEqual(
      [found?.id, found?.kind, found?.source, more.length],
      [id, 'dispute', 'officer', 0],
    )
    assert.equal((await audited(id)).n, 1)
  })

  test('it reaches a joint debt through either who owes it', async () => {
    const [one, another] = [await somebody(), await somebody()]
    await database.run(sql`
      insert into debts.liability (council_id, account_id, party_id, kind)
      values (1, ${one.accountId}::uuid, ${another.partyId}::uuid, 'joint')`)
    const id = valueOf(await place({ partyId: another.partyId, kind: 'breathing space' }))
    assert.deepEqual(
      (await running(one.accountId)).map(hold => hold.id),
      [id],
    )
    const own = valueOf(await place({ ...one, kind: 'other' }))
    assert.deepEqual(
      (await running(another.accountId)).map(hold => hold.id),
      [id],
      `a hold on one account is not on another: ${own}`,
    )
  })

  test('is refused for nobody, for an account that is not theirs or unknown, and without a reason', async () => {
    const [one, another] = [await somebody(), await somebody()]
    const { partyId } = one
    assert.equal(codeOf(await place({ partyId: randomUUID() })), 'no-such-party')
    assert.equal(codeOf(await place({ partyId: other.parties[0] ?? '' })), 'no-such-party')
    assert.equal(
      codeOf(await place({ partyId, accountId: another.accountId })),
      'not-their-account',
    )
    assert.equal(codeOf(await place({ partyId, accountId: randomUUID() })), 'no-such-account')
    assert.equal(codeOf(await place({ partyId, reason: ' ' })), 'no-reason')
    assert.equal(codeOf(await place({ partyId, endsAt: now })), 'ends-before-it-starts')
    assert.deepEqual(await running(one.accountId), [])
  })

  test('pressed twice, or adding nothing to another of its kind, it is one hold', async () => {
    const { accountId, partyId } = await somebody()
    const twice = await Promise.all([
      place({ partyId, endsAt: inHours(48) }),
      place({ partyId, endsAt: inHours(48) }),
    ])
    assert.deepEqual(twice.map(codeOf).sort(), ['already-held', 'taken'])
    assert.equal(
      codeOf(await place({ partyId, accountId, endsAt: inHours(24) })),
      'already-held',
      'on one account, where everything is held',
    )
  })

  test('holds of two kinds overlap, and so does a longer one; ending one leaves the others', async () => {
    const { accountId, partyId } = await somebody()
    const first = valueOf(await place({ partyId, accountId, endsAt: inHours(48) }))
    valueOf(await place({ partyId, accountId, endsAt: inHours(72) }))
    valueOf(await place({ partyId, kind: 'arrangement' }))
    assert.equal((await running(accountId)).length, 3)
    valueOf(await end(first))
    assert.equal((await running(accountId)).length, 2)
  })
})

suite('ending a hold', () => {
  test('the hold is kept with who ended it and why, and ends once', async () => {
    const { partyId } = await somebody()
    const id = valueOf(await place({ partyId, endsAt: inHours(48) }))
    valueOf(await end(id))
    const [kept] = await inCouncil(db => holdsOf(db, { councilId, partyId }))
    assert(kept?.endsAt && Temporal.Instant.compare(kept.endsAt, inHours(48)) < 0)
    assert.deepEqual([kept.liftedBy, kept.liftedWhy], ['leader', 'Settled'])
    assert.equal(codeOf(await end(id)), 'already-ended')
    assert.equal((await audited(id)).n, 2)
    assert.equal(codeOf(await place({ partyId, endsAt: inHours(48) })), 'taken', 'it may be again')
  })

  test('one that ran out is over, and one that is not there is not found', async () => {
    const { accountId, partyId } = await somebody()
    const id = valueOf(await place({ partyId, startsAt: inHours(-48), endsAt: inHours(-24) }))
    assert.deepEqual(await running(accountId), [])
    assert.equal(codeOf(await end(id)), 'already-ended')
    assert.equal(codeOf(await end(randomUUID())), 'no-such-hold')
    assert.equal(
      await asCouncil(database, 2, db => findHold(db, { councilId: 2, holdId: id })),
      undefined,
    )
  })

  test('a breathing space is ended only by an approver who did not place it', async () => {
    const { accountId, partyId } = await somebody()
    const id = valueOf(await place({ partyId, kind: 'breathing space', endsAt: inHours(600) }))
    assert.equal(codeOf(await end(id)), 'ends-only-by-law')
    assert.equal(codeOf(await end(id, { actor: 'officer', mayEndByLaw: true })), 'placed-by-you')
    assert.equal((await running(accountId)).length, 1)
    valueOf(await end(id, { actor: 'approver', mayEndByLaw: true }))
    assert.deepEqual(await running(accountId), [])
  })

  test('what a source system says ends at its source', async () => {
    const { accountId } = await somebody()
    const say = (inDispute: boolean) =>
      database.run(
        sql`update debts.account set source_in_dispute = ${inDispute} where council_id = 1 and id = ${accountId}::uuid`,
      )
    await say(true)
    assert.equal(await inCouncil(db => takeInSourceHolds(db, councilId, null)), 1)
    assert.equal(await inCouncil(db => takeInSourceHolds(db, councilId, null)), 0)
    const [hold] = await running(accountId)
    assert.equal(codeOf(await end(hold?.id ?? '')), 'ends-at-its-source')
    await say(false)
    await inCouncil(db => takeInSourceHolds(db, councilId, null))
    const [ended] = await inCouncil(db => holdsOn(db, { councilId, accountId }))
    assert.equal(ended?.liftedWhy, 'The source system no longer says so')
  })

  test('a breathing space that one system tells of holds everything the person owes, until no system does', async () => {
    const { accountId, partyId } = await somebody()
    const { accountId: another } = await somebody()
    await database.run(sql`
      insert into debts.liability (council_id, account_id, party_id, kind)
      values (1, ${another}::uuid, ${partyId}::uuid, 'joint')`)
    const say = async (to: string | null) => {
      await database.run(
        sql`
          update debts.account set source_breathing_space_from = case when ${to}::date is not null then current_date end,
            source_breathing_space_to = ${to}::date
          where council_id = 1 and id = ${accountId}::uuid`,
      )
      await inCouncil(db => takeInSourceHolds(db, councilId, null))
    }
    const in40 = Temporal.Now.plainDateISO('Europe/London').add({ days: 40 })
    await say(in40.toString())
    assert.equal((await running(another)).length, 1)
    await say(in40.add({ days: 9 }).toString())
    const [longer, ...more] = await running(another)
    assert.equal(
      longer?.endsAt?.toZonedDateTimeISO('Europe/London').toPlainDate().toString(),
      in40.add({ days: 10 }).toString(),
    )
    assert.deepEqual(more, [])
    await say(null)
    assert.deepEqual(await running(another), [])
    assert.deepEqual(await running(accountId), [])
    await say(in40.toString())
    assert.equal((await running(another)).length, 1, 'said again, it protects again')
  })

  test('the database itself refuses to change or forget a hold', async () => {
    for (const change of [
      sql`update protections.hold set ends_at = now() where council_id = 1`,
      sql`delete from protections.hold where council_id = 1`,
    ]) {
      await assert.rejects(inCouncil(db => db.run(change)))
    }
  })

  test('holds to look at again are those whose day has come, until they end', async () => {
    const { partyId } = await somebody()
    const today = Temporal.Now.plainDateISO('Europe/London')
    const due = async (day: Temporal.PlainDate) => {
      const holds = await inCouncil(db => holdsToReview(db, { councilId, today: day }))
      return holds.map(({ id }) => id)
    }
    const id = valueOf(await place({ partyId, reviewOn: today.add({ days: 30 }) }))
    assert.deepEqual(await due(today.add({ days: 29 })), [])
    assert.deepEqual(await due(today.add({ days: 30 })), [id])
    valueOf(await end(id))
    assert.deepEqual(await due(today.add({ days: 30 })), [])
  })
})
