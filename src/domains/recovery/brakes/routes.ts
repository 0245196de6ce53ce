import { z } from 'zod'
import { notFound, redirect, route } from '#web/route.ts'
import { openCase } from './opened.ts'

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

export const brakesRoutes = [open]
