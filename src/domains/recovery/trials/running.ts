import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { isSupportNeed } from '#protections'
import { lawOf, type PolicyInForce } from '../policies-in-force.ts'
import { rulesOf } from '../rules.ts'
import { endTrial } from './decide.ts'
import type { Draw } from './split.ts'
import { type Trial, trialsDueOn } from './trial.ts'

/** The challenger of a trial that runs, with the law of a day underneath. */
export type Challenger = PolicyInForce & Draw & { readonly trialId: string }

type OnDay = {
  readonly councilId: number
  readonly on: Temporal.PlainDate
  /** What is in force on that day. */
  readonly policies: readonly PolicyInForce[]
}

/**
 * What is tried on a day, by type of debt: one at most of each. A trial whose champion is in force no more, or whose law
 * has changed, is overtaken, and tries nothing.
 */
export const challengersOn = async (db: Db, on: OnDay): Promise<readonly Challenger[]> =>
  (await sorted(db, on)).challengers

/** The same for a night, which ends what it finds overtaken: it does not begin again should the old policy come back. */
export async function challengersOfNight(
  db: Db,
  { actor, ...night }: OnDay & { readonly actor: string },
): Promise<readonly Challenger[]> {
  const { challengers, overtaken } = await sorted(db, night)
  for (const { trial, because } of overtaken) {
    await endTrial(db, { councilId: night.councilId, trial, by: actor, because })
  }
  return challengers
}

async function sorted(db: Db, { councilId, on, policies }: OnDay) {
  const challengers: Challenger[] = []
  const overtaken: { readonly trial: Trial; readonly because: string }[] = []
  for (const trial of await trialsDueOn(db, councilId, on)) {
    const { debtType, fingerprint, policy, seed, share } = trial
    const champion = policies.find(policy => policy.debtType === debtType)
    const law = (await lawOf(db, councilId, debtType))?.on(on)
    if (seed === null) continue
    if (!law?.from.equals(trial.lawFrom)) {
      overtaken.push({ trial, because: `The law under ${debtType} is another than it began under` })
    } else if (champion?.fingerprint !== trial.champion) {
      overtaken.push({
        trial,
        because: `The policy in force for ${debtType} is another than it was tried against`,
      })
    } else {
      const rules = rulesOf(policy, law.value)
      challengers.push({ trialId: trial.id, debtType, fingerprint, policy, rules, seed, share })
    }
  }
  return { challengers, overtaken }
}

/** The next day after `on` on which a trial begins or ends, so that its accounts are looked at again. */
export const nextChangeOfTrials = async (
  db: Db,
  councilId: number,
  on: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> => {
  const { next } = await db.one(
    z.object({ next: date.nullable() }),
    sql`
      select min(boundary.day) as next
      from recovery.trial as trial
      cross join lateral (values (trial.begins_on), (trial.ends_on)) as boundary (day)
      where trial.council_id = ${councilId}::int and trial.approved_at is not null and trial.ended_at is null
        and boundary.day > ${on}::date`,
  )
  return next ?? undefined
}

/** What whoever approves a run should know: how many of its steps a challenger decided, from the temporary table `decided`. */
export async function notesOfTrials(
  db: Db,
  {
    councilId,
    runId,
    challengers,
  }: {
    readonly councilId: number
    readonly runId: string
    readonly challengers: readonly Challenger[]
  },
): Promise<readonly string[]> {
  const notes: string[] = []
  for (const { trialId, debtType, fingerprint } of challengers) {
    const items = await db.run(sql`
      select from decided
      join recovery.run_item as item on item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid
        and item.account_id = decided.account_id
      where decided.council_id = ${councilId}::int and decided.trial_id = ${trialId}::uuid
        and decided.fingerprint = ${fingerprint}::text`)
    const many = items.toLocaleString('en-GB')
    if (items > 0)
      notes.push(`${many} of these were decided under the challenger of a trial for ${debtType}.`)
  }
  return notes
}

type At = {
  readonly councilId: number
  readonly asAt: Temporal.PlainDate
  /** The moment at which a hold runs or does not. */
  readonly at: Temporal.Instant
}

/**
 * Whether anybody who owes an account is protected: dead, with a support need recorded, or with a hold of any kind running
 * on anything they owe. Nobody is tried anything on while they are. `account` is the column with the account’s id.
 */
export const isProtected = ({ councilId, asAt, at }: At, account: Sql): Sql =>
  somebodyWho(
    councilId,
    account,
    sql`
      same.deceased_on is not null
      or exists (
        select from protections.instruction as instruction
        where instruction.council_id = ${councilId}::int and instruction.party_id = same.id and ${isSupportNeed(asAt)})
      or exists (
        select from protections.hold_on_account as hold
        where hold.council_id = ${councilId}::int and hold.party_id = same.id and hold.starts_at <= ${at}::timestamptz
          and (hold.ends_at is null or hold.ends_at > ${at}::timestamptz))`,
  )

/** Whether anybody who owes an account is `so`, said of `same`, each of the records known to be of that person. */
const somebodyWho = (councilId: number, account: Sql, so: Sql): Sql => sql`exists (
  select from debts.liability as owed
  join parties.party as owing on owing.council_id = ${councilId}::int and owing.id = owed.party_id
  join parties.party as same on same.council_id = ${councilId}::int and same.person_id = owing.person_id
  where owed.council_id = ${councilId}::int and owed.account_id = ${account} and (${so}))`

/**
 * A fact sheet whose every row says too in which trial it is, as `trial_id`, and whether the challenger decides it, as
 * `by_challenger`. It does not while anybody who owes it is protected, nor once two people who fell on different sides are
 * known to be one: in doubt, what is in force decides. Where nothing is tried, nothing is asked of any row.
 */
export function withSides(
  { challengers, ...at }: At & { readonly challengers: readonly Challenger[] },
  sheet: Sql,
): Sql {
  if (challengers.length === 0)
    return sql`select sheet.*, null::uuid as trial_id, false as by_challenger from (${sheet} offset 0) as sheet`
  const { councilId } = at
  const account = sql`sheet.account_id`
  const fellOnBoth = somebodyWho(
    councilId,
    account,
    sql`exists (
      select from recovery.trial_person as drawn
      where drawn.council_id = ${councilId}::int and drawn.trial_id = entered.trial_id
        and drawn.person_id = same.id and drawn.side = 'champion')`,
  )
  return sql`
    select sheet.*, entered.trial_id,
      case when entered.side = 'challenger' then not ${isProtected(at, account)} and not ${fellOnBoth}
        else false end as by_challenger
    from (${sheet} offset 0) as sheet
    left join lateral (
      select trial_account.trial_id, trial_account.side
      from recovery.trial_account
      where trial_account.council_id = ${councilId}::int and trial_account.account_id = sheet.account_id
        and trial_account.trial_id = any(${challengers.map(({ trialId }) => trialId)}::uuid[])
      limit 1
    ) as entered on true
    offset 0`
}
