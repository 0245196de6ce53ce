import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { detailsOf, endMark, markDetail, marksOf, saySafeRoute } from '#parties'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aCouncilInArrears, approveOn, dayOf, onDay, planOn, valueOf } from './testing/nights.ts'
import { releaseRun } from './release.ts'
import { why } from './why.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilInArrears(database, councilId, 3)
const [first = '', second = '', third = ''] = council.accounts

/** Whose account it is, and where the source says that they live. */
const ofAccount = (account: string) =>
  database.one(
    z.object({ personId: z.string(), detailId: z.string() }),
    sql`
      select account.lead_party_id as person_id, address.id as detail_id
      from debts.account as account
      join parties.address as address on address.council_id = 1 and address.party_id = account.lead_party_id
      where account.council_id = 1 and account.id = ${account}::uuid`,
  )
const goneAway = async (account: string) => {
  const whose = await ofAccount(account)
  await asCouncil(database, councilId, async db =>
    valueOf(
      await markDetail(db, {
        councilId,
        ...whose,
        mark: 'gone away',
        onDay: dayOf('2026-05-20'),
        because: 'the letter came back',
        actor: 'system:test',
      }),
    ),
  )
}
const whyOn = (account: string, day: string) =>
  asCouncil(database, councilId, async db =>
    valueOf(await why(db, { councilId, account, on: dayOf(day) })),
  )

test('whoever has gone away, or may not be reached by post, gets no notice and why says so, until it is taken back', async () => {
  await goneAway(first)
  const { personId } = await ofAccount(second)
  await asCouncil(database, councilId, async db =>
    valueOf(
      await saySafeRoute(db, {
        councilId,
        personId,
        route: 'texts only',
        addressId: undefined,
        says: 'Short ones',
        actor: 'system:test',
      }),
    ),
  )
  const run = await planOn(database, councilId, '2026-06-01')
  const gone = await whyOn(first, '2026-06-01')
  assert.deepEqual(
    [gone.rule, gone.outcome, gone.facts['letters stopped by'], gone.facts['address known']],
    ['Gone away', 'hold', 'gone away', false],
  )
  assert.match(gone.text, /On hold: Gone away\./)
  assert.equal((await whyOn(second, '2026-06-01')).rule, 'Not by post')
  assert.equal((await whyOn(third, '2026-06-01')).outcome, 'reminder')

  // Marked after the plan: the gate asks again.
  await approveOn(database, councilId, run, '2026-06-01')
  await goneAway(third)
  await releaseRun(database, { councilId, runId: run.id, clock: onDay('2026-06-01') })
  const { reason } = await database.one(
    z.object({ reason: z.string() }),
    sql`select reason from recovery.run_item where council_id = 1 and account_id = ${third}::uuid`,
  )
  assert.equal(reason, 'On hold since the plan: Gone away')

  const whose = await ofAccount(first)
  await asCouncil(database, councilId, async db => {
    const [mark] = await marksOf(db, councilId, whose.personId)
    assert(mark)
    const back = { councilId, personId: whose.personId, markId: mark.id, why: 'ours', actor: 'x' }
    assert(await endMark(db, back))
    assert(!(await endMark(db, back)))
    assert.equal((await detailsOf(db, councilId, whose.personId)).length, 1)
  })
  await planOn(database, councilId, '2026-06-02')
  assert.equal((await whyOn(first, '2026-06-02')).outcome, 'reminder')
})
