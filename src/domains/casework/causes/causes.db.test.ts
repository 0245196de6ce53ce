import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import {
  aCouncilInArrears,
  dayOf,
  isForPropertyAt,
  onDay,
  pay,
  planOn,
  valueOf,
} from '#recovery/testing'
import { broughtWards } from '#wards/testing'
import { contactsWith, type NewContact, recordContact } from '../contact.ts'
import { makeWork } from '../make-work.ts'
import { timeline } from '../timeline.ts'
import { whyNow, workCounts, workToDo } from '../work.ts'
import { causeReport } from './report.ts'

const database = await aDatabase()
after(() => database.close())

/** A council of its own for each test, in which the first instalment of every account fell due on 1 April 2026. */
async function aCouncil(councilId: number, count: number) {
  const council = await aCouncilInArrears(database, councilId, count)
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const speak = (n: number, on: string, said: Partial<NewContact> = {}) =>
    inCouncil(async db =>
      valueOf(
        await recordContact(db, {
          councilId,
          contact: {
            id: randomUUID(),
            personId: council.parties[n] ?? '',
            accountId: council.accounts[n],
            channel: 'telephone',
            direction: 'to them',
            outcome: 'advice given',
            note: '',
            promise: undefined,
            cause: undefined,
            helpOffered: [],
            correctsId: undefined,
            ...said,
          },
          actor: 'grace',
          now: onDay(on).now(),
          today: dayOf(on),
        }),
      ),
    )
  const work = (on: string) =>
    inCouncil(async db => {
      await makeWork(db, { councilId, today: dayOf(on) })
      return workToDo(db, councilId, onDay(on).now())
    })
  const report = (from = '2026-01-01', to = '2026-12-31') =>
    inCouncil(db => causeReport(db, { councilId, from: dayOf(from), to: dayOf(to) }))
  return { ...council, councilId, inCouncil, speak, work, report }
}

suite('help before a notice', () => {
  test('begins when the first payment is missed, comes after every other work, and ends when it is paid', async () => {
    const { councilId, parties, work, inCouncil, accounts, ...council } = await aCouncil(11, 2)
    await planOn(database, councilId, '2026-04-01')
    assert.deepEqual(await work('2026-04-01'), [], 'nothing is late on the day it is due')
    await planOn(database, councilId, '2026-04-02')
    const early = await work('2026-04-02')
    assert.deepEqual(
      early.map(({ partyId, reason, overdue }) => [partyId, reason, overdue]).toSorted(),
      parties.map(partyId => [partyId, 'first payment missed', 100_00n]).toSorted(),
    )
    const counts = await inCouncil(db =>
      workCounts(db, councilId, onDay('2026-04-02').now(), dayOf('2026-04-02')),
    )
    assert.equal(counts.early, 2)
    await pay(
      database,
      { councilId, parties, accounts, ...council },
      accounts[0] ?? '',
      100_00n,
      '2026-04-02',
    )
    await planOn(database, councilId, '2026-04-03')
    const left = await work('2026-04-03')
    assert.deepEqual(
      left.map(({ accountId }) => accountId),
      [accounts[1]],
    )
  })

  test('comes before anything is late where a benefit that helps to pay ends within two weeks, or did', async () => {
    const council = await aCouncil(16, 4)
    const { councilId, work, accounts, inCouncil } = council
    const ends = ['2026-03-01', '2026-03-08', '2026-04-05', '2026-04-06']
    for (const [n, day] of ends.entries())
      await inCouncil(db =>
        db.run(sql`
          update debts.account set source_benefit_ends_on = ${day}::date
          where council_id = ${councilId}::int and id = ${accounts[n] ?? ''}::uuid`),
      )
    await planOn(database, councilId, '2026-03-22')
    const found = await work('2026-03-22')
    assert.deepEqual(
      found.map(({ accountId, reason, overdue }) => [accountId, reason, overdue]).toSorted(),
      [accounts[1], accounts[2]].map(id => [id, 'benefit ending', 0n]).toSorted(),
    )
    assert(found.every(item => whyNow(item).startsWith('A benefit or a reduction')))
    await pay(database, council, accounts[2] ?? '', 1000_00n, '2026-03-22')
    await planOn(database, councilId, '2026-03-23')
    assert.deepEqual(
      (await work('2026-03-23')).map(({ accountId }) => accountId),
      [accounts[3]],
      'what is paid needs no help, and what ended fifteen days ago is past',
    )
  })

  test('is not for somebody whose account a notice has gone on, nor once its days are over', async () => {
    const { councilId, work, accounts, inCouncil } = await aCouncil(12, 2)
    await planOn(database, councilId, '2026-04-02')
    await inCouncil(db =>
      db.run(sql`
        update recovery.account_state set stage = 'reminder'
        where council_id = ${councilId}::int and account_id = ${accounts[0] ?? ''}::uuid`),
    )
    const [only, ...others] = await work('2026-04-15')
    assert.deepEqual([only?.accountId, others.length], [accounts[1], 0])
    assert.deepEqual(await work('2026-04-17'), [], 'fifteen days after it was found late')
  })

  test('is told apart in the report by what they were on the list for, and a correction keeps that', async () => {
    const { councilId, parties, speak, work, report, inCouncil } = await aCouncil(13, 3)
    await planOn(database, councilId, '2026-04-02')
    await work('2026-04-02')
    await speak(0, '2026-04-02', { helpOffered: ['instalments', 'debt advice'], cause: 'health' })
    const first = await speak(1, '2026-04-02')
    assert.deepEqual((await report()).early, { contacts: 2, withHelp: 1 })
    await speak(1, '2026-04-03', { correctsId: first, helpOffered: ['reduction'] })
    assert.deepEqual((await report()).early, { contacts: 2, withHelp: 2 })
    await speak(2, '2026-05-01')
    assert.deepEqual((await report('2026-05-02')).early, { contacts: 0, withHelp: 0 })
    const contacts = await inCouncil(db => contactsWith(db, councilId, parties[0] ?? ''))
    const [item] = timeline({
      personId: parties[0] ?? '',
      contacts,
      notes: [],
      statements: [],
      letters: [],
      holds: [],
      decisions: [],
      disclosures: [],
      companies: [],
      identity: [],
      reach: [],
      escalations: [],
      segments: [],
    })
    assert.equal(
      item?.detail,
      'Why: Illness or disability. Help offered: Smaller or later payments; Free debt advice, and breathing space.',
    )
  })
})

suite('why people fall behind', () => {
  test('is counted in people, of contacts that stand and in these days, with small numbers put together', async () => {
    const { speak, report } = await aCouncil(14, 26)
    for (let n = 0; n < 12; n++) await speak(n, '2026-05-01', { cause: 'income fell' })
    await speak(0, '2026-05-02', { cause: 'income fell' })
    for (let n = 12; n < 24; n++)
      await speak(n, '2026-05-01', { cause: n < 18 ? 'health' : 'moved' })
    const wrong = await speak(24, '2026-05-01', { cause: 'will not pay' })
    await speak(24, '2026-05-01', { correctsId: wrong })
    await speak(25, '2026-06-02', { cause: 'income fell' })

    const { all, byDebtType, byPlace, byWardOrArea } = await report('2026-05-01', '2026-06-01')
    const expected = [
      { name: 'Their income fell, or they lost work', people: 12 },
      { name: 'Other reasons, together', people: 12 },
    ]
    assert.deepEqual(all, expected)
    assert.deepEqual(byDebtType, [{ of: 'council tax', causes: expected }])
    assert.deepEqual([byPlace, byWardOrArea], ['area', [{ of: 'not known', causes: expected }]])
    assert.deepEqual((await report('2026-06-02', '2026-06-02')).all, [], 'one is too few to show')
  })

  test('is counted by ward once the council has wards, with small numbers put together there too', async () => {
    const { councilId, accounts, speak, report, inCouncil } = await aCouncil(36, 35)
    await broughtWards(
      database,
      councilId,
      'TN4 8AB,R,Riverside',
      'TN4 8AC,H,Holme',
      'TN4 8AD,F,Far',
    )
    const postcodeOf = (n: number) => (n < 20 ? 'TN4 8AB' : n < 32 ? 'TN4 8AC' : 'TN4 8AD')
    await inCouncil(async db => {
      for (const [n, account] of accounts.entries())
        await isForPropertyAt(db, councilId, account, postcodeOf(n))
    })
    for (let n = 0; n < accounts.length; n++)
      await speak(n, '2026-05-01', { cause: n < 12 || n >= 20 ? 'income fell' : 'health' })
    const { byPlace, byWardOrArea } = await report()
    assert.equal(byPlace, 'ward')
    assert.deepEqual(byWardOrArea, [
      // Far has three: alone, or left out, they could be worked out.
      {
        of: 'Others, together',
        causes: [{ name: 'Their income fell, or they lost work', people: 15 }],
      },
      { of: 'Riverside', causes: [{ name: 'Other reasons, together', people: 20 }] },
    ])
  })

  test('takes no reason and no help that it does not know', async () => {
    const { councilId, speak, inCouncil } = await aCouncil(15, 1)
    await assert.rejects(speak(0, '2026-05-01', { cause: 'idle' as never }), /contact_cause_check/)
    await assert.rejects(
      speak(0, '2026-05-01', { helpOffered: ['money' as never] }),
      /contact_help_offered_check/,
    )
    assert.equal(
      await inCouncil(db =>
        db.run(sql`select from casework.contact where council_id = ${councilId}::int`),
      ),
      0,
    )
  })
})
