import { page, route } from '#web/route.ts'
import { withoutPage } from './pages/without.page.ts'
import { accountsWithoutNextStep, countWithoutNextStep } from './without.ts'

const view = route({
  method: 'GET',
  path: '/runs/no-next-step',
  permission: 'runs:view',
  handle: async ({ db, session, council }) =>
    page(
      withoutPage({
        session,
        accounts: await accountsWithoutNextStep(db, council.id),
        total: await countWithoutNextStep(db, council.id),
      }),
    ),
})

export const nextStepRoutes = [view]
