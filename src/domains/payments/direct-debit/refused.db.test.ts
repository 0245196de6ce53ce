import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aCollectingCouncil, day, valueOf } from './testing/council.ts'
import { someArudd } from './testing/reports.ts'
import { cancelMandate } from './move-mandate.ts'

// Whatever the code does, the database refuses. Statements here are those that the code never sends.

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCollectingCouncil(database, councilId, 6)
const mandates = await council.told(...council.accounts)

/** What the database says to a statement of the application’s own role. */
const saidTo = async (statement: Sql): Promise<string> => {
  try {
    await asCouncil(database, councilId, db => db.run(statement))
    return 'done'
  } catch (error) {
    return String(error)
  }
}
let used = 0
async function somebody() {
  const mandateId = mandates[used] ?? ''
  const accountId = council.accounts[used] ?? ''
  used += 1
  const [first] = await council.collections(mandateId)
  assert(first)
  return { mandateId, accountId, first, ...(await council.mandate(mandateId)) }
}

const planned = (of: {
  readonly mandateId: string
  readonly accountId: string
  readonly dueKey: string
  readonly collectOn?: string
  readonly presents?: string
}) => sql`
  insert into payments.collection
    (council_id, id, mandate_id, account_id, due_key, due_on, collect_on, amount, presentation, represents_id, notice_id)
  select ${councilId}::int, ${randomUUID()}::uuid, ${of.mandateId}::uuid, ${of.accountId}::uuid, ${of.dueKey}::text,
    '2026-06-01', ${of.collectOn ?? '2026-06-22'}::date, 10000,
    ${of.presents === undefined ? 'regular' : 're-presentation'}::text, ${of.presents ?? null}::uuid, id
  from payments.advance_notice
  where council_id = ${councilId}::int and mandate_id = ${of.mandateId}::uuid limit 1`

const submit = (id: string, file: Sql) => sql`
  update payments.collection set state = 'submitted', mandate_state = 'active', file_id = (${file})
  where council_id = ${councilId}::int and id = ${id}::uuid`
const fileOn = (entryOn: string) => sql`
  select id from payments.bacs_file where council_id = ${councilId}::int and entry_on = ${entryOn}::date`

suite('the database refuses a collection', () => {
  test('before its day: a file takes only what is of its own day', async () => {
    const { mandateId } = await somebody()
    await council.send('2026-06-01', '2026-05-26')
    const [, second] = await council.collections(mandateId)
    assert.equal(second?.is, '2026-07-01 notified')
    assert.match(
      await saidTo(submit(second.id, fileOn('2026-06-01'))),
      /collection_council_id_file_id_collect_on_fkey/,
    )
    assert.match(
      await saidTo(sql`
        update payments.collection set collect_on = '2026-06-15'
        where council_id = ${councilId}::int and id = ${second.id}::uuid`),
      /permission denied/,
    )
  })

  test('before it is due, or on a day that banks rest', async () => {
    const { mandateId, accountId } = await somebody()
    const tried = (collectOn: string) =>
      saidTo(planned({ mandateId, accountId, dueKey: 'x', collectOn }))
    assert.match(await tried('2026-05-29'), /collection_check/)
    assert.match(await tried('2026-06-06'), /collection_check/)
  })

  test('above what was notified, or of another amount than that', async () => {
    const { mandateId } = await somebody()
    const [, second] = await council.collections(mandateId)
    const change = (column: Sql) =>
      saidTo(sql`
      update payments.collection set ${column}
      where council_id = ${councilId}::int and id = ${second?.id}::uuid`)
    assert.match(await change(sql`amount = 10001`), /permission denied/)
    assert.match(await change(sql`notified_amount = 20000`), /What a payer was told stays told/)
    // Even its owner cannot.
    await assert.rejects(
      database.run(sql`
        update payments.collection set amount = 20000
        where council_id = ${councilId}::int and id = ${second?.id}::uuid`),
      /collection_check/,
    )
  })

  test('without a notice, or one that comes on the day', async () => {
    const { mandateId, accountId } = await somebody()
    assert.equal(await saidTo(planned({ mandateId, accountId, dueKey: 'unnotified' })), 'done')
    const notify = (on: string | null) =>
      saidTo(sql`
      update payments.collection set state = 'notified', notified_amount = 10000, notice_on = ${on}::date
      where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid and due_key = 'unnotified'`)
    assert.match(await notify(null), /collection_check/)
    assert.match(await notify('2026-06-22'), /collection_check/)
    assert.match(
      await saidTo(sql`
        update payments.collection set state = 'submitted', mandate_state = 'active', file_id = (${fileOn('2026-06-01')})
        where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid and due_key = 'unnotified'`),
      /planned does not become submitted/,
    )
  })

  test('twice for one thing due, whichever state the first is in', async () => {
    const { mandateId, accountId, reference, first } = await somebody()
    const again = () => saidTo(planned({ mandateId, accountId, dueKey: '2026-06-01' }))
    assert.match(await again(), /one_collection_for_one_thing_due/)
    await council.night('2026-06-01')
    assert.match(await again(), /one_collection_for_one_thing_due/)
    await council.take(
      someArudd({
        items: [
          {
            ref: reference,
            returnCode: '0128',
            valueOf: '100.00',
            originalProcessingDate: '2026-05-29',
          },
        ],
      }),
      '2026-06-03',
    )
    assert.match(await again(), /presented again, or not at all/)
    const presented = (collectOn: string) =>
      saidTo(planned({ mandateId, accountId, dueKey: '2026-06-01', presents: first.id, collectOn }))
    assert.match(await presented('2026-07-02'), /within a month/)
    assert.equal(await presented('2026-07-01'), 'done')
    assert.match(
      await presented('2026-06-30'),
      /presented_again_once|one_collection_for_one_thing_due/,
    )
  })

  test('on a mandate that is not active, whatever the collection says', async () => {
    const { mandateId } = await somebody()
    const [, second] = await council.collections(mandateId)
    await council.inCouncil(async db => {
      valueOf(
        await cancelMandate(db, {
          councilId,
          mandateId,
          why: 'The payer rang',
          on: day('2026-06-02'),
          actor: 'officer',
        }),
      )
    })
    assert.match(
      await saidTo(submit(second?.id ?? '', fileOn('2026-06-01'))),
      /cancelled does not become submitted/,
    )
    // As its owner, with the state put back behind the code’s back.
    await database.run(sql`alter table payments.collection disable trigger collection_moves`)
    await database.run(sql`
      update payments.collection set state = 'notified' where council_id = ${councilId}::int and id = ${second?.id}::uuid`)
    await database.run(sql`alter table payments.collection enable trigger collection_moves`)
    assert.match(
      await saidTo(submit(second?.id ?? '', fileOn('2026-06-01'))),
      /Nothing is collected on a mandate that is cancelled/,
    )
  })
})

suite('the database refuses', () => {
  test('a serial number that leaves a gap or repeats, and any change to a released file', async () => {
    const change = (what: Sql) =>
      saidTo(sql`
      update payments.bacs_file set ${what} where council_id = ${councilId}::int and entry_on = '2026-06-01'`)
    assert.match(await change(sql`serial = 7`), /A file that was released is not changed/)
    assert.match(await change(sql`sha256 = repeat('0', 64)`), /is not changed/)
    const released = (serial: number) =>
      saidTo(sql`
      update payments.bacs_file set
        state = 'released', serial = ${serial}::int, sha256 = repeat('0', 64), released_by = 'b', released_at = now()
      where council_id = ${councilId}::int and entry_on = '2026-07-01'`)
    assert.equal(
      await saidTo(sql`
        insert into payments.bacs_file
          (council_id, id, entry_on, processing_on, content_hash, instructions, debits, debit_total, proposed_by)
        values (${councilId}::int, ${randomUUID()}::uuid, '2026-07-01', '2026-06-30', repeat('0', 64), 0, 0, 0, 'a')`),
      'done',
    )
    assert.match(await released(2), /follows the one before/)
    assert.match(await released(4), /follows the one before/)
    assert.equal(await released(3), 'done')
  })

  test('new bank details that nobody else agreed to', async () => {
    const write = (state: string, decidedBy: string | null) =>
      saidTo(sql`
      insert into payments.bank_details
        (council_id, mandate_id, version, payer_name, sort_code, account_number, modulus, state, told_by, changed_by, decided_by)
      values (${councilId}::int, ${mandates[0]}::uuid, 9, 'A', '100001', '12345679', 'passes', ${state}::text, 'officer',
        'one', ${decidedBy}::text)`)
    assert.match(await write('past', null), /bank_details_check/)
    assert.match(await write('past', 'one'), /bank_details_check/)
  })

  test('that a mandate goes where there is no way', async () => {
    assert.match(
      await saidTo(sql`
        update payments.mandate set state = 'proposed' where council_id = ${councilId}::int and id = ${mandates[0]}::uuid`),
      /active does not become proposed/,
    )
  })
})
