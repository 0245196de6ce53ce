import { z } from 'zod'
import { post } from '#debts'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Answer } from '../client.ts'
import { keepReading } from '../keep.ts'
import { madeUpCompany, type MadeUpKind } from '../made-up.ts'
import { readAnswer } from '../read-answer.ts'

/** The number of a council's nth company. */
export const number = (n: number): string => `9000000${n}`

export const moment = (hour: number): Temporal.Instant =>
  Temporal.Instant.from(`2026-03-27T${String(hour).padStart(2, '0')}:00:00Z`)

/** What a register would answer of a made-up company. */
export const answerOf = (kind: MadeUpKind, of: string): Answer => {
  const parts = madeUpCompany(kind, of, 'Bread Ltd')
  return { ...readAnswer(of, parts), came: JSON.stringify(parts) }
}

/** A council of companies with numbers 1 to `count`, each owing £100 but the last. */
export async function aCouncilOfCompanies(database: Database, councilId: number, count: number) {
  const council = await aCouncilWithAccounts(database, councilId, count)
  await asCouncil(database, councilId, async db => {
    await db.run(sql`
      insert into parties.source_record
        (council_id, id, party_id, source, person_number, name, company_number, as_at)
      select ${councilId}::int, platform.id_of('source record', ${councilId}::int, n::text),
        platform.id_of('party', ${councilId}::int, n::text), 'rates', n::text, 'Crumb ' || n || ' Ltd', '9000000' || n,
        '2026-03-01'
      from generate_series(1, ${count}::int) as n`)
    await db.run(sql`
      insert into parties.link (council_id, source_record_id, party_id, why, linked_by)
      select council_id, id, party_id, 'a test', 'system:test' from parties.source_record where council_id = ${councilId}::int`)
  })
  await asCouncil(database, councilId, async db => {
    for (const account of council.accounts.slice(0, -1))
      await post(db, {
        councilId,
        entry: someEntry(council, account, { reference: `charge ${account}`, amount: 100_00n }),
        actor: 'system:test',
      })
  })
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  return {
    ...council,
    inCouncil,
    partyOf: async (n: number) =>
      (
        await database.one(
          z.object({ id: z.string() }),
          sql`select platform.id_of('party', ${councilId}::int, ${String(n)}::text)::text as id`,
        )
      ).id,
    keep: (of: string, answer: Answer, at: Temporal.Instant) =>
      inCouncil(db =>
        keepReading(db, {
          councilId,
          number: of,
          answer,
          source: 'a test',
          by: 'system:test',
          at,
        }),
      ),
  }
}
