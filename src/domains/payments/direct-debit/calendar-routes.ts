import { z } from 'zod'
import { staffNames } from '#administration'
import { someDate, someText, type Errors, type Typed } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { openAlarms } from './alarms.ts'
import {
  daysOfMonth,
  filesOfMonth,
  findFile,
  firstEntry,
  instructionsWaiting,
  linesOf,
} from './calendar.ts'
import { proposeFile, releaseFile, withdrawFile } from './file.ts'
import { type CalendarModel, calendarPage } from './pages/calendar.page.ts'
import { type FileModel, filePage } from './pages/file.page.ts'

type Asked = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council' | 'today'>

async function calendarModel(
  { db, session, council, today }: Asked,
  month: Temporal.PlainYearMonth,
): Promise<CalendarModel> {
  return {
    session,
    month,
    days: await daysOfMonth(db, council.id, month),
    files: await filesOfMonth(db, council.id, month),
    instructionsWaiting: await instructionsWaiting(db, council.id),
    alarms: (await openAlarms(db, council.id)).length,
    firstEntry: firstEntry(today),
  }
}

const notices = {
  proposed: 'The file is proposed. Somebody else releases it.',
  released: 'The file is released, and goes to the bureau’s folder.',
  withdrawn: 'The file was withdrawn.',
} as const
const done = noticeIn(notices)

const calendar = route({
  method: 'GET',
  path: '/direct-debits',
  permission: 'direct-debits:view',
  query: z.object({
    month: z
      .string()
      .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
      .optional()
      .catch(undefined),
  }),
  handle: async asked => {
    const { query, today } = asked
    const month =
      query.month === undefined
        ? today.toPlainYearMonth()
        : Temporal.PlainYearMonth.from(query.month)
    return page(calendarPage(await calendarModel(asked, month)))
  },
})

const propose = route({
  method: 'POST',
  path: '/direct-debits/files',
  permission: 'direct-debits:submit',
  form: z.strictObject({
    entryOn: someDate({
      missing: 'Enter the day that money is taken',
      wrong: 'The day must be a real one, like 27/3/2027',
    }),
  }),
  handle: async asked => {
    const { db, form, session, council, today } = asked
    const again = async (errors: Errors, typed: Typed) =>
      calendarPage({ ...(await calendarModel(asked, today.toPlainYearMonth())), errors, typed })
    if (!form.ok) return pageWithErrors(await again(form.errors, form.typed))
    const proposed = await proposeFile(db, {
      councilId: council.id,
      entryOn: form.value.entryOn,
      today,
      actor: session.staffId,
    })
    if (proposed.ok) return redirect(`/direct-debits/files/${proposed.value}?done=proposed`)
    return pageRefused(await again({ entryOn: proposed.refusal.says }, form.typed))
  },
})

const fileParams = z.object({ file: z.guid() })

async function fileModel({ db, session, council }: Asked, fileId: string): Promise<FileModel> {
  const file = (await findFile(db, council.id, fileId)) ?? notFound()
  const people = [file.proposedBy, file.releasedBy, file.withdrawnBy].filter(id => id !== null)
  return {
    session,
    file,
    lines: await linesOf(db, council.id, file),
    staff: await staffNames(db, people),
  }
}

const oneFile = route({
  method: 'GET',
  path: '/direct-debits/files/:file',
  permission: 'direct-debits:view',
  params: fileParams,
  query: z.object({ done }),
  handle: async asked => {
    const { params, query } = asked
    return page(
      filePage({
        ...(await fileModel(asked, params.file)),
        notice: query.done,
      }),
    )
  },
})

const release = route({
  method: 'POST',
  path: '/direct-debits/files/:file/release',
  permission: 'direct-debits:release',
  params: fileParams,
  form: z.strictObject({}),
  handle: async asked => {
    const { db, params, session, council, today } = asked
    const model = await fileModel(asked, params.file)
    const released = await releaseFile(db, {
      councilId: council.id,
      fileId: params.file,
      today,
      actor: session.staffId,
    })
    if (released.ok) return redirect(`/direct-debits/files/${params.file}?done=released`)
    return pageRefused(filePage({ ...model, refusal: released.refusal.says }))
  },
})

const withdraw = route({
  method: 'POST',
  path: '/direct-debits/files/:file/withdraw',
  permission: 'direct-debits:submit',
  params: fileParams,
  form: z.strictObject({ why: someText({ longest: 200, missing: 'Say why it is withdrawn' }) }),
  handle: async asked => {
    const { db, params, form, session, council } = asked
    const model = { ...(await fileModel(asked, params.file)), typed: form.typed }
    if (!form.ok) return pageWithErrors(filePage({ ...model, errors: form.errors }))
    const withdrawn = await withdrawFile(db, {
      councilId: council.id,
      fileId: params.file,
      why: form.value.why,
      actor: session.staffId,
    })
    if (withdrawn.ok) return redirect(`/direct-debits/files/${params.file}?done=withdrawn`)
    return pageRefused(filePage({ ...model, refusal: withdrawn.refusal.says }))
  },
})

export const calendarRoutes = [calendar, propose, oneFile, release, withdraw]
