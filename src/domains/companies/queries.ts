import { z } from 'zod'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { count, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { company } from './company.ts'

const known = z.object({
  /** As our records have it. */
  written: z.string(),
  /** In its one form; null when it is no company number. */
  number: z.string().nullable(),
  /** What the register last answered; null when it was never read. */
  answer: z.enum(['found', 'not found', 'could not be read']).nullable(),
  /** Why what came last could not be read. */
  unread: z.string().nullable(),
  /** Why the last try came to nothing. */
  problem: z.string().nullable(),
  source: z.string().nullable(),
  lastReadAt: instant.nullable(),
  /** The newest that was understood, and when it was first said so. */
  understood: company.nullable(),
  understoodAt: instant.nullable(),
})
/** What is known of one company that somebody is, by a number in their records. */
export type KnownCompany = z.infer<typeof known>

/** What the register says of a person's companies: a row for each number that their records give. */
export const companiesOf = (
  db: Db,
  councilId: number,
  partyId: string,
): Promise<readonly KnownCompany[]> =>
  db.many(
    known,
    sql`
      select distinct on (coalesce(numbers.number, numbers.written))
        numbers.written, numbers.number, newest.answer, newest.problem as unread, company.problem,
        newest.source, company.last_read_at, understood.understood, understood.read_at as understood_at
      from companies.number_of_party as numbers
      left join companies.company as company
        on company.council_id = ${councilId}::int and company.number = numbers.number
      left join companies.reading as newest
        on newest.council_id = ${councilId}::int and newest.id = company.reading_id
      left join companies.reading as understood
        on understood.council_id = ${councilId}::int and understood.id = company.understood_id
      where numbers.council_id = ${councilId}::int and numbers.party_id in (${partiesOf(councilId, partyId)})
      order by coalesce(numbers.number, numbers.written), numbers.written`,
  )

const told = z.object({
  readAt: instant,
  number: z.string(),
  answer: z.enum(['found', 'not found', 'could not be read']),
  understood: company.nullable(),
})
export type ToldReading = z.infer<typeof told>

/** Everything new that the register said of a person's companies, the first first. */
export const readingsOf = (
  db: Db,
  councilId: number,
  partyId: string,
): Promise<readonly ToldReading[]> =>
  db.many(
    told,
    sql`
      select reading.read_at, reading.number, reading.answer, reading.understood
      from companies.reading as reading
      where reading.council_id = ${councilId}::int and reading.number in (
        select numbers.number from companies.number_of_party as numbers
        where numbers.council_id = ${councilId}::int and numbers.party_id in (${partiesOf(councilId, partyId)}))
      order by reading.read_at, reading.id`,
  )

/**
 * The companies to read next, of those that owe something: those never read, then those read longest ago. None that was
 * tried since a moment.
 */
export const companiesToRead = async (
  db: Db,
  {
    councilId,
    since,
    most,
  }: { readonly councilId: number; readonly since: Temporal.Instant; readonly most: number },
): Promise<readonly string[]> =>
  (
    await db.many(
      z.object({ number: z.string() }),
      sql`
        with numbered as materialized (
          select numbers.number, numbers.party_id from companies.number_of_party as numbers
          where numbers.council_id = ${councilId}::int and numbers.number is not null
        ), owing as materialized (
          select distinct numbered.number
          from numbered
          join debts.liability as liability
            on liability.council_id = ${councilId}::int and liability.party_id = numbered.party_id
          join debts.ledger_account as ledger
            on ledger.council_id = ${councilId}::int and ledger.account_id = liability.account_id and ledger.kind = 'account'
          where ledger.balance > 0
        )
        select owing.number from owing
        left join companies.company as company
          on company.council_id = ${councilId}::int and company.number = owing.number
        where company.last_tried_at is null or company.last_tried_at < ${since}::timestamptz
        order by company.last_read_at nulls first, owing.number
        limit ${most}::int`,
    )
  ).map(({ number }) => number)

/** How many companies were asked about since a moment, whatever came of it. */
export const triedSince = async (
  db: Db,
  councilId: number,
  since: Temporal.Instant,
): Promise<number> =>
  (
    await db.one(
      z.object({ tried: count }),
      sql`
        select count(*) as tried from companies.company
        where council_id = ${councilId}::int and last_tried_at >= ${since}::timestamptz`,
    )
  ).tried
