import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { askForNewDetails, decideOnDetails, hadAHandInDetails } from './change-details.ts'
import { mandatesOf } from './mandate.ts'
import { cancelMandate } from './move-mandate.ts'
import {
  aCollectingCouncil,
  codeOf,
  day,
  goodAccount,
  otherAccount,
  valueOf,
} from './testing/council.ts'
import { someAdvices } from './testing/reports.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCollectingCouncil(database, councilId, 12)
let used = 0
const account = () => council.accounts[used++] ?? ''

const bytesOf = async (serial: number) =>
  (
    await database.one(
      z.object({ text: z.string() }),
      sql`
        select convert_from(content.bytes, 'UTF8') as text from payments.bacs_file_bytes as content
        join payments.bacs_file as file on file.council_id = ${councilId}::int and file.id = content.file_id
        where content.council_id = ${councilId}::int and file.serial = ${serial}::int`,
    )
  ).text

suite('mandates', () => {
  test('are set up with a checked account, once an account, and shown with four figures', async () => {
    const one = account()
    assert.equal(
      codeOf(
        await council.setUp(one, '2026-05-01', {
          account: { ...goodAccount, accountNumber: '12345678' },
        }),
      ),
      'fails-modulus',
    )
    const id = valueOf(await council.setUp(one))
    assert.equal(codeOf(await council.setUp(one)), 'already-mandated')
    const [shown] = await council.inCouncil(db => mandatesOf(db, { councilId, accountId: one }))
    assert.equal(shown?.id, id)
    assert.equal(shown.lastFour, '5679')
    assert.doesNotMatch(JSON.stringify(shown), /12345679/)
    valueOf(
      await council.inCouncil(db =>
        cancelMandate(db, {
          councilId,
          mandateId: id,
          why: 'Test',
          on: day('2026-05-01'),
          actor: 'officer',
        }),
      ),
    )
  })

  test('are lodged with a file that another person releases, and active when the bank took it', async () => {
    const id = valueOf(await council.setUp(account()))
    const fileId = valueOf(await council.propose('2026-05-08', '2026-05-01'))
    assert.equal(codeOf(await council.propose('2026-05-08', '2026-05-01')), 'one-a-day')
    assert.equal(codeOf(await council.release(fileId, '2026-05-01', 'proposer')), 'second-person')
    const serial = valueOf(await council.release(fileId, '2026-05-01'))
    assert.equal(codeOf(await council.release(fileId, '2026-05-01')), 'not-proposed')
    assert.equal((await council.mandate(id)).state, 'lodged')
    const { reference } = await council.mandate(id)
    assert.match(await bytesOf(serial), new RegExp(`1000011234567900N.*${reference}`))
    const taken = someAdvices({
      kind: 'AUDDIS',
      records: [{ 'record-type': 'V', 'vol-serial-number': String(serial).padStart(6, '0') }],
    })
    assert.equal((await council.take(taken, '2026-05-08')).again, false)
    assert.equal((await council.mandate(id)).state, 'active')
    assert.equal((await council.take(taken, '2026-05-08')).again, true)
  })

  test('that a bank sends back are cancelled, and the others of the file are active', async () => {
    const [first, second] = [
      valueOf(await council.setUp(account())),
      valueOf(await council.setUp(account())),
    ]
    const serial = await council.send('2026-05-11', '2026-05-01')
    const { reference } = await council.mandate(first)
    await council.take(
      someAdvices({
        kind: 'AUDDIS',
        records: [
          { 'record-type': 'N', reference, 'reason-code': '5' },
          { 'record-type': 'V', 'vol-serial-number': String(serial).padStart(6, '0') },
        ],
      }),
      '2026-05-11',
    )
    assert.equal((await council.mandate(first)).state, 'cancelled')
    assert.equal((await council.mandate(second)).state, 'active')
  })

  test('go to another account only when a second person agrees; then the old is cancelled and the new lodged', async () => {
    const [mandateId = ''] = await council.told(account())
    const change = (actor: string) =>
      council.inCouncil(db =>
        askForNewDetails(db, {
          councilId,
          mandateId,
          payerName: 'Zoë O’Hara',
          account: otherAccount,
          actor,
        }),
      )
    const decide = (actor: string, agreed = true) =>
      council.inCouncil(db =>
        decideOnDetails(db, { councilId, mandateId, agreed, on: day('2026-05-12'), actor }),
      )
    assert.equal(codeOf(await decide('leader')), 'nothing-waits')
    valueOf(await change('officer'))
    assert.equal(codeOf(await change('officer')), 'already-waiting')
    assert.equal(codeOf(await decide('officer')), 'second-person')
    assert.equal(codeOf(await decide('officer', false)), 'second-person')
    assert.equal((await council.mandate(mandateId)).state, 'active')
    valueOf(await decide('leader'))
    assert.equal((await council.mandate(mandateId)).state, 'amended')
    // Nothing that was told for the old account is taken.
    assert(
      (await council.collections(mandateId)).every(({ is }) => is.endsWith('cancelled')),
      'planned collections are called off',
    )
    const serial = await council.send('2026-05-21', '2026-05-13')
    assert.match(await bytesOf(serial), /1000011234567900C[^]*1100010090000100N/)
    assert.equal((await council.mandate(mandateId)).state, 'lodged')

    const { partyId } = await council.mandate(mandateId)
    const hand = (staffId: string) =>
      council.inCouncil(db =>
        hadAHandInDetails(db, { councilId, partyId, staffId, since: day('2020-01-01') }),
      )
    assert.deepEqual(await Promise.all(['officer', 'leader', 'somebody'].map(hand)), [
      true,
      true,
      false,
    ])
  })

  test('that are cancelled before the bank knew of them are not lodged; afterwards the bank is told', async () => {
    const cancel = (mandateId: string) =>
      council.inCouncil(db =>
        cancelMandate(db, {
          councilId,
          mandateId,
          why: 'The payer rang',
          on: day('2026-05-12'),
          actor: 'officer',
        }),
      )
    const unsent = valueOf(await council.setUp(account()))
    valueOf(await cancel(unsent))
    assert.equal(codeOf(await cancel(unsent)), 'not-live')
    const known = valueOf(await council.setUp(account()))
    await council.send('2026-05-22', '2026-05-13')
    valueOf(await cancel(known))
    const serial = await council.send('2026-05-26', '2026-05-13')
    const text = await bytesOf(serial)
    assert.match(text, /00C/)
    assert.doesNotMatch(text, /00N/)
  })

  test('rest after 24 months without a collection', async () => {
    const mandateId = valueOf(await council.setUp(account()))
    const serial = await council.send('2026-05-27', '2026-05-13')
    await council.take(
      someAdvices({
        kind: 'AUDDIS',
        records: [{ 'record-type': 'V', 'vol-serial-number': String(serial).padStart(6, '0') }],
      }),
      '2026-05-28',
    )
    await database.run(sql`
      update debts.account set instalments = '{}', instalments_due_on = '{}', due_on = '2026-01-01'
      where council_id = ${councilId}::int and id = (
        select account_id from payments.mandate where council_id = ${councilId}::int and id = ${mandateId}::uuid)`)
    await council.night('2028-05-27')
    assert.equal((await council.mandate(mandateId)).state, 'active')
    await council.night('2028-05-28')
    assert.equal((await council.mandate(mandateId)).state, 'dormant')
  })
})
