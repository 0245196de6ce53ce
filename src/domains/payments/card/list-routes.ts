import { z } from 'zod'
import { type Errors, someText } from '#web/form.ts'
import { page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { openCardAlarms, settleCardAlarm } from './alarms.ts'
import { cardAlarmsPage, listPage } from './pages/list.page.ts'
import { filters, recentRequests } from './requests.ts'

const list = route({
  method: 'GET',
  path: '/card-payments',
  permission: 'card-payments:view',
  query: z.object({ show: z.enum(filters).catch('all') }),
  handle: async ({ db, session, council, now, query }) =>
    page(
      listPage({
        session,
        filter: query.show,
        requests: await recentRequests(db, { councilId: council.id, filter: query.show, now }),
        alarms: (await openCardAlarms(db, council.id)).length,
        now,
      }),
    ),
})

const alarms = route({
  method: 'GET',
  path: '/card-payments/alarms',
  permission: 'card-payments:view',
  query: z.object({ done: z.literal('settled').optional().catch(undefined) }),
  handle: async ({ db, session, council, query }) =>
    page(
      cardAlarmsPage({
        session,
        alarms: await openCardAlarms(db, council.id),
        notice: query.done && 'The alarm is settled.',
      }),
    ),
})

const settle = route({
  method: 'POST',
  path: '/card-payments/alarms',
  permission: 'card-payments:refund',
  form: z.strictObject({
    alarm: z.guid({ error: 'Choose an alarm' }),
    why: someText({ longest: 500, missing: 'Say what was done' }),
  }),
  handle: async ({ db, session, council, form }) => {
    const again = async (errors: Errors) =>
      cardAlarmsPage({
        session,
        alarms: await openCardAlarms(db, council.id),
        typed: form.typed,
        errors,
      })
    if (!form.ok) return pageWithErrors(await again(form.errors))
    const settled = await settleCardAlarm(db, {
      councilId: council.id,
      alarmId: form.value.alarm,
      why: form.value.why,
      actor: session.staffId,
    })
    return settled
      ? redirect('/card-payments/alarms?done=settled')
      : pageRefused(await again({ alarm: 'It was settled already' }))
  },
})

export const listRoutes = [list, alarms, settle]
