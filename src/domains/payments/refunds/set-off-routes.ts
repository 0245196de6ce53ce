import { z } from 'zod'
import { staffNames } from '#administration'
import type { Outcome } from '#values/outcome.ts'
import { amountOfMoney, someText, type Submitted } from '#web/form.ts'
import { answerForm } from '#web/answer.ts'
import { noticeIn } from '#web/notices.ts'
import {
  notFound,
  page,
  pageWithErrors,
  redirect,
  type Reply,
  type Request,
  route,
} from '#web/route.ts'
import { creditModel, refusedPage } from './credit-routes.ts'
import { agreeToSetOff, refuseSetOff } from './decide-set-off.ts'
import { whatTheyAsked } from './may-set-off.ts'
import { accountCreditPage } from './pages/account-credit.page.ts'
import { type SetOffModel, setOffPage, setOffsPage } from './pages/set-off.page.ts'
import { proposeSetOff, withdrawSetOff } from './propose-set-off.ts'
import { findSetOff, latestSetOffs } from './set-off.ts'
import { namesOnSetOffs } from './staff-on.ts'
import { undoSetOff } from './undo-set-off.ts'

/** Which field a refusal is about; the others are said above the page. */
const fields: Readonly<Record<string, string>> = {
  'more-than-credit': 'setOff',
  'more-than-owed': 'setOff',
  'not-owed': 'debt',
  'same-account': 'debt',
  'different-people': 'debt',
  'held-debt': 'debt',
  'no-rule': 'asked',
  'earlier-debt': 'asked',
  'want-it-back': 'asked',
}

const form = z
  .strictObject({
    debt: z.guid({ error: 'Choose which debt is paid' }),
    setOff: amountOfMoney({
      missing: 'Enter how much is set off',
      wrong: 'The amount must be in pounds and pence, like 50 or 52.50',
    }),
    asked: z.enum(whatTheyAsked, { error: 'Choose what they have asked for' }),
    askedWords: someText({ longest: 200 }).default(''),
    setOffWhy: someText({ longest: 200, missing: 'Say why it is set off' }),
  })
  .refine(({ asked, askedWords }) => asked !== 'this' || askedWords !== '', {
    path: ['askedWords'],
    error: 'Say who asked, and how it is known',
  })

const propose = route({
  method: 'POST',
  path: '/accounts/:account/set-offs',
  permission: 'refunds:propose',
  params: z.object({ account: z.guid() }),
  form,
  handle: async asked => {
    const { db, params: at, form: sent, session, council, today } = asked
    const model = { ...(await creditModel(asked, at.account)), typed: sent.typed }
    if (!sent.ok) return pageWithErrors(accountCreditPage({ ...model, errors: sent.errors }))
    const { debt, setOff, asked: wanted, askedWords, setOffWhy } = sent.value
    const proposed = await proposeSetOff(db, {
      councilId: council.id,
      fromAccountId: at.account,
      toAccountId: debt,
      amount: setOff,
      asked: wanted,
      askedWords,
      why: setOffWhy,
      today,
      actor: session.staffId,
    })
    if (proposed.ok) return redirect(`/refunds/set-offs/${proposed.value}?done=proposed`)
    return refusedPage(model, proposed.refusal, fields)
  },
})

const list = route({
  method: 'GET',
  path: '/refunds/set-offs',
  permission: 'refunds:view',
  handle: async ({ db, session, council }) => {
    const setOffs = await latestSetOffs(db, council.id)
    return page(
      setOffsPage({ session, setOffs, staff: await staffNames(db, namesOnSetOffs(setOffs)) }),
    )
  },
})

const notices = {
  proposed: 'The set-off is proposed. Somebody else has to agree before anything is posted.',
  agreed: 'The set-off is agreed and posted to both accounts.',
  refused: 'The set-off was refused. Nothing was posted.',
  withdrawn: 'The set-off was withdrawn. Nothing was posted.',
  undone: 'The set-off is undone. Both accounts are as they were before it.',
} as const
type Done = keyof typeof notices
const done = noticeIn(notices)

const params = z.object({ setOff: z.guid() })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'today' | 'params'
>

async function modelOf({ db, session, council, params: at }: Asked): Promise<SetOffModel> {
  const setOff =
    (await findSetOff(db, { councilId: council.id, setOffId: at.setOff })) ?? notFound()
  return { session, setOff, staff: await staffNames(db, namesOnSetOffs([setOff])) }
}

const view = route({
  method: 'GET',
  path: '/refunds/set-offs/:setOff',
  permission: 'refunds:view',
  params,
  query: z.object({ done }),
  handle: async asked =>
    page(
      setOffPage({
        ...(await modelOf(asked)),
        notice: asked.query.done,
      }),
    ),
})

/** A form of a set-off: says what is wrong beside the field, does it, and goes back to the set-off. */
async function answer<T>(
  asked: Asked,
  sent: Submitted<T>,
  work: (
    of: {
      readonly councilId: number
      readonly setOffId: string
      readonly today: Temporal.PlainDate
      readonly actor: string
    },
    value: T,
  ) => Promise<Outcome<unknown>>,
  said: Done,
): Promise<Reply> {
  const { council, session, today, params: at } = asked
  const of = { councilId: council.id, setOffId: at.setOff, today, actor: session.staffId }
  return answerForm(sent, {
    model: await modelOf(asked),
    page: setOffPage,
    work: value => work(of, value),
    to: `/refunds/set-offs/${at.setOff}?done=${said}`,
  })
}

const agree = route({
  method: 'POST',
  path: '/refunds/set-offs/:setOff/agree',
  permission: 'refunds:agree',
  params,
  form: z.strictObject({}),
  handle: asked => answer(asked, asked.form, of => agreeToSetOff(asked.db, of), 'agreed'),
})

const refuse = route({
  method: 'POST',
  path: '/refunds/set-offs/:setOff/refuse',
  permission: 'refunds:agree',
  params,
  form: z.strictObject({
    refusedWhy: someText({ longest: 200, missing: 'Say why it is refused' }),
  }),
  handle: asked =>
    answer(
      asked,
      asked.form,
      (of, { refusedWhy: why }) => refuseSetOff(asked.db, { ...of, why }),
      'refused',
    ),
})

const withdraw = route({
  method: 'POST',
  path: '/refunds/set-offs/:setOff/withdraw',
  permission: 'refunds:propose',
  params,
  form: z.strictObject({}),
  handle: asked => answer(asked, asked.form, of => withdrawSetOff(asked.db, of), 'withdrawn'),
})

const undo = route({
  method: 'POST',
  path: '/refunds/set-offs/:setOff/undo',
  permission: 'refunds:agree',
  params,
  form: z.strictObject({
    undoneWhy: someText({ longest: 200, missing: 'Say why it is undone' }),
  }),
  handle: asked =>
    answer(
      asked,
      asked.form,
      (of, { undoneWhy: why }) => undoSetOff(asked.db, { ...of, why }),
      'undone',
    ),
})

export const setOffRoutes = [propose, list, view, agree, refuse, withdraw, undo]
