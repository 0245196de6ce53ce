import { z } from 'zod'
import { sayGateway, sourceGateways, waitingDetails } from '#parties'
import { someText } from '#web/form.ts'
import { page, pageWithErrors, redirect, type Request, route } from '#web/route.ts'
import { newDetailsPage } from './pages/new-details.page.ts'

type Asked = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council'>

const modelOf = async ({ db, session, council }: Asked) => ({
  session,
  waiting: await waitingDetails(db, council.id),
  gateways: await sourceGateways(db, council.id),
})

const list = route({
  method: 'GET',
  path: '/contact-details',
  permission: 'contacts:record',
  query: z.object({ done: z.literal('said').optional() }),
  handle: async asked =>
    page(
      newDetailsPage({
        ...(await modelOf(asked)),
        notice: asked.query.done && 'Kept. It counts from now on.',
      }),
    ),
})

const say = route({
  method: 'POST',
  path: '/contact-details/sources',
  permission: 'matches:set',
  form: z.strictObject({
    source: someText({ longest: 100, missing: 'Choose the source' }),
    may: z.enum(['yes', 'no'], { error: 'Choose what they say' }),
    gateway: someText({ longest: 300, missing: 'Say by what right, or why not' }),
  }),
  handle: async asked => {
    const { db, form, session, council } = asked
    if (!form.ok)
      return pageWithErrors(
        newDetailsPage({ ...(await modelOf(asked)), typed: form.typed, errors: form.errors }),
      )
    const { source, may, gateway } = form.value
    await sayGateway(db, {
      councilId: council.id,
      source,
      mayBeUsed: may === 'yes',
      gateway,
      actor: session.staffId,
    })
    return redirect('/contact-details?done=said')
  },
})

export const newDetailsRoutes = [list, say]
