import { randomUUID } from 'node:crypto'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { fingerprint, type Policy } from '../policy.ts'
import { lawOf } from '../policies-in-force.ts'
import { lockDraft, type OneDraft } from './draft.ts'
import * as refusals from './refusals.ts'

export type Begin = {
  readonly councilId: number
  readonly debtType: string
  readonly policy: Policy
  /** Where it came from, in a few words: “Began from the policy in force”. */
  readonly what: string
  readonly by: string
}

/** Begins a draft. Refuses a type of debt for which no policy can be written yet. Returns its id. */
export async function beginDraft(
  db: Db,
  { councilId, debtType, policy, what, by }: Begin,
): Promise<Outcome<string>> {
  if (!(await lawOf(db, councilId, debtType))) return refused(refusals.noLawFor(debtType))
  const draftId = randomUUID()
  await db.run(sql`
    insert into recovery.policy_draft (council_id, id, debt_type, version, began_by)
    values (${councilId}::int, ${draftId}::uuid, ${debtType}::text, 1, ${by}::text)`)
  await write(db, { councilId, draftId, version: 1, policy, what, by })
  await record(db, {
    councilId,
    actor: by,
    action: 'began a draft policy',
    objectKind: 'policy draft',
    objectId: draftId,
    detail: { debtType, what },
  })
  return done(draftId)
}

export type Save = OneDraft & {
  /** The version that whoever saves had before them. */
  readonly basedOn: number
  readonly policy: Policy
  /** What this save did, in a few words. */
  readonly what: string
  readonly by: string
}

/**
 * Keeps another version of a draft, for good. Refuses when somebody saved since `basedOn`, so that nobody's work is
 * written over unseen, and once the draft was submitted. Returns the number of the version.
 */
export async function saveDraft(db: Db, { basedOn, ...save }: Save): Promise<Outcome<number>> {
  const draft = await lockDraft(db, save)
  if (!draft) return refused(refusals.noSuchDraft)
  if (draft.status !== 'draft') return refused(refusals.notBeingWritten(draft.status))
  if (draft.version !== basedOn) return refused(refusals.savedMeanwhile)
  // The same again says nothing new.
  if (draft.fingerprint === fingerprint(save.policy)) return done(draft.version)
  const version = draft.version + 1
  await write(db, { ...save, version })
  await db.run(sql`
    update recovery.policy_draft set version = ${version}::int
    where council_id = ${save.councilId}::int and id = ${save.draftId}::uuid`)
  return done(version)
}

const write = (
  db: Db,
  { councilId, draftId, version, policy, what, by }: Omit<Save, 'basedOn'> & { version: number },
): Promise<number> =>
  db.run(sql`
    insert into recovery.policy_draft_version
      (council_id, draft_id, version, policy, fingerprint, what, saved_by)
    values (
      ${councilId}::int, ${draftId}::uuid, ${version}::int, ${JSON.stringify(policy)}::json,
      ${fingerprint(policy)}::text, ${what}::text, ${by}::text)`)

/** Gives a draft up. It and its versions are kept. */
export async function dropDraft(
  db: Db,
  { by, ...one }: OneDraft & { readonly by: string },
): Promise<Outcome<void>> {
  const draft = await lockDraft(db, one)
  if (!draft) return refused(refusals.noSuchDraft)
  if (draft.status !== 'draft') return refused(refusals.notBeingWritten(draft.status))
  await db.run(sql`
    update recovery.policy_draft set status = 'dropped'
    where council_id = ${one.councilId}::int and id = ${one.draftId}::uuid`)
  await record(db, {
    councilId: one.councilId,
    actor: by,
    action: 'gave up a draft policy',
    objectKind: 'policy draft',
    objectId: one.draftId,
  })
  return done(undefined)
}
