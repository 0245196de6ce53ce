import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { type Errors, someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { openAlarms, settleAlarm } from './alarms.ts'
import { alarmsPage } from './pages/alarms.page.ts'
import { reportPage, reportsPage } from './pages/reports.page.ts'
import { findReport, itemsOf, recentReports } from './report-queries.ts'
import { takeReport } from './take-report.ts'

/** Twice the largest that is read, so that one too large is refused in a sentence. */
const largestUpload = 40_000_000

const reports = route({
  method: 'GET',
  path: '/direct-debits/reports',
  permission: 'direct-debits:view',
  handle: async ({ db, session, council }) =>
    page(reportsPage({ session, reports: await recentReports(db, council.id) })),
})

const upload = route({
  method: 'POST',
  path: '/direct-debits/reports',
  permission: 'direct-debits:submit',
  upload: { largestBytes: largestUpload },
  // A browser without the file part sends its name as a field.
  form: z.strictObject({ file: z.string().optional() }),
  handle: async ({ database, session, council, today, file }) => {
    const chunks = file ? await Array.fromAsync(file.bytes) : []
    const bytes = Buffer.concat(chunks)
    if (bytes.length === 0) {
      return asCouncil(database, council.id, async db =>
        pageWithErrors(
          reportsPage({
            session,
            reports: await recentReports(db, council.id),
            errors: { file: 'Choose a file that is not empty' },
          }),
        ),
      )
    }
    const { reportId, again } = await asCouncil(database, council.id, db =>
      takeReport(db, { councilId: council.id, bytes, today, actor: session.staffId }),
    )
    return redirect(`/direct-debits/reports/${reportId}?done=${again ? 'again' : 'taken'}`)
  },
})

const notices = {
  taken: 'The report was looked at, as below.',
  again: 'This report had come before, as below. Nothing was changed.',
} as const

const oneReport = route({
  method: 'GET',
  path: '/direct-debits/reports/:report',
  permission: 'direct-debits:view',
  params: z.object({ report: z.guid() }),
  query: z.object({ done: noticeIn(notices) }),
  handle: async ({ db, session, council, params, query }) => {
    const report = (await findReport(db, council.id, params.report)) ?? notFound()
    return page(
      reportPage({
        session,
        report,
        items: await itemsOf(db, council.id, report.id),
        notice: query.done,
      }),
    )
  },
})

const alarms = route({
  method: 'GET',
  path: '/direct-debits/alarms',
  permission: 'direct-debits:view',
  query: z.object({ done: z.literal('settled').optional().catch(undefined) }),
  handle: async ({ db, session, council, query }) =>
    page(
      alarmsPage({
        session,
        alarms: await openAlarms(db, council.id),
        notice: query.done && 'The alarm is settled.',
      }),
    ),
})

const settle = route({
  method: 'POST',
  path: '/direct-debits/alarms',
  permission: 'direct-debits:submit',
  form: z.strictObject({
    alarm: z.guid({ error: 'Choose an alarm' }),
    why: someText({ longest: 500, missing: 'Say what was done' }),
  }),
  handle: async ({ db, session, council, form }) => {
    const again = async (errors: Errors) =>
      alarmsPage({ session, alarms: await openAlarms(db, council.id), typed: form.typed, errors })
    if (!form.ok) return pageWithErrors(await again(form.errors))
    const { alarm: alarmId, why } = form.value
    const settled = await settleAlarm(db, {
      councilId: council.id,
      alarmId,
      why,
      actor: session.staffId,
    })
    return settled
      ? redirect('/direct-debits/alarms?done=settled')
      : pageRefused(await again({ alarm: 'It was settled already' }))
  },
})

export const reportRoutes = [reports, upload, oneReport, alarms, settle]
