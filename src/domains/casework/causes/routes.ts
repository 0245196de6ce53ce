import { z } from 'zod'
import { maybeDate } from '#web/form.ts'
import { isBefore } from '#values/dates.ts'
import { page, pageWithErrors, route } from '#web/route.ts'
import { causesPage } from './pages/causes.page.ts'
import { causeReport } from './report.ts'

const wrongDay = 'The day must be a real date, like 27/3/2026'
const readDay = (text: string | undefined) => maybeDate(wrongDay).safeParse(text ?? '')

const view = route({
  method: 'GET',
  path: '/position/causes',
  permission: 'position:view',
  query: z.object({ from: z.string().optional(), to: z.string().optional() }),
  handle: async ({ db, session, council, today, query }) => {
    const [from, to] = [readDay(query.from), readDay(query.to)]
    const [first, last] = [from.data ?? today.subtract({ years: 1 }), to.data ?? today]
    const errors = {
      ...(!from.success && { from: wrongDay }),
      ...(!to.success && { to: wrongDay }),
      ...(isBefore(last, first) && { to: 'The last day is before the first' }),
    }
    const isWrong = Object.keys(errors).length > 0
    const days = isWrong
      ? { from: today.subtract({ years: 1 }), to: today }
      : { from: first, to: last }
    const model = {
      session,
      report: await causeReport(db, { councilId: council.id, ...days }),
      ...days,
    }
    return isWrong
      ? pageWithErrors(causesPage({ ...model, typed: query, errors }))
      : page(causesPage(model))
  },
})

export const causesRoutes = [view]
