import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { takeInTransactions } from '#debts'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { findMessage } from './messages.ts'
import { tellSource } from './queue.ts'
import { setSource } from './settings.ts'
import { aTellingCouncil, codeOf, day, valueOf } from './testing/index.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const aCouncil = (count = 2, settings = {}) =>
  aTellingCouncil(database, ++councils, count, settings)

/** Movements as the source’s own file would bring them. */
const tellsUs = (
  { councilId, inCouncil, accounts }: Awaited<ReturnType<typeof aCouncil>>,
  reference: string,
  kind: 'payment' | 'adjustment up',
  amount: bigint,
  on = '2026-11-21',
) =>
  inCouncil(db =>
    takeInTransactions(db, {
      councilId,
      actor: 'system:test',
      transactions: sql`
        select 'test'::text as source, ${reference}::text as transaction_reference, ${accounts[0] ?? null}::uuid as account_id,
          ${kind}::text as kind, ${amount}::bigint as amount, ${on}::date as effective_on, 'Told'::text as narrative,
          ''::text as payer_name, ''::text as given_reference, ${reference}::text as source_id`,
    }),
  )

suite('what a source is told', () => {
  test('a payment that came in here is one message, however often it is looked for', async () => {
    const council = await aCouncil()
    await council.pay(0, 'p1', 20_00n)
    await council.keep()
    await council.keep()
    const [only, ...others] = await council.messages()
    assert.deepEqual(others, [])
    assert.deepEqual(
      [only?.kind, only?.number, only?.amount, only?.code, only?.state],
      ['payment', 1, -20_00n, 'bank', 'waiting'],
    )
  })

  test('what the source itself told of is not told back to it', async () => {
    const council = await aCouncil()
    await tellsUs(council, 't1', 'payment', 30_00n)
    await council.keep()
    assert.deepEqual(await council.messages(), [])
  })

  test('a source that is only read is told nothing, and what happened meanwhile is told when it is switched on again', async () => {
    const council = await aCouncil()
    const set = (way: 'file' | 'none') =>
      council.inCouncil(db =>
        setSource(db, {
          councilId: council.councilId,
          source: 'test',
          settings: { way, answerDays: 5, attempts: 1 },
          actor: 'leader',
        }),
      )
    valueOf(await set('none'))
    await council.pay(0, 'p1', 20_00n)
    await council.keep()
    assert.equal((await council.messages()).length, 0)
    valueOf(await set('file'))
    await council.keep()
    assert.equal((await council.messages()).length, 1)
  })

  test('a source that nothing came from cannot be told', async () => {
    const council = await aCouncil()
    const set = await council.inCouncil(db =>
      setSource(db, {
        councilId: council.councilId,
        source: 'nobody',
        settings: { way: 'file', answerDays: 5, attempts: 1 },
        actor: 'leader',
      }),
    )
    assert.equal(codeOf(set), 'no-such-source')
  })

  test('holds are told when they are placed and when they are ended, and never whose health they are for', async () => {
    const council = await aCouncil(1)
    await council.inCouncil(db =>
      db.run(sql`
        insert into protections.hold (council_id, id, party_id, account_id, kind, starts_at, ends_at, received_at, recorded_by, reason, source)
        values (${council.councilId}::int, gen_random_uuid(), ${council.parties[0] ?? null}::uuid, null, 'mental health crisis',
          '2026-11-20', '2027-01-19', now(), 'officer', 'The team rang', 'officer')`),
    )
    await council.keep()
    await council.inCouncil(db =>
      db.run(sql`
        update protections.hold set lifted_at = clock_timestamp(), lifted_by = 'officer', lifted_why = 'It ended'
        where council_id = ${council.councilId}::int`),
    )
    await council.keep()
    assert.deepEqual(
      (await council.messages()).map(({ kind, code, until, says }) => [kind, code, until, says]),
      [
        // It is over when 19 January begins, so the day before is its last.
        ['hold placed', 'breathing space', '2027-01-18', ''],
        ['hold ended', 'breathing space', null, ''],
      ],
    )
  })

  test('a breathing space that one source knows is told to the others that it reaches, and not to itself', async () => {
    const council = await aCouncil(2)
    const [own = '', other = ''] = council.accounts
    await council.inCouncil(async db => {
      await db.run(sql`
        update debts.account set source_breathing_space_from = '2026-11-20'
        where council_id = ${council.councilId}::int and id = ${own}::uuid`)
      // One person owes both.
      await db.run(sql`
        insert into debts.liability (council_id, account_id, party_id, kind)
        values (${council.councilId}::int, ${other}::uuid, ${council.parties[0] ?? null}::uuid, 'joint')`)
      await db.run(sql`
        insert into protections.hold (council_id, id, party_id, account_id, kind, starts_at, ends_at, received_at, recorded_by, reason, source)
        values (${council.councilId}::int, gen_random_uuid(), ${council.parties[0] ?? null}::uuid, null, 'breathing space',
          '2026-11-20', null, now(), 'system', 'The source system says so', 'source system')`)
    })
    await council.keep()
    assert.deepEqual(
      (await council.messages()).map(({ kind, accountId }) => [kind, accountId]),
      [['hold placed', other]],
    )
    await council.inCouncil(db =>
      db.run(sql`
        update protections.hold set lifted_at = clock_timestamp(), lifted_by = 'system', lifted_why = 'It says so no longer'
        where council_id = ${council.councilId}::int`),
    )
    await council.keep()
    assert.deepEqual(
      (await council.messages()).map(({ kind, accountId }) => [kind, accountId]),
      [
        ['hold placed', other],
        ['hold ended', other],
      ],
    )
  })

  test('a detail that an officer accepted is told, but not to the source that said it, and never a confidential address', async () => {
    const council = await aCouncil(2)
    const mark = (party: number, kind: string, standardForm: string, as: string) =>
      council.inCouncil(db =>
        db.run(sql`
          insert into parties.detail_mark (council_id, id, party_id, kind, standard_form, mark, on_day, because, marked_by)
          select ${council.councilId}::int, gen_random_uuid(), ${council.parties[party] ?? null}::uuid, ${kind}::text,
            ${standardForm}::text, ${as}::text, '2026-11-20', 'They rang', 'officer'`),
      )
    await council.inCouncil(db =>
      db.run(sql`
        insert into parties.contact_point (council_id, id, party_id, kind, value, source, valid_from, told_to, gateway)
        values
          (${council.councilId}::int, gen_random_uuid(), ${council.parties[0] ?? null}::uuid, 'email', 'new@example.test', 'person', '2026-11-20', 'officer', 'told'),
          (${council.councilId}::int, gen_random_uuid(), ${council.parties[1] ?? null}::uuid, 'email', 'old@example.test', 'test', '2026-11-01', null, null)`),
    )
    await mark(0, 'email', 'new@example.test', 'accepted')
    await mark(1, 'email', 'old@example.test', 'accepted')
    const [address] = await council.inCouncil(db =>
      db.many(
        z.object({ standardForm: z.string() }),
        sql`select standard_form from parties.address where council_id = ${council.councilId}::int and party_id = ${council.parties[1] ?? null}::uuid`,
      ),
    )
    await council.inCouncil(db =>
      db.run(
        sql`update parties.address set source = 'other' where council_id = ${council.councilId}::int`,
      ),
    )
    await mark(1, 'address', address?.standardForm ?? '', 'accepted')
    await mark(1, 'address', address?.standardForm ?? '', 'confidential')
    await council.keep()
    assert.deepEqual(
      (await council.messages()).map(({ kind, code, says }) => [kind, code, says]),
      [['contact detail', 'email', 'new@example.test']],
    )
  })

  test('a detail that becomes confidential while it waits is in no file, and keeps its number', async () => {
    const council = await aCouncil(1)
    const party = council.parties[0] ?? null
    const mark = (as: string) =>
      council.inCouncil(db =>
        db.run(sql`
          insert into parties.detail_mark (council_id, id, party_id, kind, standard_form, mark, on_day, because, marked_by)
          select council_id, gen_random_uuid(), party_id, 'address', standard_form, ${as}::text, '2026-11-20', 'They rang', 'officer'
          from parties.address where council_id = ${council.councilId}::int and party_id = ${party}::uuid`),
      )
    await council.inCouncil(db =>
      db.run(
        sql`update parties.address set source = 'other' where council_id = ${council.councilId}::int`,
      ),
    )
    await mark('accepted')
    await council.keep()
    const [before] = await council.messages()
    assert.match(before?.says ?? '', /High Street/)
    await mark('confidential')
    assert.doesNotMatch(await council.textOf(valueOf(await council.make())), /High Street/)
    const shown = await council.inCouncil(db =>
      findMessage(db, council.councilId, before?.id ?? ''),
    )
    assert.deepEqual([shown?.says, shown?.isConfidential, shown?.state], ['', true, 'sent'])
  })

  test('another room says a thing once for its key, and is told where nobody listens', async () => {
    const council = await aCouncil(1)
    const say = (accountId: string | undefined) =>
      council.inCouncil(db =>
        tellSource(db, {
          councilId: council.councilId,
          accountId: accountId ?? '',
          kind: 'note',
          key: 'note/1',
          on: day('2026-11-20'),
          says: 'Moves out in March',
          by: 'officer',
        }),
      )
    assert.equal(await say(council.accounts[0]), true)
    assert.equal(await say(council.accounts[0]), true)
    assert.equal((await council.messages()).length, 1)
    await council.inCouncil(db =>
      setSource(db, {
        councilId: council.councilId,
        source: 'test',
        settings: { way: 'none', answerDays: 5, attempts: 1 },
        actor: 'leader',
      }),
    )
    assert.equal(await say(council.accounts[0]), false)
  })
})

suite('what a source tells of in its own files', () => {
  test('needs no other answer, whether it was sent or waited', async () => {
    const council = await aCouncil()
    await council.pay(0, 'p1', 20_00n)
    await council.keep()
    await tellsUs(council, 't1', 'payment', 20_00n)
    await council.keep()
    const [message] = await council.messages()
    assert.deepEqual([message?.state, message?.answeredBy], ['acknowledged', 'heard back'])
    assert.equal(codeOf(await council.make()), 'nothing-waits')
  })

  test('money that went back is posted once, though the source tells of it because we told it', async () => {
    const council = await aCouncil(1)
    await council.pay(0, 'p1', 20_00n)
    await tellsUs(council, 't1', 'payment', 20_00n)
    await council.takeBackPayment('p1')
    await council.keep()
    valueOf(await council.make())
    await tellsUs(council, 't2', 'adjustment up', 20_00n, '2026-11-23')
    await council.keep()
    assert.deepEqual(
      (await council.messages()).map(({ kind, state }) => [kind, state]),
      [
        ['payment', 'acknowledged'],
        ['taken back', 'acknowledged'],
      ],
    )
    const owed = await council.inCouncil(db =>
      db.one(
        z.object({ balance: z.bigint() }),
        sql`select balance from debts.ledger_account where council_id = ${council.councilId}::int and id = ${council.accounts[0] ?? null}::uuid`,
      ),
    )
    assert.equal(owed.balance, 500_00n)
  })

  test('a payment and its taking back that the source never knew change nothing when it tells of both', async () => {
    const council = await aCouncil(1)
    await council.pay(0, 'p1', 20_00n)
    await council.takeBackPayment('p1')
    await tellsUs(council, 't1', 'payment', 20_00n)
    await tellsUs(council, 't2', 'adjustment up', 20_00n)
    const heard = await council.inCouncil(db =>
      db.run(sql`select from debts.heard_back where council_id = ${council.councilId}::int`),
    )
    assert.equal(heard, 0)
  })
})
