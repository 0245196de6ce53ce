import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { type HoldKind, placeHold } from '#protections'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { councilTaxEngland } from './policies/council-tax.ts'
import { publishPolicy } from './policies-in-force.ts'
import { aCouncilInArrears, dayOf, planOn, valueOf, wholeNight } from './testing/nights.ts'
import { approved, asked, codeOf, found, outside } from './testing/proposing.ts'

const database = await aDatabase()
after(() => database.close())

const day = '2026-04-15'

/** A council whose approved policy has no holds of its own, and one hold of each of these kinds on an account each. */
async function aCouncilWithoutHolds(councilId: number, kinds: readonly HoldKind[]) {
  const council = await aCouncilInArrears(database, councilId, kinds.length + 1)
  await asCouncil(database, councilId, async db => {
    await publishPolicy(db, {
      councilId,
      debtType: 'council tax',
      policy: { ...councilTaxEngland, holds: [] },
      from: dayOf('2026-01-01'),
      draftedBy: 'drafter',
      approvedBy: 'approver',
    })
    for (const [n, kind] of kinds.entries())
      valueOf(
        await placeHold(db, {
          councilId,
          partyId: council.parties[n] ?? '',
          accountId: council.accounts[n] ?? '',
          kind,
          startsAt: Temporal.Instant.from('2026-04-01T00:00:00Z'),
          endsAt: Temporal.Instant.from('2026-05-01T00:00:00Z'),
          receivedAt: Temporal.Instant.from('2026-04-01T00:00:00Z'),
          reason: 'They told us',
          actor: 'officer',
        }),
      )
  })
  return council
}

suite('a policy that leaves out the holds that people place', () => {
  test('sends nothing to whoever is on hold, until the hold is over', async () => {
    const { accounts } = await aCouncilWithoutHolds(1, ['dispute', 'arrangement', 'other'])
    assert.equal((await wholeNight(database, 1, day)).planned, 1, 'the one who is not on hold')
    assert.equal((await planOn(database, 1, '2026-05-01')).planned, accounts.length)
  })

  test('is departed from for one step only by two people, who are told of the hold', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilWithoutHolds(2, ['other'])
    await planOn(database, 2, day)
    assert.equal(codeOf(await asked(database, 2, { account, day })), 'outside-policy')
    const id = valueOf(await asked(database, 2, { account, day }, outside))
    assert.deepEqual((await found(database, 2, id)).holds, ['An officer’s hold runs'])
    assert.equal(codeOf(await approved(database, 2, id, day, 'officer')), 'second-person')
    assert.equal(codeOf(await approved(database, 2, id, day)), 'done')
  })
})
