import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { lettersTo } from '#correspondence'
import { addDebtType, shippedDebtTypes } from '#debts'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
import type { Outcome } from '#values/outcome.ts'
import { noonOn } from '../escalations/testing.ts'
import { rowsOf, sendExpectation } from './expectation-letter.ts'
import { endingOf, noticeOf } from './notice.ts'
import { recordNotice } from './record-notice.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 6)
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
const dayOf = (text: string) => Temporal.PlainDate.from(text)
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.refusal.code)
// Letters go on the day they are written, so the days count from today.
const today = Temporal.Now.plainDateISO('Europe/London')
const at = { ...noonOn(`${today}`), now: Temporal.Now.instant() }

const tenancies = shippedDebtTypes.find(({ name }) => name === 'former tenant arrears')
assert(tenancies)
await database.run(sql`
  update administration.council set address = ${'Civic Centre\nTestham'}, telephone = '01632 960001' where council_id = 1`)
await inCouncil(async db => {
  await addDebtType(db, councilId, tenancies)
  await db.run(
    sql`update debts.account set debt_type = 'former tenant arrears' where council_id = 1`,
  )
})

let used = 0
async function aTenant({ isRentKnown = true } = {}) {
  const accountId = council.accounts[used] ?? ''
  used += 1
  const { id: personId } = await database.one(
    z.object({ id: z.string() }),
    sql`select lead_party_id as id from debts.account where council_id = 1 and id = ${accountId}::uuid`,
  )
  const recorded = await inCouncil(db =>
    recordNotice(db, {
      councilId,
      personId,
      account: { id: accountId, family: 'housing', balance: 0n },
      notice: {
        id: randomUUID(),
        givenOn: today,
        lastDay: today.add({ days: 14 }),
        chargedTo: today,
        rent: isRentKnown ? 70_00n : undefined,
        every: 'week',
        weekBegins: 1,
        freeWeeks: [],
        expected: [{ on: today.add({ days: 3 }), amount: 40_00n, by: 'housing benefit' }],
        keysReturnedOn: undefined,
        forwarding: '',
        telephone: '',
        how: 'told by telephone',
      },
      actor: 'officer',
      ...at,
    }),
  )
  assert(recorded.ok)
  return { accountId, personId }
}
type Tenant = Awaited<ReturnType<typeof aTenant>>
const noticeFor = async ({ accountId }: Tenant) => {
  const notice = await inCouncil(db => noticeOf(db, { councilId, accountId }))
  assert(notice)
  return notice
}

async function write(
  who: Tenant,
  {
    balance = 0n,
    emergency,
    deceasedOn = null,
    on = at,
  }: {
    balance?: bigint
    emergency?: string
    deceasedOn?: Temporal.PlainDate | null
    on?: typeof at
  } = {},
) {
  const notice = await noticeFor(who)
  return inCouncil(db =>
    sendExpectation(db, {
      councilId,
      account: { id: who.accountId, balance, leadPartyId: who.personId },
      party: { deceasedOn },
      notice,
      emergency,
      actor: 'officer',
      ...on,
    }),
  )
}
const titles = async ({ personId }: Tenant) =>
  (await inCouncil(db => lettersTo(db, { councilId, partyId: personId }))).map(one => one.title)

suite('the letter that says what a tenant will owe', () => {
  test('is written once for each recording, with the sums of its working', async () => {
    const who = await aTenant()
    assert.deepEqual(
      rowsOf(endingOf(await noticeFor(who)), 100_00n).map(({ amount }) => amount),
      [0n, 140_00n, -40_00n],
    )
    assert.equal(codeOf(await write(who)), 'done')
    assert.equal(codeOf(await write(who)), 'done')
    assert.deepEqual(await titles(who), ['When your tenancy ends'])
  })

  test('does not go while anything holds recovery: a breathing space, or a dispute', async () => {
    for (const kind of ['breathing space', 'dispute'] as const) {
      const who = await aTenant()
      const held = await inCouncil(db =>
        placeHold(db, {
          councilId,
          partyId: who.personId,
          kind,
          startsAt: at.now.subtract({ hours: 1 }),
          receivedAt: at.now,
          reason: 'x',
          actor: 'officer',
        }),
      )
      assert(held.ok)
      assert.equal(codeOf(await write(who)), 'on-hold')
      assert.deepEqual(await titles(who), [])
    }
  })

  test('nor in an emergency, to somebody who has died, after the last day, or once the balance is another', async () => {
    const who = await aTenant()
    assert.equal(codeOf(await write(who, { emergency: 'everywhere' })), 'emergency')
    assert.equal(codeOf(await write(who, { deceasedOn: dayOf('2026-01-01') })), 'has-died')
    assert.equal(codeOf(await write(who, { balance: 1n })), 'balance-moved')
    const last = today.add({ days: 15 })
    assert.equal(codeOf(await write(who, { on: { ...at, today: last } })), 'over-already')
    assert.deepEqual(await titles(who), [])
  })

  test('nor where the rent is not known, or nowhere is known that a letter may go', async () => {
    assert.equal(codeOf(await write(await aTenant({ isRentKnown: false }))), 'rent')
    const who = await aTenant()
    await database.run(sql`
      update parties.address set undeliverable_on = ${today}::date where council_id = 1 and party_id = ${who.personId}::uuid`)
    const refusal = await write(who)
    assert(!refusal.ok && refusal.refusal.says !== '')
    assert.deepEqual(await titles(who), [])
  })
})
