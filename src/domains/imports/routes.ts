import { z } from 'zod'
import { record } from '#administration'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import type { Errors, Typed } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Reply,
  route,
} from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { feedsFor } from './feeds.ts'
import { load } from './load.ts'
import { keptBackFrom, refuseKeptBack } from './kept-back.ts'
import { mend, type NotMended } from './mend.ts'
import { filePage } from './pages/file.page.ts'
import { importsPage } from './pages/imports.page.ts'
import { cellName, rowPage } from './pages/row.page.ts'
import { sameHeader } from './profile.ts'
import { maybeReport, recentFiles } from './report.ts'
import { type AsideRow, findAsideRow, nextAside, putAsideRows } from './rows.ts'
import { mostColumns } from './whole-file.ts'

/** What a browser may send. Larger files come by the command line, from the place they are delivered to. */
const largestUpload = 200_000_000
const rowsOnPage = 50

const listed = async (db: Db, session: Session, again: { typed?: Typed; errors?: Errors } = {}) =>
  importsPage({
    session,
    files: await recentFiles(db, session.council.id),
    feeds: await feedsFor(db, session.council.id),
    ...again,
  })

const files = route({
  method: 'GET',
  path: '/imports',
  permission: 'imports:view',
  handle: async ({ db, session }) => page(await listed(db, session)),
})

const upload = route({
  method: 'POST',
  path: '/imports',
  permission: 'imports:load',
  upload: { largestBytes: largestUpload },
  form: z.strictObject({
    feed: z.string({ error: 'Choose which list it is' }).min(1, 'Choose which list it is'),
    /** A browser without the file part sends its name as a field. */
    file: z.string().optional(),
  }),
  handle: async ({ database, session, council, today, form, file }) => {
    const again = (errors: Errors, reply: (page: Awaited<ReturnType<typeof listed>>) => Reply) =>
      asCouncil(database, council.id, async db =>
        reply(await listed(db, session, { typed: form.typed, errors })),
      )
    const profile = form.ok && (await feedNamed(database, council.id, form.value.feed))
    const errors = {
      ...(!profile && { feed: 'Choose which list it is' }),
      ...(!file && { file: 'Choose a file' }),
    }
    if (!profile || !file) return again(errors, pageWithErrors)
    const loaded = await load(database, {
      councilId: council.id,
      profile,
      fileName: file.name,
      bytes: file.bytes,
      actor: session.staffId,
      businessDate: today,
    })
    if (!loaded.ok) return again({ file: loaded.refusal.says }, pageRefused)
    const { fileId, again: isAgain } = loaded.value
    return redirect(`/imports/${fileId}?done=${isAgain ? 'again' : 'loaded'}`)
  },
})

const feedNamed = (database: Database, councilId: number, feed: string) =>
  asCouncil(database, councilId, async db =>
    (await feedsFor(db, councilId)).find(({ name }) => name === feed),
  )

const notices = {
  loaded: 'The file was loaded.',
  again: 'This file had been loaded before, as below. Nothing was changed.',
  applied: 'The row was corrected and applied.',
  duplicate: 'That row had been loaded before from another file, so nothing was applied again.',
} as const
const done = noticeIn(notices)
const fileParams = z.object({ file: z.guid() })

const oneFile = route({
  method: 'GET',
  path: '/imports/:file',
  permission: 'imports:view',
  params: fileParams,
  query: z.object({ after: z.coerce.number().int().min(0).max(2e9).default(0).catch(0), done }),
  handle: async ({ db, session, council, params, query }) => {
    const of = { councilId: council.id, fileId: params.file }
    const report = (await maybeReport(db, of.councilId, of.fileId)) ?? notFound()
    const found = await putAsideRows(db, { ...of, after: query.after, limit: rowsOnPage + 1 })
    const rows = found.slice(0, rowsOnPage)
    if (rows.length > 0) await recordSeen(db, session, 'import file', of.fileId)
    return page(
      filePage({
        session,
        report,
        rows,
        keptBack: await keptBackFrom(db, session, rows),
        after: query.after,
        next: found.length > rowsOnPage ? rows.at(-1)?.rowNo : undefined,
        notice: query.done,
      }),
    )
  },
})

/** A row that was put aside shows somebody's details, whoever they turn out to be. */
const recordSeen = (db: Db, session: Session, objectKind: string, objectId: string) =>
  record(db, {
    councilId: session.council.id,
    actor: session.staffId,
    action: 'viewed',
    objectKind,
    objectId,
  })

const rowParams = z.object({ file: z.guid(), row: z.coerce.number().int().min(1).max(2e9) })

const oneRow = route({
  method: 'GET',
  path: '/imports/:file/rows/:row',
  permission: 'imports:view',
  params: rowParams,
  handle: async ({ db, session, council, params }) => {
    const of = { councilId: council.id, fileId: params.file, rowNo: params.row }
    const row = (await findAsideRow(db, of)) ?? notFound()
    await refuseKeptBack(db, session, row)
    await recordSeen(db, session, 'import row', `${of.fileId}/${of.rowNo}`)
    return page(rowPage({ session, row }))
  },
})

const cells = z.string().max(20_000, 'It is longer than a field can be').optional()

const mendRow = route({
  method: 'POST',
  path: '/imports/:file/rows/:row',
  permission: 'imports:mend',
  params: rowParams,
  form: z.strictObject(
    Object.fromEntries(Array.from({ length: mostColumns }, (_, n) => [cellName(n), cells])),
  ),
  handle: async ({ db, session, council, params, form, today }) => {
    const of = { councilId: council.id, fileId: params.file, rowNo: params.row }
    const row = (await findAsideRow(db, of)) ?? notFound()
    await refuseKeptBack(db, session, row)
    // Browsers send every line end as CR LF.
    const typed = (row.header ?? []).map((_, n) =>
      (form.typed[cellName(n)] ?? '').replaceAll('\r\n', '\n'),
    )
    if (!form.ok) return pageWithErrors(rowPage({ session, row, typed, errors: form.errors }))
    const mended =
      (await mend(db, { ...of, cells: typed, actor: session.staffId, businessDate: today })) ??
      notFound()
    if (!mended.ok)
      return pageRefused(rowPage({ session, row, typed, errors: errorsOf(row, mended) }))
    const next = await nextAside(db, of)
    return redirect(
      next
        ? `/imports/${of.fileId}?after=${Math.max(0, next.rowNo - 1)}&done=${mended.value.state}`
        : `/imports/${of.fileId}?done=${mended.value.state}`,
    )
  },
})

/** The refusal, beside the cell that it is about. A field that several columns make up is shown at its first. */
function errorsOf(
  row: AsideRow,
  { refusal, ...about }: Pick<NotMended, 'refusal' | 'column'>,
): Errors {
  const first = about.column?.split(' + ')[0] ?? ''
  const n = (row.header ?? []).findIndex(
    label => sameHeader(label, about.column ?? '') || sameHeader(label, first),
  )
  return { [n < 0 ? '' : cellName(n)]: refusal.says }
}

export const importsRoutes = [files, upload, oneFile, oneRow, mendRow]
