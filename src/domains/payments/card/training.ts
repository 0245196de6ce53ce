import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { askForPayment } from './ask-for.ts'
import { attemptsOf } from './attempts.ts'
import { beginToPay } from './begin.ts'
import { lookAtAttempt } from './look.ts'
import { payOf } from './settings.ts'
import { finish } from './stub/type-card.ts'

const actor = 'system:sample'

/** What became of the payments that a sample council has from the start, and of how much each is. */
const samples = [
  { amount: 15_00n, how: 'success' },
  { amount: 20_00n, how: 'declined' },
  { amount: 10_00n, how: undefined },
] as const

/**
 * Gives a sample council card payments to look at, as payers and the stand-in make them: one paid, one refused, one waiting. They
 * are of accounts on which nothing is late, so that nobody's recovery changes. Harmless to repeat.
 */
export async function setUpCardSamples(
  database: Database,
  council: {
    readonly councilId: number
    readonly name: string
    readonly today: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<void> {
  const { councilId, name, today, now } = council
  const found = await payOf(database, councilId)
  const isDone = await asCouncil(database, councilId, db =>
    db.run(sql`select from payments.card_request where council_id = ${councilId}::int limit 1`),
  )
  if (!found?.isTraining || isDone > 0) return
  const accounts = await asCouncil(database, councilId, db =>
    db.many(
      z.object({ id: z.string(), partyId: z.string() }),
      sql`
        select account.id, account.lead_party_id as party_id
        from debts.account as account
        join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
        cross join lateral debts.arrears(
          ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${today}::date) as arrears
        where account.council_id = ${councilId}::int and ledger.balance > 5000 and arrears.overdue = 0
        order by account.reference desc, account.id limit 3`,
    ),
  )
  for (const [n, { id: accountId, partyId }] of accounts.entries()) {
    const { amount, how } = samples[n] ?? samples[0]
    const asked = await asCouncil(database, councilId, db =>
      askForPayment(db, {
        councilId,
        partyId,
        parts: [{ accountId, amount }],
        overWhy: '',
        offered: true,
        today,
        now,
        actor,
      }),
    )
    if (!asked.ok || how === undefined) continue
    const requestId = asked.value
    const begun = await beginToPay(database, found.pay, {
      councilId,
      councilName: name,
      requestId,
      returnUrl: 'https://sample.invalid/done',
      now,
    })
    if (!begun.ok) continue
    const secret = begun.value.split('/').at(-1) ?? ''
    await asCouncil(database, councilId, async db => {
      await finish(db, { councilId, now }, secret, how)
    })
    const tries = await asCouncil(database, councilId, db =>
      attemptsOf(db, { councilId, requestId }),
    )
    for (const { id: attemptId } of tries)
      await lookAtAttempt(database, found.pay, { councilId, attemptId, now })
  }
}
