import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aCouncilInArrears, dayOf, drain, planOn, valueOf } from '../testing/nights.ts'
import { approved, asked, outside } from '../testing/proposing.ts'
import { why } from '../why.ts'
import { refuseProposal, takeBack } from './decide.ts'

const database = await aDatabase()
after(() => database.close())

test('why of a past day tells what had been proposed, decided and sent by then, and nothing later', async () => {
  const {
    accounts: [account = ''],
  } = await aCouncilInArrears(database, 1, 1)
  const day = '2026-04-05'
  await planOn(database, 1, day)
  const id = valueOf(await asked(database, 1, { account, day }, outside))
  await approved(database, 1, id, day)
  await drain(database, 1, day)
  const moved = (column: string, on: string) => sql`
    update recovery.proposal set proposed_at = case when ${column}::text = 'proposed' then ${on}::timestamptz else proposed_at end,
      decided_at = case when ${column}::text = 'decided' then ${on}::timestamptz else decided_at end
    where council_id = 1 and id = ${id}::uuid`
  await database.run(moved('proposed', '2026-04-06T23:30:00+01:00'))
  await database.run(moved('decided', '2026-04-08T12:00:00Z'))
  await database.run(sql`
    update recovery.action set dispatched_at = '2026-04-10T12:00:00Z' where council_id = 1 and proposal_id = ${id}::uuid`)
  const toldOn = async (on: string) => {
    const answer = await asCouncil(database, 1, db =>
      why(db, { councilId: 1, account, on: dayOf(on) }),
    )
    return valueOf(answer).proposed.join('\n')
  }
  assert.equal(await toldOn('2026-04-05'), '')
  assert.match(await toldOn('2026-04-06'), /; it waits for an approver\.$/)
  assert.match(await toldOn('2026-04-08'), /; it is on its way\. The approver said: Agreed/)
  assert.match(await toldOn('2026-04-10'), /; it was sent\./)
  await database.run(sql`
    update recovery.action set cancelled_at = '2026-04-12T12:00:00Z', cancelled_why = 'Withdrawn'
    where council_id = 1 and proposal_id = ${id}::uuid`)
  assert.match(await toldOn('2026-04-11'), /; it was sent\./)
  assert.match(await toldOn('2026-04-12'), /; it was pulled \(Withdrawn\)/)
})

test('the request for an approval ends with what was refused or taken back, and says by whom', async () => {
  const {
    accounts: [refusedOne = '', mine = ''],
  } = await aCouncilInArrears(database, 2, 2)
  const day = '2026-04-05'
  await planOn(database, 2, day)
  const ends = [
    [refusedOne, refuseProposal, 'approver'],
    [mine, takeBack, 'officer'],
  ] as const
  for (const [account, end, by] of ends) {
    const proposalId = valueOf(await asked(database, 2, { account, day }, outside))
    const of = { councilId: 2, proposalId, by, comment: `No, says the ${by}` }
    valueOf(await asCouncil(database, 2, db => end(db, of)))
    const kept = await database.one(
      z.object({ refusedBy: z.string().nullable(), refusedWhy: z.string(), isOver: z.boolean() }),
      sql`
        select refused_by, refused_why, refused_at is not null as is_over from administration.approval
        where council_id = 2 and subject_id = ${proposalId}::uuid`,
    )
    assert.deepEqual(kept, {
      refusedBy: by === 'officer' ? null : by,
      refusedWhy: `No, says the ${by}`,
      isOver: true,
    })
  }
})
