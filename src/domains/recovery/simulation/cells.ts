import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { isSupportNeed } from '#protections'
import { type PolicyInForce, ruleSql } from '../policies-in-force.ts'
import { factSheet } from '../sheet.ts'

const cell = z.object({
  debtType: z.string(),
  stage: z.string(),
  band: z.number(),
  age: z.string(),
  isJoint: z.boolean(),
  need: z.string(),
  /** The rule that decides under what is in force, and under what is tried. */
  before: z.string(),
  after: z.string(),
  accounts: count,
  balance: z.union([pence, z.number().transform(BigInt)]),
  /** Two of the accounts, always the same. */
  first: z.string(),
  last: z.string(),
})

/** Accounts that are alike in everything a simulation counts by: how many, and what they owe together. */
export type Cell = z.infer<typeof cell>

/** From which balance each band starts, in pence. */
export const bandsFrom = [1_00n, 100_00n, 500_00n, 1_000_00n, 5_000_00n] as const

const youngest = [25, 35, 50, 65] as const

/** The age on a day of `lead`, a party. */
export const ageSql = (asAt: Temporal.PlainDate): Sql => {
  const born = (age: number) => sql`lead.date_of_birth > ${asAt.subtract({ years: age })}::date`
  return sql`
    case when lead.kind = 'organisation' then 'organisation'
      when lead.date_of_birth is null then 'not known'
      when ${born(youngest[0])} then 'under 25' when ${born(youngest[1])} then '25 to 34'
      when ${born(youngest[2])} then '35 to 49' when ${born(youngest[3])} then '50 to 64'
      else '65 and over' end`
}

/** Whether an account is owed by several together. */
export const isJointSql = (councilId: number, account: Sql): Sql => sql`exists (
  select from debts.liability as liable
  where liable.council_id = ${councilId}::int and liable.account_id = ${account} and liable.kind = 'joint')`

/**
 * Decides every account of some types of debt under both policies and counts them, in one statement and one pass:
 * everything that a simulation shows is a sum over these cells. `offset 0` keeps PostgreSQL from working a rule out
 * again for each place that uses it.
 */
export const cellsOf = (
  db: Db,
  {
    councilId,
    debtTypes,
    before,
    after,
    asAt,
    at,
  }: {
    readonly councilId: number
    readonly debtTypes: readonly string[]
    readonly before: readonly PolicyInForce[]
    readonly after: readonly PolicyInForce[]
    readonly asAt: Temporal.PlainDate
    readonly at: Temporal.Instant
  },
): Promise<readonly Cell[]> => {
  const accounts = sql`
    select id as account_id from debts.account
    where council_id = ${councilId}::int and debt_type = any(${[...debtTypes]}::text[])`
  return db.many(
    cell,
    sql`
      select decided.debt_type, decided.stage, decided.band, decided.age, decided.is_joint, decided.need,
        decided.before, decided.after, count(*) as accounts, sum(decided.balance)::bigint as balance,
        min(decided.account_id::text) as first, max(decided.account_id::text) as last
      from (
        select sheet.account_id, sheet.debt_type, sheet.stage, sheet.balance,
          width_bucket(sheet.balance, ${[...bandsFrom]}::bigint[]) as band,
          ${ageSql(asAt)} as age,
          ${isJointSql(councilId, sql`sheet.account_id`)} as is_joint,
          case when sheet.in_breathing_space or sheet.in_mental_health_crisis then 'breathing space or crisis'
            when lead.person_id in (
              select needing.person_id
              from protections.instruction as instruction
              join parties.party as needing
                on needing.council_id = ${councilId}::int and needing.id = instruction.party_id
              where instruction.council_id = ${councilId}::int and ${isSupportNeed(asAt)}) then 'support need'
            when sheet.in_dispute or sheet.has_arrangement or sheet.otherwise_held then 'another hold'
            else 'none' end as need,
          ${ruleSql(before)} as before, ${ruleSql(after)} as after
        from (${factSheet({ councilId, accounts, asAt, at })} offset 0) as sheet
        join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = sheet.party_id
        offset 0
      ) as decided
      group by decided.debt_type, decided.stage, decided.band, decided.age, decided.is_joint, decided.need,
        decided.before, decided.after`,
  )
}
