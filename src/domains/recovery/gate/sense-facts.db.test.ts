import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { instruct } from '#protections'
import { keepInSuspense, ledgerAccount, post } from '#debts'
import { someEntry } from '#debts/testing'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { senseFacts } from './sense-facts.ts'
import { aCouncilInArrears, dayOf, pay, valueOf } from '../testing/nights.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const asAt = dayOf('2026-05-20')
const council = await aCouncilInArrears(database, councilId, 8)
const [
  paying = '',
  speaking = '',
  unplaced = '',
  supported = '',
  moving = '',
  asking = '',
  quiet = '',
  named = '',
] = council.accounts
const partyOf = (account: string) => council.parties[council.accounts.indexOf(account)] ?? ''

const found = async (day = asAt) => {
  const now = day.toZonedDateTime({ timeZone: 'Europe/London', plainTime: '02:00' }).toInstant()
  return asCouncil(database, councilId, db =>
    senseFacts(db, { councilId, accountIds: council.accounts, asAt: day, now }),
  )
}

/** Money from somebody, with what they quoted, in suspense. */
const suspend = (reference: string, amount: bigint, quoted: string, payer: string) =>
  asCouncil(database, councilId, async db => {
    const { id: suspense } = await db.one(
      z.object({ id: z.string() }),
      sql`select ${ledgerAccount(councilId, 'suspense')} as id`,
    )
    await post(db, {
      councilId,
      entry: {
        ...someEntry(council, paying, { reference, amount, kind: 'payment', on: asAt }),
        postings: [{ debit: council.bank, credit: suspense, amount }],
      },
      actor: 'system:test',
    })
    await keepInSuspense(db, {
      councilId,
      items: sql`
        select ${reference}::text as reference, ${amount}::bigint as amount, ${quoted}::text as given_reference,
          ${payer}::text as payer_name, ${asAt}::date as received_on`,
    })
  })

test('nothing happened to anybody: nothing is found, whoever is asked about', async () => {
  const facts = await found()
  assert.equal(facts.size, 8)
  for (const one of facts.values()) {
    assert.deepEqual(one, {
      paid: undefined,
      promised: undefined,
      directDebit: undefined,
      spokeOn: undefined,
      inSuspense: 0n,
      queries: [],
      supportSince: undefined,
      addressSince: undefined,
      addressWaits: false,
      smallUnder: 10_00n,
    })
  }
})

test('each thing is found by the account’s own keys, for as long as it matters', async () => {
  await pay(database, council, paying, 12_00n, '2026-05-17')
  await database.run(sql`
    insert into casework.contact
      (council_id, id, party_id, at, recorded_by, channel, direction, outcome, promised_on, promised)
    values
      (1, gen_random_uuid(), ${partyOf(speaking)}::uuid, '2026-05-19T10:00Z', 'x', 'telephone', 'to them', 'promise', '2026-05-20', 4000),
      (1, gen_random_uuid(), ${partyOf(quiet)}::uuid, '2026-05-19T10:00Z', 'x', 'telephone', 'to them', 'no answer', null, null)`)
  await asCouncil(database, councilId, async db =>
    valueOf(
      await instruct(db, {
        councilId,
        partyId: partyOf(supported),
        becauseOf: 'support need',
        says: 'Large print',
        detail: '',
        // On its last day it still counts.
        lapsesOn: asAt,
        actor: 'officer',
        today: asAt,
      }),
    ),
  )
  await database.run(sql`
    update parties.address set valid_to = '2026-05-15' where council_id = 1 and party_id = ${partyOf(moving)}::uuid`)
  await database.run(sql`
    insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from)
    values (1, gen_random_uuid(), ${partyOf(moving)}::uuid, '{9 Low Street}', 'QX1 1AB', 'test', '2026-05-15')`)
  await database.run(sql`
    update debts.account set reference = 'CT-90001234' where council_id = 1 and id = ${unplaced}::uuid`)
  await database.run(sql`
    update parties.party set name = 'Mrs Ottoline Quennell' where council_id = 1 and id = ${partyOf(named)}::uuid`)
  await suspend('bacs 1', 55_00n, 'COUNCIL TAX CT 90001234', 'SOMEBODY')
  await suspend('bacs 2', 100_00n, 'rent', 'O QUENNELL')
  await suspend('bacs 3', 100_00n, '', 'MRS OTTOLINE QUENNELL')
  await suspend('bacs 4', 61_00n, '', 'MRS OTTOLINE QUENNELL')
  const facts = await found()
  assert.deepEqual(facts.get(paying)?.paid, { on: dayOf('2026-05-17'), amount: 12_00n })
  assert.deepEqual(facts.get(speaking)?.promised, { by: asAt, amount: 40_00n })
  assert.equal(`${facts.get(speaking)?.spokeOn}`, '2026-05-19')
  assert.equal(facts.get(quiet)?.spokeOn, undefined)
  assert.equal(facts.get(unplaced)?.inSuspense, 55_00n)
  // The whole name and the very amount of an instalment; an initial, or another amount, is nobody's.
  assert.equal(facts.get(named)?.inSuspense, 100_00n)
  assert(facts.get(supported)?.supportSince)
  assert.equal(`${facts.get(moving)?.addressSince}`, '2026-05-15')
  assert.equal(facts.get(quiet)?.addressSince, undefined)

  const later = await found(asAt.add({ days: 4 }))
  assert.equal(later.get(paying)?.paid, undefined)
  assert.equal(later.get(speaking)?.promised, undefined)
  assert.equal(later.get(speaking)?.spokeOn, undefined)
  assert.equal(later.get(moving)?.addressSince, undefined)
  assert.equal(later.get(unplaced)?.inSuspense, 55_00n)
})

test('money that has left suspense is nobody’s any more, and what comes back is found again', async () => {
  const move = (moved: bigint) =>
    database.run(sql`
      update debts.suspense_item set allocated = allocated + ${moved}::bigint
      where council_id = 1 and given_reference like '%90001234'`)
  await move(55_00n)
  assert.equal((await found()).get(unplaced)?.inSuspense, 0n)
  await move(-20_00n)
  assert.equal((await found()).get(unplaced)?.inSuspense, 20_00n)
})

test('a question that another team has not answered is open', async () => {
  await database.run(sql`
    insert into protections.hold
      (council_id, id, party_id, kind, starts_at, ends_at, received_at, recorded_by, reason, source)
    values (1, platform.id_of('hold', 1, 'q'), ${partyOf(asking)}::uuid, 'dispute', now(), '2100-01-01', now(), 'x', 'x', 'officer')`)
  await database.run(sql`
    insert into protections.query
      (council_id, id, account_id, party_id, hold_id, about, team, question, answer_by, asked_by)
    values (1, gen_random_uuid(), ${asking}::uuid, ${partyOf(asking)}::uuid, platform.id_of('hold', 1, 'q'), 'liability',
      'Revenues', 'Did they move out?', '2026-06-01', 'x')`)
  assert.deepEqual((await found()).get(asking)?.queries, ['liability'])
})
