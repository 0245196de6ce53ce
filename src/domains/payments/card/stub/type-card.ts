import type { Db } from '#platform/db.ts'
import { keepAgreement, takeAgreement } from './agreements.ts'
import type { Found } from './as-answered.ts'
import { moved } from './kept-payment.ts'
import { keep, takeBySecret } from './store.ts'

type At = { readonly councilId: number; readonly now: Temporal.Instant }

/** The payer opens the stand-in's page. */
export async function openPage(db: Db, at: At, secret: string): Promise<Found | undefined> {
  const found = await takeBySecret(db, at, secret)
  if (found?.kept.state.status !== 'created') return found
  return keep(db, at, found, moved(found.kept, 'started', at.now), ['card_payment_started'])
}

/** The payer's card does what its number stands for, or the payer gives up. What had ended stays as it ended. */
export async function finish(
  db: Db,
  at: At,
  secret: string,
  how: 'success' | 'declined' | 'error' | 'cancelled by payer',
): Promise<Found | undefined> {
  const found = await openPage(db, at, secret)
  if (found?.kept.state.status !== 'started') return found
  if (how !== 'success') {
    const kept = moved(found.kept, how, at.now)
    return keep(db, at, found, kept, ['card_payment_failed'])
  }
  const submitted = moved(found.kept, 'submitted', at.now)
  if (found.kept.delayedCapture)
    return keep(db, at, found, moved(submitted, 'capturable', at.now), [])
  const begun = found.kept.setsUp && (await takeAgreement(db, at, found.kept.setsUp))
  if (begun && begun.kept.status === 'created')
    await keepAgreement(db, at, begun, { status: 'active' })
  return keep(db, at, found, moved(submitted, 'success', at.now), [
    'card_payment_succeeded',
    'card_payment_captured',
  ])
}
