import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import type { Errors } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  file,
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { fileToDownload, filesOf, recentReplies, standings } from './board.ts'
import { nameOf } from './file-format.ts'
import { markHandedOver } from './hand-over.ts'
import { keepQueues } from './job.ts'
import { makeFile } from './make-file.ts'
import { messageRoutes } from './message-routes.ts'
import { monthRoutes } from './month-routes.ts'
import { overviewPage } from './pages/overview.page.ts'
import { repliesPage } from './pages/replies.page.ts'
import { type SourceModel, sourcePage } from './pages/source.page.ts'
import { setSource, sourceNamed, sourcesOf, ways } from './settings.ts'
import { largestReply, takeReply } from './take-reply.ts'

const overview = route({
  method: 'GET',
  path: '/sources',
  permission: 'sources:view',
  handle: async ({ db, session, council }) =>
    page(
      overviewPage({
        session,
        sources: await sourcesOf(db, council.id),
        standings: await standings(db, council.id),
      }),
    ),
})

const params = z.object({ source: z.string().max(100) })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'params'
>

async function sourceModel({ db, session, council, params: at }: Asked): Promise<SourceModel> {
  const source = (await sourceNamed(db, council.id, at.source)) ?? notFound()
  return {
    session,
    source,
    standing: (await standings(db, council.id)).find(one => one.source === source.source),
    files: await filesOf(db, { councilId: council.id, source: source.source }),
  }
}

const notices = {
  set: 'Saved.',
  made: 'A file was made. Download it, or leave it to the folder where the source collects.',
} as const

const source = route({
  method: 'GET',
  path: '/sources/of/:source',
  permission: 'sources:view',
  params,
  query: z.object({ done: noticeIn(notices) }),
  handle: async asked =>
    page(
      sourcePage({
        ...(await sourceModel(asked)),
        notice: asked.query.done,
      }),
    ),
})

const between = (most: number) =>
  z
    .string({ error: `Enter a number from 1 to ${most}` })
    .trim()
    .refine(text => /^[1-9]\d?$/.test(text) && Number(text) <= most, {
      error: `Enter a number from 1 to ${most}`,
    })
    .transform(Number)

const set = route({
  method: 'POST',
  path: '/sources/of/:source',
  permission: 'sources:set',
  params,
  form: z.strictObject({
    way: z.enum(ways, { error: 'Choose how it is told' }),
    answerDays: between(60),
    attempts: between(5),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form } = asked
    const again = async (errors: Errors) =>
      sourcePage({ ...(await sourceModel(asked)), typed: form.typed, errors })
    if (!form.ok) return pageWithErrors(await again(form.errors))
    const saved = await setSource(db, {
      councilId: council.id,
      source: at.source,
      settings: form.value,
      actor: session.staffId,
    })
    return saved.ok
      ? redirect(`/sources/of/${encodeURIComponent(at.source)}?done=set`)
      : pageRefused(await again({ way: saved.refusal.says }))
  },
})

/** Without a viewer: a file leaves nobody out, whoever makes it. */
const make = route({
  method: 'POST',
  path: '/sources/of/:source/files',
  permission: 'source-messages:send',
  transaction: 'without a viewer',
  params,
  handle: async ({ db, session, council, today, params: at }) => {
    await keepQueues(db, { councilId: council.id, today })
    const made = await makeFile(db, {
      councilId: council.id,
      source: at.source,
      today,
      actor: session.staffId,
    })
    if (made.ok) return redirect(`/sources/of/${encodeURIComponent(at.source)}?done=made`)
    return pageRefused(
      sourcePage({
        ...(await sourceModel({ db, session, council, params: at })),
        notice: made.refusal.says,
      }),
    )
  },
})

const download = route({
  method: 'POST',
  path: '/sources/files/:file',
  permission: 'source-messages:send',
  params: z.object({ file: z.guid() }),
  handle: async ({ db, session, council, params: at }) => {
    const found = (await fileToDownload(db, council.id, at.file)) ?? notFound()
    await markHandedOver(db, { councilId: council.id, fileId: at.file, actor: session.staffId })
    return file({ contentType: 'text/csv; charset=utf-8', name: nameOf(found), bytes: found.bytes })
  },
})

const ofReplies = {
  taken: 'The reply was taken in.',
  again: 'This reply was taken in before. Nothing was changed.',
} as const

const replies = route({
  method: 'GET',
  path: '/sources/replies',
  permission: 'source-messages:view',
  query: z.object({ done: noticeIn(ofReplies) }),
  handle: async ({ db, session, council, query }) =>
    page(
      repliesPage({
        session,
        replies: await recentReplies(db, council.id),
        notice: query.done,
      }),
    ),
})

const takeOne = route({
  method: 'POST',
  path: '/sources/replies',
  permission: 'source-messages:send',
  upload: { largestBytes: largestReply },
  form: z.strictObject({ file: z.string().optional() }),
  handle: async ({ database, session, council, today, file: uploaded }) => {
    const again = (says: string, reply: typeof pageRefused) =>
      asCouncil(database, council.id, async db =>
        reply(
          repliesPage({
            session,
            replies: await recentReplies(db, council.id),
            errors: { file: says },
          }),
        ),
      )
    if (!uploaded) return again('Choose a file', pageWithErrors)
    const taken = await takeReply(database, {
      councilId: council.id,
      fileName: uploaded.name,
      bytes: uploaded.bytes,
      today,
      actor: session.staffId,
    })
    return taken.ok
      ? redirect(`/sources/replies?done=${taken.value.again ? 'again' : 'taken'}`)
      : again(taken.refusal.says, pageRefused)
  },
})

export const writeBackRoutes = [
  overview,
  source,
  set,
  make,
  download,
  replies,
  takeOne,
  ...messageRoutes,
  ...monthRoutes,
]
