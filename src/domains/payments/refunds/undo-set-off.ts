import { record } from '#administration'
import { reverse, takeBookBetweenFiles } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'
import { lockSetOff, type OneSetOff, setOffKind } from './set-off.ts'

/**
 * Undoes a set-off that was a mistake, or that its people did not want: its entry is said backwards today and never edited, the
 * credit is on its account again, and the debt is owed again. Refuses without a reason, what is not posted or was undone
 * already, and while a file is being applied.
 */
export async function undoSetOff(
  db: Db,
  undoing: OneSetOff & {
    readonly why: string
    readonly today: Temporal.PlainDate
    readonly actor: string
  },
): Promise<Outcome<void>> {
  const { councilId, setOffId, why, today, actor } = undoing
  const moved = await lockSetOff(db, undoing)
  if (moved?.state !== 'agreed' || moved.entryId === null) return refused(refusals.notPosted)
  if (why.trim() === '') return refused(refusals.whyUndone)
  if (!(await takeBookBetweenFiles(db, councilId))) return refused(refusals.fileBeingApplied)
  await reverse(db, {
    councilId,
    entryId: moved.entryId,
    on: today,
    because: 'The set-off was undone',
    actor,
  })
  await db.run(sql`
    update payments.set_off set state = 'undone', undone_by = ${actor}::text, undone_at = clock_timestamp(),
      undone_why = ${why}::text
    where council_id = ${councilId}::int and id = ${setOffId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'undid a set-off',
    objectKind: setOffKind,
    objectId: setOffId,
  })
  return done(undefined)
}
