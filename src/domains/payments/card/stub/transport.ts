import { type Clock, systemClock } from '#platform/clock.ts'
import { asCouncil, type Database } from '#platform/db.ts'
import type { Transport } from '../pay.ts'
import { answerAsPay } from './answer.ts'

/** With this the stand-in signs its messages. No secret: nothing behind it is real. */
export const trainingSecret = 'training-pay-signing-secret'

/** Carries questions to the stand-in, each answered in a transaction of its own, as another's machine would. */
export const trainingTransport =
  (database: Database, councilId: number, clock: Clock = systemClock): Transport =>
  question =>
    asCouncil(database, councilId, db => answerAsPay(db, { councilId, now: clock.now() }, question))
