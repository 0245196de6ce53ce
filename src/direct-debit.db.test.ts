import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import {
  aCollectingCouncil,
  day,
  valueOf,
} from './domains/payments/direct-debit/testing/council.ts'
import { cancelMandate } from './domains/payments/direct-debit/move-mandate.ts'
import {
  someAdvices,
  someArudd,
  someDdica,
} from './domains/payments/direct-debit/testing/reports.ts'
import { senseFacts } from './domains/recovery/gate/sense-facts.ts'
import { runNights } from './app.ts'
import { verify } from './verify.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCollectingCouncil(database, councilId, 4)

suite('a month of direct debits', () => {
  test('collected, unpaid, claimed back and cancelled: every invariant of the installation holds', async () => {
    const mandates = await council.told(...council.accounts)
    const references = await Promise.all(
      mandates.map(async id => (await council.mandate(id)).reference),
    )
    await council.send('2026-06-01', '2026-05-26')
    await council.night('2026-06-01')
    const unpaid = (ref: string, returnCode: string) => ({
      ref,
      returnCode,
      valueOf: '100.00',
      originalProcessingDate: '2026-05-29',
    })
    await council.take(
      someArudd({
        items: [unpaid(references[1] ?? '', '0128'), unpaid(references[2] ?? '', 'B000')],
      }),
      '2026-06-03',
    )
    const claim = { reason: '2', collected: '2026-06-01', amount: '100.00' }
    await council.take(
      someDdica({ claims: [{ reference: references[3] ?? '', ...claim }] }),
      '2026-06-18',
    )
    await council.send('2026-07-01', '2026-06-24')
    await council.night('2026-07-01')
    const { collected } = await database.one(
      z.object({ collected: z.number() }),
      sql`select count(*)::int as collected from contract.dd_collection where state = 'collected'`,
    )
    assert.equal(collected, 3, 'one in June; in July its payer and the one whose bank had no money')
    assert.deepEqual(await Promise.all(council.accounts.map(council.balance)), [
      800_00n,
      900_00n,
      1_000_00n,
      1_000_00n,
    ])
    assert.deepEqual(await verify(database), [])
  })
})

suite('a day of direct debits that nobody released', () => {
  test('chases nobody whose debit is on its way again, and somebody whose debit is for less than is late', async () => {
    const lapsed = await aCollectingCouncil(database, 3, 2)
    const [accountId = '', other = ''] = lapsed.accounts
    await database.run(sql`
      update debts.account set
        instalments_due_on = array(select (date '2026-06-01' + make_interval(months => n))::date from generate_series(0, 9) as n)
      where council_id = 3`)
    const [mandateId = ''] = await lapsed.told(accountId)
    const onItsWay = (today: string) =>
      lapsed.inCouncil(async db => {
        const facts = await senseFacts(db, {
          councilId: 3,
          accountIds: [accountId, other],
          asAt: day(today),
          now: day(today).toZonedDateTime('Europe/London').toInstant(),
        })
        assert.equal(facts.get(other)?.directDebit, undefined, 'it has no mandate')
        return facts.get(accountId)?.directDebit
      })
    await lapsed.night('2026-06-02')
    const coming = await onItsWay('2026-06-05')
    assert.equal(coming?.amount, 100_00n)
    assert(Temporal.PlainDate.compare(coming.by, day('2026-06-10')) > 0, String(coming.by))
    assert.equal(
      await onItsWay('2026-05-20'),
      undefined,
      'nothing is late, and nothing due is to be taken',
    )
    await database.run(sql`
      update debts.account set instalments_due_on = array_replace(instalments_due_on, date '2026-08-01', date '2026-05-15')
      where council_id = 3 and id = ${accountId}::uuid`)
    assert.equal(await onItsWay('2026-06-05'), undefined, 'an instalment more is late')
    await database.run(sql`
      update debts.account set instalments_due_on = array_replace(instalments_due_on, date '2026-05-15', date '2026-08-01')
      where council_id = 3 and id = ${accountId}::uuid`)
    valueOf(
      await lapsed.inCouncil(db =>
        cancelMandate(db, {
          councilId: 3,
          mandateId,
          why: 'The payer asked',
          on: day('2026-06-05'),
          actor: 'officer',
        }),
      ),
    )
    assert.equal(await onItsWay('2026-06-05'), undefined, 'it is not on its way any more')
  })
})

suite('nights that were missed', () => {
  test('plan what is collected once, on the last of their dates: nothing is told with a date that is over', async () => {
    const late = await aCollectingCouncil(database, 2, 2)
    for (const account of late.accounts) valueOf(await late.setUp(account))
    const serial = await late.send('2026-05-07', '2026-05-01')
    const records = [{ 'record-type': 'V', 'vol-serial-number': String(serial).padStart(6, '0') }]
    await late.take(someAdvices({ kind: 'AUDDIS', records }), '2026-05-08')
    // What the first notice told of was never released, and is planned anew.
    const nights = Array.from({ length: 14 }, (_, n) => day('2026-08-20').add({ days: n }))
    const run = valueOf(
      await runNights(database, {
        councilId: 2,
        nights,
        actor: 'system:nightly',
        now: Temporal.Instant.from('2026-09-02T02:00:00Z'),
      }),
    )
    assert.equal(`${run.businessDate}`, '2026-09-02')
    const notices = await late.inCouncil(db =>
      db.many(
        z.object({ plannedOn: z.string(), states: z.array(z.string()) }),
        sql`
          select planned_on::text, (
            select array_agg(distinct collection.state) from payments.collection
            where collection.council_id = 2 and notice_id = notice.id) as states
          from payments.advance_notice as notice where council_id = 2 and planned_on > '2026-05-08'`,
      ),
    )
    assert.deepEqual(
      notices.map(({ plannedOn, states }) => [plannedOn, states]),
      late.accounts.map(() => ['2026-09-02', ['planned']]),
    )
  })
})
