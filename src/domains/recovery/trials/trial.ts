import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { type Policy, policySchema } from '../policy.ts'
import { type Measure, measureNames } from './measures.ts'

const trial = z.object({
  id: z.string(),
  debtType: z.string(),
  draftId: z.string(),
  version: z.number(),
  fingerprint: z.string(),
  /** The challenger. */
  policy: z.string().transform((text): Policy => policySchema.parse(JSON.parse(text))),
  simulationId: z.string(),
  /** The fingerprint of what was in force when it was asked for. */
  champion: z.string(),
  lawFrom: date,
  /** How many in a hundred people are tried. */
  share: z.number(),
  beginsOn: date,
  /** The first day on which it does not run any more. */
  endsOn: date,
  measure: z.enum(measureNames as [Measure, ...Measure[]]),
  /** For how many days from its entry an account is counted. */
  days: z.number(),
  because: z.string(),
  askedBy: z.string(),
  askedAt: instant,
  approvedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
  seed: z.string().nullable(),
  endedBy: z.string().nullable(),
  endedAt: instant.nullable(),
  endedWhy: z.string().nullable(),
  conclusion: z.enum(['adopted', 'dropped']).nullable(),
  concludedBy: z.string().nullable(),
  concludedAt: instant.nullable(),
  concludedWhy: z.string().nullable(),
})

/** A policy tried against the one in force, on a share of the people who owe one type of debt. */
export type Trial = z.infer<typeof trial>
export type OneTrial = { readonly councilId: number; readonly trialId: string }

const trials = (councilId: number): Sql => sql`
  select trial.id, trial.debt_type, trial.draft_id, trial.version, trial.fingerprint, tried.policy::text as policy,
    trial.simulation_id, trial.champion, trial.law_from, trial.share, trial.begins_on, trial.ends_on, trial.measure,
    trial.days, trial.because, trial.asked_by, trial.asked_at, trial.approved_by, trial.approved_at, trial.seed,
    trial.ended_by, trial.ended_at, trial.ended_why, trial.conclusion, trial.concluded_by, trial.concluded_at,
    trial.concluded_why
  from recovery.trial as trial
  join recovery.policy_draft_version as tried
    on tried.council_id = ${councilId}::int and tried.draft_id = trial.draft_id and tried.version = trial.version
  where trial.council_id = ${councilId}::int`

/** Every trial of the council, the latest first. */
export const allTrials = (db: Db, councilId: number): Promise<readonly Trial[]> =>
  db.many(trial, sql`${trials(councilId)} order by trial.asked_at desc, trial.id`)

export const findTrial = (db: Db, { councilId, trialId }: OneTrial): Promise<Trial | undefined> =>
  db.maybeOne(trial, sql`${trials(councilId)} and trial.id = ${trialId}::uuid`)

/** The trial, which nobody else can decide about until this transaction ends. */
export const lockTrial = async (db: Db, one: OneTrial): Promise<Trial | undefined> => {
  await db.run(sql`
    select id from recovery.trial
    where council_id = ${one.councilId}::int and id = ${one.trialId}::uuid for update`)
  return findTrial(db, one)
}

/** Those that were approved, were not stopped, and whose days a day is one of. They may have been overtaken since. */
export const trialsDueOn = (
  db: Db,
  councilId: number,
  on: Temporal.PlainDate,
): Promise<readonly Trial[]> =>
  db.many(
    trial,
    sql`
      ${trials(councilId)} and trial.approved_at is not null and trial.ended_at is null
        and trial.begins_on <= ${on}::date and trial.ends_on > ${on}::date
      order by trial.debt_type`,
  )

export type Standing =
  | 'waits for approval'
  | 'refused'
  | 'to come'
  | 'running'
  | 'stopped'
  | 'over'
  | 'adopted'
  | 'dropped'

/** How a trial stands on a day. One that nobody approved before its first day waits no more: it can only be refused. */
export function standingOf(
  trial: Pick<Trial, 'approvedAt' | 'endedAt' | 'conclusion' | 'beginsOn' | 'endsOn'>,
  day: Temporal.PlainDate,
): Standing {
  if (trial.conclusion) return trial.conclusion
  if (trial.endedAt) return trial.approvedAt ? 'stopped' : 'refused'
  if (!trial.approvedAt) return 'waits for approval'
  if (isBefore(day, trial.beginsOn)) return 'to come'
  return isBefore(day, trial.endsOn) ? 'running' : 'over'
}

/** What is approved, as one hash: exactly this challenger against this champion, on these terms. */
export const contentOf = (
  asked: Pick<
    Trial,
    | 'debtType'
    | 'fingerprint'
    | 'champion'
    | 'simulationId'
    | 'share'
    | 'beginsOn'
    | 'endsOn'
    | 'measure'
    | 'days'
  >,
): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        asked.debtType,
        asked.fingerprint,
        asked.champion,
        asked.simulationId,
        asked.share,
        `${asked.beginsOn}`,
        `${asked.endsOn}`,
        asked.measure,
        asked.days,
      ]),
    )
    .digest('hex')
