import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import {
  endAuthority,
  endSafeRoute,
  giveAuthority,
  marksOf,
  safeRouteOf,
  saySafeRoute,
} from '#parties'
import { aDatabase } from '#platform/testing/database.ts'
import { lettersTo } from './queries.ts'
import { actor, councilId, peopleToReach, today } from './testing/someone.ts'

const database = await aDatabase()
after(() => database.close())
const {
  decide,
  forced,
  inCouncil,
  known,
  knownToHousing,
  mark,
  proposed,
  sent,
  someone,
  takeBack,
  told,
} = await peopleToReach(database)

suite('a letter obeys what is marked', () => {
  for (const [kind, code] of [
    ['not theirs', 'no-letter-not-theirs'],
    ['gone away', 'no-letter-gone-away'],
    ['confidential', 'no-letter-confidential'],
  ] as const)
    test(`${kind}: refused with a sentence, by the database itself too, until it is taken back`, async () => {
      const them = await someone()
      assert((await mark(them, them.addressId, kind)).ok)
      assert.equal(await sent(them), code)
      await assert.rejects(
        forced(them, them.addressId),
        new RegExp(`No letter may go to them.*${kind}`),
      )
      const again = await mark(them, them.addressId, kind)
      assert.equal(again.ok || again.refusal.code, 'parties/detail-marked')
      await takeBack(them)
      assert.match(await sent(them), /High Street/)
      const [kept] = await inCouncil(db => marksOf(db, councilId, them.personId))
      assert.deepEqual(
        [kept?.mark, kept?.because, kept?.endedWhy],
        [kind, 'it came back', 'it was wrong'],
      )
    })

  test('a safe way that is not the post stops letters; one that names the confidential address sends them there', async () => {
    const them = await someone()
    const say = (route: 'e-mail only' | 'letters only', addressId?: string) =>
      inCouncil(db =>
        saySafeRoute(db, {
          councilId,
          personId: them.personId,
          route,
          addressId,
          says: 'Nothing on the envelope',
          actor,
        }),
      )
    assert((await say('e-mail only')).ok)
    assert.equal(await sent(them), 'no-letter-safe-route')
    await assert.rejects(forced(them, them.addressId), /No letter may go to them.*safe route/)
    const both = await say('e-mail only', them.addressId)
    assert.equal(both.ok || both.refusal.code, 'parties/address-for-letters-only')
    assert((await mark(them, them.addressId, 'confidential')).ok)
    assert((await say('letters only')).ok)
    assert.equal(await sent(them), 'no-letter-confidential')
    assert((await say('letters only', them.addressId)).ok)
    assert.match(await sent(them), /High Street/)
    const ending = { councilId, personId: them.personId, why: 'it is over', actor }
    assert(await inCouncil(db => endSafeRoute(db, ending)))
    assert(!(await inCouncil(db => endSafeRoute(db, ending))))
    assert.equal(await inCouncil(db => safeRouteOf(db, councilId, them.personId)), undefined)
    assert.equal(await sent(them), 'no-letter-confidential')
  })

  test('what was marked stays so when any file says it again, in other words, under another record of theirs', async () => {
    const them = await knownToHousing('Flat 2, 14 Mill Lane')
    assert((await decide(them, 'accepted')).ok)
    const accepted = (await known(them)).find(({ text }) => text.startsWith('Flat 2'))
    assert(accepted)
    assert((await mark(them, accepted.id, 'not theirs')).ok)
    await told(them.number, 'Apartment 2, 14 Mill La', today)
    assert.equal(await sent(them), 'no-letter-not-theirs')
    assert.deepEqual(await proposed(them), [])
  })
})

test('letters about somebody go to whoever acts for them and takes their letters, until that ends', async () => {
  const them = await someone()
  assert((await mark(them, them.addressId, 'gone away')).ok)
  const deputy = (scope: 'pay only' | 'discuss and agree', letters: readonly string[]) =>
    inCouncil(db =>
      giveAuthority(db, {
        councilId,
        partyId: them.personId,
        kind: 'deputy',
        name: 'Morgan Lee',
        organisation: 'Lee and Co',
        telephone: '',
        scope,
        debtTypes: [],
        accountIds: [],
        owed: [],
        evidence: 'the order',
        letters,
        startsOn: today,
        endsOn: null,
        actor,
      }),
    )
  for (const [scope, letters, code] of [
    ['pay only', ['2 Court Row', 'QX1 2BB'], 'parties/authority-letters-need-scope'],
    ['discuss and agree', ['2 Court Row'], 'parties/not-an-address'],
  ] as const) {
    const refusedIt = await deputy(scope, letters)
    assert.equal(refusedIt.ok || refusedIt.refusal.code, code)
  }
  const given = await deputy('discuss and agree', ['2 Court Row', 'QX1 2BB'])
  assert(given.ok)
  assert.match(await sent(them), /^for Person \d+, Lee and Co, 2 Court Row, QX1 2BB$/)
  await assert.rejects(forced(them, them.addressId), /only to an address of its own addressee/)
  assert.deepEqual(
    (await known(them)).map(({ text }) => text.includes('Court')),
    [false],
  )
  const ending = {
    councilId,
    personId: them.personId,
    authorityId: given.value,
    why: 'over',
    actor,
  }
  await inCouncil(db => endAuthority(db, ending))
  assert.equal(await sent(them), 'no-letter-gone-away')
  const letters = await inCouncil(db => lettersTo(db, { councilId, partyId: them.personId }))
  assert.equal(letters.length, 1)
})
