import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { record } from './audit.ts'

/** What is to be approved, named by the hash of its content. */
export type ApprovalRequest = {
  readonly councilId: number
  readonly subjectKind: string
  readonly subjectId: string
  readonly contentHash: string
  readonly requestedBy: string
  readonly note?: string
}

const idRow = z.object({ id: z.string() })

const approvalId = ({
  councilId,
  subjectKind,
  subjectId,
}: Omit<ApprovalRequest, 'contentHash' | 'requestedBy'>) =>
  sql`platform.id_of('approval', ${councilId}::int, ${`${subjectKind}/${subjectId}`}::text)`

/** Asks for somebody else's approval. One request a subject: asking again changes nothing. */
export async function requestApproval(db: Db, request: ApprovalRequest): Promise<void> {
  const { councilId, subjectKind, subjectId, contentHash, requestedBy, note = '' } = request
  const requested = await db.run(sql`
    insert into administration.approval
      (council_id, approval_id, subject_kind, subject_id, content_hash, requested_by, requested_at, request_note)
    values (
      ${councilId}::int, ${approvalId(request)}, ${subjectKind}::text, ${subjectId}::uuid, ${contentHash}::text,
      ${requestedBy}::text, clock_timestamp(), ${note}::text)
    on conflict (council_id, approval_id) do nothing`)
  if (requested === 0) return
  await record(db, {
    councilId,
    actor: requestedBy,
    action: 'asked for approval',
    objectKind: subjectKind,
    objectId: subjectId,
    detail: { contentHash },
  })
}

/**
 * Approves what was asked, if it is still what was asked. False when the asker is the approver, the content has
 * changed, or it was decided already; the database refuses the first as well.
 */
export async function giveApproval(
  db: Db,
  {
    approvedBy,
    ...request
  }: Omit<ApprovalRequest, 'requestedBy'> & { readonly approvedBy: string },
): Promise<boolean> {
  const { councilId, contentHash, note = '' } = request
  const approved = await db.run(sql`
    update administration.approval set approved_by = ${approvedBy}::text, approved_at = clock_timestamp()
    where council_id = ${councilId}::int and approval_id = ${approvalId(request)}
      and content_hash = ${contentHash}::text and requested_by <> ${approvedBy}::text
      and approved_at is null and refused_at is null`)
  if (approved === 0) return false
  const { id } = await db.one(idRow, sql`select ${approvalId(request)} as id`)
  await record(db, {
    councilId,
    actor: approvedBy,
    action: 'approved',
    objectKind: 'approval',
    objectId: id,
    detail: { subject: `${request.subjectKind}/${request.subjectId}`, contentHash, note },
  })
  return true
}

/**
 * Ends a request without an approval: somebody else refused it, or whoever asked took it back, and then nobody is kept as
 * having refused. False when it was decided already.
 */
export async function refuseApproval(
  db: Db,
  {
    by,
    why,
    ...request
  }: Pick<ApprovalRequest, 'councilId' | 'subjectKind' | 'subjectId'> & {
    readonly by: string
    readonly why: string
  },
): Promise<boolean> {
  const { councilId, subjectKind, subjectId } = request
  const refused = await db.maybeOne(
    z.object({ id: z.string(), isTakenBack: z.boolean() }),
    sql`
      update administration.approval set
        refused_by = nullif(${by}::text, requested_by), refused_at = clock_timestamp(), refused_why = ${why}::text
      where council_id = ${councilId}::int and approval_id = ${approvalId(request)}
        and approved_at is null and refused_at is null
      returning approval_id as id, refused_by is null as is_taken_back`,
  )
  if (!refused) return false
  await record(db, {
    councilId,
    actor: by,
    action: refused.isTakenBack ? 'took back what was to be approved' : 'refused to approve',
    objectKind: 'approval',
    objectId: refused.id,
    detail: { subject: `${subjectKind}/${subjectId}`, why },
  })
  return true
}
