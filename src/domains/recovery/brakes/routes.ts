import { z } from 'zod'
import { wholeNumber } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { notFound, page, pageWithErrors, redirect, route } from '#web/route.ts'
import { brakeLimits, setBrakeLimits } from './limits.ts'
import { openCase } from './opened.ts'
import { limitsPage } from './pages/limits.page.ts'

const view = route({
  method: 'GET',
  path: '/runs/brakes',
  permission: 'runs:view',
  query: z.object({ done: noticeIn({ set: 'The brakes are set, for the next plan on.' }) }),
  handle: async ({ db, session, council, query }) =>
    page(limitsPage({ session, limits: await brakeLimits(db, council.id), notice: query.done })),
})

const set = route({
  method: 'POST',
  path: '/runs/brakes',
  permission: 'brakes:set',
  form: z.strictObject({
    ofTheLargest: wholeNumber(100, 1000),
    ofAccounts: wholeNumber(1, 100),
    ofBadAddresses: wholeNumber(0, 100),
    addressChanged: wholeNumber(0, 90),
    paymentsOld: wholeNumber(1, 31),
  }),
  handle: async ({ db, session, council, form }) => {
    if (!form.ok) {
      const limits = await brakeLimits(db, council.id)
      return pageWithErrors(limitsPage({ session, limits, typed: form.typed, errors: form.errors }))
    }
    await setBrakeLimits(db, { councilId: council.id, by: session.staffId, ...form.value })
    return redirect('/runs/brakes?done=set')
  },
})

/** A case of a run, opened to decide about it: that it was is kept, and it leads to why. */
const open = route({
  method: 'GET',
  path: '/runs/:run/cases/:account',
  permission: 'runs:view',
  params: z.object({ run: z.guid(), account: z.guid() }),
  handle: async ({ db, session, council, params }) => {
    const of = { councilId: council.id, runId: params.run, by: session.staffId }
    const isThere = await openCase(db, { ...of, accountId: params.account })
    return isThere ? redirect(`/accounts/${params.account}/why`) : notFound()
  },
})

export const brakesRoutes = [view, set, open]
