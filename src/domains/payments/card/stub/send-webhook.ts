import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { type Effect, settleEffect } from '#platform/effects.ts'
import type { EffectKind } from '#platform/outbox.ts'
import { signatureOf, takeWebhook } from '../webhook.ts'
import { trainingSecret } from './transport.ts'

const payload = z.object({ paymentId: z.string(), event: z.string(), at: z.string() })

/** A message as the stand-in sends it: its bytes, and the signature that goes in `Pay-Signature`. */
export function signedMessage(
  { id, payload: given }: Pick<Effect, 'id' | 'payload'>,
  secret: string = trainingSecret,
): { readonly bytes: Uint8Array; readonly signature: string } {
  const { paymentId, event, at } = payload.parse(given)
  const bytes = Buffer.from(
    JSON.stringify({
      webhook_message_id: id.replaceAll('-', ''),
      api_version: 1,
      created_date: at,
      resource_id: paymentId,
      resource_type: 'payment',
      event_type: event,
      resource: { payment_id: paymentId },
    }),
  )
  return { bytes, signature: signatureOf(bytes, secret) }
}

/** Sends the stand-in's messages by the outbox: tried again until they are taken, as Pay does. */
export const trainingWebhooks: EffectKind = {
  send: async (database: Database, effect: Effect) => {
    const { councilId } = effect
    const status = await takeWebhook(database, {
      councilId,
      secrets: [trainingSecret],
      ...signedMessage(effect),
    })
    if (status !== 200) throw new Error(`The message was answered ${status}.`)
    await asCouncil(database, councilId, db =>
      settleEffect(db, { councilId, id: effect.id, fence: effect.fence, state: 'sent' }),
    )
  },
}
