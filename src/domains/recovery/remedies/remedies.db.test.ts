import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { referralsOn } from '../referrals/referrals.ts'
import { anOrderToCarryOut, chosenFor, shownFor, tell } from '../testing/choosing.ts'
import { dayOf, onDay, pay, valueOf, wholeNight } from '../testing/nights.ts'
import { codeOf, held } from '../testing/proposing.ts'
import { why } from '../why.ts'
import { choicesOn } from './choices.ts'
import { agreeTo, refuseChoice, takeChoiceBack } from './decide-choice.ts'
import { choiceInWords } from './in-words.ts'

const database = await aDatabase()
after(() => database.close())

const choicesOf = (councilId: number, account: string) =>
  asCouncil(database, councilId, db => choicesOn(db, { councilId, accountIds: [account] }))

const referralsOf = (councilId: number, accountId: string) =>
  asCouncil(database, councilId, db => referralsOn(db, { councilId, accountId }))

const stateOf = (councilId: number, account: string) =>
  database.one(
    z.object({
      stage: z.string(),
      lastReturn: z.string(),
      remedy: z.string(),
      lastRule: z.string(),
    }),
    sql`
      select stage, last_return, remedy, last_rule from recovery.account_state
      where council_id = ${councilId}::int and account_id = ${account}::uuid`,
  )

const deciding = (
  councilId: number,
  accountId: string,
  choiceId: string,
  by: string,
  day: string,
) => ({
  councilId,
  accountId,
  choiceId,
  by,
  comment: `So says the ${by}`,
  today: dayOf(day),
  now: onDay(day).now(),
})

suite('a remedy that is chosen', () => {
  test('is kept with all that was shown, closes its list, moves the account on, and why tells it', async () => {
    const {
      accounts: [account = ''],
    } = await anOrderToCarryOut(database, 1)
    assert.equal(
      codeOf(await chosenFor(database, 1, { account, remedy: 'attachment of earnings' })),
      'not-known-yet',
    )
    await tell(database, 1, account, { employment: 'employer known' })
    const chosen = valueOf(
      await chosenFor(database, 1, { account, remedy: 'attachment of earnings' }),
    )
    assert.deepEqual(
      [chosen.state, chosen.verdict, chosen.balance],
      ['in force', 'open', 1_000_00n],
    )
    assert.equal(
      chosen.shown.find(({ remedy }) => remedy === 'recovery from the landlord')?.says,
      'Only for a housing benefit overpayment (SI 2006/213 reg 101)',
    )
    const [referral] = await referralsOf(1, account)
    assert.deepEqual(
      [referral?.kind, referral?.returnCode, referral?.note],
      ['remedy decision', 'carried out', 'Attachment of earnings: It fits them best'],
    )
    const state = await stateOf(1, account)
    assert.deepEqual([state.lastReturn, state.remedy], ['carried out', 'attachment of earnings'])
    await wholeNight(database, 1, '2026-06-17')
    const told = await asCouncil(database, 1, db =>
      why(db, { councilId: 1, account, on: dayOf('2026-06-17') }),
    )
    assert.match(
      valueOf(told).text,
      /An officer chose an attachment of earnings on 16 June 2026, because: It fits them best\./,
    )
    const before = await asCouncil(database, 1, db =>
      why(db, { councilId: 1, account, on: dayOf('2026-06-15') }),
    )
    assert.doesNotMatch(valueOf(before).text, /An officer chose/)
    assert.equal(codeOf(await chosenFor(database, 1, { account, remedy: 'none' })), 'no-referral')
  })

  test('is refused without a reason, when the law blocks it, and when it is not as it was shown', async () => {
    const council = await anOrderToCarryOut(database, 2)
    const [account = ''] = council.accounts
    await tell(database, 2, account, { employment: 'employer known' })
    const choose = (more: object) =>
      chosenFor(database, 2, { account, remedy: 'attachment of earnings', ...more })
    assert.equal(codeOf(await choose({ reason: '  ' })), 'say-why')
    assert.equal(codeOf(await choose({ remedy: 'recovery from the landlord' })), 'blocked-by-law')
    const { mark } = await shownFor(database, 2, account)
    await pay(database, council, account, 10_00n, '2026-05-01')
    assert.equal(codeOf(await choose({ mark })), 'has-changed')
    await held(database, 2, council.parties[0] ?? '')
    assert.equal(codeOf(await choose({})), 'blocked-by-law')
    assert.deepEqual(await choicesOf(2, account), [])
  })

  test('asks for each caution of the gate to be read', async () => {
    const council = await anOrderToCarryOut(database, 3)
    const [account = ''] = council.accounts
    await tell(database, 3, account, { employment: 'employer known' })
    await pay(database, council, account, 10_00n, '2026-06-15')
    const remedy = 'attachment of earnings'
    assert.equal(codeOf(await chosenFor(database, 3, { account, remedy })), 'caution')
    const { at } = await shownFor(database, 3, account)
    const ticked = at.cautions.map(({ says }) => says)
    assert.match(ticked.join(), /£10\.00 was paid/)
    assert.equal(codeOf(await chosenFor(database, 3, { account, remedy, ticked })), 'done')
  })

  test('outside policy waits for somebody else, who sees the same, and the database holds to it', async () => {
    const {
      accounts: [account = ''],
    } = await anOrderToCarryOut(database, 4)
    await tell(database, 4, account, {
      vulnerability: 'none found',
      'council tax reduction': 'gets it',
    })
    const choose = () => chosenFor(database, 4, { account, remedy: 'enforcement agent' })
    const day = '2026-06-17'
    const first = valueOf(await choose())
    assert.deepEqual(
      [first.state, first.setAside],
      ['waiting', ['Not where they get council tax reduction']],
    )
    assert.equal(codeOf(await choose()), 'waits-already')
    assert.equal((await referralsOf(4, account))[0]?.closedOn, null)
    const of = (id: string, by: string) => deciding(4, account, id, by, day)
    const agree = (id: string, by: string, contentHash: string) =>
      asCouncil(database, 4, db => agreeTo(db, { ...of(id, by), contentHash }))
    const { id, contentHash } = first
    assert.equal(codeOf(await agree(id, 'officer', contentHash)), 'second-person')
    assert.equal(codeOf(await agree(id, 'leader', 'another')), 'content-changed')
    for (const [kind, by, says] of [
      ['in force', 'officer', /can only take it back/],
      ['in force', 'leader', /only as somebody else approved it/],
      ['ended', 'leader', /Only a remedy that runs can end/],
    ] as const) {
      await assert.rejects(
        database.run(sql`
          insert into recovery.remedy_event (council_id, choice_id, kind, done_by, done_on, return_code)
          values (4, ${id}::uuid, ${kind}::text, ${by}::text, ${day}::date,
            case when ${kind}::text = 'ended' then 'called off' end)`),
        says,
      )
    }
    assert.equal(
      codeOf(await asCouncil(database, 4, db => takeChoiceBack(db, of(id, 'leader')))),
      'not-theirs',
    )
    valueOf(await asCouncil(database, 4, db => refuseChoice(db, of(id, 'leader'))))
    const second = valueOf(await choose())
    valueOf(await asCouncil(database, 4, db => takeChoiceBack(db, of(second.id, 'officer'))))
    const third = valueOf(await choose())
    valueOf(await agree(third.id, 'leader', third.contentHash))
    assert.equal(codeOf(await agree(third.id, 'leader', third.contentHash)), 'not-now')
    const all = await choicesOf(4, account)
    assert.deepEqual(
      all.map(({ state }) => state),
      ['in force', 'taken back', 'refused'],
    )
    assert(all[0])
    assert.match(
      choiceInWords(all[0]),
      /chose an enforcement agent outside policy \(Not where they get council tax reduction\).*agreed on 17 June 2026 \(So says the leader\)\./,
    )
    await wholeNight(database, 4, '2026-06-18')
    const [placing] = await referralsOf(4, account)
    assert.deepEqual([placing?.kind, placing?.closedOn], ['agent placement review', null])
  })

  test('outside policy does not begin once the law blocks it, nor under a hold that nobody set aside', async () => {
    const council = await anOrderToCarryOut(database, 5, 2)
    for (const [n, kind, says] of [
      [0, 'breathing space', /Breathing space/],
      [1, 'dispute', /Since it was chosen, “In dispute”/],
    ] as const) {
      const account = council.accounts[n] ?? ''
      await tell(database, 5, account, {
        vulnerability: 'vulnerable',
        'council tax reduction': 'does not get it',
      })
      const { id, contentHash } = valueOf(
        await chosenFor(database, 5, { account, remedy: 'enforcement agent' }),
      )
      await held(database, 5, council.parties[n] ?? '', kind)
      const agreed = await asCouncil(database, 5, db =>
        agreeTo(db, { ...deciding(5, account, id, 'leader', '2026-06-17'), contentHash }),
      )
      assert.equal(codeOf(agreed), 'not-as-chosen')
      assert.match(agreed.ok ? '' : agreed.refusal.says, says)
    }
  })
})
