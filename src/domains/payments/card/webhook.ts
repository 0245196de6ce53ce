import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { enqueue } from '#platform/jobs.ts'
import { sql } from '#platform/sql.ts'
import { raiseCardAlarm } from './alarms.ts'
import { lookOnceJob } from './jobs.ts'

/** A message's signature: the lower-case hex of HMAC SHA-256 over its bytes as they came. */
export const signatureOf = (bytes: Uint8Array, secret: string): string =>
  createHmac('sha256', secret).update(bytes).digest('hex')

/** Whether a message was signed with one of these secrets, in a time that does not say where it differs. */
export function isSigned(
  bytes: Uint8Array,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  if (signature === undefined || !/^[0-9a-f]{64}$/.test(signature)) return false
  const given = Buffer.from(signature)
  return secrets
    .map(secret => timingSafeEqual(given, Buffer.from(signatureOf(bytes, secret))))
    .some(Boolean)
}

const id = z.string().min(1).max(100)
const message = z.object({
  webhook_message_id: id,
  resource_id: id,
  event_type: id,
  resource_type: z.literal('payment'),
})

/** As much of a message as is used: which payment to look at. */
export function readMessage(bytes: Uint8Array): z.infer<typeof message> | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    let isHonest = true
    const body: unknown = JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') isHonest = false
      return value
    })
    const read = message.safeParse(body)
    return isHonest && read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

/**
 * Takes a message from Pay: 401 for one that is not signed, 400 for one that cannot be read, 200 for any other. It is never
 * believed: it has us go and look, and a payment that is not ours is an alarm. The same again does nothing.
 */
export async function takeWebhook(
  database: Database,
  {
    councilId,
    secrets,
    bytes,
    signature,
  }: {
    readonly councilId: number
    readonly secrets: readonly string[]
    readonly bytes: Uint8Array
    readonly signature: string | undefined
  },
): Promise<200 | 400 | 401> {
  if (!isSigned(bytes, signature, secrets)) return 401
  const read = readMessage(bytes)
  if (!read) return 400
  const { webhook_message_id: messageId, resource_id: paymentId, event_type: eventType } = read
  await asCouncil(database, councilId, async db => {
    const ours = await db.maybeOne(
      z.object({ id: z.string() }),
      sql`
        select id from payments.card_attempt
        where council_id = ${councilId}::int and payment_id = ${paymentId}::text`,
    )
    const isNew = await db.run(sql`
      insert into payments.card_webhook (council_id, message_id, payment_id, event_type, attempt_id)
      values (${councilId}::int, ${messageId}::text, ${paymentId}::text, ${eventType}::text, ${ours?.id ?? null}::uuid)
      on conflict (council_id, message_id) do nothing`)
    if (isNew === 0) return
    if (ours)
      await enqueue(db, {
        councilId,
        kind: lookOnceJob,
        key: `${ours.id}/${messageId}`,
        payload: { attempt: ours.id },
      })
    else
      await raiseCardAlarm(db, {
        councilId,
        kind: 'not ours',
        about: paymentId,
        says: `GOV.UK Pay told of a payment, ${paymentId}, that was not asked for here. Nothing was posted. It may have been taken by another system with the same key: find it in GOV.UK Pay’s own pages.`,
      })
  })
  return 200
}
