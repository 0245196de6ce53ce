import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { anOfficer } from '#administration/testing'
import { post } from '#debts'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import { join, part, recordDeath, restrict } from '#parties'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
import { ask, type Subject } from './ask.ts'
import { disclosuresIn, disclosuresOf, ownDisclosure, ownDisclosures } from './disclosure.ts'
import { most } from './limits.ts'
import { purposesOf, seedPurposes } from './purpose.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 30)
const officer = await anOfficer(database, 'housing', [1], ['debt-check user'])
const now = Temporal.Now.instant()
const today = Temporal.PlainDate.from('2026-11-26')
const actor = 'system:test'
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)

const born = Temporal.PlainDate.from('1971-03-27')
await inCouncil(async db => {
  await seedPurposes(db, councilId)
  await db.run(sql`
    insert into debts.debt_type (council_id, name, family, governing_law, remedies, owning_service)
    values (1, 'former tenant arrears', 'housing', 'x', '{}', 'Housing')`)
  await db.run(sql`
    insert into debts.source (council_id, source, as_at) values (1, 'test', '2026-11-25')`)
  // Everybody was born on a day of their own.
  await db.run(sql`
    insert into parties.source_record (council_id, id, source, person_number, party_id, name, date_of_birth, as_at)
    select 1, gen_random_uuid(), 'test', reference, lead_party_id, 'Ada Person' || reference,
      '1971-03-27'::date + reference::int, '2020-01-01'
    from debts.account where council_id = 1`)
})

let used = 0
/** Somebody who owes this much of former tenant's arrears, and how they are described. */
async function somebody(owed: bigint) {
  const accountId = council.accounts[used++] ?? ''
  const { reference, partyId } = await database.one(
    z.object({ reference: z.string(), partyId: z.string() }),
    sql`select reference, lead_party_id as party_id from debts.account where council_id = 1 and id = ${accountId}::uuid`,
  )
  await inCouncil(async db => {
    await db.run(
      sql`update debts.account set debt_type = 'former tenant arrears' where council_id = 1 and id = ${accountId}::uuid`,
    )
    if (owed > 0n) {
      const entry = someEntry(council, accountId, { reference: accountId, amount: owed })
      await post(db, { councilId, entry, actor })
    }
  })
  const subject: Subject = {
    name: `Ada Person${reference}`,
    dateOfBirth: born.add({ days: Number(reference) }),
  }
  return { accountId, partyId, reference, subject }
}

let askers = 0
const asking = (subject: Subject, differences: { purpose?: string; actor?: string } = {}) =>
  inCouncil(db =>
    ask(db, {
      councilId,
      purpose: 'housing allocation',
      reference: 'HA-1',
      subject,
      // Nobody's questions count for another's.
      actor: `asker-${askers++}`,
      now,
      today,
      ...differences,
    }),
  )
/** What is kept of an answer. */
async function asked(subject: Subject, differences: Parameters<typeof asking>[1] = {}) {
  const answered = await asking(subject, { actor: officer, ...differences })
  assert(answered.ok, answered.ok ? '' : answered.refusal.says)
  const kept = await inCouncil(db =>
    ownDisclosure(db, { councilId, id: answered.value, askedBy: differences.actor ?? officer }),
  )
  assert(kept)
  return kept
}

suite('a debt check', () => {
  test('answers a band, and keeps who asked, what for, what allowed it and every word', async () => {
    const { subject, partyId } = await somebody(120_00n)
    const kept = await asked({ ...subject, insuranceNumber: undefined })
    assert.equal(kept.answer, 'yes')
    assert.equal(kept.told[0], 'Yes: more than £100.00, up to £500.00 is late.')
    assert.match(kept.citation, /Housing Act 1996 Part 6/)
    assert.equal(kept.confidence, 'to confirm')
    assert.equal(kept.personId, partyId)
    assert.deepEqual(kept.subject, {
      name: subject.name,
      dateOfBirth: subject.dateOfBirth?.toString(),
    })
    const theirs = await inCouncil(db => disclosuresOf(db, { councilId, personId: partyId }))
    assert.deepEqual(theirs, [kept])
    const own = await inCouncil(db => ownDisclosures(db, { councilId, askedBy: officer }))
    assert.deepEqual(own, [kept])
    const another = { councilId, id: kept.id, askedBy: 'another' }
    assert.equal(await inCouncil(db => ownDisclosure(db, another)), undefined)
  })

  test('is found by the reference of an account and by a postcode too, and says no where nothing is late', async () => {
    const { subject, reference } = await somebody(0n)
    for (const detail of [{ accountReference: reference }, { postcode: 'QX1 1AA' }])
      assert.equal((await asked({ name: subject.name, ...detail })).answer, 'no')
  })

  test('says the same of nobody, of several, of the restricted, of the dead and of what is kept back', async () => {
    const nobody = await asked({ name: 'No Body', dateOfBirth: born })
    const [one, other] = [await somebody(10_00n), await somebody(10_00n)]
    await database.transaction(async db => {
      await db.script("set local app.council_id = '1'")
      await db.run(sql`
        update parties.source_record set name = 'Ada Twin', date_of_birth = '1960-01-01'
        where council_id = 1 and party_id in (${one.partyId}::uuid, ${other.partyId}::uuid)`)
    })
    const twin = { name: 'Ada Twin', dateOfBirth: Temporal.PlainDate.from('1960-01-01') }
    const several = await asked(twin)

    const hidden = await somebody(10_00n)
    const restricting = { councilId, personId: hidden.partyId, why: 'x', allowed: [], actor }
    assert((await inCouncil(db => restrict(db, restricting))).ok)
    const restricted = await asked(hidden.subject)

    const late = await somebody(10_00n)
    await inCouncil(db =>
      recordDeath(db, { councilId, partyId: late.partyId, on: today, actor, toldBy: 'x' }),
    )
    const died = await asked(late.subject)

    const held = await somebody(10_00n)
    for (const kind of ['breathing space', 'dispute'] as const) {
      const hold = { councilId, partyId: held.partyId, kind, reason: 'x', actor }
      const placed = await inCouncil(db =>
        placeHold(db, { ...hold, startsAt: now.subtract({ hours: 1 }), receivedAt: now }),
      )
      assert(placed.ok, placed.ok ? '' : placed.refusal.says)
    }
    const keptBack = await asked(held.subject)
    const all = [nobody, several, restricted, died, keptBack]
    assert.deepEqual(
      all.map(({ because }) => because),
      ['nobody fits', 'several fit', 'restricted', 'died', 'kept back'],
    )
    assert.equal(new Set(all.map(({ told }) => told.join())).size, 1)
    assert.equal(new Set(all.map(({ answer }) => answer)).size, 1)

    // One of two who fit is restricted: the other is not taken for them.
    assert((await inCouncil(db => restrict(db, { ...restricting, personId: one.partyId }))).ok)
    assert.equal((await asked(twin)).because, 'several fit')
    const seen = await asCouncil(database, councilId, db => disclosuresIn(db, councilId, {}), {
      viewer: officer,
    })
    assert(!seen.some(({ id }) => id === restricted.id), 'who may not see them, not what was asked')
  })

  test('an address that is confidential leads to nobody', async () => {
    const { subject, partyId } = await somebody(10_00n)
    await inCouncil(db =>
      db.run(
        sql`update parties.address set is_confidential = true where council_id = 1 and party_id = ${partyId}::uuid`,
      ),
    )
    const kept = await asked({ name: subject.name, postcode: 'QX1 1AA' })
    assert.equal(kept.because, 'nobody fits')
  })

  test('leaves out debts that the gateway does not cover, and a purpose without one cannot be asked', async () => {
    const { subject, accountId } = await somebody(700_00n)
    await inCouncil(db =>
      db.run(
        sql`update debts.account set debt_type = 'council tax' where council_id = 1 and id = ${accountId}::uuid`,
      ),
    )
    assert.equal((await asked(subject)).answer, 'no')
    for (const purpose of ['licensing', 'curiosity']) {
      const refused = await asking(subject, { purpose })
      assert.equal(refused.ok || refused.refusal.code, 'enquiries/no-gateway')
    }
  })

  test('is asked so often and no more, and less often by whoever gets no answer', async () => {
    const { subject } = await somebody(10_00n)
    for (let n = 0; n < most.inAnHour; n++)
      assert((await asking(subject, { actor: 'busy' })).ok, `${n}`)
    const more = await asking(subject, { actor: 'busy' })
    assert.equal(more.ok || more.refusal.code, 'enquiries/too-many-in-an-hour')
    const guess = { name: 'No Body', postcode: 'QX1 1AA' }
    for (let n = 0; n < most.notAnsweredInADay; n++)
      assert((await asking(guess, { actor: 'guesses' })).ok, `${n}`)
    const again = await asking(subject, { actor: 'guesses' })
    assert.equal(again.ok || again.refusal.code, 'enquiries/too-many-not-answered')
    assert((await asking(subject, { actor: 'another' })).ok)
  })

  test('what was kept is never changed or deleted, and no other council has it', async () => {
    for (const change of [
      sql`update enquiries.disclosure set answer = 'no' where council_id = 1`,
      sql`delete from enquiries.disclosure where council_id = 1`,
    ]) {
      await assert.rejects(inCouncil(db => db.run(change)))
      await assert.rejects(database.run(change), /keeps what was written/)
    }
    await aCouncilWithAccounts(database, 2, 1)
    assert.deepEqual(await asCouncil(database, 2, db => disclosuresIn(db, 2, {})), [])
    assert.deepEqual(await asCouncil(database, 2, db => disclosuresIn(db, 1, {})), [])
  })

  test('stays with the record that it led to when people are joined and parted', async () => {
    const [one, other] = [await somebody(10_00n), await somebody(10_00n)]
    const kept = await asked(other.subject)
    const told = async (personId: string) =>
      (await inCouncil(db => disclosuresOf(db, { councilId, personId }))).map(({ id }) => id)
    assert.deepEqual(await told(one.partyId), [])
    const joined = await inCouncil(db =>
      join(db, { councilId, one: one.partyId, other: other.partyId, why: 'x', actor }),
    )
    assert(joined.ok)
    assert.deepEqual(await told(one.partyId), [kept.id])
    assert.deepEqual(await told(other.partyId), [kept.id])
    const { personId } = joined.value
    const leaves = personId === one.partyId ? other.partyId : one.partyId
    assert((await inCouncil(db => part(db, { councilId, partyIds: [leaves], why: 'x', actor }))).ok)
    assert.deepEqual(await told(one.partyId), [])
    assert.deepEqual(await told(other.partyId), [kept.id])
  })
})

suite('what may be asked for', () => {
  test('is there for a council that was there before, and for a new one; none of it is sure', async () => {
    const migration = await readFile('db/migrations/0056-debt-checks.sql', 'utf8')
    class Undone extends Error {}
    const names = async (db: Db) => (await purposesOf(db, councilId)).map(({ name }) => name)
    let before: readonly string[] = []
    await database
      .transaction(async db => {
        await db.script('drop schema enquiries cascade; drop index parties.source_record_by_birth')
        await db.script(migration)
        await db.script("set local app.council_id = '1'")
        before = await names(db)
        throw new Undone()
      })
      .catch((error: unknown) => assert(error instanceof Undone, String(error)))
    assert.deepEqual(before, await inCouncil(names))
    const purposes = await inCouncil(db => purposesOf(db, councilId))
    assert(purposes.length >= 5)
    assert(purposes.every(({ confidence }) => confidence === 'to confirm'))
    assert(!purposes.some(({ debtTypes }) => debtTypes.includes('council tax')))
  })
})
