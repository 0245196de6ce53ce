import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen, refuseIfHidden } from '#debts'
import { plusDays } from '#values/dates.ts'
import { answerForm } from '#web/answer.ts'
import { someDate, someText } from '#web/form.ts'
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
import { answerQuestion } from './answer.ts'
import { askTeam } from './ask.ts'
import { askPage } from './pages/ask.page.ts'
import { questionPage } from './pages/question.page.ts'
import { questionsPage } from './pages/questions.page.ts'
import {
  aboutNames,
  answeredQuestions,
  findQuestion,
  openQuestions,
  outcomeNames,
  type Question,
  questionsOn,
  raisers,
  teams,
} from './question.ts'

type Asked<Params> = Pick<
  Request<Params, unknown, unknown>,
  'db' | 'params' | 'session' | 'council' | 'today'
>

const ofAccount = z.object({ account: z.guid() })

/** How soon an answer is wanted unless the officer says otherwise, in days: ours. */
const usualDays = 5

async function askModel(asked: Asked<z.infer<typeof ofAccount>>) {
  const { db, params, session, council, today } = asked
  const account = await accountToOpen(db, council.id, params.account, today)
  await refuseIfHidden(db, { councilId: council.id, accountIds: [account.id] })
  const before = await questionsOn(db, { councilId: council.id, accountId: account.id })
  return { session, account, before }
}

const newQuestion = route({
  method: 'GET',
  path: '/accounts/:account/questions/new',
  permission: 'questions:ask',
  params: ofAccount,
  handle: async asked => {
    const model = await askModel(asked)
    await recordPageView(asked, {
      partyId: model.account.leadPartyId,
      route: '/accounts/:account/questions/new',
    })
    const answerBy = plusDays(asked.today, usualDays).toLocaleString('en-GB')
    return page(askPage({ ...model, questionId: randomUUID(), typed: { answerBy } }))
  },
})

const ask = route({
  method: 'POST',
  path: '/accounts/:account/questions',
  permission: 'questions:ask',
  params: ofAccount,
  form: z.strictObject({
    question: z.guid(),
    about: z.enum(aboutNames, { error: 'Choose what it is about' }),
    raisedBy: z.enum(raisers, { error: 'Choose who says so' }),
    team: z.enum(teams, { error: 'Choose the team' }),
    wrong: someText({ longest: 2000, missing: 'Say what may be wrong, and what you ask' }),
    evidence: someText({ longest: 2000 }),
    answerBy: someDate({
      missing: 'Enter the day by which you want the answer',
      wrong: 'The day must be a real one, like 27/3/2027',
    }),
  }),
  handle: async asked => {
    const { db, form, session, council, now, today } = asked
    const model = {
      ...(await askModel(asked)),
      questionId: z.guid().safeParse(form.typed['question']).data ?? randomUUID(),
      typed: form.typed,
    }
    if (!form.ok) return pageWithErrors(askPage({ ...model, errors: form.errors }))
    const { question: id, wrong: question, ...said } = form.value
    const outcome = await askTeam(db, {
      ...said,
      id,
      question,
      councilId: council.id,
      accountId: model.account.id,
      partyId: model.account.leadPartyId,
      actor: session.staffId,
      now,
      today,
    })
    if (outcome.ok) return redirect(`/questions/${outcome.value}?done=asked`)
    const { code, says } = outcome.refusal
    const field = code === 'about' || code === 'answerBy' ? code : ''
    return pageRefused(askPage({ ...model, errors: { [field]: says } }))
  },
})

const namesOf = (db: Request<unknown, unknown, unknown>['db'], questions: readonly Question[]) =>
  staffNames(
    db,
    questions.flatMap(({ askedBy, answeredBy }) => [askedBy, answeredBy ?? askedBy]),
  )

const list = route({
  method: 'GET',
  path: '/questions',
  permission: 'questions:view',
  query: z.object({ team: z.enum(teams).optional().catch(undefined) }),
  handle: async ({ db, session, council, today, query: { team } }) => {
    const open = await openQuestions(db, { councilId: council.id, team })
    const answered = await answeredQuestions(db, council.id)
    const staff = await namesOf(db, [...open, ...answered])
    return page(questionsPage({ session, team, open, answered, staff, today }))
  },
})

const params = z.object({ question: z.guid() })

async function modelOf({ db, params: at, session, council, today }: Asked<z.infer<typeof params>>) {
  const of = { councilId: council.id, questionId: at.question }
  const question = (await findQuestion(db, of)) ?? notFound()
  await refuseIfHidden(db, { councilId: council.id, accountIds: [question.accountId] })
  return { session, question, today, staff: await namesOf(db, [question]) }
}

const notices = {
  asked: 'Asked. Recovery of this account is on hold until it is answered.',
  answered: 'Answered. The hold has ended; nothing starts by itself: the next night decides.',
} as const

const one = route({
  method: 'GET',
  path: '/questions/:question',
  permission: 'questions:view',
  params,
  query: z.object({ done: noticeIn(notices) }),
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, {
      partyId: model.question.partyId,
      route: '/questions/:question',
    })
    return page(questionPage({ ...model, notice: asked.query.done }))
  },
})

const answer = route({
  method: 'POST',
  path: '/questions/:question/answer',
  permission: 'questions:answer',
  params,
  form: z.strictObject({
    outcome: z.enum(outcomeNames, { error: 'Choose what the answer comes to' }),
    answer: someText({ longest: 2000, missing: 'Say what they answered' }),
    isThere: z.literal('yes').optional(),
  }),
  handle: async asked => {
    const { db, form, session, council, now } = asked
    return answerForm(form, {
      model: await modelOf(asked),
      page: questionPage,
      to: `/questions/${asked.params.question}?done=answered`,
      work: ({ isThere, ...given }) =>
        answerQuestion(db, {
          ...given,
          isThere: isThere === 'yes',
          councilId: council.id,
          questionId: asked.params.question,
          actor: session.staffId,
          now,
        }),
    })
  },
})

export const questionRoutes = [newQuestion, ask, list, one, answer]
