import { z } from 'zod'
import { record } from '#administration'
import type { Dated } from '#law/dated.ts'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { join, type Sql, sql } from '#platform/sql.ts'
import { shippedPolicies } from './policies/index.ts'
import { fingerprint, type Policy, policySchema } from './policy.ts'
import { type Regime, regimeOf } from './regimes/index.ts'
import { decisionSql, noPolicy, type Rule, rulesOf, waiting } from './rules.ts'

/** A council's policy for one type of debt, with the law of a day underneath. */
export type PolicyInForce = {
  readonly debtType: string
  readonly fingerprint: string
  readonly policy: Policy
  readonly rules: readonly Rule[]
}

const version = z.object({
  debtType: z.string(),
  fingerprint: z.string(),
  policy: z.string(),
  family: z.string(),
  nation: z.enum(['England', 'Wales']),
})

/** Every policy of the council that is in force on a day, by type of debt. */
export async function policiesOn(
  db: Db,
  councilId: number,
  on: Temporal.PlainDate,
): Promise<readonly PolicyInForce[]> {
  const versions = await db.many(
    version,
    sql`
      select version.debt_type, version.fingerprint, version.policy::text as policy, kind.family, council.nation
      from recovery.policy_version as version
      join debts.debt_type as kind on kind.council_id = ${councilId}::int and kind.name = version.debt_type
      join administration.council as council on council.council_id = ${councilId}::int
      where version.council_id = ${councilId}::int and version.in_force @> ${on}::date and version.withdrawn_at is null
      order by version.debt_type`,
  )
  return versions.flatMap(({ debtType, fingerprint, policy: text, family, nation }) => {
    const regime = regimeOf(family, nation)
    if (!regime) return []
    const policy = policySchema.parse(JSON.parse(text))
    return [{ debtType, fingerprint, policy, rules: rulesOf(policy, regime.on(on).value) }]
  })
}

/** The law that governs a type of the council's debts; undefined where no policy can yet be written. */
export async function lawOf(
  db: Db,
  councilId: number,
  debtType: string,
): Promise<Dated<Regime> | undefined> {
  const kind = await db.maybeOne(
    z.object({ family: z.string(), nation: z.enum(['England', 'Wales']) }),
    sql`
      select kind.family, council.nation
      from debts.debt_type as kind
      join administration.council as council on council.council_id = ${councilId}::int
      where kind.council_id = ${councilId}::int and kind.name = ${debtType}::text`,
  )
  return kind && regimeOf(kind.family, kind.nation)
}

/** The council's types of debt for which a policy can be written, in order. */
export async function debtTypesWithLaw(db: Db, councilId: number): Promise<readonly string[]> {
  const kinds = await db.many(
    z.object({ name: z.string(), family: z.string(), nation: z.enum(['England', 'Wales']) }),
    sql`
      select kind.name, kind.family, council.nation
      from debts.debt_type as kind
      join administration.council as council on council.council_id = ${councilId}::int
      where kind.council_id = ${councilId}::int
      order by kind.name`,
  )
  return kinds.filter(({ family, nation }) => regimeOf(family, nation)).map(({ name }) => name)
}

/** The next day after `on` when a policy or the law under it changes, so that every account is looked at again. */
export async function nextChangeOfRules(
  db: Db,
  councilId: number,
  on: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> {
  const rows = await db.many(
    z.object({
      family: z.string(),
      nation: z.enum(['England', 'Wales']),
      changesOn: date.nullable(),
    }),
    sql`
      select kind.family, council.nation, min(boundary.day) filter (where boundary.day > ${on}::date) as changes_on
      from recovery.policy_version as version
      join debts.debt_type as kind on kind.council_id = ${councilId}::int and kind.name = version.debt_type
      join administration.council as council on council.council_id = ${councilId}::int
      cross join lateral (values (lower(version.in_force)), (upper(version.in_force))) as boundary (day)
      where version.council_id = ${councilId}::int and version.withdrawn_at is null
      group by kind.family, council.nation`,
  )
  const days = rows.flatMap(({ family, nation, changesOn }) => [
    ...(changesOn ? [changesOn] : []),
    ...(regimeOf(family, nation)?.history ?? [])
      .map(({ from }) => from)
      .filter(from => Temporal.PlainDate.compare(from, on) > 0),
  ])
  return days.sort(Temporal.PlainDate.compare)[0]
}

/**
 * For each row of a fact sheet, the name of the rule that decides it. Where there are challengers, the row says of itself
 * whether it is `by_challenger`.
 */
export const ruleSql = (
  policies: readonly PolicyInForce[],
  challengers: readonly PolicyInForce[] = [],
): Sql =>
  policies.length === 0
    ? sql`${noPolicy}::text`
    : sql`case debt_type ${join(
        policies.map(({ debtType, rules }) => {
          const tried = challengers.find(challenger => challenger.debtType === debtType)
          const inForce = decisionSql(rules)
          return sql`when ${debtType}::text then ${
            tried
              ? sql`case when by_challenger then ${decisionSql(tried.rules)} else ${inForce} end`
              : inForce
          }`
        }),
        ' ',
      )} else ${noPolicy}::text end`

/** Selects `debt_type, by_challenger, rule, outcome, fingerprint, claims_balance`: what each rule leads to. */
export function outcomesSql(
  policies: readonly PolicyInForce[],
  challengers: readonly PolicyInForce[] = [],
): Sql {
  const leads = (all: readonly PolicyInForce[], byChallenger: boolean) =>
    all.flatMap(({ debtType, fingerprint, rules }) =>
      [...rules, { name: waiting, outcome: 'wait', claims: undefined }].map(rule => ({
        debtType,
        byChallenger,
        rule: rule.name,
        outcome: rule.outcome,
        fingerprint,
        claimsBalance: rule.claims === 'balance',
      })),
    )
  const rows = [...leads(policies, false), ...leads(challengers, true)]
  return sql`
    select * from unnest(
      ${rows.map(row => row.debtType)}::text[], ${rows.map(row => row.byChallenger)}::boolean[],
      ${rows.map(row => row.rule)}::text[], ${rows.map(row => row.outcome)}::text[],
      ${rows.map(row => row.fingerprint)}::text[], ${rows.map(row => row.claimsBalance)}::boolean[]
    ) as leads (debt_type, by_challenger, rule, outcome, fingerprint, claims_balance)`
}

export type NewPolicy = {
  readonly councilId: number
  readonly debtType: string
  readonly policy: Policy
  readonly from: Temporal.PlainDate
  readonly draftedBy: string
  /** Somebody else: the database refuses the same. */
  readonly approvedBy: string
  /** The draft that it was, when it was drafted here. */
  readonly draftId?: string
}

/**
 * Puts a policy in force from a day. What was in force until then ends the day before; every account of the type is
 * looked at again on the first night. Harmless to repeat.
 */
export async function publishPolicy(
  db: Db,
  { councilId, debtType, policy, from, draftedBy, approvedBy, draftId }: NewPolicy,
): Promise<void> {
  const known = await db.run(sql`
    select 1 from recovery.policy_version
    where council_id = ${councilId}::int and debt_type = ${debtType}::text
      and fingerprint = ${fingerprint(policy)}::text and in_force @> ${from}::date and withdrawn_at is null`)
  if (known > 0) return
  await db.run(sql`
    update recovery.policy_version set in_force = daterange(lower(in_force), ${from}::date)
    where council_id = ${councilId}::int and debt_type = ${debtType}::text
      and lower(in_force) < ${from}::date and upper_inf(in_force) and withdrawn_at is null`)
  await db.run(sql`
    insert into recovery.policy_version
      (council_id, debt_type, fingerprint, policy, in_force, drafted_by, approved_by, draft_id)
    values (
      ${councilId}::int, ${debtType}::text, ${fingerprint(policy)}::text, ${JSON.stringify(policy)}::json,
      daterange(${from}::date, null), ${draftedBy}::text, ${approvedBy}::text,
      ${draftId ?? null}::uuid)`)
  await reviewFrom(db, { councilId, debtType, from })
  await record(db, {
    councilId,
    actor: approvedBy,
    action: 'put a policy in force',
    objectKind: 'policy',
    objectId: `${debtType}/${from}`,
    detail: { fingerprint: fingerprint(policy), draftedBy },
  })
}

/** Has every account of a type looked at again on a night: other rules decide from then. */
export const reviewFrom = (
  db: Db,
  { councilId, debtType, from }: Pick<NewPolicy, 'councilId' | 'debtType' | 'from'>,
): Promise<number> =>
  db.run(sql`
    update recovery.account_state as state set next_review_on = least(state.next_review_on, ${from}::date)
    from debts.account as account
    where state.council_id = ${councilId}::int and account.council_id = ${councilId}::int
      and account.id = state.account_id and account.debt_type = ${debtType}::text`)

/** The policies a council starts with, for the types of debt it has. Harmless to repeat. */
export async function seedPolicies(
  db: Db,
  {
    councilId,
    nation,
    from,
  }: {
    readonly councilId: number
    readonly nation: 'England' | 'Wales'
    readonly from: Temporal.PlainDate
  },
): Promise<void> {
  const shipped = shippedPolicies(nation)
  const types = await db.many(
    z.object({ name: z.string() }),
    sql`
      select name from debts.debt_type as kind
      where council_id = ${councilId}::int and name = any(${Object.keys(shipped)}::text[])
        and not exists (
          select from recovery.policy_version as version
          where version.council_id = ${councilId}::int and version.debt_type = kind.name)
      order by name`,
  )
  for (const { name } of types) {
    const policy = shipped[name]
    if (!policy) continue
    await publishPolicy(db, {
      councilId,
      debtType: name,
      policy,
      from,
      draftedBy: 'system:shipped',
      approvedBy: 'system:installer',
    })
  }
}
