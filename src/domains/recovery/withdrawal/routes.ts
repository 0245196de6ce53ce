import { z } from 'zod'
import { record, staffNames } from '#administration'
import type { Db } from '#platform/db.ts'
import { someText } from '#web/form.ts'
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
import { findRun } from '../run.ts'
import { askToWithdraw, refuseWithdrawal, withdrawalKind } from './ask.ts'
import { withdrawalFile, withdrawnNotices } from './list.ts'
import { withdrawPage } from './pages/withdraw.page.ts'
import { type WithdrawalModel, withdrawalPage } from './pages/withdrawal.page.ts'
import { withdrawRun } from './withdraw-run.ts'
import { findWithdrawal, wentInAll, whichNotices } from './withdrawal.ts'

type Desk = Pick<Request<unknown, unknown, unknown>, 'session' | 'council'> & { readonly db: Db }

const ofRun = z.object({ run: z.guid() })

async function askModel({ db, session, council }: Desk, runId: string) {
  const of = { councilId: council.id, runId }
  const run = (await findRun(db, council.id, runId)) ?? notFound()
  return { session, run, went: await wentInAll(db, of) }
}

const form = route({
  method: 'GET',
  path: '/runs/:run/withdraw',
  permission: 'runs:withdraw',
  params: ofRun,
  handle: async asked => page(withdrawPage(await askModel(asked, asked.params.run))),
})

const ask = route({
  method: 'POST',
  path: '/runs/:run/withdraw',
  permission: 'runs:withdraw',
  params: ofRun,
  form: z.strictObject({
    which: z.enum(whichNotices, { error: 'Choose what is withdrawn' }),
    because: someText({ longest: 1000, missing: 'Say why it should not have gone' }),
  }),
  handle: async asked => {
    const { db, session, council, params, form: sent } = asked
    const model = { ...(await askModel(asked, params.run)), typed: sent.typed }
    if (!sent.ok) return pageWithErrors(withdrawPage({ ...model, errors: sent.errors }))
    const of = { councilId: council.id, runId: params.run, by: session.staffId }
    const outcome = await askToWithdraw(db, { ...of, ...sent.value })
    return outcome.ok
      ? redirect(`/runs/${params.run}/withdrawals/${outcome.value}?done=asked`)
      : pageRefused(withdrawPage({ ...model, refusal: outcome.refusal.says }))
  },
})

const params = z.object({ run: z.guid(), withdrawal: z.guid() })
type Asked = Desk & { readonly params: z.infer<typeof params> }

async function modelOf({ db, session, council, params: at }: Asked): Promise<WithdrawalModel> {
  const of = { councilId: council.id, withdrawalId: at.withdrawal }
  const run = (await findRun(db, council.id, at.run)) ?? notFound()
  const withdrawal = await findWithdrawal(db, of)
  if (!withdrawal || withdrawal.runId !== run.id) return notFound()
  return {
    session,
    run,
    withdrawal,
    went: await wentInAll(db, { councilId: council.id, runId: run.id }),
    notices: await withdrawnNotices(db, of),
    staff: await staffNames(
      db,
      [withdrawal.askedBy, withdrawal.decidedBy].filter(id => id !== null),
    ),
  }
}

const done = noticeIn({
  asked: 'It waits for a second person. Nothing has been withdrawn yet.',
  withdrawn: 'It is withdrawn. The letters that say sorry are in the outbox.',
  refused: 'It is refused. Nothing was withdrawn.',
})

const view = route({
  method: 'GET',
  path: '/runs/:run/withdrawals/:withdrawal',
  permission: 'runs:view',
  params,
  query: z.object({ done }),
  handle: async asked =>
    page(withdrawalPage({ ...(await modelOf(asked)), notice: asked.query.done })),
})

const decide = route({
  method: 'POST',
  path: '/runs/:run/withdrawals/:withdrawal',
  permission: 'runs:withdraw',
  params,
  form: z.strictObject({ decision: z.enum(['agree', 'refuse']) }),
  handle: async asked => {
    const { db, council, session, params: at, form: sent } = asked
    const model = await modelOf(asked)
    if (!sent.ok) return pageWithErrors(withdrawalPage(model))
    const of = { councilId: council.id, withdrawalId: at.withdrawal, by: session.staffId }
    const isAgreed = sent.value.decision === 'agree'
    const outcome = isAgreed ? await withdrawRun(db, of) : await refuseWithdrawal(db, of)
    return outcome.ok
      ? redirect(
          `/runs/${at.run}/withdrawals/${at.withdrawal}?done=${isAgreed ? 'withdrawn' : 'refused'}`,
        )
      : pageRefused(withdrawalPage({ ...model, refusal: outcome.refusal.says }))
  },
})

const download = route({
  method: 'GET',
  path: '/runs/:run/withdrawals/:withdrawal/file',
  permission: 'runs:withdraw',
  params,
  handle: async asked => {
    const { db, council, session } = asked
    const { withdrawal, notices } = await modelOf(asked)
    await record(db, {
      councilId: council.id,
      actor: session.staffId,
      action: 'took the list',
      objectKind: withdrawalKind,
      objectId: withdrawal.id,
      detail: { notices: notices.length },
    })
    return file({
      contentType: 'text/csv; charset=utf-8',
      name: `withdrawn-${withdrawal.id.slice(0, 8)}.csv`,
      bytes: withdrawalFile(notices),
    })
  },
})

export const withdrawalRoutes = [form, ask, view, decide, download]
