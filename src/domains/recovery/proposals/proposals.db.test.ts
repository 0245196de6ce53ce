import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { decisionsOn } from '../decisions.ts'
import { noticesOn } from '../queries.ts'
import { releaseRun } from '../release.ts'
import {
  aCouncilInArrears,
  approveOn,
  dayOf,
  drain,
  onDay,
  pay,
  planOn,
  valueOf,
  wholeNight,
} from '../testing/nights.ts'
import { approved, asked, codeOf, found, held, outside } from '../testing/proposing.ts'
import { why } from '../why.ts'
import { approveProposal, refuseProposal, takeBack } from './decide.ts'
import { proposeForMany } from './propose.ts'

const database = await aDatabase()
after(() => database.close())

suite('an officer’s own step', () => {
  test('within policy it goes at once, through the same outbox, and both why and the decisions say so', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 1, 1)
    await planOn(database, 1, '2026-04-15')
    const id = valueOf(await asked(database, 1, { account, day: '2026-04-15' }))
    assert.equal((await found(database, 1, id)).state, 'released')
    assert.equal(codeOf(await asked(database, 1, { account, day: '2026-04-15' })), 'on-its-way')
    await drain(database, 1, '2026-04-15')
    assert.equal((await found(database, 1, id)).state, 'done')
    const notices = await asCouncil(database, 1, db =>
      noticesOn(db, { councilId: 1, accountId: account }),
    )
    assert.deepEqual(
      notices.map(({ kind, servedOn }) => `${kind} ${servedOn}`),
      ['reminder 2026-04-15'],
    )
    // The next step counts from it as from any other.
    await wholeNight(database, 1, '2026-04-29')
    const [last] = await asCouncil(database, 1, db =>
      decisionsOn(db, { councilId: 1, accountId: account }),
    )
    assert.match(last?.says ?? '', /An officer proposed a reminder/)
  })

  test('blocked by law nobody can propose it, whatever they say', async () => {
    const {
      accounts: [account = ''],
      parties: [party = ''],
    } = await aCouncilInArrears(database, 2, 1)
    await planOn(database, 2, '2026-04-15')
    await held(database, 2, party)
    const refused = await asked(database, 2, { account, day: '2026-04-15' }, outside)
    assert(!refused.ok)
    assert.equal(refused.refusal.code, 'blocked-by-law')
    assert.match(refused.refusal.says, /Breathing space \(SI 2020\/1311 reg 7\)/)
    assert.equal(
      codeOf(
        await asked(database, 2, { account, day: '2026-04-15', action: 'final notice' }, outside),
      ),
      'blocked-by-law',
    )
  })

  test('what a source has told since the last night blocks until a night has taken it in', async () => {
    const {
      accounts: [account = '', other = ''],
      parties: [party = ''],
    } = await aCouncilInArrears(database, 11, 2)
    const day = '2026-04-15'
    const says = async () => {
      const proposed = await asked(database, 11, { account, day })
      return proposed.ok ? 'done' : proposed.refusal.says
    }
    // The first file has come, and no night yet.
    assert.match(await says(), /^Blocked by law\. Its source has told something/)
    await planOn(database, 11, day)
    // The morning's file says that they are in breathing space, of another account of theirs.
    await database.run(sql`
      update debts.account set lead_party_id = ${party}::uuid, source_breathing_space_from = '2026-04-10',
        recorded_at = clock_timestamp()
      where council_id = 11 and id = ${other}::uuid`)
    assert.match(await says(), /^Blocked by law\. Its source has told something/)
    await planOn(database, 11, '2026-04-16')
    assert.match(await says(), /^Blocked by law\. Breathing space/)
  })

  test('outside policy it needs a reason and somebody else; the decision log has both', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 3, 1)
    const day = '2026-04-05'
    await planOn(database, 3, day)
    assert.equal(codeOf(await asked(database, 3, { account, day })), 'outside-policy')
    const id = valueOf(await asked(database, 3, { account, day }, outside))
    assert.equal((await found(database, 3, id)).state, 'waiting')
    assert.equal(await drain(database, 3, day), 0)
    assert.equal(codeOf(await approved(database, 3, id, day, 'officer')), 'second-person')
    const other = await asCouncil(database, 3, db =>
      approveProposal(db, {
        councilId: 3,
        proposalId: id,
        by: 'approver',
        comment: 'Yes',
        contentHash: 'another',
        today: dayOf(day),
        now: onDay(day).now(),
      }),
    )
    assert.equal(codeOf(other), 'content-changed')
    assert.equal(codeOf(await approved(database, 3, id, day)), 'done')
    await drain(database, 3, day)
    assert.equal((await found(database, 3, id)).state, 'done')
    const answer = await asCouncil(database, 3, db =>
      why(db, { councilId: 3, account, on: dayOf('2027-04-05') }),
    )
    assert.match(
      valueOf(answer).text,
      /outside policy \(the rule that fitted was “Wait”\), because: They asked to be written to now; it was sent\. The approver said: Agreed/,
    )
  })

  test('a caution has to be ticked, word for word; one that came since is shown again, one that has gone is not', async () => {
    const council = await aCouncilInArrears(database, 4, 1)
    const [account = ''] = council.accounts
    const day = '2026-04-15'
    await planOn(database, 4, day)
    await pay(database, council, account, 20_00n, '2026-04-14')
    const says = '£20.00 was paid on 14 April 2026'
    assert.equal(codeOf(await asked(database, 4, { account, day })), 'caution')
    assert.equal(
      codeOf(
        await asked(database, 4, { account, day }, { reason: '', ticked: ['Something else'] }),
      ),
      'caution',
    )
    const ticked = [says, 'It was so when it was ticked']
    const id = valueOf(await asked(database, 4, { account, day }, { reason: '', ticked }))
    assert.deepEqual((await found(database, 4, id)).cautions, [says])
    await pay(database, council, account, 1_00n, '2026-04-15')
    await drain(database, 4, day)
    const pulled = await found(database, 4, id)
    assert.deepEqual(
      [pulled.state, pulled.endedWhy],
      ['pulled', '£1.00 was paid or taken off since it was proposed'],
    )
  })

  test('what changed between approval and sending pulls it, with the reason', async () => {
    const {
      accounts: [one = '', two = '', three = ''],
      parties: [party = ''],
    } = await aCouncilInArrears(database, 5, 3)
    const day = '2026-04-05'
    await planOn(database, 5, day)
    const ids = []
    for (const account of [one, two, three]) {
      const id = valueOf(await asked(database, 5, { account, day }, outside))
      assert.equal(codeOf(await approved(database, 5, id, day)), 'done')
      ids.push(id)
    }
    await held(database, 5, party)
    await database.run(sql`
      update recovery.policy_version set in_force = daterange('2020-01-01', '2026-04-01')
      where council_id = 5 and debt_type = 'council tax'`)
    await drain(database, 5, day)
    const [first, second] = await Promise.all(ids.map(id => found(database, 5, id)))
    assert.deepEqual(
      [first?.state, first?.endedWhy],
      ['pulled', 'Blocked by law: Breathing space (SI 2020/1311 reg 7)'],
    )
    assert.match(
      second?.endedWhy ?? '',
      /^Outside policy since it was proposed\. The rule that fits is “No policy”/,
    )
  })

  test('outside policy every hold is kept, and one that came since stops it', async () => {
    const {
      accounts: [account = ''],
      parties: [party = ''],
    } = await aCouncilInArrears(database, 10, 1)
    const day = '2026-04-15'
    await planOn(database, 10, day)
    await held(database, 10, party, 'arrangement')
    const id = valueOf(await asked(database, 10, { account, day }, outside))
    assert.deepEqual((await found(database, 10, id)).holds, ['Paying by arrangement'])
    await held(database, 10, party, 'other')
    const refused = await approved(database, 10, id, day)
    assert(!refused.ok)
    assert.match(refused.refusal.says, /On hold too, by “On hold”: An officer decided so/)
  })

  test('an approver cannot approve what the law blocks by then, and can refuse it; a proposer takes theirs back', async () => {
    const {
      accounts: [one = '', two = ''],
      parties: [party = ''],
    } = await aCouncilInArrears(database, 6, 2)
    const day = '2026-04-05'
    await planOn(database, 6, day)
    const id = valueOf(await asked(database, 6, { account: one, day }, outside))
    const mine = valueOf(await asked(database, 6, { account: two, day }, outside))
    await held(database, 6, party)
    assert.equal(codeOf(await approved(database, 6, id, day)), 'not-as-proposed')
    const no = { councilId: 6, proposalId: id, comment: 'Breathing space' }
    assert.equal(
      codeOf(await asCouncil(database, 6, db => refuseProposal(db, { ...no, by: 'officer' }))),
      'second-person',
    )
    assert.equal(
      codeOf(await asCouncil(database, 6, db => refuseProposal(db, { ...no, by: 'approver' }))),
      'done',
    )
    const back = { councilId: 6, proposalId: mine, comment: 'A mistake' }
    assert.equal(
      codeOf(await asCouncil(database, 6, db => takeBack(db, { ...back, by: 'approver' }))),
      'not-theirs',
    )
    assert.equal(
      codeOf(await asCouncil(database, 6, db => takeBack(db, { ...back, by: 'officer' }))),
      'done',
    )
    assert.equal(codeOf(await approved(database, 6, mine, day)), 'not-now')
    assert.equal(await drain(database, 6, day), 0)
  })

  test('a step that a run or a list has by then is not approved on top of it', async () => {
    const {
      accounts: [one = ''],
    } = await aCouncilInArrears(database, 12, 1)
    const day = '2026-04-15'
    const run = await planOn(database, 12, day)
    const call = valueOf(
      await asked(database, 12, { account: one, day, action: 'phone call' }, outside),
    )
    await approveOn(database, 12, run, day)
    await releaseRun(database, { councilId: 12, runId: run.id, clock: onDay(day) })
    // The run's letter is in the outbox.
    assert.equal(codeOf(await approved(database, 12, call, day)), 'on-its-way')
  })

  test('a step that was taken for the period is not approved a second time', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 13, 1)
    const day = '2026-04-15'
    await planOn(database, 13, day)
    const id = valueOf(await asked(database, 13, { account, day, action: 'phone call' }, outside))
    await database.run(sql`
      insert into recovery.action
        (council_id, id, account_id, party_id, kind, period_key, source, decided_at, served_on, created_by, claimed,
         balance_at_decision)
      select 13, gen_random_uuid(), account_id, party_id, action_kind, '2026-04-01', 'source system', now(), '2026-04-15',
        'x', 0, 0
      from recovery.proposal where council_id = 13`)
    assert.equal(codeOf(await approved(database, 13, id, day)), 'taken-already')
    assert.equal((await found(database, 13, id)).state, 'waiting')
  })

  test('a list: each is judged by itself, and only what passes goes', async () => {
    const council = await aCouncilInArrears(database, 7, 3)
    const [paying = '', fine = '', protectedOne = ''] = council.accounts
    const day = '2026-04-15'
    await planOn(database, 7, day)
    await pay(database, council, paying, 5_00n, '2026-04-14')
    await held(database, 7, council.parties[2] ?? '')
    const results = await asCouncil(database, 7, db =>
      proposeForMany(db, {
        councilId: 7,
        accountIds: council.accounts,
        action: 'reminder',
        by: 'officer',
        today: dayOf(day),
        now: onDay(day).now(),
      }),
    )
    const said = new Map(
      results.map(({ accountId, verdict, proposalId }) => [
        accountId,
        [verdict?.is, proposalId !== undefined],
      ]),
    )
    assert.deepEqual(said.get(paying), ['caution', false])
    assert.deepEqual(said.get(fine), ['clear', true])
    assert.deepEqual(said.get(protectedOne), ['blocked by law', false])
    assert.equal(await drain(database, 7, day), 1)
  })
})
