import assert from 'node:assert/strict'
import { z } from 'zod'
import { post } from '#debts'
import { aCouncilWithAccounts, someEntry, type TestCouncil } from '#debts/testing'
import { clockAt } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sendWaiting } from '#platform/outbox.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Outcome } from '#values/outcome.ts'
import { proposeFile, releaseFile } from '../file.ts'
import { keepDirectDebits } from '../night.ts'
import { noticeEffect } from '../plan.ts'
import { noticeSender } from '../send-notice.ts'
import { loadModulusTable, setServiceUser } from '../settings.ts'
import { setUpMandate } from '../set-up.ts'
import { takeReport } from '../take-report.ts'
import { someAdvices, someArudd } from './reports.ts'

export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

export function valueOf<T>(outcome: Outcome<T>): T {
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}

export const codeOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'done' : outcome.refusal.code

/** Weights made up for tests and training: every account whose digits times 8 to 1 divide by 11. */
export const madeUpWeights =
  '000000 999999 MOD11    0    0    0    0    0    0    8    7    6    5    4    3    2    1'

/** A bank account that passes those weights. */
export const goodAccount = { sortCode: '100001', accountNumber: '12345679' }
export const otherAccount = { sortCode: '110001', accountNumber: '00900001' }

/** A council that can collect: accounts that each owe £1,000 by ten instalments from 1 April 2026. */
export async function aCollectingCouncil(
  database: Database,
  councilId: number,
  count: number,
): Promise<TestCouncil & ReturnType<typeof doing>> {
  const council = await aCouncilWithAccounts(database, councilId, count)
  // A letter cannot be written without them.
  await database.run(sql`
    update administration.council set address = '1 Market Square', telephone = '01632 960001'
    where council_id = ${councilId}::int`)
  await database.run(sql`
    update debts.account set
      due_on = null, period_from = '2026-04-01', period_to = '2027-03-31', charged = 100000,
      instalments = array_fill(10000::bigint, array[10]),
      instalments_due_on = array(select (date '2026-04-01' + make_interval(months => n))::date from generate_series(0, 9) as n)
    where council_id = ${councilId}::int`)
  await asCouncil(database, councilId, async db => {
    for (const account of council.accounts) {
      const entry = someEntry(council, account, {
        reference: `charge ${account}`,
        amount: 1_000_00n,
      })
      await post(db, { councilId, entry, actor: 'system:test' })
    }
    await setServiceUser(db, {
      councilId,
      serviceUser: {
        number: '987654',
        name: 'Testham Council',
        account: { sortCode: '100002', accountNumber: '00000019' },
      },
      actor: 'system:test',
    })
    valueOf(
      await loadModulusTable(db, {
        councilId,
        weights: madeUpWeights,
        substitutions: '',
        actor: 'system:test',
      }),
    )
  })
  return { ...council, ...doing(database, councilId) }
}

/** What tests do with such a council, each in a transaction of its own. */
const doing = (database: Database, councilId: number) => {
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const partyOf = (accountId: string) =>
    inCouncil(async db => {
      const { id } = await db.one(
        z.object({ id: z.string() }),
        sql`select lead_party_id as id from debts.account where council_id = ${councilId}::int and id = ${accountId}::uuid`,
      )
      return id
    })
  const setUp = async (
    accountId: string,
    on = '2026-05-01',
    different: { account?: typeof goodAccount } = {},
  ) => {
    const partyId = await partyOf(accountId)
    return inCouncil(db =>
      setUpMandate(db, {
        councilId,
        accountId,
        partyId,
        payerName: 'Zoë O’Hara',
        account: different.account ?? goodAccount,
        today: day(on),
        actor: 'officer',
      }),
    )
  }
  const propose = (entryOn: string, today: string, actor = 'proposer') =>
    inCouncil(db => proposeFile(db, { councilId, entryOn: day(entryOn), today: day(today), actor }))
  const release = (fileId: string, today: string, actor = 'releaser') =>
    inCouncil(db => releaseFile(db, { councilId, fileId, today: day(today), actor }))
  const send = async (entryOn: string, today: string) =>
    valueOf(await release(valueOf(await propose(entryOn, today)), today))
  const take = (bytes: Uint8Array, today: string) =>
    inCouncil(db =>
      takeReport(db, { councilId, bytes, today: day(today), actor: 'system:operator' }),
    )
  const night = (today: string) =>
    inCouncil(db => keepDirectDebits(db, { councilId, today: day(today) }))
  const sendNotices = async (today: string) => {
    const faults: unknown[] = []
    await sendWaiting(
      database,
      councilId,
      { [noticeEffect]: { send: noticeSender(clockAt(`${today}T09:00:00Z`)) } },
      { onFault: fault => faults.push(fault) },
    )
    assert.deepEqual(faults, [])
  }
  /** Active mandates, whose payers were told on 11 May of what is due from June to November. */
  const told = async (...accountIds: readonly string[]) => {
    const mandateIds: string[] = []
    for (const accountId of accountIds) mandateIds.push(valueOf(await setUp(accountId)))
    const serial = await send('2026-05-07', '2026-05-01')
    await take(
      someAdvices({
        kind: 'AUDDIS',
        records: [{ 'record-type': 'V', 'vol-serial-number': String(serial).padStart(6, '0') }],
      }),
      '2026-05-08',
    )
    await night('2026-05-11')
    await sendNotices('2026-05-11')
    return mandateIds
  }
  const mandate = (id: string) =>
    database.one(
      z.object({
        state: z.string(),
        reference: z.string(),
        pausedWhy: z.string().nullable(),
        partyId: z.string(),
      }),
      sql`select state, reference, paused_why, party_id from payments.mandate where council_id = ${councilId}::int and id = ${id}::uuid`,
    )
  const collections = (mandateId: string) =>
    database.many(
      z.object({ id: z.string(), is: z.string(), amount: pence }),
      sql`
        select id, collect_on || ' ' || state as is, amount from payments.collection
        where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid order by collect_on, planned_at`,
    )
  const alarms = async () =>
    (
      await database.many(
        z.object({ kind: z.string() }),
        sql`select kind from payments.bacs_alarm where council_id = ${councilId}::int order by raised_at, id`,
      )
    ).map(({ kind }) => kind)
  const balance = async (accountId: string) =>
    (
      await database.one(
        z.object({ balance: pence }),
        sql`select balance from debts.ledger_account where council_id = ${councilId}::int and id = ${accountId}::uuid`,
      )
    ).balance
  return {
    inCouncil,
    partyOf,
    setUp,
    propose,
    release,
    send,
    take,
    night,
    sendNotices,
    told,
    mandate,
    collections,
    alarms,
    balance,
  }
}

/** A council of its own with one account under an active mandate, its payer told. */
export async function aToldPayer(database: Database, councilId: number) {
  const council = await aCollectingCouncil(database, councilId, 2)
  const [accountId = ''] = council.accounts
  const [mandateId = ''] = await council.told(accountId)
  const { reference, partyId } = await council.mandate(mandateId)
  /** The first collection, taken and posted. Returns its file's serial number. */
  const collected = async () => {
    const serial = await council.send('2026-06-01', '2026-05-26')
    await council.night('2026-06-01')
    return serial
  }
  /** They pay in another way. */
  const pay = (amount: bigint) =>
    council.inCouncil(db =>
      post(db, {
        councilId,
        actor: 'system:test',
        entry: someEntry(council, accountId, {
          reference: `paid ${amount}`,
          amount,
          kind: 'payment',
        }),
      }),
    )
  /** The first collection, taken and come back for want of money; answers its id. */
  const returned = async () => {
    await collected()
    await council.take(
      someArudd({
        processed: '2026-06-03',
        items: [
          {
            ref: reference,
            returnCode: '0128',
            valueOf: '100.00',
            originalProcessingDate: '2026-06-01',
          },
        ],
      }),
      '2026-06-03',
    )
    const [first] = await council.collections(mandateId)
    assert.equal(first?.is, '2026-06-01 returned')
    return first.id
  }
  /** Each collection's day and state. */
  const states = async () => (await council.collections(mandateId)).map(({ is }) => is)
  return {
    ...council,
    councilId,
    accountId,
    mandateId,
    reference,
    partyId,
    pay,
    collected,
    returned,
    states,
  }
}
