import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { type Outcome, refused } from '#values/outcome.ts'
import { type Errors, someText, type Typed } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Reply,
  type Request,
  route,
} from '#web/route.ts'
import { viewerOf } from '#web/session.ts'
import { differencesOf, findMonth, recentMonths } from './compare.ts'
import { decideOnMonth, explainDifference, makeMonth, proposeMonth } from './month.ts'
import { type MonthModel, monthPage } from './pages/month.page.ts'
import { addressOf, monthsPage } from './pages/months.page.ts'
import { monthNotProposed } from './refusals.ts'
import { sourcesOf } from './settings.ts'

const yearMonth = z
  .string({ error: 'Enter a month, like 2026-10' })
  .trim()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Enter a month, like 2026-10')
  .transform(text => Temporal.PlainYearMonth.from(text))

type Whole = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council' | 'today'>

const listModel = async ({ db, session, council, today }: Whole) => ({
  session,
  months: await recentMonths(db, council.id),
  sources: (await sourcesOf(db, council.id)).map(({ source }) => source),
  offered: today.toPlainYearMonth().subtract({ months: 1 }),
})

const list = route({
  method: 'GET',
  path: '/sources/months',
  permission: 'source-messages:view',
  handle: async asked => page(monthsPage(await listModel(asked))),
})

/** Without a viewer: a comparison leaves nobody out, whoever makes it. */
const begin = route({
  method: 'POST',
  path: '/sources/months',
  permission: 'months:propose',
  transaction: 'without a viewer',
  form: z.strictObject({
    source: z.string({ error: 'Choose a source' }).min(1, 'Choose a source').max(100),
    month: yearMonth,
  }),
  handle: async ({ db, session, council, today, form }) => {
    const again = async (errors: Errors, reply: typeof pageRefused) =>
      reply(
        monthsPage({
          ...(await listModel({ db, session, council, today })),
          typed: form.typed,
          errors,
        }),
      )
    if (!form.ok) return again(form.errors, pageWithErrors)
    const { source, month } = form.value
    const actor = session.staffId
    const made = await makeMonth(db, { councilId: council.id, source, month, today, actor })
    return made.ok
      ? redirect(`${addressOf(source, month)}?done=compared`)
      : again({ month: made.refusal.says }, pageRefused)
  },
})

const params = z.object({ source: z.string().max(100), month: yearMonth })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'today' | 'params'
>

async function monthModel({ db, session, council, params: at }: Asked): Promise<MonthModel> {
  const of = { councilId: council.id, source: at.source, month: at.month }
  return {
    session,
    month: (await findMonth(db, of)) ?? notFound(),
    differences: await differencesOf(db, of),
  }
}

const notices = {
  compared: 'Compared: the figures are as below.',
  explained: 'The reason is kept.',
  proposed: 'The month waits for somebody else to sign it.',
  signed: 'The month is closed.',
  opened: 'The month is open again.',
} as const

const one = route({
  method: 'GET',
  path: '/sources/months/:source/:month',
  permission: 'source-messages:view',
  params,
  query: z.object({
    done: noticeIn(notices),
  }),
  handle: async asked =>
    page(
      monthPage({
        ...(await monthModel(asked)),
        notice: asked.query.done,
      }),
    ),
})

/** What was asked is done and the month is shown, or it is shown with why not. */
const answered = async (
  asked: Asked,
  outcome: Outcome<unknown>,
  as: keyof typeof notices,
  typed: Typed = {},
): Promise<Reply> =>
  outcome.ok
    ? redirect(`${addressOf(asked.params.source, asked.params.month)}?done=${as}`)
    : pageRefused(monthPage({ ...(await monthModel(asked)), typed, refusal: outcome.refusal.says }))

const ofMonth = ({ council, session, params: at, today }: Omit<Asked, 'db'>) => ({
  councilId: council.id,
  source: at.source,
  month: at.month,
  today,
  actor: session.staffId,
})

const compareAgain = route({
  method: 'POST',
  path: '/sources/months/:source/:month/compare',
  permission: 'months:propose',
  transaction: 'none',
  params,
  handle: async asked => {
    const { database, session, council } = asked
    const made = await asCouncil(database, council.id, db => makeMonth(db, ofMonth(asked)))
    // The comparison leaves nobody out; the page does, whom this officer may not see.
    return asCouncil(
      database,
      council.id,
      db => answered({ ...asked, db }, made, 'compared'),
      viewerOf(session),
    )
  },
})

const explain = route({
  method: 'POST',
  path: '/sources/months/:source/:month/explain',
  permission: 'months:propose',
  params,
  form: z.strictObject({
    reference: z.string({ error: 'Choose an account' }).min(1, 'Choose an account').max(200),
    why: someText({ longest: 500, missing: 'Say why it differs' }),
  }),
  handle: async asked => {
    const { db, form } = asked
    if (!form.ok)
      return pageWithErrors(
        monthPage({ ...(await monthModel(asked)), typed: form.typed, errors: form.errors }),
      )
    return answered(
      asked,
      await explainDifference(db, { ...ofMonth(asked), ...form.value }),
      'explained',
      form.typed,
    )
  },
})

const propose = route({
  method: 'POST',
  path: '/sources/months/:source/:month/propose',
  permission: 'months:propose',
  params,
  handle: async asked => answered(asked, await proposeMonth(asked.db, ofMonth(asked)), 'proposed'),
})

const sign = route({
  method: 'POST',
  path: '/sources/months/:source/:month/sign',
  permission: 'months:sign',
  params,
  handle: async asked =>
    answered(asked, await decideOnMonth(asked.db, { ...ofMonth(asked), signs: true }), 'signed'),
})

/** Whoever may sign may send a month back instead. */
const sendBack = route({
  method: 'POST',
  path: '/sources/months/:source/:month/open',
  permission: 'months:sign',
  params,
  handle: async asked =>
    answered(asked, await decideOnMonth(asked.db, { ...ofMonth(asked), signs: false }), 'opened'),
})

/** Whoever proposed a month may take it back. */
const withdraw = route({
  method: 'POST',
  path: '/sources/months/:source/:month/withdraw',
  permission: 'months:propose',
  params,
  handle: async asked => {
    const { month } = await monthModel(asked)
    if (month.proposedBy !== asked.session.staffId)
      return answered(asked, refused(monthNotProposed), 'opened')
    const outcome = await decideOnMonth(asked.db, { ...ofMonth(asked), signs: false })
    return answered(asked, outcome, 'opened')
  },
})

export const monthRoutes = [
  list,
  begin,
  one,
  compareAgain,
  explain,
  propose,
  sign,
  sendBack,
  withdraw,
]
