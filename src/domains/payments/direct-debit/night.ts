import type { Db } from '#platform/db.ts'
import { postCollected, restDormant } from './collect.ts'
import { tellOfNotReleased, tellOfProtected } from './has-left.ts'
import { planCollections, withdrawStale } from './plan.ts'
import { takeTurn } from './settings.ts'

/**
 * A council's night of direct debits: tells of what has left and must not be taken, posts what was taken, calls off what may not be taken any
 * more, lets what was long unused rest, and plans what comes next. Harmless to repeat, and nothing where no service user is set up.
 */
export async function keepDirectDebits(
  db: Db,
  night: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<{
  readonly posted: number
  readonly withdrawn: number
  readonly dormant: number
  readonly notices: number
}> {
  if (!(await takeTurn(db, night.councilId)))
    return { posted: 0, withdrawn: 0, dormant: 0, notices: 0 }
  await tellOfProtected(db, night)
  const posted = await postCollected(db, night)
  const withdrawn = await withdrawStale(db, night)
  await tellOfNotReleased(db, night)
  const dormant = await restDormant(db, night)
  return { posted, withdrawn, dormant, notices: await planCollections(db, night) }
}
