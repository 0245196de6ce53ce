import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { addDebtType, shippedDebtTypes } from '#debts'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
import { noonOn, tryToReach } from '../escalations/testing.ts'
import { makeWork } from '../make-work.ts'
import { whyNow, workToDo } from '../work.ts'
import { noticeOf } from './notice.ts'
import { type RecordedNotice, recordNotice } from './record-notice.ts'
import { writeToTenant } from './tenant-letters.ts'
import { someNotice } from './testing.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 8)
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
// Letters go on the day they are written, so the days count from today.
const today = Temporal.Now.plainDateISO('Europe/London')
const at = (days: number) => noonOn(`${today.add({ days })}`)

const tenancies = shippedDebtTypes.find(({ name }) => name === 'former tenant arrears')
assert(tenancies)
await database.run(sql`
  update administration.council set address = E'Civic Centre\nTestham', telephone = '01632 960001' where council_id = 1`)
await inCouncil(async db => {
  await addDebtType(db, councilId, tenancies)
  await db.run(
    sql`update debts.account set debt_type = 'former tenant arrears' where council_id = 1`,
  )
})

let used = 0
/** Somebody who gave notice today, leaves in 20 days, and owes nothing late. */
async function aTenant(differences: Partial<RecordedNotice> = {}) {
  const accountId = council.accounts[used++] ?? ''
  const { id: personId } = await database.one(
    z.object({ id: z.string() }),
    sql`select lead_party_id as id from debts.account where council_id = 1 and id = ${accountId}::uuid`,
  )
  const keep = async (notice: Partial<RecordedNotice>, on = at(0)) => {
    const outcome = await inCouncil(db =>
      recordNotice(db, {
        councilId,
        personId,
        account: { id: accountId, family: 'housing', balance: 0n },
        notice: someNotice(today, {
          lastDay: today.add({ days: 20 }),
          chargedTo: today.add({ days: 20 }),
          forwarding: '9 New Road\nTestham\nZE9 9ZZ',
          telephone: '01632 960111',
          ...notice,
        }),
        actor: 'officer',
        ...on,
      }),
    )
    assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  }
  await keep(differences)
  /** Why they are on the list of a day, made that night; undefined when they are not. */
  const why = async (days: number, { isMade = true } = {}) => {
    if (isMade) await inCouncil(db => makeWork(db, { councilId, today: at(days).today }))
    const items = await inCouncil(db => workToDo(db, councilId, at(days).now))
    const mine = items.find(item => item.accountId === accountId)
    return mine && whyNow(mine)
  }
  return { accountId, personId, keep, why }
}

const nothingKnown = { forwarding: '', telephone: '', rent: undefined } as const

suite('a tenant who leaves', () => {
  test('is on the list with what to ask, from when it was recorded until it is known', async () => {
    const { keep, why } = await aTenant(nothingKnown)
    assert.equal(await why(0, { isMade: false }), await why(1))
    assert.match(
      (await why(1)) ?? '',
      /^They leave on .*: ask where they go and for a telephone number; ask housing for the rent\.$/,
    )
    await keep({ forwarding: '', telephone: '01632 960112' }, at(1))
    assert.match((await why(2)) ?? '', /^They leave on .*: ask where they go\.$/)
    await keep({}, at(2))
    assert.equal(await why(2, { isMade: false }), undefined)
    assert.equal(await why(3), undefined)
  })

  test('is on it until the last day and not after; and no sooner than the council’s days before it', async () => {
    const { why } = await aTenant({ forwarding: '' })
    assert.notEqual(await why(20), undefined)
    assert.equal(await why(21), undefined)
    const later = await aTenant({ forwarding: '', lastDay: today.add({ days: 40 }) })
    assert.equal(await later.why(11), undefined)
    assert.notEqual(await later.why(12), undefined)
  })

  test('of whom all is known is on it in the last days while money is expected, until the reminder has gone', async () => {
    const who = await aTenant({ chargedTo: today })
    assert.equal(await who.why(9), undefined)
    assert.match(
      (await who.why(10)) ?? '',
      /: £\d+\.\d\d is expected to be owed, so offer help and a reminder\.$/,
    )
    const notice = await inCouncil(db => noticeOf(db, { councilId, accountId: who.accountId }))
    assert(notice)
    const written = await inCouncil(db =>
      writeToTenant(db, {
        letter: 'reminder',
        councilId,
        account: { id: who.accountId, balance: 0n, leadPartyId: who.personId },
        party: { deceasedOn: null },
        notice,
        emergency: undefined,
        actor: 'officer',
        ...at(10),
      }),
    )
    assert(written.ok, written.ok ? '' : written.refusal.says)
    assert.equal(await who.why(11), undefined)
  })

  test('is left alone on hold, and for the council’s days after somebody spoke to them', async () => {
    const spoken = await aTenant({ forwarding: '' })
    await inCouncil(db => tryToReach(db, { councilId, ...spoken }, `${today.add({ days: 1 })}`))
    assert.equal(await spoken.why(2), undefined)
    assert.notEqual(await spoken.why(10), undefined)
    const held = await aTenant({ forwarding: '' })
    const outcome = await inCouncil(db =>
      placeHold(db, {
        councilId,
        partyId: held.personId,
        kind: 'breathing space',
        startsAt: at(0).now,
        receivedAt: at(0).now,
        reason: 'x',
        actor: 'officer',
      }),
    )
    assert(outcome.ok)
    assert.equal(await held.why(1), undefined)
  })
})
