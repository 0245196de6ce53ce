import { z } from 'zod'
import { page, route } from '#web/route.ts'
import { policiesOn } from '../policies-in-force.ts'
import { returnsPage } from './pages/returns.page.ts'
import { whatFollows } from './what-follows.ts'

const view = route({
  method: 'GET',
  path: '/policy/returns',
  permission: 'policy:view',
  query: z.object({ debtType: z.string().max(100).catch('') }),
  handle: async ({ db, session, council, today, query }) => {
    const policies = await policiesOn(db, council.id, today)
    const chosen = policies.find(({ debtType }) => debtType === query.debtType) ?? policies[0]
    return page(
      returnsPage({
        session,
        debtTypes: policies.map(({ debtType }) => debtType),
        debtType: chosen?.debtType ?? '',
        after: chosen ? whatFollows(chosen.rules) : [],
      }),
    )
  },
})

export const returnRoutes = [view]
