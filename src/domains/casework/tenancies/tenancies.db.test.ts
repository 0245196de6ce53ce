import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { addDebtType, post, shippedDebtTypes } from '#debts'
import { z } from 'zod'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import { detailsOf } from '#parties'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { Outcome } from '#values/outcome.ts'
import { noonOn, tryToReach } from '../escalations/testing.ts'
import { closedAccounts, firstContactDays, setFirstContactDays } from './first-contact.ts'
import { endedIn, measure } from './measures.ts'
import { noticeOf, noticesByLastDay } from './notice.ts'
import { type RecordedNotice, recordNotice } from './record-notice.ts'
import { someNotice } from './testing.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 8)
await aCouncilWithAccounts(database, 2, 1)
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
const dayOf = (text: string) => Temporal.PlainDate.from(text)
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.refusal.code)
const today = '2026-04-14'

const tenancies = shippedDebtTypes.find(({ name }) => name === 'former tenant arrears')
assert(tenancies)
await inCouncil(async db => {
  await addDebtType(db, councilId, tenancies)
  await db.run(
    sql`update debts.account set debt_type = 'former tenant arrears' where council_id = 1`,
  )
})

const idRow = z.object({ id: z.string() })
let used = 0
/** Somebody with a tenancy of their own, who owes £312. */
async function aTenant() {
  const accountId = council.accounts[used] ?? ''
  const { id: personId } = await database.one(
    idRow,
    sql`select lead_party_id as id from debts.account where council_id = 1 and id = ${accountId}::uuid`,
  )
  used += 1
  await charge(accountId, 312_00n, '2026-04-01')
  return { accountId, personId }
}
type Tenant = Awaited<ReturnType<typeof aTenant>>

const charge = (accountId: string, amount: bigint, on: string) =>
  inCouncil(db =>
    post(db, {
      councilId,
      entry: someEntry(council, accountId, { reference: randomUUID(), amount, on: dayOf(on) }),
      actor: 'tests',
    }),
  )

const keep = (
  { accountId, personId }: Tenant,
  differences: Partial<RecordedNotice> = {},
  { family = 'housing' }: { readonly family?: 'housing' | 'sundry' } = {},
) =>
  inCouncil(db =>
    recordNotice(db, {
      councilId,
      personId,
      account: { id: accountId, family, balance: 312_00n },
      notice: someNotice(dayOf('2026-04-10'), {
        lastDay: dayOf('2026-04-27'),
        chargedTo: dayOf('2026-04-13'),
        rent: 104_20n,
        weekBegins: 2,
        ...differences,
      }),
      actor: 'officer',
      ...noonOn(today),
    }),
  )
const noticeFor = ({ accountId }: Tenant) => inCouncil(db => noticeOf(db, { councilId, accountId }))

suite('the end of a tenancy', () => {
  test('is kept with what will be owed, and recorded anew when the last day moves: the newest stands', async () => {
    const who = await aTenant()
    const id = randomUUID()
    assert.equal(codeOf(await keep(who, { id })), 'done')
    assert.equal(codeOf(await keep(who, { id, lastDay: dayOf('2026-05-30') })), 'done')
    assert.equal((await noticeFor(who))?.projected, 520_40n, 'a button pressed twice')
    assert.equal(codeOf(await keep(who, { lastDay: dayOf('2026-05-04') })), 'done')
    const latest = await noticeFor(who)
    assert.deepEqual([latest?.projected, `${latest?.lastDay}`], [624_60n, '2026-05-04'])
    await assert.rejects(
      database.run(sql`update casework.tenancy_notice set projected = 0 where council_id = 1`),
      /refuses this/,
    )
  })

  test('what it came to is beside what was projected: what counts to the last day, and nothing after', async () => {
    const who = await aTenant()
    assert.equal(codeOf(await keep(who)), 'done')
    await charge(who.accountId, 208_40n, '2026-04-27')
    await charge(who.accountId, 999_00n, '2026-04-28')
    const { projected, owedOnLastDay } = (await noticeFor(who)) ?? {}
    assert.deepEqual([projected, owedOnLastDay], [520_40n, 520_40n])
  })

  test('without the rent nothing is projected, and it is kept all the same', async () => {
    const who = await aTenant()
    assert.equal(codeOf(await keep(who, { rent: undefined })), 'done')
    assert.equal((await noticeFor(who))?.projected, null)
    assert.equal(codeOf(await keep(who, { every: undefined })), 'done')
    assert.equal((await noticeFor(who))?.projected, null)
  })

  test('where they go and their number become details that wait to be accepted; said again, they are known', async () => {
    const who = await aTenant()
    const said = { forwarding: '9 New Road\nTestham\nQX2 2BB', telephone: '01632 960123' }
    assert.equal(codeOf(await keep(who, { telephone: 'none' })), 'telephone')
    assert.equal(await noticeFor(who), undefined)
    assert.equal(codeOf(await keep(who, said)), 'done')
    const details = await inCouncil(db => detailsOf(db, councilId, who.personId))
    assert.deepEqual(
      details
        .filter(({ isProposed }) => isProposed)
        .map(({ kind }) => kind)
        .toSorted(),
      ['address', 'telephone'],
    )
    assert.equal(codeOf(await keep(who, said)), 'done')
    assert.equal(codeOf(await keep(who)), 'done')
    const latest = await noticeFor(who)
    assert.deepEqual([latest?.hasForwarding, latest?.hasTelephone], [true, true])
  })

  test('is refused for a debt of no tenancy and for days that cannot be meant', async () => {
    const who = await aTenant()
    assert.equal(codeOf(await keep(who, {}, { family: 'sundry' })), 'no-tenancy')
    assert.equal(codeOf(await keep(who, { givenOn: dayOf('2026-04-15') })), 'givenOn')
    assert.equal(codeOf(await keep(who, { lastDay: dayOf('2026-04-09') })), 'lastDay')
    assert.equal(codeOf(await keep(who, { lastDay: dayOf('2027-04-15') })), 'lastDay')
    assert.equal(codeOf(await keep(who, { chargedTo: dayOf('2025-04-13') })), 'chargedTo')
    assert.equal(codeOf(await keep(who, { freeWeeks: [dayOf('2026-04-15')] })), 'freeWeeks')
    assert.equal(await noticeFor(who), undefined)
  })

  test('is listed by its last day, the nearest to come first, for its council only', async () => {
    const list = { since: dayOf('2025-04-14'), today: dayOf('2026-05-01') }
    const notices = await inCouncil(db => noticesByLastDay(db, { councilId, ...list }))
    const days = notices.map(({ lastDay }) => `${lastDay}`)
    assert.deepEqual(days, ['2026-05-04', '2026-04-27', '2026-04-27', '2026-04-27'])
    const period = { from: dayOf('2026-04-27'), to: dayOf('2026-05-04') }
    const ended = await inCouncil(db => endedIn(db, { councilId, ...period }))
    assert.deepEqual(
      [measure(ended, dayOf('2026-05-10')).notices, measure(ended, dayOf('2026-05-10')).forwarding],
      [4, 25],
    )
    assert.equal(
      (await asCouncil(database, 2, db => endedIn(db, { councilId: 2, ...period }))).length,
      0,
    )
    const there = await asCouncil(database, 2, db =>
      noticesByLastDay(db, { councilId: 2, ...list }),
    )
    assert.deepEqual(there, [])
  })
})

suite('a tenancy that has ended', () => {
  test('waits for its first contact, an officer’s or a letter, from its last day on; of those who owe', async () => {
    const who = await aTenant()
    await database.run(sql`
      update debts.account set period_from = '2024-04-01', period_to = '2026-04-01'
      where council_id = 1 and id = ${who.accountId}::uuid`)
    const at = { councilId, since: dayOf('2025-04-14'), today: dayOf('2026-04-14') }
    const found = async () => {
      const accounts = await inCouncil(db => closedAccounts(db, at))
      return accounts.map(one => [one.accountId, one.contactedOn && `${one.contactedOn}`])
    }
    await inCouncil(db => tryToReach(db, { councilId, ...who }, '2026-03-31'))
    assert.deepEqual(await found(), [[who.accountId, null]])
    await inCouncil(db => tryToReach(db, { councilId, ...who }, '2026-04-03'))
    assert.deepEqual(await found(), [[who.accountId, '2026-04-03']])
    const early = { ...at, today: dayOf('2026-04-01') }
    assert.deepEqual(
      await inCouncil(db => closedAccounts(db, early)),
      [],
      'its last day is not over',
    )
  })

  test('has the days that the council sets, and ours before', async () => {
    assert.equal(await inCouncil(db => firstContactDays(db, councilId)), 7)
    await inCouncil(db => setFirstContactDays(db, { councilId, days: 10, by: 'leader' }))
    await inCouncil(db => setFirstContactDays(db, { councilId, days: 5, by: 'leader' }))
    assert.equal(await inCouncil(db => firstContactDays(db, councilId)), 5)
    assert.equal(await asCouncil(database, 2, db => firstContactDays(db, 2)), 7)
  })
})
