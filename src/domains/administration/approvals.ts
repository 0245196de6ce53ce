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
