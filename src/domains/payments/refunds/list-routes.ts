import { z } from 'zod'
import { record, staffNames } from '#administration'
import type { Outcome } from '#values/outcome.ts'
import { someText, type Submitted } from '#web/form.ts'
import { answerForm } from '#web/answer.ts'
import { noticeIn } from '#web/notices.ts'
import {
  file,
  notFound,
  page,
  pageRefused,
  redirect,
  type Reply,
  type Request,
  route,
} from '#web/route.ts'
import { heldBack } from './held-back.ts'
import { fileOfList, findList, latestLists, linesOf, listKind, toBeListed } from './list.ts'
import { wholeListPaid } from './outcome.ts'
import { type ListModel, listPage } from './pages/list.page.ts'
import { type ListsModel, listsPage } from './pages/lists.page.ts'
import { proposeList, releaseList, withdrawList } from './release-list.ts'

type Desk = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council'>

async function listsModel({ db, session, council }: Desk): Promise<ListsModel> {
  const lists = await latestLists(db, council.id)
  const held = await heldBack(db, council.id)
  return {
    session,
    lists,
    held,
    waiting: await toBeListed(db, council.id, held),
    staff: await staffNames(
      db,
      lists.map(({ proposedBy }) => proposedBy),
    ),
  }
}

const lists = route({
  method: 'GET',
  path: '/refunds/lists',
  permission: 'refunds:view',
  handle: async asked => page(listsPage(await listsModel(asked))),
})

const propose = route({
  method: 'POST',
  path: '/refunds/lists',
  permission: 'refunds:propose',
  form: z.strictObject({}),
  handle: async asked => {
    const { db, session, council } = asked
    const proposed = await proposeList(db, { councilId: council.id, actor: session.staffId })
    if (proposed.ok) return redirect(`/refunds/lists/${proposed.value}?done=proposed`)
    return pageRefused(listsPage({ ...(await listsModel(asked)), refusal: proposed.refusal.says }))
  },
})

const notices = {
  proposed: 'The list is proposed. Somebody else releases it.',
  released: 'The list is released. Hand its file to finance.',
  withdrawn: 'The list was withdrawn. What was on it goes on the next.',
  paid: 'Kept: they were paid.',
} as const
type Done = keyof typeof notices
const done = noticeIn(notices)

const params = z.object({ list: z.guid() })
type Asked = Desk & { readonly params: z.infer<typeof params> }

async function modelOf({ db, session, council, params: at }: Asked): Promise<ListModel> {
  const one = { councilId: council.id, listId: at.list }
  const list = (await findList(db, one)) ?? notFound()
  const lines = await linesOf(db, one)
  const people = [
    list.proposedBy,
    list.releasedBy,
    list.withdrawnBy,
    ...lines.flatMap(({ proposedBy, agreedBy }) => [proposedBy, agreedBy]),
  ].filter(id => id !== null)
  return { session, list, lines, staff: await staffNames(db, people) }
}

const view = route({
  method: 'GET',
  path: '/refunds/lists/:list',
  permission: 'refunds:view',
  params,
  query: z.object({ done }),
  handle: async asked =>
    page(
      listPage({
        ...(await modelOf(asked)),
        notice: asked.query.done,
      }),
    ),
})

/** A form of a list: says what is wrong beside the field, does it, and goes back to the list. */
async function answer<T>(
  asked: Asked,
  sent: Submitted<T>,
  work: (
    of: { readonly councilId: number; readonly listId: string; readonly actor: string },
    value: T,
  ) => Promise<Outcome<unknown>>,
  said: Done,
): Promise<Reply> {
  const { council, session, params: at } = asked
  const of = { councilId: council.id, listId: at.list, actor: session.staffId }
  return answerForm(sent, {
    model: await modelOf(asked),
    page: listPage,
    work: value => work(of, value),
    to: `/refunds/lists/${at.list}?done=${said}`,
  })
}

const release = route({
  method: 'POST',
  path: '/refunds/lists/:list/release',
  permission: 'refunds:release',
  params,
  form: z.strictObject({}),
  handle: asked => answer(asked, asked.form, of => releaseList(asked.db, of), 'released'),
})

const withdraw = route({
  method: 'POST',
  path: '/refunds/lists/:list/withdraw',
  permission: 'refunds:propose',
  params,
  form: z.strictObject({
    withdrawnWhy: someText({ longest: 200, missing: 'Say why it is withdrawn' }),
  }),
  handle: asked =>
    answer(
      asked,
      asked.form,
      (of, { withdrawnWhy: why }) => withdrawList(asked.db, { ...of, why }),
      'withdrawn',
    ),
})

const paid = route({
  method: 'POST',
  path: '/refunds/lists/:list/paid',
  permission: 'refunds:propose',
  params,
  form: z.strictObject({}),
  handle: asked => answer(asked, asked.form, of => wholeListPaid(asked.db, of), 'paid'),
})

const download = route({
  method: 'GET',
  path: '/refunds/lists/:list/file',
  permission: 'refunds:release',
  params,
  handle: async ({ db, session, council, params: at }) => {
    const one = { councilId: council.id, listId: at.list }
    const list = (await findList(db, one)) ?? notFound()
    const bytes = (await fileOfList(db, one)) ?? notFound()
    await record(db, {
      councilId: council.id,
      actor: session.staffId,
      action: 'took the file',
      objectKind: listKind,
      objectId: list.id,
    })
    return file({
      contentType: 'text/csv; charset=utf-8',
      name: `refunds-${String(list.serial).padStart(6, '0')}.csv`,
      bytes,
    })
  },
})

export const listRoutes = [lists, propose, view, release, withdraw, paid, download]
