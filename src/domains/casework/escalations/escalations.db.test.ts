import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { anOfficer } from '#administration/testing'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
import type { Outcome } from '#values/outcome.ts'
import { ownerOf } from '../owner.ts'
import { checkNames } from './checklist.ts'
import { decideEscalation, readAnswer, seeEscalation } from './decide.ts'
import { escalate, type NewEscalation } from './escalate.ts'
import {
  answersToRead,
  escalationsDecided,
  escalationsWaiting,
  evidenceOf,
  findEscalation,
} from './escalation.ts'
import type { Decision } from './kinds.ts'
import { escalationTargets, setEscalationTargets, shippedTargets } from './targets.ts'
import { noonOn, tryToReach } from './testing.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 12)
await aCouncilWithAccounts(database, 2, 1)
const officer = await anOfficer(database, 'officer', [1])
const leader = await anOfficer(database, 'leader', [1], ['team leader'])
const other = await anOfficer(database, 'other', [1], ['team leader'])
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
const dayOf = (text: string) => Temporal.PlainDate.from(text)
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.refusal.code)

const idRow = z.object({ id: z.string() })
let used = 0
/** Somebody of their own, whom somebody has tried to reach unless the test says otherwise. */
async function somebody({ tried = true } = {}) {
  const personId = council.parties[used] ?? ''
  const { id: accountId } = await inCouncil(db =>
    db.one(
      idRow,
      sql`select id from debts.account where council_id = 1 and lead_party_id = ${personId}::uuid`,
    ),
  )
  used += 1
  const who = { councilId, personId, accountId }
  const contactId = tried ? await inCouncil(db => tryToReach(db, who, '2026-03-01')) : ''
  return { ...who, contactId }
}

const ask = (
  who: { readonly personId: string; readonly accountId: string },
  differences: Partial<NewEscalation> = {},
  { day = '2026-03-27', actor = officer } = {},
) =>
  inCouncil(db =>
    escalate(db, {
      councilId,
      actor,
      id: randomUUID(),
      personId: who.personId,
      accountId: who.accountId,
      kind: 'other',
      recommends: 'Visit them together',
      options: 'Another letter: three went unanswered',
      untriedWhy: '',
      checklist: {},
      evidence: [],
      followsId: undefined,
      ...differences,
      ...noonOn(day),
    }),
  )
const asked = async (...given: Parameters<typeof ask>) => {
  const outcome = await ask(...given)
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}
const decide = (
  escalationId: string,
  decision: Decision,
  {
    actor = leader,
    day = '2026-03-30',
    againBy,
  }: { actor?: string; day?: string; againBy?: string } = {},
) =>
  inCouncil(db =>
    decideEscalation(db, {
      councilId,
      escalationId,
      decision,
      comment: 'Try a visit first',
      againBy: againBy === undefined ? undefined : dayOf(againBy),
      actor,
      ...noonOn(day),
    }),
  )
const found = async (escalationId: string) => {
  const escalation = await inCouncil(db => findEscalation(db, { councilId, escalationId }))
  assert(escalation)
  return escalation
}
const toRead = (staffId: string) => inCouncil(db => answersToRead(db, { councilId, staffId }))

suite('an escalation', () => {
  test('is asked, seen, decided and read, each with its day; and whoever asked is told until they have read it', async () => {
    const who = await somebody()
    const id = await asked(who, { evidence: [who.contactId, who.contactId] })
    assert.deepEqual(await inCouncil(db => evidenceOf(db, { councilId, escalationId: id })), [
      who.contactId,
    ])
    const at = { councilId, actor: leader, ...noonOn('2026-03-28') }
    const before = await found(id)
    await inCouncil(db => seeEscalation(db, { ...at, escalation: before, actor: officer }))
    assert.equal((await found(id)).seenOn, null, 'whoever asked has not seen it for anybody')
    await inCouncil(db => seeEscalation(db, { ...at, escalation: before }))
    assert.deepEqual(await toRead(officer), [])
    assert.equal(
      codeOf(await inCouncil(db => readAnswer(db, { ...at, escalationId: id, actor: officer }))),
      'not-decided',
    )
    assert.equal(codeOf(await decide(id, 'accepted')), 'done')
    const after = await found(id)
    assert.deepEqual(
      [
        `${after.askedOn}`,
        `${after.seenOn}`,
        `${after.decidedOn}`,
        `${after.decideBy}`,
        after.decision,
      ],
      ['2026-03-27', '2026-03-28', '2026-03-30', '2026-04-01', 'accepted'],
    )
    assert.deepEqual(
      (await toRead(officer)).map(one => one.id),
      [id],
    )
    const read = (actor: string) =>
      inCouncil(db => readAnswer(db, { ...at, escalationId: id, actor }))
    assert.equal(codeOf(await read(leader)), 'not-who-asked')
    assert.equal(codeOf(await read(officer)), 'done')
    assert.equal(codeOf(await read(officer)), 'done')
    assert.deepEqual(await toRead(officer), [])
  })

  test('sent twice it is one', async () => {
    const who = await somebody()
    const id = randomUUID()
    assert.equal(await asked(who, { id }), id)
    assert.equal(await asked(who, { id, recommends: 'Something else' }), id)
    assert.equal((await found(id)).recommends, 'Visit them together')
  })

  test('without an attempt to reach them it is outside policy and needs a reason, but not about safety or a complaint', async () => {
    const who = await somebody({ tried: false })
    assert.equal(codeOf(await ask(who)), 'untried')
    assert.equal(codeOf(await ask(who, { untriedWhy: '  ' })), 'untried')
    const id = await asked(who, { untriedWhy: 'They asked us in writing never to ring' })
    assert.equal((await found(id)).untriedWhy, 'They asked us in writing never to ring')
    assert.equal(codeOf(await ask(who, { kind: 'safety' })), 'done')
    assert.equal(codeOf(await ask(who, { kind: 'complaint' })), 'done')
    const tried = await somebody()
    const within = await asked(tried, { untriedWhy: 'not needed' }, { day: '2026-05-30' })
    assert.equal((await found(within)).untriedWhy, null)
    assert.equal(codeOf(await ask(tried, {}, { day: '2026-05-31' })), 'untried')
  })

  test('that recommends litigation needs its checklist, which a running dispute contradicts', async () => {
    const who = await somebody()
    const checklist = Object.fromEntries(checkNames.map(name => [name, 'yes'] as const))
    const litigation = { kind: 'recommend litigation' } as const
    assert.equal(codeOf(await ask(who, litigation)), 'check-capacity')
    const id = await asked(who, { ...litigation, checklist: { ...checklist, worth: 'no' } })
    assert.equal((await found(id)).checklist.worth, 'no')
    const { now } = noonOn('2026-03-27')
    const held = await inCouncil(db =>
      placeHold(db, {
        councilId,
        partyId: who.personId,
        kind: 'dispute',
        startsAt: now,
        receivedAt: now,
        reason: 'They say it was paid',
        actor: officer,
      }),
    )
    assert(held.ok)
    assert.equal(codeOf(await ask(who, { ...litigation, checklist })), 'check-dispute')
  })

  test('is decided once, and never by who asked: the database says so too', async () => {
    const who = await somebody()
    const id = await asked(who, {}, { actor: leader })
    assert.equal(codeOf(await decide(id, 'accepted')), 'their-own')
    const twice = await Promise.all([
      decide(id, 'accepted', { actor: other }),
      decide(id, 'returned', { actor: other }),
    ])
    assert.deepEqual(twice.map(codeOf).toSorted(), ['decided-already', 'done'])
    const own = await asked(who, {}, { actor: leader })
    const event = (kind: string, by: string, askedBy: string) =>
      inCouncil(db =>
        db.run(sql`
          insert into casework.escalation_event (council_id, escalation_id, kind, by, asked_by, at, on_day, comment)
          values (1, ${own}::uuid, ${kind}::text, ${by}::text, ${askedBy}::text, now(), '2026-03-27', 'yes')`),
      )
    await assert.rejects(event('accepted', leader, leader), /nobody_decides_their_own/)
    await assert.rejects(event('accepted', leader, other), /foreign key/)
    await assert.rejects(event('read', other, leader), /nobody_decides_their_own/)
    await assert.rejects(
      database.run(sql`update casework.escalation set recommends = 'x' where council_id = 1`),
      /refuses this/,
    )
    await assert.rejects(
      database.run(sql`delete from casework.escalation_event where council_id = 1`),
      /refuses this/,
    )
  })

  test('that was returned is asked again once, and its clock begins again', async () => {
    const who = await somebody()
    const first = await asked(who)
    assert.equal(codeOf(await ask(who, { followsId: first })), '', 'it was not returned')
    assert.equal(codeOf(await decide(first, 'returned', { againBy: '2026-03-29' })), 'againBy')
    assert.equal(codeOf(await decide(first, 'returned', { againBy: '2026-04-10' })), 'done')
    const again = await asked(who, { followsId: first }, { day: '2026-04-09' })
    assert.equal(`${(await found(again)).decideBy}`, '2026-04-14')
    assert.equal((await found(first)).followedById, again)
    assert.equal(codeOf(await ask(who, { followsId: first })), '')
    const another = await somebody()
    const theirs = await asked(another)
    assert.equal(codeOf(await decide(theirs, 'returned')), 'done')
    assert.equal(codeOf(await ask(who, { followsId: theirs })), '', 'it is about another account')
  })

  test('that is taken over makes the case theirs who decides, and is refused to somebody who works none', async () => {
    const who = await somebody()
    const id = await asked(who)
    const approver = await anOfficer(database, 'approver', [1], ['approver'])
    const refusal = await decide(id, 'taken over', { actor: approver })
    assert.equal(codeOf(refusal), 'casework/not-a-case-officer')
    assert.equal((await found(id)).decision, null)
    assert.equal(codeOf(await decide(id, 'taken over')), 'done')
    const owner = await inCouncil(db => ownerOf(db, { councilId, personId: who.personId }))
    assert.equal(owner?.staffId, leader)
    const more = await asked(who)
    assert.equal(codeOf(await decide(more, 'taken over')), 'done', 'theirs already')
  })

  test('waits with the first to be decided first, by the target of its day', async () => {
    const who = await somebody()
    const later = await asked(who, {}, { day: '2026-03-27' })
    const safety = await asked(who, { kind: 'safety' }, { day: '2026-03-28' })
    assert.deepEqual(await inCouncil(db => escalationTargets(db, councilId)), shippedTargets)
    await inCouncil(db =>
      setEscalationTargets(db, {
        councilId,
        by: leader,
        safetyDays: 0,
        otherDays: 20,
        otherDaysAre: 'working days',
        contactDays: 365,
      }),
    )
    const long = await asked(who, {}, { day: '2026-03-28' })
    const waiting = await inCouncil(db => escalationsWaiting(db, councilId))
    const order = waiting.map(({ id }) => id).filter(id => [later, safety, long].includes(id))
    assert.deepEqual(order, [safety, later, long])
    assert.equal(`${(await found(later)).decideBy}`, '2026-04-01', 'what waits keeps its day')
    // Twenty days that are none of Saturday, Sunday, Good Friday and Easter Monday.
    assert.equal(`${(await found(long)).decideBy}`, '2026-04-28')
    assert(
      !(await inCouncil(db => escalationsDecided(db, councilId))).some(({ id }) => id === long),
    )
  })

  test('is nobody’s of another council', async () => {
    const who = await somebody()
    const id = await asked(who)
    const there = await asCouncil(database, 2, db =>
      findEscalation(db, { councilId: 2, escalationId: id }),
    )
    assert.equal(there, undefined)
    assert.deepEqual(await asCouncil(database, 2, db => escalationsWaiting(db, 2)), [])
  })
})
