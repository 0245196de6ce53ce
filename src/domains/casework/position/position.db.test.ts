import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
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
import type { Dimension } from './cells.ts'
import { accountsBehind, type Narrowed, positions, slicesOf, takePosition } from './position.ts'

const database = await aDatabase()
after(() => database.close())

async function aCouncil(councilId: number, count: number) {
  const council = await aCouncilInArrears(database, councilId, count)
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const take = (on: string) =>
    inCouncil(db => takePosition(db, { councilId, today: dayOf(on), now: onDay(on).now() }))
  const slices = async (on: string, by: Dimension, narrowed: Narrowed = {}) => {
    const found = await inCouncil(db =>
      slicesOf(db, { councilId, takenOn: dayOf(on), by, narrowed }),
    )
    return Object.fromEntries(
      found.map(({ value, accounts, owed, overdue }) => [value, [accounts, owed, overdue]]),
    )
  }
  const behind = (on: string, narrowed: Narrowed, skip = 0) =>
    inCouncil(db =>
      accountsBehind(db, {
        councilId,
        today: dayOf(on),
        now: onDay(on).now(),
        narrowed,
        skip,
      }),
    )
  return { ...council, councilId, inCouncil, take, slices, behind }
}

suite('the position of the whole debt', () => {
  test('adds up to the ledger to the penny, and each number to the accounts behind it', async () => {
    const council = await aCouncil(21, 4)
    const [one = '', two = '', three = ''] = council.accounts
    await pay(database, council, one, 1_000_00n)
    await pay(database, council, two, 1_200_01n)
    await pay(database, council, three, 100_00n)
    await council.take('2026-05-10')
    const [latest] = await council.inCouncil(db => positions(db, council.councilId))
    assert(latest)
    assert.deepEqual(
      [latest.owed, latest.overdue, latest.inCredit, latest.ledgerTotal],
      [1_900_00n, 300_00n, -200_01n, 1_699_99n],
      'who has paid all is nowhere; who paid too much is in credit; two of ten instalments are due',
    )
    assert.deepEqual(await council.slices('2026-05-10', 'age'), {
      'up to a month': [1, 900_00n, 100_00n],
      'up to 3 months': [1, 1_000_00n, 200_00n],
      'in credit': [1, 0n, 0n],
    })
    assert.deepEqual(await council.slices('2026-05-10', 'stage', { age: 'up to a month' }), {
      billed: [1, 900_00n, 100_00n],
    })
    const behind = await council.behind('2026-05-10', { age: 'up to a month' })
    assert.deepEqual(
      behind.accounts.map(({ accountId, balance }) => [accountId, balance]),
      [[three, 900_00n]],
    )
    assert.equal(behind.many, 1)
    assert.equal((await council.behind('2026-05-10', {})).many, 3)
    const none = { accounts: [], many: 0 }
    assert.deepEqual(await council.behind('2026-05-10', { stage: 'reminder' }), none)
    const past = { accounts: [], many: undefined }
    assert.deepEqual(await council.behind('2026-05-10', {}, 50), past)
  })

  test('is told apart by service: the system that raises it', async () => {
    const council = await aCouncil(25, 3)
    const [one = ''] = council.accounts
    await council.inCouncil(db =>
      db.run(sql`
        update debts.account set source = 'housing' where council_id = 25 and id = ${one}::uuid`),
    )
    await council.take('2026-04-10')
    const owed = await council.slices('2026-04-10', 'service')
    assert.deepEqual(owed['housing'], [1, 1_000_00n, 100_00n])
    assert.equal(Object.keys(owed).length, 2)
    const { accounts } = await council.behind('2026-04-10', { service: 'housing' })
    assert.deepEqual(
      accounts.map(({ accountId }) => accountId),
      [one],
    )
  })

  test('is told apart by ward, what is of none too, and each ward leads to its accounts', async () => {
    const council = await aCouncil(24, 5)
    const [one = '', two = '', three = '', four = ''] = council.accounts
    await pay(database, council, two, 100_01n)
    await broughtWards(database, 24, 'TN4 8AB,R,Riverside', 'TN4 8AC,H,Holme')
    await council.inCouncil(async db => {
      await isForPropertyAt(db, 24, one, 'TN4 8AB')
      await isForPropertyAt(db, 24, two, 'tn48ab')
      await isForPropertyAt(db, 24, three, 'TN4 8AC')
      await isForPropertyAt(db, 24, four, 'TN4 8ZZ')
    })
    await council.take('2026-04-10')
    const wards = await council.slices('2026-04-10', 'ward')
    assert.deepEqual(wards, {
      Riverside: [2, 1_899_99n, 100_00n],
      Holme: [1, 1_000_00n, 100_00n],
      'not known': [1, 1_000_00n, 100_00n],
      'no property': [1, 1_000_00n, 100_00n],
    })
    const [latest] = await council.inCouncil(db => positions(db, 24))
    assert.equal(latest?.ledgerTotal, 4_899_99n)
    assert.equal(
      Object.values(wards).reduce((sum, [, owed = 0n]) => sum + BigInt(owed), 0n),
      latest.ledgerTotal,
    )
    const behind = await council.behind('2026-04-10', { ward: 'Riverside' })
    assert.deepEqual(
      behind.accounts.map(({ accountId }) => accountId).toSorted(),
      [one, two].toSorted(),
    )
    // What a night said stays as it was when a newer file calls the wards otherwise.
    await broughtWards(database, 24, 'TN4 8AB,R,Quayside', 'TN4 8AC,H,Holme')
    assert.deepEqual(await council.slices('2026-04-10', 'ward'), wards)
    await council.take('2026-04-11')
    assert.deepEqual((await council.slices('2026-04-11', 'ward'))['Quayside'], wards['Riverside'])
  })

  test('says what can be done about it', async () => {
    const { councilId, parties, inCouncil, take, slices, accounts } = await aCouncil(22, 5)
    const hold = (n: number, kind: 'breathing space' | 'arrangement' | 'other') =>
      inCouncil(async db =>
        valueOf(
          await placeHold(db, {
            councilId,
            partyId: parties[n] ?? '',
            accountId: accounts[n] ?? '',
            kind,
            startsAt: onDay('2026-05-01').now(),
            reviewOn: dayOf('2026-05-20'),
            receivedAt: onDay('2026-05-01').now(),
            reason: 'as the test says',
            actor: 'tom',
          }),
        ),
      )
    await hold(0, 'breathing space')
    await hold(1, 'arrangement')
    await hold(2, 'other')
    await inCouncil(db =>
      db.run(sql`
        update parties.address set valid_to = '2026-04-02'
        where council_id = ${councilId}::int and party_id = ${parties[3] ?? ''}::uuid`),
    )
    await planOn(database, councilId, '2026-05-10')
    await take('2026-05-10')
    const many = Object.entries(await slices('2026-05-10', 'collectability'))
    assert.deepEqual(
      many.map(([value, [accounts]]) => [value, accounts]).toSorted(),
      [
        ['protected by law', 1],
        ['paying by arrangement', 1],
        ['on hold', 1],
        ['nobody can be reached', 1],
        ['can be pursued', 1],
      ].toSorted(),
    )
  })

  test('is taken once a day, and the last of each month is kept in sight', async () => {
    const { councilId, take, inCouncil } = await aCouncil(23, 1)
    for (const on of ['2026-04-29', '2026-04-30', '2026-04-30', '2026-05-01', '2026-05-02'])
      assert.equal(await take(on), 1)
    const kept = await inCouncil(db => positions(db, councilId))
    assert.deepEqual(
      kept.map(({ takenOn }) => `${takenOn}`),
      ['2026-05-02', '2026-04-30'],
    )
  })
})
