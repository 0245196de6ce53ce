import { daysAsked, daysQuery } from '#web/days-asked.ts'
import { page, pageWithErrors, route } from '#web/route.ts'
import { causesPage } from './pages/causes.page.ts'
import { causeReport } from './report.ts'

const view = route({
  method: 'GET',
  path: '/position/causes',
  permission: 'position:view',
  query: daysQuery,
  handle: async ({ db, session, council, today, query }) => {
    const { days, errors } = daysAsked(query, { from: today.subtract({ years: 1 }), to: today })
    const report = await causeReport(db, { councilId: council.id, ...days })
    const model = { session, report, ...days }
    return errors
      ? pageWithErrors(causesPage({ ...model, typed: query, errors }))
      : page(causesPage(model))
  },
})

export const causesRoutes = [view]
