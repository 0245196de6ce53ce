import { z } from 'zod'
import { recordPageView } from '#administration'
import { componentsOn, partsOfDebt } from '#charges'
import { accountToOpen, liableFor, statementOf, withSomebodyHidden } from '#debts'
import { changesToRead } from '#legislation'
import { authoritiesOf } from '#parties'
import { creditHistoryOf, mandatesOf, paymentsInOn } from '#payments'
import { holdsOn } from '#protections'
import { decisionsOn, stagesOf } from '#recovery'
import { someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { page, redirect, route } from '#web/route.ts'
import { authorityRoutes } from './authority-routes.ts'
import { contactDetailsRoutes } from './contact-details-routes.ts'
import { newDetailsRoutes } from './new-details-routes.ts'
import { readCase } from './case-head.ts'
import { causesRoutes } from './causes/routes.ts'
import { contactRoutes } from './contact-routes.ts'
import { matchesRoutes } from './matches-routes.ts'
import { answersToRead } from './escalations/escalation.ts'
import { escalationRoutes } from './escalations/routes.ts'
import { messagesOn } from '#write-back'
import { accountPage } from './pages/account.page.ts'
import { statementOfAccountPage } from './pages/statement-of-account.page.ts'
import { workPage } from './pages/work.page.ts'
import { noteRoutes } from './note-routes.ts'
import { ownerRoutes } from './owner-routes.ts'
import { personRoutes } from './person-routes.ts'
import { positionRoutes } from './position/routes.ts'
import { restrictionRoutes } from './restriction-routes.ts'
import { segmentRoutes } from './segments/routes.ts'
import { segmentOf } from './segments/segment.ts'
import { searchRoutes } from './search-routes.ts'
import { serviceRoutes } from './service/routes.ts'
import { tenancyRoutes } from './tenancies/routes.ts'
import { putOff, workCounts, workToDo } from './work.ts'

const personParams = z.object({ person: z.guid() })
const accountParams = z.object({ account: z.guid() })

const workNotices = {
  'put-off': 'Put off. It comes back to this list at its time.',
  read: 'Read. It is on the page of the escalation whenever you want it.',
} as const

const work = route({
  method: 'GET',
  path: '/work',
  permission: 'work:view',
  query: z.object({ done: noticeIn(workNotices) }),
  handle: async ({ db, session, council, now, today, query }) =>
    page(
      workPage({
        session,
        items: await workToDo(db, council.id, now),
        counts: await workCounts(db, council.id, now, today),
        answers: await answersToRead(db, { councilId: council.id, staffId: session.staffId }),
        lawToRead: await changesToRead(db, {
          councilId: council.id,
          nation: council.nation,
          staffId: session.staffId,
          roles: session.roles,
          today,
        }),
        notice: query.done,
      }),
    ),
})

const nextCase = route({
  method: 'GET',
  path: '/work/next',
  permission: 'work:view',
  query: z.object({ after: z.guid().optional() }),
  handle: async ({ db, council, now, query }) => {
    const items = await workToDo(db, council.id, now)
    // Somebody who has just been dealt with is not in the list any more: then the first is next.
    const at = items.findIndex(({ partyId }) => partyId === query.after)
    const next = items[at + 1]
    return redirect(next ? `/people/${next.partyId}` : '/work')
  },
})

const workPutOff = route({
  method: 'POST',
  path: '/work/:person/put-off',
  permission: 'work:view',
  params: personParams,
  form: z.strictObject({
    why: someText({ longest: 200, missing: 'Say why' }),
    hours: z.enum(['1', '24']),
  }),
  handle: async ({ db, params, form, session, council, now }) => {
    if (!form.ok) return redirect('/work')
    const hours = Number(form.value.hours)
    await putOff(db, {
      councilId: council.id,
      partyId: params.person,
      until: now.add({ hours }),
      why: form.value.why,
      actor: session.staffId,
    })
    return redirect('/work?done=put-off')
  },
})

const account = route({
  method: 'GET',
  path: '/accounts/:account',
  permission: 'accounts:view',
  params: accountParams,
  handle: async asked => {
    const { db, params, council, now, today } = asked
    const found = await accountToOpen(db, council.id, params.account, today)
    await recordPageView(asked, { partyId: found.leadPartyId, route: '/accounts/:account' })
    const statement = await statementOf(db, council.id, found.id)
    const charges = await componentsOn(db, { councilId: council.id, accountId: found.id })
    const stages = await stagesOf(db, { councilId: council.id, accountIds: [found.id] })
    const liable = await liableFor(db, council.id, found.id)
    const hidden = await withSomebodyHidden(db, { councilId: council.id, accountIds: [found.id] })
    return page(
      accountPage({
        lead: await readCase(asked, found.leadPartyId),
        account: found,
        stage: stages.get(found.id) ?? 'billed',
        liable,
        authorities: await authoritiesOf(db, council.id, ...liable.map(({ partyId }) => partyId)),
        holds: await holdsOn(db, { councilId: council.id, accountId: found.id }),
        now,
        statement,
        parts: partsOfDebt(statement, charges),
        mandates: await mandatesOf(db, { councilId: council.id, accountId: found.id }),
        payments: await paymentsInOn(db, council.id, found.id),
        credit: await creditHistoryOf(db, council.id, found.id),
        told: await messagesOn(db, { councilId: council.id, accountId: found.id }),
        decisions: await decisionsOn(db, { councilId: council.id, accountId: found.id }),
        // What is held of somebody who is kept from the viewer is not told by what it comes to.
        segment: hidden.has(found.id)
          ? undefined
          : await segmentOf(db, { councilId: council.id, accountId: found.id, today, now }),
      }),
    )
  },
})

const statementOfAccount = route({
  method: 'GET',
  path: '/accounts/:account/statement',
  permission: 'accounts:view',
  params: accountParams,
  handle: async asked => {
    const { db, params, council, today } = asked
    const found = await accountToOpen(db, council.id, params.account, today)
    await recordPageView(asked, {
      partyId: found.leadPartyId,
      route: '/accounts/:account/statement',
    })
    const liable = await liableFor(db, council.id, found.id)
    return page(
      statementOfAccountPage({
        lead: await readCase(asked, found.leadPartyId),
        account: found,
        authorities: await authoritiesOf(db, council.id, ...liable.map(({ partyId }) => partyId)),
        statement: await statementOf(db, council.id, found.id),
      }),
    )
  },
})

export const caseworkRoutes = [
  work,
  nextCase,
  workPutOff,
  ...searchRoutes,
  ...matchesRoutes,
  ...authorityRoutes,
  ...contactDetailsRoutes,
  ...newDetailsRoutes,
  ...personRoutes,
  ...ownerRoutes,
  ...restrictionRoutes,
  ...contactRoutes,
  ...noteRoutes,
  ...escalationRoutes,
  ...tenancyRoutes,
  ...serviceRoutes,
  ...positionRoutes,
  ...causesRoutes,
  ...segmentRoutes,
  account,
  statementOfAccount,
]
