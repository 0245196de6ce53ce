import assert from 'node:assert/strict'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { load, shippedProfile, writeSample } from '#imports'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { takeStatement } from './take-statement.ts'
import { setUpTrainingReceipts, trainingStatement } from './training.ts'

const database = await aDatabase()
const folder = await mkdtemp(join(tmpdir(), 'evenhand-receipts-'))
after(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const today = Temporal.PlainDate.from('2026-06-15')
const councilId = 1

suite('the receipts of a sample council', () => {
  test('are at least 95% placed by themselves, and none on an account that is not its own', async t => {
    await aCouncilWithAccounts(database, councilId, 0)
    const sample = await writeSample({
      accounts: 4000,
      seed: 11,
      out: folder,
      businessDate: today,
      only: { councilId, feed: 'council-tax-accounts' },
    })
    for (const { profile: name, path } of sample.files) {
      const profile = shippedProfile(name)
      assert(profile)
      const loaded = await load(database, {
        councilId,
        profile,
        fileName: name,
        bytes: (await open(path)).createReadStream(),
        actor: 'system:test',
        businessDate: today,
      })
      assert(loaded.ok, loaded.ok ? '' : loaded.refusal.says)
    }
    const { xml, truth } = await asCouncil(database, councilId, async db => {
      await setUpTrainingReceipts(db, councilId)
      return trainingStatement(db, { councilId, day: today.subtract({ days: 1 }), payments: 1500 })
    })
    const taken = await takeStatement(database, {
      councilId,
      fileName: 'statement.xml',
      bytes: (async function* () {
        yield Buffer.from(xml)
      })(),
      today,
      actor: 'system:test',
    })
    assert(taken.ok, taken.ok ? '' : taken.refusal.says)
    const placed = await database.many(
      z.object({
        bankReference: z.string(),
        way: z.string().nullable(),
        reference: z.string().nullable(),
      }),
      sql`
        select line.bank_reference, posting.way, account.reference
        from payments.bank_line as line
        join payments.receipt as receipt on receipt.council_id = line.council_id and receipt.bank_line_id = line.id
        left join payments.receipt_posting as posting
          on posting.council_id = line.council_id and posting.receipt_id = receipt.id and posting.nth = 1
        left join debts.account as account on account.council_id = line.council_id and account.id = posting.account_id
        where line.council_id = ${councilId}::int`,
    )
    assert.equal(placed.length, truth.size)
    const known = placed.filter(({ way }) => way !== null)
    const wrong = known.filter(
      ({ bankReference, reference }) => truth.get(bankReference) !== reference,
    )
    const ways = Object.entries(Object.groupBy(known, ({ way }) => way ?? '')).map(
      ([way, of]) => `${way} ${of?.length}`,
    )
    t.diagnostic(
      `${known.length} of ${placed.length} placed by themselves, ${wrong.length} wrong: ${ways.join(', ')}`,
    )
    assert.deepEqual(wrong, [])
    assert(known.length >= placed.length * 0.95)
  })
})
