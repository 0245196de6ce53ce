import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { aCouncilWithAccounts } from '#debts/testing'
import { authoritiesOf, giveAuthority, join } from '#parties'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { endHold, holdsOf, placeHold } from '#protections'
import { contactsWith, recordContact } from './contact.ts'
import { notesOn, writeNote } from './note.ts'
import { beforeTakingBack, partPerson, sharedEntries } from './part-person.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 40)
const actor = 'system:test'
const now = Temporal.Now.instant()
const today = Temporal.PlainDate.from('2026-11-26')
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)

const idAndAccount = z.object({ partyId: z.string(), accountId: z.string() })

let used = 0
/** Two people with an account each, whom somebody took for one; the first leads. */
async function twoAsOne(db: Db) {
  const theirs = await db.many(
    idAndAccount,
    sql`
      select lead_party_id as party_id, id as account_id from debts.account
      where council_id = ${councilId}::int and id = any(${council.accounts.slice(used, used + 2)}::uuid[])`,
  )
  used += 2
  const [one, other] = theirs
  assert(one && other)
  await db.run(sql`
    update parties.party set recorded_at = recorded_at - interval '1 day'
    where council_id = ${councilId}::int and id = ${one.partyId}::uuid`)
  const joined = await join(db, {
    councilId,
    one: one.partyId,
    other: other.partyId,
    why: 'test',
    actor,
  })
  assert(joined.ok && joined.value.personId === one.partyId)
  return { lead: one, joined: other }
}

const note = (db: Db, personId: string, says: string, accountId?: string) =>
  writeNote(db, {
    councilId,
    id: randomUUID(),
    personId,
    accountId,
    says,
    correctsId: undefined,
    actor,
    now: Temporal.Now.instant(),
  })
const contact = (db: Db, personId: string, words: string, accountId?: string) =>
  recordContact(db, {
    councilId,
    contact: {
      id: randomUUID(),
      personId,
      accountId,
      channel: 'telephone',
      direction: 'to them',
      outcome: 'advice given',
      note: words,
      promise: undefined,
      cause: 'moved',
      helpOffered: ['debt advice'],
      correctsId: undefined,
    },
    actor,
    now: Temporal.Now.instant(),
    today,
  })
const read = async (db: Db, partyId: string) => [
  ...(await notesOn(db, { councilId, partyId })).filter(n => !n.isOfAnother).map(n => n.says),
  ...(await contactsWith(db, councilId, partyId)).filter(c => !c.isOfAnother).map(c => c.note),
]

suite('parting a person that officers wrote on', () => {
  test('what names an account goes with who owes it; the rest goes where the officer says, and is not read where it is not theirs', () =>
    inCouncil(async db => {
      const { lead, joined } = await twoAsOne(db)
      await note(db, lead.partyId, 'about the joined one’s account', joined.accountId)
      await note(db, lead.partyId, 'the lead’s own')
      await contact(db, lead.partyId, 'the joined one rang')
      const shared = await sharedEntries(db, { councilId, personId: lead.partyId })
      assert.equal(shared.length, 2, 'what names an account needs no choice')
      const parted = await partPerson(db, {
        councilId,
        partyIds: [joined.partyId],
        why: 'father and son',
        goesWith: shared.filter(({ kind }) => kind === 'contact').map(({ id }) => id),
        actor,
      })
      assert(parted.ok)
      assert.deepEqual(await read(db, lead.partyId), ['the lead’s own'])
      assert.deepEqual(await read(db, joined.partyId), [
        'about the joined one’s account',
        'the joined one rang',
      ])
    }))

  test('of the one that leads too, what stays with the others goes to them', () =>
    inCouncil(async db => {
      const { lead, joined } = await twoAsOne(db)
      await note(db, lead.partyId, 'goes')
      await note(db, lead.partyId, 'stays')
      const shared = await sharedEntries(db, { councilId, personId: lead.partyId })
      const goesWith = shared.filter(({ says }) => says === 'goes').map(({ id }) => id)
      const parted = await partPerson(db, {
        councilId,
        partyIds: [lead.partyId],
        why: 'two people',
        goesWith,
        actor,
      })
      assert(parted.ok)
      assert.deepEqual(await read(db, lead.partyId), ['goes'])
      assert.deepEqual(await read(db, joined.partyId), ['stays'])
    }))

  test('a hold on the one that they were holds both, until it is ended for one; an authority is for whom it was given', () =>
    inCouncil(async db => {
      const { lead, joined } = await twoAsOne(db)
      const placed = await placeHold(db, {
        councilId,
        partyId: lead.partyId,
        kind: 'dispute',
        startsAt: now,
        receivedAt: now,
        reason: 'They say it was paid',
        actor,
      })
      assert(placed.ok)
      const given = await giveAuthority(db, {
        councilId,
        partyId: lead.partyId,
        kind: 'attorney',
        name: 'Alex Reed',
        organisation: '',
        telephone: '',
        letters: ['2 Court Row', 'Testham', 'QX1 2BB'],
        scope: 'discuss',
        debtTypes: [],
        accountIds: [],
        owed: [],
        evidence: 'the power itself',
        startsOn: today,
        endsOn: null,
        actor,
      })
      assert(given.ok)
      const parted = await partPerson(db, {
        councilId,
        partyIds: [joined.partyId],
        why: 'two people',
        goesWith: [given.value],
        actor,
      })
      assert(parted.ok)
      const held = (partyId: string) => holdsOf(db, { councilId, partyId })
      const [ofLead] = await held(lead.partyId)
      const [ofJoined] = await held(joined.partyId)
      assert(ofLead && ofJoined && ofLead.id !== ofJoined.id)
      assert((await endHold(db, { councilId, holdId: ofLead.id, because: 'not theirs', actor })).ok)
      assert.equal((await held(joined.partyId))[0]?.endsAt, null)
      const live = async (personId: string) =>
        (await authoritiesOf(db, councilId, personId)).filter(({ endedAt }) => !endedAt).length
      assert.equal(await live(lead.partyId), 0)
      assert.equal(await live(joined.partyId), 1)
    }))

  test('a hold on an account of a joined record is placed on who owes it', () =>
    inCouncil(async db => {
      const { lead, joined } = await twoAsOne(db)
      const placed = await placeHold(db, {
        councilId,
        partyId: lead.partyId,
        accountId: joined.accountId,
        kind: 'dispute',
        startsAt: now,
        receivedAt: now,
        reason: 'Wrong band',
        actor,
      })
      assert(placed.ok)
      const [hold] = await holdsOf(db, { councilId, partyId: lead.partyId })
      assert.equal(hold?.partyId, joined.partyId)
    }))

  test('a match is not taken back past something that somebody has to say whom it is about', () =>
    inCouncil(async db => {
      const { lead } = await twoAsOne(db)
      const personId = lead.partyId
      assert((await beforeTakingBack(db, { councilId, personId })).ok)
      await note(db, personId, 'whose?')
      const refusal = await beforeTakingBack(db, { councilId, personId })
      assert(!refusal.ok && refusal.refusal.says.startsWith('Something was written'))
    }))

  test('property: whatever goes with whom, every word is read on exactly one of the two, and on the one when joined again', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            kind: fc.constantFrom('note', 'contact'),
            on: fc.constantFrom('lead', 'joined', 'nobody'),
            goes: fc.boolean(),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        fc.boolean(),
        async (written, takesLead) => {
          const undone = new Error('undone')
          used = 30
          await inCouncil(async db => {
            const { lead, joined } = await twoAsOne(db)
            const words = written.map((one, n) => ({ ...one, says: `word ${n}` }))
            for (const { kind, on, says } of words) {
              const account =
                on === 'nobody' ? undefined : on === 'lead' ? lead.accountId : joined.accountId
              await (kind === 'note' ? note : contact)(db, lead.partyId, says, account)
            }
            const shared = await sharedEntries(db, { councilId, personId: lead.partyId })
            const goes = new Set(words.filter(({ goes }) => goes).map(({ says }) => says))
            const saysOf = (text: string) => text.replace(/^.*: /, '')
            const takes = takesLead ? lead : joined
            const rest = takesLead ? joined : lead
            const parted = await partPerson(db, {
              councilId,
              partyIds: [takes.partyId],
              why: 'test',
              goesWith: shared.filter(({ says }) => goes.has(saysOf(says))).map(({ id }) => id),
              actor,
            })
            assert(parted.ok)
            const expected = (party: typeof lead) =>
              words
                .filter(({ on, goes }) =>
                  on === 'nobody'
                    ? (goes ? takes : rest) === party
                    : (on === 'lead' ? lead : joined) === party,
                )
                .map(({ says }) => says)
            assert.deepEqual((await read(db, takes.partyId)).sort(), expected(takes).sort())
            assert.deepEqual((await read(db, rest.partyId)).sort(), expected(rest).sort())
            await join(db, {
              councilId,
              one: lead.partyId,
              other: joined.partyId,
              why: 'test',
              actor,
            })
            assert.deepEqual(
              [...new Set(await read(db, lead.partyId))].sort(),
              words.map(({ says }) => says).sort(),
            )
            throw undone
          }).catch((error: unknown) => {
            if (error !== undone) throw error
          })
        },
      ),
      { numRuns: 25 },
    ))
})
