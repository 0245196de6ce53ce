import type { Clock } from '#platform/clock.ts'
import type { EffectKind } from '#platform/outbox.ts'
import { NoAnswer } from './pay.ts'
import { refundKind } from './refund.ts'
import { refundSender } from './send-refund.ts'
import { payOf } from './settings.ts'
import { trainingWebhook } from './stub/store.ts'
import { trainingWebhooks } from './stub/send-webhook.ts'

/** What card payments put in the outbox: refunds, and the messages of sample councils' stand-in for Pay. */
export const cardEffects = (clock: Clock): Readonly<Record<string, EffectKind>> => ({
  [refundKind]: refundSender(async (database, councilId) => {
    const found = await payOf(database, councilId)
    if (!found) throw new NoAnswer('Card payments are not set up.')
    return found.pay
  }, clock),
  [trainingWebhook]: trainingWebhooks,
})
