import { record } from '#administration'
import { reverse, takeBookBetweenFiles } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { OneList } from './list.ts'
import { lockRefund, type One, refundKind } from './refund.ts'
import * as refusals from './refusals.ts'

/** Says that a refund on a list was paid. */
export async function wasPaid(
  db: Db,
  told: One & { readonly actor: string },
): Promise<Outcome<void>> {
  const { councilId, refundId, actor } = told
  const refund = await lockRefund(db, told)
  if (refund?.state !== 'sent') return refused(refusals.noOutcomeYet)
  await db.run(sql`
    update payments.refund set state = 'paid', outcome_by = ${actor}::text, outcome_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${refundId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'said a refund was paid',
    objectKind: refundKind,
    objectId: refundId,
  })
  return done(undefined)
}

/** Says that all of a list was paid of which nobody has said anything else. Answers how many; refuses where that is none. */
export async function wholeListPaid(
  db: Db,
  { councilId, listId, actor }: OneList & { readonly actor: string },
): Promise<Outcome<number>> {
  const paid = await db.run(sql`
    update payments.refund set state = 'paid', outcome_by = ${actor}::text, outcome_at = clock_timestamp()
    where council_id = ${councilId}::int and list_id = ${listId}::uuid and state = 'sent'`)
  if (paid === 0) return refused(refusals.noOutcomeYet)
  await record(db, {
    councilId,
    actor,
    action: 'said a list of refunds was paid',
    objectKind: 'refund list',
    objectId: listId,
    detail: { refunds: paid },
  })
  return done(paid)
}

/**
 * A refund came back, or was stopped before it left: its entry is said backwards and never edited, and the credit is on the account again. It may come
 * back after it was said to be paid. Refuses without a reason, one that came back already, and while a file is
 * being applied.
 */
export async function cameBack(
  db: Db,
  told: One & {
    readonly why: string
    readonly today: Temporal.PlainDate
    readonly actor: string
  },
): Promise<Outcome<void>> {
  const { councilId, refundId, why, today, actor } = told
  const refund = await lockRefund(db, told)
  if (!refund?.entryId || refund.state === 'came back') return refused(refusals.noOutcomeYet)
  if (why.trim() === '') return refused(refusals.whyCameBack)
  if (!(await takeBookBetweenFiles(db, councilId))) return refused(refusals.fileBeingApplied)
  await reverse(db, {
    councilId,
    entryId: refund.entryId,
    on: today,
    because: 'The refund came back',
    actor,
  })
  await db.run(sql`
    update payments.refund set state = 'came back', outcome_by = ${actor}::text, outcome_at = clock_timestamp(),
      outcome_why = ${why}::text
    where council_id = ${councilId}::int and id = ${refundId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'said a refund came back',
    objectKind: refundKind,
    objectId: refundId,
  })
  return done(undefined)
}
