import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { part, tellDetail, waitingDetails } from '#parties'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { actor, councilId, peopleToReach, today } from './testing/someone.ts'

const database = await aDatabase()
after(() => database.close())
const {
  decide,
  forced,
  inCouncil,
  known,
  knownToHousing,
  proposed,
  sent,
  someone,
  takeBack,
  told,
} = await peopleToReach(database)

suite('what another source tells', () => {
  test('is a proposal: each source’s word serves its own accounts, and an accepted one serves all', async () => {
    const them = await knownToHousing('7 New Road')
    assert.match(await sent(them), /High Street/)
    const [waiting] = await inCouncil(db => waitingDetails(db, councilId))
    assert.deepEqual([waiting?.personId, waiting?.source], [them.personId, 'housing'])
    const unasked = await decide(them, 'accepted', '')
    assert.equal(unasked.ok || unasked.refusal.code, 'parties/detail-needs-gateway')
    assert((await decide(them, 'accepted')).ok)
    assert.match(await sent(them), /^7 New Road/)
    const twice = await decide(them, 'accepted')
    assert.equal(twice.ok || twice.refusal.code, 'parties/detail-decided')
    assert.equal(
      (await known(them)).filter(({ kind, validTo }) => kind === 'address' && !validTo).length,
      2,
    )
    await assert.rejects(forced(them, them.addressId), /only to an address of its own addressee/)
    await takeBack(them)
    assert.match(await sent(them), /High Street/)
  })

  test('rejected, it stays so when the next file says the same, and another is asked again', async () => {
    const them = await knownToHousing('8 New Road')
    assert((await decide(them, 'rejected')).ok)
    await told(them.number, '8 New Road', today)
    assert.deepEqual(await proposed(them), [])
    assert.match(await sent(them), /High Street/)
    await told(them.number, '9 New Road', today)
    assert.deepEqual(
      (await proposed(them)).map(({ text }) => text),
      ['9 New Road, Testham, QX1 9ZZ'],
    )
  })

  test('accepted, it is theirs only while they are one person and its source says it', async () => {
    const them = await knownToHousing('10 New Road')
    assert((await decide(them, 'accepted')).ok)
    await told(them.number, '11 New Road', today)
    assert.equal(await sent(them), 'no-address-today')
    assert((await decide(them, 'accepted')).ok)
    assert.match(await sent(them), /^11 New Road/)
    await inCouncil(db =>
      part(db, { councilId, partyIds: [them.housingId], why: 'two people', actor }),
    )
    assert.match(await sent(them), /High Street/)
  })

  test('where its source does not let it be used, it is not accepted', async () => {
    const them = await knownToHousing('12 New Road')
    await database.run(sql`
      insert into parties.source_gateway (council_id, source, may_be_used, gateway, said_by)
      values (1, 'housing', false, 'not for this', 'x')`)
    const refusedIt = await decide(them, 'accepted')
    assert.equal(refusedIt.ok || refusedIt.refusal.code, 'parties/detail-may-not-be-used')
    const [first] = await inCouncil(db => waitingDetails(db, councilId))
    assert.equal(first?.text, null)
    await database.run(sql`delete from parties.source_gateway where council_id = 1`)
  })

  test('what somebody told an officer waits too, and is no address until it is accepted', async () => {
    const them = await someone()
    const tell = (text: string, asAt = today) =>
      inCouncil(db =>
        tellDetail(db, {
          councilId,
          personId: them.personId,
          kind: 'address',
          text,
          how: 'told by telephone',
          asAt,
          gateway: 'they gave it to us for this',
          actor,
          today,
        }),
      )
    for (const [text, asAt, code] of [
      ['somewhere', today, 'parties/not-an-address'],
      ['5 Far Street\nqx2 2aa', today.add({ days: 1 }), 'parties/told-later'],
    ] as const) {
      const refusedIt = await tell(text, asAt)
      assert.equal(refusedIt.ok || refusedIt.refusal.code, code)
    }
    assert((await tell('5 Far Street\nqx2 2aa')).ok)
    const again = await tell('5 Far St\nQX2 2AA')
    assert.equal(again.ok || again.refusal.code, 'parties/detail-known')
    assert.match(await sent(them), /High Street/)
    assert((await decide(them, 'accepted', '')).ok)
    assert.equal(await sent(them), '5 Far Street, QX2 2AA')
  })
})
