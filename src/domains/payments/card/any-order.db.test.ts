import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import * as fc from 'fast-check'
import { z } from 'zod'
import { claimJob } from '#platform/jobs.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { lookOnceJob } from './jobs.ts'
import { payOver } from './pay.ts'
import { askForRefund, decideOnRefund } from './refund.ts'
import { signedMessage } from './stub/send-webhook.ts'
import { trainingSecret } from './stub/transport.ts'
import { aPayingCouncil, dying, losing, survived, valueOf } from './testing/council.ts'
import { takeWebhook } from './webhook.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aPayingCouncil(database, councilId, 80)
let next = 0
const anotherAccount = () => council.accounts[next++] ?? assert.fail('more accounts are needed')

const entriesOf = async (accountId: string) =>
  (
    await database.many(
      z.object({ kind: z.string() }),
      sql`
        select entry.kind from debts.posting as posting
        join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = posting.entry_id
        where posting.council_id = ${councilId}::int and ${accountId}::uuid in (posting.debit, posting.credit)
        order by posting.number`,
    )
  ).map(({ kind }) => kind)

/** Every message that the stand-in ever sent, in an order of the test's own, as often as it likes. */
async function deliver(order: readonly number[]) {
  const sent = await database.many(
    z.object({ id: z.string(), payload: z.unknown() }),
    sql`
      select id, payload from platform.effect
      where council_id = ${councilId}::int and kind = 'training pay webhook' order by queued_at desc, id limit 8`,
  )
  for (const n of order) {
    const one = sent[n % Math.max(sent.length, 1)]
    if (!one) continue
    const given = { councilId, secrets: [trainingSecret], ...signedMessage(one) }
    assert.equal(await takeWebhook(database, given), 200)
  }
}

/** What the worker would do about messages: looks, as often as it was asked to. */
async function lookAsTold(requestId: string) {
  for (;;) {
    const job = await council.inCouncil(db => claimJob(db, councilId, [lookOnceJob]))
    if (!job) return
    await council.look(requestId)
  }
}

type Event =
  | { readonly is: 'begin' | 'look'; readonly lost: boolean }
  | { readonly is: 'killed'; readonly at: number; readonly when: 'before' | 'after' }
  | {
      readonly is: 'type a card'
      readonly how: 'success' | 'declined' | 'error' | 'cancelled by payer'
    }
  | { readonly is: 'messages'; readonly order: readonly number[] }

const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ is: fc.constantFrom('begin' as const, 'look' as const), lost: fc.boolean() }),
  fc.record({
    is: fc.constant('killed' as const),
    at: fc.integer({ min: 1, max: 6 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  fc.record({
    is: fc.constant('type a card' as const),
    how: fc.constantFrom('success', 'declined', 'error', 'cancelled by payer'),
  }),
  fc.record({
    is: fc.constant('messages' as const),
    order: fc.array(fc.nat({ max: 7 }), { maxLength: 6 }),
  }),
)

suite('a card payment', () => {
  test('in any order of lost answers, messages, looks, cards and deaths is posted once', async () => {
    const payer = async (story: readonly Event[]) => {
      const accountId = anotherAccount()
      const requestId = valueOf(await council.ask(accountId))
      let page: string | undefined
      for (const event of story) {
        if (event.is === 'messages') {
          await deliver(event.order)
          await lookAsTold(requestId)
        } else if (event.is === 'type a card') {
          if (page !== undefined) await council.typeCard(page, event.how)
        } else {
          const over =
            event.is === 'killed'
              ? { database: dying(database, event.at, event.when) }
              : { pay: payOver(losing(council.carry, () => event.lost)) }
          if (event.is === 'look') await council.look(requestId, over).catch(survived)
          else {
            const begun = await council.begin(requestId, over).catch(survived)
            if (begun?.ok) page = begun.value
          }
        }
      }
      // Nobody gives up: the payer comes back until it is paid, and the job looks until it has ended.
      for (let tries = 0; tries < 3; tries += 1) {
        const begun = await council.begin(requestId)
        if (begun.ok) await council.typeCard(begun.value)
        else assert.equal(begun.refusal.code, 'not-waiting')
      }
      await council.look(requestId)
      assert.deepEqual(await entriesOf(accountId), ['charge', 'payment'])
      assert.equal(await council.balance(accountId), 750_00n)
      const states = (await council.attempts(requestId)).map(({ state }) => state)
      assert.equal(states.filter(state => state === 'success').length, 1)
      assert.deepEqual(await council.alarms(), [])
    }
    await fc.assert(fc.asyncProperty(fc.array(events, { maxLength: 9 }), payer), {
      numRuns: 30,
      endOnFailure: true,
    })
  })

  test('goes back to the card once, whatever is lost and whoever dies', async () => {
    for (const when of ['before', 'after', 'lost'] as const)
      for (let n = 1; n <= (when === 'lost' ? 3 : 6); n += 1) {
        const accountId = anotherAccount()
        const { attemptId, paymentId } = await council.paid(accountId)
        const refundId = valueOf(
          await council.inCouncil(db =>
            askForRefund(db, {
              councilId,
              attemptId,
              parts: [{ accountId, amount: 100_00n }],
              why: 'Paid twice',
              actor: 'one',
            }),
          ),
        )
        valueOf(
          await council.inCouncil(db =>
            decideOnRefund(db, { councilId, refundId, agreed: true, actor: 'other' }),
          ),
        )
        let asked = 0
        const over =
          when === 'lost'
            ? { pay: payOver(losing(council.carry, () => (asked += 1) === n)) }
            : { database: dying(database, n, when) }
        await council.sendRefunds(over).catch(survived)
        for (let turn = 0; turn < 4; turn += 1) {
          await council.wait()
          await council.sendRefunds()
        }
        assert.deepEqual(
          await entriesOf(accountId),
          ['charge', 'payment', 'refund'],
          `${when} ${n}`,
        )
        assert.equal(await council.balance(accountId), 850_00n)
        assert.equal((await council.pay.refundsOf(paymentId)).length, 1, `${when} ${n}`)
      }
    assert.deepEqual(await council.alarms(), [])
  })
})
