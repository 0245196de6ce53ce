import { z } from 'zod'
import { councilBySlug } from '#administration'
import { route } from '#web/route.ts'
import { payOf } from './settings.ts'
import { takeWebhook } from './webhook.ts'

/** Pay's messages are some thousand bytes. */
const largestMessage = 64 * 1024

const webhook = route({
  method: 'POST',
  path: '/webhooks/pay/:council',
  permission: 'public',
  params: z.object({ council: z.string().max(60) }),
  raw: { largestBytes: largestMessage },
  handle: async ({ database, params, message }) => {
    const council = await councilBySlug(database, params.council)
    const found = council && (await payOf(database, council.id))
    // Whoever may not know is not told whether there is such a council.
    if (!found || !message) return { is: 'status', status: 401 }
    if (message.header('content-encoding') !== undefined) return { is: 'status', status: 400 }
    const status = await takeWebhook(database, {
      councilId: council.id,
      secrets: found.secrets,
      bytes: message.bytes,
      signature: message.header('pay-signature'),
    })
    return { is: 'status', status }
  },
})

export const webhookRoutes = [webhook]
