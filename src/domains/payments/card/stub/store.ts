import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { queueEffects } from '#platform/effects.ts'
import type { Found } from './as-answered.ts'
import { hasExpired, type KeptPayment, keptPayment, moved } from './kept-payment.ts'

/** The kind of effect by which the stand-in sends its messages. */
export const trainingWebhook = 'training pay webhook'

const row = z.object({
  paymentId: z.string(),
  reference: z.string(),
  pageSecret: z.string(),
  kept: keptPayment,
})

const columns = sql`payment_id, reference, page_secret, kept`

/** An id such as Pay gives: 26 letters and figures. */
export const newPayId = (): string =>
  [...randomBytes(26)].map(byte => (byte % 32).toString(32)).join('')

const withId = (councilId: number, paymentId: string): Sql => sql`
  select ${columns} from payments.training_pay
  where council_id = ${councilId}::int and payment_id = ${paymentId}::text for no key update`

const withSecret = (councilId: number, secret: string): Sql => sql`
  select ${columns} from payments.training_pay
  where council_id = ${councilId}::int and page_secret = ${secret}::text for no key update`

const withKey = (councilId: number, key: string): Sql => sql`
  select ${columns} from payments.training_pay
  where council_id = ${councilId}::int and idempotency_key = ${key}::text for no key update`

type At = { readonly councilId: number; readonly now: Temporal.Instant }

/** One payment, held for a change; one that nobody finished in time has expired by now. */
async function take(db: Db, at: At, which: Sql): Promise<Found | undefined> {
  const found = await db.maybeOne(row, which)
  if (!found || !hasExpired(found.kept, at.now)) return found
  return keep(db, at, found, moved(found.kept, 'expired', at.now), ['card_payment_expired'])
}

export const takeById = (db: Db, at: At, paymentId: string) =>
  take(db, at, withId(at.councilId, paymentId))
export const takeBySecret = (db: Db, at: At, secret: string) =>
  take(db, at, withSecret(at.councilId, secret))
export const takeByKey = (db: Db, at: At, key: string) => take(db, at, withKey(at.councilId, key))

export const withReference = (db: Db, { councilId }: At, reference: string) =>
  db.many(
    row,
    sql`
      select ${columns} from payments.training_pay
      where council_id = ${councilId}::int and reference = ${reference}::text
      order by payment_id limit 500`,
  )

export const putIn = async (
  db: Db,
  { councilId }: At,
  { paymentId, reference, pageSecret, kept }: Found,
  key: string | undefined,
): Promise<void> => {
  await db.run(sql`
    insert into payments.training_pay (council_id, payment_id, reference, idempotency_key, page_secret, kept)
    values (${councilId}::int, ${paymentId}::text, ${reference}::text, ${key ?? null}::text, ${pageSecret}::text,
      ${JSON.stringify(kept)}::jsonb)`)
}

/** Keeps what became of a payment, and lets Pay's message about it follow in its own time. */
export async function keep(
  db: Db,
  { councilId, now }: At,
  found: Found,
  kept: KeptPayment,
  events: readonly string[],
): Promise<Found> {
  await db.run(sql`
    update payments.training_pay set kept = ${JSON.stringify(kept)}::jsonb
    where council_id = ${councilId}::int and payment_id = ${found.paymentId}::text`)
  for (const event of events) {
    const payload = JSON.stringify({ paymentId: found.paymentId, event, at: now.toString() })
    const key = `${trainingWebhook}/${found.paymentId}/${event}/${kept.events.length}/${kept.refunds.length}`
    await queueEffects(db, {
      councilId,
      effects: sql`
        select ${key}::text as effect_key, ${trainingWebhook}::text as kind, null::uuid as action_id,
          ${payload}::jsonb as payload`,
    })
  }
  return { ...found, kept }
}
