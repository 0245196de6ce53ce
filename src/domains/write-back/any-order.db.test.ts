import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { takeInTransactions } from '#debts'
import { count } from '#platform/rows.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { keepQueues } from './job.ts'
import { makeFile } from './make-file.ts'
import { closeMessage, correctMessage, sendAgain } from './settle.ts'
import { aTellingCouncil, day } from './testing/index.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const actor = 'officer'
class Killed extends Error {}

const steps = fc.array(
  fc.record({
    does: fc.constantFrom(
      'pay',
      'pay',
      'take back',
      'keep',
      'make',
      'make and be killed',
      'keep and be killed',
      'answer',
      'reject',
      'tell us',
      'settle',
    ),
    which: fc.nat({ max: 30 }),
    amount: fc.integer({ min: 1, max: 50_00 }),
    days: fc.nat({ max: 4 }),
  }),
  { minLength: 5, maxLength: 18 },
)

suite('any order of what can happen', () => {
  test('property: each change is acknowledged, waits, is sent, or is with a person, exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async all => {
        const council = await aTellingCouncil(database, ++councils, 2, { attempts: 2 })
        const { councilId, inCouncil } = council
        let today = day('2026-11-20')
        let replies = 0
        const paid: { reference: string; amount: bigint; account: number; isUndone: boolean }[] = []
        for (const { does, which, amount, days } of all) {
          today = today.add({ days })
          const on = today.toString()
          const messages = await council.messages()
          const sent = messages.filter(({ state }) => state === 'sent')
          const one = sent[which % Math.max(sent.length, 1)]
          if (does === 'pay') {
            const payment = {
              reference: `p${paid.length}`,
              amount: BigInt(amount),
              account: which % 2,
              isUndone: false,
            }
            paid.push(payment)
            await council.pay(payment.account, payment.reference, payment.amount, on)
          } else if (does === 'take back') {
            const payment = paid[which % Math.max(paid.length, 1)]
            if (payment && !payment.isUndone) {
              payment.isUndone = true
              await council.takeBackPayment(payment.reference, on)
            }
          } else if (does === 'keep') await council.keep(on)
          else if (does === 'make') await council.make(on)
          else if (does === 'make and be killed' || does === 'keep and be killed') {
            const killed = inCouncil(async db => {
              if (does === 'make and be killed')
                await makeFile(db, { councilId, source: 'test', today, actor })
              else await keepQueues(db, { councilId, today })
              throw new Killed()
            })
            await assert.rejects(killed, Killed)
          } else if ((does === 'answer' || does === 'reject') && one) {
            const answered = { number: one.number, attempt: one.attempt, amount: one.amount }
            await council.reply(
              [does === 'reject' ? { ...answered, no: 'No such account' } : answered],
              ++replies,
              on,
            )
          } else if (does === 'tell us') {
            const payment = paid[which % Math.max(paid.length, 1)]
            if (payment)
              await inCouncil(db =>
                takeInTransactions(db, {
                  councilId,
                  actor,
                  transactions: sql`
                    select 'test'::text as source, ${`told ${councilId}/${++replies}`}::text as transaction_reference,
                      ${council.accounts[payment.account] ?? null}::uuid as account_id, 'payment'::text as kind,
                      ${payment.amount}::bigint as amount, ${today}::date as effective_on, 'Told'::text as narrative,
                      ''::text as payer_name, ''::text as given_reference, 'row'::text as source_id`,
                }),
              )
          } else if (does === 'settle') {
            const exceptions = messages.filter(
              ({ state }) => state === 'rejected' || state === 'unanswered',
            )
            const exception = exceptions[which % Math.max(exceptions.length, 1)]
            if (!exception) continue
            const of = { councilId, messageId: exception.id, actor }
            await inCouncil<unknown>(db =>
              amount % 3 === 0
                ? closeMessage(db, { ...of, why: 'Put right by hand' })
                : exception.state === 'rejected'
                  ? correctMessage(db, { ...of, reference: 'R1', says: '', because: 'Renamed' })
                  : sendAgain(db, of),
            )
          }
        }
        await council.keep(today.toString())
        await holds(council)
      }),
      { numRuns: 8 },
    )
  })
})

/** What must be so of every council, whatever happened. */
async function holds({
  councilId,
  inCouncil,
  messages,
}: Awaited<ReturnType<typeof aTellingCouncil>>): Promise<void> {
  const all = await messages()
  assert.deepEqual(
    all.map(({ number }) => number),
    all.map((_, n) => n + 1),
  )
  // A message that was corrected has its one follower, and nothing else is followed.
  for (const { id, state } of all)
    assert.equal(
      all.filter(({ correctsId }) => correctsId === id).length,
      state === 'corrected' ? 1 : 0,
    )
  const found = await inCouncil(db =>
    db.one(
      z.object({ changes: count, live: count, unlike: count, files: count, sendings: count }),
      sql`
        select
          (select count(*) from debts.entry as entry where entry.council_id = ${councilId}::int and entry.kind in ('payment', 'reversal')
            and entry.source_kind <> 'import row') as changes,
          (select count(*) from write_back.message as message where message.council_id = ${councilId}::int and message.state <> 'corrected') as live,
          (select count(*) from write_back.message as message
            join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = message.entry_id
            where message.council_id = ${councilId}::int
              and message.amount <> case when posting.debit = message.account_id then posting.amount else -posting.amount end) as unlike,
          (select count(*) from write_back.in_file as sent where sent.council_id = ${councilId}::int) as files,
          (select coalesce(sum(message.attempt), 0)::bigint from write_back.message as message where message.council_id = ${councilId}::int) as sendings`,
    ),
  )
  assert.equal(found.live, found.changes)
  assert.equal(found.unlike, 0)
  assert.equal(found.files, found.sendings)
}
