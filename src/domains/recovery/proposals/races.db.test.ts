import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aCouncilInArrears, drain, pay, planOn, valueOf } from '../testing/nights.ts'
import { approved, asked, codeOf, held, outside } from '../testing/proposing.ts'
import { refuseProposal } from './decide.ts'

const database = await aDatabase()
after(() => database.close())

suite('an officer’s own step, forged or raced', () => {
  test('the database itself refuses an action that no released proposal stands behind, or another than was proposed', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 8, 1)
    await planOn(database, 8, '2026-04-05')
    const id = valueOf(await asked(database, 8, { account, day: '2026-04-05' }, outside))
    const forged = (claimed: bigint) =>
      database.run(sql`
        insert into recovery.action
          (council_id, id, account_id, party_id, kind, period_key, source, proposal_id, content_hash, decided_at, created_by,
           claimed, balance_at_decision)
        select 8, gen_random_uuid(), account_id, party_id, action_kind, 'x', 'evenhand', id, content_hash, now(), 'x',
          ${claimed}::bigint, balance
        from recovery.proposal where council_id = 8`)
    await assert.rejects(forged(100_00n), /not released, or not approved as it stands/)
    await assert.rejects(
      database.run(sql`update recovery.proposal set state = 'released' where council_id = 8`),
      /proposal_check/,
    )
    assert.equal(codeOf(await approved(database, 8, id, '2026-04-05')), 'done')
    await assert.rejects(forged(100_01n), /not released, or not approved as it stands/)
    await assert.rejects(
      database.run(sql`
        insert into recovery.action
          (council_id, id, account_id, party_id, kind, period_key, source, decided_at, created_by, claimed, balance_at_decision)
        select 8, gen_random_uuid(), account_id, party_id, 'reminder', 'y', 'evenhand', now(), 'x', 1, 1
        from recovery.proposal where council_id = 8`),
      /somebody_decided_it/,
    )
  })

  test(
    'a hold, a payment or a refusal and a letter cannot pass each other',
    {
      skip: database.engine === 'PGlite' && 'one connection has no races',
    },
    async () => {
      const rounds = 12
      const leadOf = async (account: string) =>
        (
          await database.one(
            z.object({ id: z.string() }),
            sql`select lead_party_id as id from debts.account where council_id = 9 and id = ${account}::uuid`,
          )
        ).id
      const council = await aCouncilInArrears(database, 9, rounds * 3)
      const day = '2026-04-05'
      await planOn(database, 9, day)
      for (let n = 0; n < rounds; n += 1) {
        const [one = '', two = '', three = ''] = council.accounts.slice(n * 3)
        const lead = await leadOf(one)
        const [first, second, third] = await Promise.all(
          [one, two, three].map(async account =>
            valueOf(await asked(database, 9, { account, day }, outside)),
          ),
        )
        assert(first && second && third)
        await approved(database, 9, first, day)
        await approved(database, 9, second, day)
        await Promise.all([
          drain(database, 9, day),
          held(database, 9, lead),
          pay(database, council, two, 1_000_00n, day),
          approved(database, 9, third, day),
          asCouncil(database, 9, db =>
            refuseProposal(db, { councilId: 9, proposalId: third, by: 'another', comment: 'No' }),
          ),
        ])
        await drain(database, 9, day)
      }
      // Nothing went after a hold that was recorded before it, nor for money that had come by then; each proposal ended once.
      const { wrong } = await database.one(
        z.object({ wrong: z.number() }),
        sql`
        select count(*)::int as wrong from recovery.action as action
        join recovery.proposal on proposal.council_id = 9 and proposal.id = action.proposal_id
        where action.council_id = 9 and action.dispatched_at is not null and (
          exists (
            select from protections.hold_on_account as hold
            where hold.council_id = 9 and hold.account_id = action.account_id and hold.recorded_at < action.dispatched_at)
          or proposal.state <> 'done' or action.cancelled_at is not null)`,
      )
      assert.equal(wrong, 0)
      const states = await database.many(
        z.object({ state: z.string() }),
        sql`select distinct state from recovery.proposal where council_id = 9`,
      )
      assert(states.every(({ state }) => ['done', 'pulled', 'refused'].includes(state)))
    },
  )
})
