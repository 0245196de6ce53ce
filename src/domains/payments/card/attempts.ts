import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { AttemptState } from './attempt.ts'

const states = [
  'asked',
  'created',
  'started',
  'submitted',
  'capturable',
  'success',
  'failed',
  'cancelled',
  'error',
  'differs',
  'never made',
] as const satisfies readonly AttemptState[]

const attempt = z.object({
  id: z.string(),
  requestId: z.string(),
  reference: z.string(),
  amount: pence,
  state: z.enum(states),
  code: z.string().nullable(),
  paymentId: z.string().nullable(),
  askedAt: instant,
})
/** One try at paying, as it is kept. */
export type Attempt = z.infer<typeof attempt>

const columns = sql`id, request_id, reference, amount, state, code, payment_id, asked_at`

type One = { readonly councilId: number; readonly attemptId: string }

export const findAttempt = (db: Db, { councilId, attemptId }: One): Promise<Attempt | undefined> =>
  db.maybeOne(
    attempt,
    sql`
      select ${columns} from payments.card_attempt
      where council_id = ${councilId}::int and id = ${attemptId}::uuid`,
  )

/** Takes one for a change. Everything that changes one takes it first, so that two looks follow each other. */
export const lockAttempt = (db: Db, { councilId, attemptId }: One): Promise<Attempt | undefined> =>
  db.maybeOne(
    attempt,
    sql`
      select ${columns} from payments.card_attempt
      where council_id = ${councilId}::int and id = ${attemptId}::uuid for no key update`,
  )

/** The tries at a payment, the latest first. */
export const attemptsOf = (
  db: Db,
  { councilId, requestId }: { readonly councilId: number; readonly requestId: string },
): Promise<readonly Attempt[]> =>
  db.many(
    attempt,
    sql`
      select ${columns} from payments.card_attempt
      where council_id = ${councilId}::int and request_id = ${requestId}::uuid
      order by asked_at desc, id`,
  )
