import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen, statementOf } from '#debts'
import { limitOfMoney } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { page, pageWithErrors, redirect, route } from '#web/route.ts'
import { chargeRoutes } from './charge-routes.ts'
import { collectionRoutes } from './collection/routes.ts'
import { componentsOn } from './component.ts'
import { newChargeRoutes } from './new-charge-routes.ts'
import { chargesPage } from './pages/charges.page.ts'
import { limitsPage, waivingRoles } from './pages/limits.page.ts'
import { runningPage } from './pages/running.page.ts'
import { waitingPage } from './pages/waiting.page.ts'
import { partsOfDebt } from './parts.ts'
import { runningInterest } from './running.ts'
import { waitingWaivers } from './waiting.ts'
import { limitsOf, setLimit } from './waiver-limits.ts'

const ofAccount = route({
  method: 'GET',
  path: '/accounts/:account/charges',
  permission: 'charges:view',
  params: z.object({ account: z.guid() }),
  handle: async asked => {
    const { db, session, council, params, today } = asked
    const account = await accountToOpen(db, council.id, params.account, today)
    await recordPageView(asked, {
      partyId: account.leadPartyId,
      route: '/accounts/:account/charges',
    })
    const parts = partsOfDebt(
      await statementOf(db, council.id, account.id),
      await componentsOn(db, { councilId: council.id, accountId: account.id }),
    )
    return page(chargesPage({ session, account, parts }))
  },
})

const waiting = route({
  method: 'GET',
  path: '/charges',
  permission: 'charges:view',
  handle: async ({ db, session, council }) => {
    const waivers = await waitingWaivers(db, council.id)
    const names = await staffNames(
      db,
      waivers.map(({ askedBy }) => askedBy),
    )
    return page(waitingPage({ session, waiting: waivers, names }))
  },
})

const running = route({
  method: 'GET',
  path: '/charges/running',
  permission: 'charges:view',
  handle: async ({ db, session, council }) =>
    page(runningPage({ session, running: await runningInterest(db, council.id) })),
})

const limits = route({
  method: 'GET',
  path: '/charges/limits',
  permission: 'charges:view',
  query: z.object({ done: noticeIn({ set: 'The limits are set. They count from now.' }) }),
  handle: async ({ db, session, council, query }) =>
    page(
      limitsPage({
        session,
        limits: await limitsOf(db, council.id),
        notice: query.done,
      }),
    ),
})

const setLimits = route({
  method: 'POST',
  path: '/charges/limits',
  permission: 'charges:set',
  form: z.strictObject(
    Object.fromEntries(waivingRoles.map((_, n) => [`limit${n + 1}`, limitOfMoney()])),
  ),
  handle: async ({ db, session, council, form }) => {
    if (!form.ok)
      return pageWithErrors(
        limitsPage({
          session,
          limits: await limitsOf(db, council.id),
          typed: form.typed,
          errors: form.errors,
        }),
      )
    for (const [n, role] of waivingRoles.entries())
      await setLimit(db, {
        councilId: council.id,
        role,
        amount: form.value[`limit${n + 1}`] ?? 0n,
        actor: session.staffId,
      })
    return redirect('/charges/limits?done=set')
  },
})

export const chargesRoutes = [
  waiting,
  running,
  limits,
  setLimits,
  ofAccount,
  ...collectionRoutes,
  ...newChargeRoutes,
  ...chargeRoutes,
]
