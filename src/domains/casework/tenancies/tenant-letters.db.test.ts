import assert from 'node:assert/strict'
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
import { rowsOf, type TenantLetter, writeToTenant } from './tenant-letters.ts'
import { someNotice } from './testing.ts'
import { endingOf, noticeOf } from './notice.ts'
import { recordNotice } from './record-notice.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 10)
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
async function aTenant({
  isRentKnown = true,
  rent = 70_00n,
}: { readonly isRentKnown?: boolean; readonly rent?: bigint } = {}) {
  const accountId = council.accounts[used] ?? ''
  used += 1
  const { id: personId } = await database.one(
    z.object({ id: z.string() }),
    sql`select lead_party_id as id from debts.account where council_id = 1 and id = ${accountId}::uuid`,
  )
  const who = { accountId, personId }
  await recordFor(who, isRentKnown ? rent : undefined)
  return who
}
type Tenant = { readonly accountId: string; readonly personId: string }

async function recordFor({ accountId, personId }: Tenant, rent: bigint | undefined) {
  const recorded = await inCouncil(db =>
    recordNotice(db, {
      councilId,
      personId,
      account: { id: accountId, family: 'housing', balance: 0n },
      notice: someNotice(today, {
        rent,
        expected: [{ on: today.add({ days: 3 }), amount: 40_00n, by: 'housing benefit' }],
      }),
      actor: 'officer',
      ...at,
    }),
  )
  assert(recorded.ok)
}
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
    letter = 'expectation',
  }: {
    balance?: bigint
    emergency?: string
    deceasedOn?: Temporal.PlainDate | null
    on?: typeof at
    letter?: TenantLetter
  } = {},
) {
  const notice = await noticeFor(who)
  return inCouncil(db =>
    writeToTenant(db, {
      letter,
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

suite('the reminder before a tenant leaves', () => {
  const soon = (days: number) => ({ ...at, today: today.add({ days }) })

  test('goes once for the notice that they gave, in the last days, and however often it is recorded anew', async () => {
    const who = await aTenant()
    assert.equal(codeOf(await write(who, { letter: 'reminder' })), 'too-soon')
    assert.deepEqual(await titles(who), [])
    const remind = () => write(who, { letter: 'reminder', on: soon(4) })
    assert.equal(codeOf(await remind()), 'done')
    assert.equal(codeOf(await remind()), 'reminded-already')
    await recordFor(who, 70_00n)
    assert.equal(codeOf(await remind()), 'reminded-already')
    assert.deepEqual(await titles(who), ['Before you leave'])
    assert.equal(codeOf(await write(who)), 'done', 'what is expected is another letter')
  })

  test('does not go where nothing is expected, on hold, in an emergency, or after the last day', async () => {
    const nothing = await aTenant({ rent: 10_00n })
    assert.equal(
      codeOf(await write(nothing, { letter: 'reminder', on: soon(8) })),
      'nothing-expected',
    )
    const who = await aTenant()
    const remind = (differences: Parameters<typeof write>[1] = {}) =>
      write(who, { letter: 'reminder', on: soon(8), ...differences })
    assert.equal(codeOf(await remind({ emergency: 'everywhere' })), 'emergency')
    assert.equal(codeOf(await remind({ on: soon(15) })), 'over-already')
    assert.equal(codeOf(await remind({ balance: 5_00n })), 'balance-moved')
    const held = await inCouncil(db =>
      placeHold(db, {
        councilId,
        partyId: who.personId,
        kind: 'breathing space',
        startsAt: at.now.subtract({ hours: 1 }),
        receivedAt: at.now,
        reason: 'x',
        actor: 'officer',
      }),
    )
    assert(held.ok)
    assert.equal(codeOf(await remind()), 'on-hold')
    assert.deepEqual(await titles(who), [])
  })
})
