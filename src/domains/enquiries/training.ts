import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { ask, type Ask } from './ask.ts'

/** Asks about a few people of a sample council, so that a visitor finds answers there. Harmless to repeat. */
export async function askForTraining(
  db: Db,
  asked: Pick<Ask, 'councilId' | 'actor' | 'now' | 'today'>,
): Promise<void> {
  const { councilId } = asked
  const wasAsked = await db.run(sql`
    select from enquiries.disclosure where council_id = ${councilId}::int limit 1`)
  if (wasAsked > 0) return
  const people = await db.many(
    z.object({ name: z.string(), dateOfBirth: date }),
    sql`
      select record.name, record.date_of_birth
      from debts.account as account
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      join parties.source_record as record
        on record.council_id = ${councilId}::int and record.party_id = account.lead_party_id and record.superseded_at is null
      where account.council_id = ${councilId}::int and account.debt_type = 'former tenant arrears'
        and record.date_of_birth is not null
      order by ledger.balance desc, account.reference limit 3`,
  )
  const purposes = ['housing allocation', 'homelessness help', 'discretionary housing payment']
  for (const [n, subject] of people.entries())
    await ask(db, {
      ...asked,
      purpose: purposes[n % purposes.length] ?? '',
      reference: `HA-${2041 + n}`,
      subject,
    })
}
