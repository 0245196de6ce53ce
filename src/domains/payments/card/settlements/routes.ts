import { page, route } from '#web/route.ts'
import { recentSettlements, unsettledPayments } from './learn.ts'
import { settlementsPage } from './settlements.page.ts'

const list = route({
  method: 'GET',
  path: '/card-payments/settlements',
  permission: 'card-payments:view',
  handle: async ({ db, session, council, today }) =>
    page(
      settlementsPage({
        session,
        settlements: await recentSettlements(db, council.id),
        unsettled: await unsettledPayments(db, { councilId: council.id, today }),
      }),
    ),
})

export const settlementRoutes = [list]
