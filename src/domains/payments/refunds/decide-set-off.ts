import { z } from 'zod'
import { giveApproval, record } from '#administration'
import { post, takeBookBetweenFiles } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lockBoth } from './propose-set-off.ts'
import * as refusals from './refusals.ts'
import { contentOfSetOff, lockSetOff, type OneSetOff, type SetOff, setOffKind } from './set-off.ts'
import { maySetOffNow } from './set-off-facts.ts'

type Deciding = OneSetOff & { readonly today: Temporal.PlainDate; readonly actor: string }

/**
 * Agrees to a set-off and posts it as one entry: never by whoever proposed it. The rule, the holds and both balances are asked again in
 * the transaction that posts. Refuses a credit that has shrunk or a debt that has; nothing is posted then.
 */
export async function agreeToSetOff(db: Db, deciding: Deciding): Promise<Outcome<void>> {
  const { councilId, setOffId, today, actor } = deciding
  const waiting = await lockSetOff(db, deciding)
  if (waiting?.state !== 'proposed') return refused(refusals.notWaiting)
  if (waiting.proposedBy === actor) return refused(refusals.secondPerson)
  if (!(await takeBookBetweenFiles(db, councilId))) return refused(refusals.fileBeingApplied)
  await lockBoth(db, { councilId, ...waiting })
  const may = await maySetOffNow(db, { councilId, today, ...waiting }, { isProposed: true })
  if (!may.ok) return may
  const given = await giveApproval(db, {
    councilId,
    subjectKind: setOffKind,
    subjectId: setOffId,
    contentHash: contentOfSetOff(waiting),
    approvedBy: actor,
  })
  if (!given) return refused(refusals.secondPerson)
  const entryId = await postSetOff(db, deciding, waiting)
  await db.run(sql`
    update payments.set_off set state = 'agreed', decided_by = ${actor}::text, decided_at = clock_timestamp(),
      entry_id = ${entryId}::uuid
    where council_id = ${councilId}::int and id = ${setOffId}::uuid`)
  return done(undefined)
}

/** One entry, under the set-off's name: from the account in credit to the debt, once for ever. */
async function postSetOff(
  db: Db,
  { councilId, setOffId, today, actor }: Deciding,
  moved: SetOff,
): Promise<string> {
  const reference = `${setOffKind}/${setOffId}`
  await post(db, {
    councilId,
    actor,
    entry: {
      kind: 'transfer',
      effectiveOn: today,
      reference,
      narrative: `Credit of ${moved.fromDebtType} ${moved.fromReference} set off against ${moved.toDebtType} ${moved.toReference}`,
      sourceKind: setOffKind,
      sourceId: setOffId,
      postings: [{ debit: moved.fromAccountId, credit: moved.toAccountId, amount: moved.amount }],
    },
  })
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`select platform.id_of('entry', ${councilId}::int, ${reference}::text) as id`,
  )
  return id
}

/** Says no to a proposal, and why; never by whoever proposed it, who withdraws it. */
export async function refuseSetOff(
  db: Db,
  refusing: OneSetOff & { readonly why: string; readonly actor: string },
): Promise<Outcome<void>> {
  const { councilId, setOffId, why, actor } = refusing
  const waiting = await lockSetOff(db, refusing)
  if (waiting?.state !== 'proposed') return refused(refusals.notWaiting)
  if (waiting.proposedBy === actor) return refused(refusals.secondPerson)
  if (why.trim() === '') return refused(refusals.whyRefused)
  await db.run(sql`
    update payments.set_off set state = 'refused', decided_by = ${actor}::text, decided_at = clock_timestamp(),
      decided_why = ${why}::text
    where council_id = ${councilId}::int and id = ${setOffId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'refused a set-off',
    objectKind: setOffKind,
    objectId: setOffId,
  })
  return done(undefined)
}
