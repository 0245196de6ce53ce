import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen } from '#debts'
import { maybeDate, someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { page, pageRefused, pageWithErrors, redirect, type Request, route } from '#web/route.ts'
import { answer, answersOn, familyOf } from './answer.ts'
import { answersToLookAtAgain, countToLookAtAgain } from './look-again.ts'
import { answersPage } from './pages/answers.page.ts'
import { lookAgainPage } from './pages/look-again.page.ts'

const params = z.object({ account: z.guid() })

async function modelOf({
  db,
  session,
  council,
  params: { account: id },
  today,
}: Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'params' | 'today'
>) {
  const account = await accountToOpen(db, council.id, id, today)
  const of = { councilId: council.id, accountId: account.id }
  const answers = await answersOn(db, of)
  return {
    session,
    account,
    answers,
    family: await familyOf(db, of),
    names: await staffNames(
      db,
      answers.map(({ answeredBy }) => answeredBy),
    ),
  }
}

const notices = { recorded: 'Recorded. The account is looked at again tonight.' } as const

const show = route({
  method: 'GET',
  path: '/accounts/:account/answers',
  permission: 'accounts:view',
  params,
  query: z.object({
    done: noticeIn(notices),
    question: z.string().max(100).optional().catch(undefined),
  }),
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, {
      partyId: model.account.leadPartyId,
      route: '/accounts/:account/answers',
    })
    return page(answersPage({ ...model, question: asked.query.question, notice: asked.query.done }))
  },
})

const add = route({
  method: 'POST',
  path: '/accounts/:account/answers',
  permission: 'answers:record',
  params,
  form: z.strictObject({
    question: z.string().max(100),
    answer: z.string({ error: 'Choose an answer' }).max(100),
    soOn: maybeDate('The day must be a real one, like 27/3/2027').optional(),
    note: someText({ longest: 2000 }),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form, today } = asked
    const model = { ...(await modelOf(asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(answersPage({ ...model, errors: form.errors }))
    const outcome = await answer(db, {
      councilId: council.id,
      accountId: at.account,
      question: form.value.question,
      answer: form.value.answer,
      soOn: form.value.soOn,
      note: form.value.note,
      by: session.staffId,
      today,
    })
    if (outcome.ok) return redirect(`/accounts/${at.account}/answers?done=recorded`)
    const { code, says } = outcome.refusal
    const field = code.startsWith('day') ? 'soOn' : code === 'say-why' ? 'note' : ''
    return pageRefused(answersPage({ ...model, errors: { [field]: says } }))
  },
})

const lookAgain = route({
  method: 'GET',
  path: '/referrals/answers',
  permission: 'referrals:view',
  handle: async ({ db, session, council, today }) => {
    const on = { councilId: council.id, today }
    return page(
      lookAgainPage({
        session,
        answers: await answersToLookAtAgain(db, on),
        total: await countToLookAtAgain(db, on),
      }),
    )
  },
})

export const answerRoutes = [show, add, lookAgain]
