import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { promisify } from 'node:util'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { keepCardAgreements } from '#payments'
import { signedMessage } from './domains/payments/card/stub/send-webhook.ts'
import { trainingSecret } from './domains/payments/card/stub/transport.ts'
import { aPayingCouncil } from './domains/payments/card/testing/council.ts'
import { takeWebhook } from './domains/payments/card/webhook.ts'
import { valueOf } from './domains/payments/direct-debit/testing/council.ts'
import { aReceivingCouncil } from './domains/payments/receipts/testing/council.ts'
import { aCouncilInCredit } from './domains/payments/refunds/testing/council.ts'

// The checks that were written apart from this code, run by their own runner against a database with money in it.

const run = promisify(execFile)
const kit = join(import.meta.dirname, '..', '..', 'shared', 'reliability-kit')
const database = await aDatabase()
after(() => database.close())
const { url } = database

const isThere = async (command: string) =>
  run(command, ['--version']).then(
    () => true,
    () => false,
  )
const why =
  url === undefined
    ? 'it asks a PostgreSQL server, and this run is on the embedded database'
    : !existsSync(kit)
      ? 'the shared folder is not here'
      : (await isThere('python3')) && (await isThere('psql'))
        ? false
        : 'python3 or psql is not here'

/** What the runner finds broken, a line of JSON each; its last line says how many it asked. */
const broken = async (): Promise<readonly string[]> => {
  // As whoever checks: a role that reads the integrity views and nothing else.
  const asAuditor = new URL(url ?? '')
  asAuditor.searchParams.set('options', '-crole=evenhand_auditor')
  const { stdout } = await run('python3', [join(kit, 'run.py'), 'check', asAuditor.href]).catch(
    (fault: unknown) => fault as { readonly stdout: string },
  )
  const lines = stdout.trim().split('\n')
  assert.match(lines.at(-1) ?? '', /"invariants": \d{2,}/, 'the runner came to its end')
  return lines.slice(0, -1)
}

suite('the reliability kit', { skip: why }, () => {
  test('finds nothing wrong with refunds, cards, messages from GOV.UK Pay and receipts, and something where there is', async () => {
    const credits = await aCouncilInCredit(database, 1, 2)
    for (const account of credits.accounts) await credits.inCredit(account, 50_00n)
    const [first = '', second = ''] = credits.accounts
    await credits.agreed(first, 50_00n)
    const back = await credits.agreed(second, 20_00n)
    valueOf(await credits.releaseList(valueOf(await credits.proposeList())))
    valueOf(await credits.back(back))

    const cards = await aPayingCouncil(database, 2, 2)
    const { paymentId } = await cards.paid(cards.accounts[0] ?? '')
    const message = {
      id: '7f3f6c1e-5f0e-4d0a-9b57-0d5f6b1f8a11',
      payload: { paymentId, event: 'card_payment_succeeded', at: '2026-06-01T10:00:00Z' },
    }
    for (let times = 0; times < 2; times += 1)
      assert.equal(
        await takeWebhook(database, {
          councilId: 2,
          secrets: [trainingSecret],
          ...signedMessage(message),
        }),
        200,
      )
    await cards.inCouncil(db =>
      keepCardAgreements(db, { councilId: 2, today: Temporal.PlainDate.from('2026-06-01') }),
    )

    const receiving = await aReceivingCouncil(database, 3, [
      { reference: '70000012H', name: 'Priya Okafor' },
    ])
    await receiving.takeCredits(
      { remittance: '70000012H', reference: 'A' },
      { remittance: 'nobody', name: 'A Stranger', reference: 'B' },
    )

    await run('psql', [url ?? '', '-X', '-q', '-f', join(kit, 'oracle.sql')])
    assert.deepEqual(await broken(), [])
    assert.equal(
      await database.run(sql`select from contract.inbound_event where applied_at is not null`),
      1,
    )

    await database.script(
      `alter table debts.ledger_account disable trigger user;
       update debts.ledger_account set balance = balance + 1 where council_id = 3 and kind = 'bank'`,
    )
    assert.match((await broken()).join(' '), /"id": "L0\d"/)
  })
})
