import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { headings } from './read-remittance.ts'
import { takeRemittance } from './take-remittance.ts'

/** An invented agent, and what they pay over to a sample council in one sum: two rows that agree, and one of no account here. */
export const trainingAgent = 'Fairway Enforcement'
export const trainingRemittance = 67_50n

/** Takes in what the agent of a sample council says of the sum in its day at the bank. Harmless to repeat. */
export async function takeTrainingRemittance(
  db: Db,
  {
    councilId,
    today,
    actor,
  }: { readonly councilId: number; readonly today: Temporal.PlainDate; readonly actor: string },
): Promise<void> {
  const accounts = await db.many(
    z.object({ reference: z.string() }),
    sql`
      select account.reference from debts.account as account
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      where account.council_id = ${councilId}::int and ledger.balance > 10000
      order by md5(account.reference), account.reference limit 2`,
  )
  const [first, second = first] = accounts
  if (!first || !second) return
  const paidOn = today.subtract({ days: 4 }).toString()
  const lines = [
    headings.join(','),
    `FW-1001,${first.reference},${paidOn},PAID,95.00,75.00,20.00`,
    `FW-1002,${second.reference},${paidOn},PAID,35.50,0.00,35.50`,
    `FW-1003,UNKNOWN-1,${paidOn},PAID,12.00,0.00,12.00`,
  ]
  const taken = await takeRemittance(db, {
    councilId,
    agent: trainingAgent,
    fileName: `remittance-${paidOn}.csv`,
    bytes: Buffer.from(lines.join('\n')),
    today,
    actor,
  })
  if (!taken.ok) throw new Error(taken.refusal.says)
}
