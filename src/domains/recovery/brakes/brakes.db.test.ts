import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { setFigure } from '#administration/testing'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { approve, submit } from '../approve.ts'
import { releaseRun } from '../release.ts'
import type { Run } from '../run.ts'
import {
  aCouncilInArrears,
  drain,
  onDay,
  openSamples,
  pay,
  planOn,
  valueOf,
  wholeNight,
} from '../testing/nights.ts'
import { runByStage } from '../queries.ts'
import { mistakeInAPlan } from '../testing/bulk-mistake.ts'
import { withdrawnWhole } from '../testing/withdrawing.ts'
import { runHistory } from './history.ts'
import { openCase } from './opened.ts'
import { runBySegment } from './segments.ts'

// The rehearsal of a mistake in bulk: FT35.

const database = await aDatabase()
after(() => database.close())

const submitted = (councilId: number, run: Run) =>
  asCouncil(database, councilId, async db =>
    valueOf(await submit(db, { councilId, runId: run.id, by: 'planner' })),
  )

const approved = (councilId: number, run: Run, because = 'as expected') =>
  asCouncil(database, councilId, async db => {
    const { id: runId, contentHash, businessDate } = run
    const now = onDay(`${businessDate}`).now()
    const of = { councilId, runId, by: 'approver', contentHash, because, now }
    const outcome = await approve(db, of)
    return outcome.ok ? 'approved' : outcome.refusal.says
  })

/** Sixteen accounts, of which twelve paid what was due in April: four reminders in April, twelve in May. */
async function aSurge(councilId: number) {
  const council = await aCouncilInArrears(database, councilId, 16)
  for (const account of council.accounts.slice(4))
    await pay(database, council, account, 100_00n, '2026-04-14')
  await wholeNight(database, councilId, '2026-04-15')
  return council
}

suite('the brakes', () => {
  test('a plan of which some lack a reminder cannot be approved, and forced through sends nothing of theirs', async () => {
    const { warnings, refusal, gone, goneToThem, contentHash, them } = await mistakeInAPlan(
      database,
      1,
      {
        accounts: 12,
        wrong: 3,
      },
    )
    assert.match(warnings[0] ?? '', /^3 lack the earlier notice that the law asks for/)
    assert.match(refusal ?? '', /^3 of this plan lack the earlier notice/)
    assert.deepEqual([gone, goneToThem], [9, 0])
    // And below the gate, the database.
    await assert.rejects(
      database.run(sql`
        insert into recovery.action
          (council_id, id, account_id, party_id, kind, period_key, source, run_id, content_hash, decided_at, created_by, claimed, balance_at_decision)
        select 1, gen_random_uuid(), account_id, party_id, action_kind, 'x', 'evenhand', run_id, ${contentHash}, now(), 'x', 1, 1
        from recovery.run_item where council_id = 1 and account_id = ${them[0] ?? ''}::uuid`),
      /follows_its_earlier_step|not approved as it stands/,
    )
  })

  test('three times what is usual stops until somebody else has opened cases and says why', async () => {
    await aSurge(2)
    const run = await planOn(database, 2, '2026-05-15')
    assert(
      run.warnings.includes('12 of “reminder” for council tax: the most in the last 6 runs was 4'),
      run.warnings.join('\n'),
    )
    await submitted(2, run)
    assert.match(await approved(2, run, ' '), /out of the ordinary\. Say why/)
    assert.match(await approved(2, run), /open 16 of its sample cases first. You have opened 0/)
    // Somebody else's looking is not theirs.
    await asCouncil(database, 2, db => openSamples(db, 2, run.id, 'planner'))
    assert.match(await approved(2, run), /You have opened 0/)
    const strangers = { councilId: 2, runId: run.id, by: 'approver', accountId: run.id }
    assert.equal(await asCouncil(database, 2, db => openCase(db, strangers)), false)
    await asCouncil(database, 2, db => openSamples(db, 2, run.id))
    assert.equal(await approved(2, run), 'approved')
    const { days, kinds } = await asCouncil(database, 2, db =>
      runHistory(db, { councilId: 2, runId: run.id }),
    )
    assert.deepEqual(days.map(String), ['2026-04-15', '2026-05-15'])
    assert.deepEqual(kinds, [
      { label: 'final notice (council tax)', items: [0, 4] },
      { label: 'reminder (council tax)', items: [4, 12] },
    ])
  })

  test('what is usual is what went and stands: neither what was pulled, nor a run that was withdrawn', async () => {
    const council = await aCouncilInArrears(database, 9, 16)
    for (const account of council.accounts.slice(4))
      await pay(database, council, account, 100_00n, '2026-04-14')
    const went = async (run: Run) => {
      await submitted(9, run)
      await asCouncil(database, 9, db => openSamples(db, 9, run.id))
      assert.equal(await approved(9, run), 'approved')
      await releaseRun(database, {
        councilId: 9,
        runId: run.id,
        clock: onDay(`${run.businessDate}`),
      })
      await drain(database, 9, `${run.businessDate}`)
    }
    const first = await planOn(database, 9, '2026-04-15')
    await pay(database, council, council.accounts[0] ?? '', 1_000_00n, '2026-04-15')
    await went(first)
    const wrong = await planOn(database, 9, '2026-05-15')
    const surge = '12 of “reminder” for council tax: the most in the last 6 runs was 3'
    assert(wrong.warnings.includes(surge), wrong.warnings.join('\n'))
    await went(wrong)
    await withdrawnWhole(database, 9, wrong)
    // The same list again is as far out of the ordinary as it was.
    const again = await planOn(database, 9, '2026-05-16')
    assert(again.warnings.includes(surge), again.warnings.join('\n'))
    await asCouncil(database, 9, async db => {
      const of = { councilId: 9, runId: again.id }
      const { days, kinds } = await runHistory(db, of)
      assert.deepEqual(days.map(String), ['2026-04-15', '2026-05-16'])
      const isReminder = ({ label }: { readonly label: string }) => label.startsWith('reminder')
      assert.deepEqual(kinds.find(isReminder)?.items, [3, 12])
      const lines = await runByStage(db, of)
      assert.equal(lines.find(({ actionKind }) => actionKind === 'reminder')?.lastItems, 3)
    })
  })

  test('the limits are the council’s own', async () => {
    await aSurge(3)
    await asCouncil(database, 3, async db => {
      await setFigure(db, 3, 'brake-largest', 300)
      await setFigure(db, 3, 'brake-accounts', 100)
      await setFigure(db, 3, 'brake-payments-old', 31)
    })
    const run = await planOn(database, 3, '2026-05-15')
    assert.deepEqual(
      run.warnings.filter(text => text.includes('reminder')),
      [],
    )
  })

  test('a run without last week’s payments says that those who paid would be chased', async () => {
    const late = await aCouncilInArrears(database, 4, 3)
    await pay(database, late, late.accounts[0] ?? '', 1_00n, '2026-04-08')
    const said = (run: Run) => run.warnings.filter(text => text.startsWith('No payment'))
    assert.deepEqual(said(await planOn(database, 4, '2026-04-15')), [
      'No payment of council tax has come in since 11 April 2026: those who paid would be chased',
    ])
    const fresh = await aCouncilInArrears(database, 5, 3)
    await pay(database, fresh, fresh.accounts[0] ?? '', 1_00n, '2026-04-12')
    assert.deepEqual(said(await planOn(database, 5, '2026-04-15')), [])
  })

  test('addresses that have just changed stop it, where they are more than a hundredth', async () => {
    const { parties } = await aCouncilInArrears(database, 6, 3)
    await database.run(sql`
      update parties.address set valid_to = '2026-04-10' where council_id = 6 and party_id = ${parties[0] ?? ''}::uuid`)
    await database.run(sql`
      insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from)
      values (6, gen_random_uuid(), ${parties[0] ?? ''}::uuid, array['2 New Street'], 'QX1 1AB', 'test', '2026-04-10')`)
    const run = await planOn(database, 6, '2026-04-15')
    assert(
      run.warnings.includes('1 would be written to at an address that changed in the last 14 days'),
      run.warnings.join('\n'),
    )
  })

  test('whoever decides sees its segments beside the last run and the month before', async () => {
    await aSurge(12)
    const segments = async (day: string) => {
      const run = await planOn(database, 12, day)
      const lines = await asCouncil(database, 12, db =>
        runBySegment(db, { councilId: 12, runId: run.id }),
      )
      return lines.map(({ by, value, items, lastItems, monthItems }) =>
        [by, value, items, lastItems, monthItems].join(', '),
      )
    }
    assert.deepEqual(await segments('2026-05-15'), [
      'type of debt, council tax, 16, 4, 4',
      'stage, billed, 12, 4, 4',
      'stage, reminder, 4, 0, 0',
      'balance, £500.00 to £999.99, 12, 0, 0',
      'balance, £1,000.00 to £4,999.99, 4, 4, 4',
    ])
    // Two days on, what went on 15 April is no month ago any more, and still the last run.
    assert.match((await segments('2026-05-17'))[0] ?? '', /council tax, 16, 4, 0/)
  })
})
