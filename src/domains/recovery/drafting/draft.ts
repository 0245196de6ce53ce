import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { type Policy, policySchema } from '../policy.ts'

const storedPolicy = z.string().transform((text): Policy => policySchema.parse(JSON.parse(text)))

const draft = z.object({
  id: z.string(),
  debtType: z.string(),
  status: z.enum(['draft', 'submitted', 'approved', 'dropped']),
  version: z.number(),
  beganBy: z.string(),
  beganAt: instant,
  submissionId: z.string().nullable(),
  inForceFrom: date.nullable(),
  simulationId: z.string().nullable(),
  submittedBy: z.string().nullable(),
  submittedAt: instant.nullable(),
  submittedWhy: z.string(),
  returnedBy: z.string().nullable(),
  returnedWhy: z.string().nullable(),
  policy: storedPolicy,
  fingerprint: z.string(),
  savedBy: z.string(),
  savedAt: instant,
})

/** A policy that somebody is writing, as its newest version has it. */
export type Draft = z.infer<typeof draft>
export type OneDraft = { readonly councilId: number; readonly draftId: string }

const drafts = (councilId: number): Sql => sql`
  select draft.id, draft.debt_type, draft.status, draft.version, draft.began_by, draft.began_at, draft.submission_id,
    draft.in_force_from, draft.simulation_id, draft.submitted_by, draft.submitted_at, draft.submitted_why,
    draft.returned_by, draft.returned_why, newest.policy::text as policy, newest.fingerprint, newest.saved_by,
    newest.saved_at
  from recovery.policy_draft as draft
  join recovery.policy_draft_version as newest
    on newest.council_id = ${councilId}::int and newest.draft_id = draft.id and newest.version = draft.version
  where draft.council_id = ${councilId}::int`

export const findDraft = (db: Db, { councilId, draftId }: OneDraft): Promise<Draft | undefined> =>
  db.maybeOne(draft, sql`${drafts(councilId)} and draft.id = ${draftId}::uuid`)

/** The draft, which nobody else can change until this transaction ends. */
export const lockDraft = async (db: Db, one: OneDraft): Promise<Draft | undefined> => {
  await db.run(sql`
    select id from recovery.policy_draft
    where council_id = ${one.councilId}::int and id = ${one.draftId}::uuid for update`)
  return findDraft(db, one)
}

/** Drafts that are being written or wait for approval, newest first. */
export const draftsUnderWay = (db: Db, councilId: number): Promise<readonly Draft[]> =>
  db.many(
    draft,
    sql`${drafts(councilId)} and draft.status in ('draft', 'submitted') order by draft.began_at desc`,
  )

const version = z.object({
  version: z.number(),
  policy: storedPolicy,
  fingerprint: z.string(),
  what: z.string(),
  savedBy: z.string(),
  savedAt: instant,
})
/** One save of a draft. */
export type DraftVersion = z.infer<typeof version>

/** Every save of a draft, newest first. */
export const versionsOf = (
  db: Db,
  { councilId, draftId }: OneDraft,
): Promise<readonly DraftVersion[]> =>
  db.many(
    version,
    sql`
      select version, policy::text as policy, fingerprint, what, saved_by, saved_at
      from recovery.policy_draft_version
      where council_id = ${councilId}::int and draft_id = ${draftId}::uuid
      order by version desc`,
  )
