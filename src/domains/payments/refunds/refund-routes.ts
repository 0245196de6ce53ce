import { z } from 'zod'
import { record, staffNames } from '#administration'
import { accountToOpen } from '#debts'
import type { Db } from '#platform/db.ts'
import { type Outcome, refused } from '#values/outcome.ts'
import { type Submitted, someText } from '#web/form.ts'
import { answerForm } from '#web/answer.ts'
import { noticeIn } from '#web/notices.ts'
import { notFound, page, type Reply, type Request, route } from '#web/route.ts'
import { agreeToRefund, mayDecide, refuseRefund } from './decide-refund.ts'
import { cameBack, wasPaid } from './outcome.ts'
import { heldBack } from './held-back.ts'
import { type RefundModel, refundPage } from './pages/refund.page.ts'
import { underWayPage } from './pages/under-way.page.ts'
import { verifyDetails, wayToVerify } from './payee-details.ts'
import { withdrawRefund } from './propose-refund.ts'
import { accountOfRefund, findRefund, refundsEnded, refundsUnderWay } from './refund.ts'
import { notWaiting, whyCameBack } from './refusals.ts'
import { namesOn } from './staff-on.ts'

const underWay = route({
  method: 'GET',
  path: '/refunds/under-way',
  permission: 'refunds:view',
  handle: async ({ db, session, council, today }) =>
    page(
      underWayPage({
        session,
        today,
        underWay: await refundsUnderWay(db, council.id),
        ended: await refundsEnded(db, council.id),
      }),
    ),
})

const notices = {
  proposed:
    'The refund is proposed. Somebody else has to agree before anything leaves the account.',
  verified: 'The bank details are verified. Somebody else may agree now.',
  agreed: 'The refund is agreed and has left the account. It goes on the next list for finance.',
  refused: 'The refund was refused. Nothing left the account.',
  withdrawn: 'The refund was withdrawn. Nothing left the account.',
  paid: 'Kept: it was paid.',
  back: 'The refund came back, and the credit is on the account again.',
} as const
type Done = keyof typeof notices
const done = noticeIn(notices)

const params = z.object({ refund: z.guid() })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'today' | 'params'
>

async function modelOf({
  db,
  session,
  council,
  today,
  params: { refund: refundId },
}: Asked): Promise<RefundModel> {
  const one = { councilId: council.id, refundId }
  const refund = (await findRefund(db, one)) ?? (await notShown(db, one, today))
  const hands = await mayDecide(db, { ...one, today, actor: session.staffId }, refund)
  return {
    session,
    refund,
    staff: await staffNames(db, namesOn([refund])),
    handsOff: hands.ok ? undefined : hands.refusal.says,
    heldWhy: (await heldBack(db, council.id)).find(held => held.refundId === refundId)?.why,
  }
}

/** Nothing to show: no such refund, or one of somebody whose record is restricted, which is said without naming them. */
async function notShown(
  db: Db,
  one: { readonly councilId: number; readonly refundId: string },
  today: Temporal.PlainDate,
): Promise<never> {
  const accountId = await accountOfRefund(db, one)
  if (accountId !== undefined) await accountToOpen(db, one.councilId, accountId, today)
  return notFound()
}

const view = route({
  method: 'GET',
  path: '/refunds/:refund',
  permission: 'refunds:view',
  params,
  query: z.object({ done }),
  handle: async asked => {
    const model = await modelOf(asked)
    await record(asked.db, {
      councilId: asked.council.id,
      actor: asked.session.staffId,
      action: 'viewed',
      objectKind: 'refund',
      objectId: model.refund.id,
    })
    return page(refundPage({ ...model, notice: asked.query.done }))
  },
})

/** A form of a refund: says what is wrong beside the field, does it, and goes back to the refund. */
async function answer<T>(
  asked: Asked,
  form: Submitted<T>,
  work: (
    of: {
      readonly councilId: number
      readonly refundId: string
      readonly today: Temporal.PlainDate
      readonly actor: string
    },
    value: T,
    model: RefundModel,
  ) => Promise<Outcome<unknown>>,
  said: Done,
): Promise<Reply> {
  const { council, session, today, params: at } = asked
  const model = await modelOf(asked)
  const of = { councilId: council.id, refundId: at.refund, today, actor: session.staffId }
  return answerForm(form, {
    model,
    page: refundPage,
    work: value => work(of, value, model),
    to: `/refunds/${at.refund}?done=${said}`,
  })
}

const verify = route({
  method: 'POST',
  path: '/refunds/:refund/verify',
  permission: 'refunds:propose',
  params,
  form: z.strictObject({
    verifiedHow: z
      .string()
      .refine(text => text !== '', { error: 'Choose how it was made sure' })
      .pipe(wayToVerify),
    verifiedWords: someText({ longest: 200, missing: 'Say what was seen or heard' }),
  }),
  handle: asked =>
    answer(
      asked,
      asked.form,
      async ({ councilId, actor }, { verifiedHow: how, verifiedWords: words }, { refund }) =>
        refund.state !== 'proposed'
          ? refused(notWaiting)
          : verifyDetails(asked.db, {
              councilId,
              detailsId: refund.detailsId,
              verified: { how, words },
              actor,
            }),
      'verified',
    ),
})

const agree = route({
  method: 'POST',
  path: '/refunds/:refund/agree',
  permission: 'refunds:agree',
  params,
  form: z.strictObject({}),
  handle: asked => answer(asked, asked.form, of => agreeToRefund(asked.db, of), 'agreed'),
})

const refuse = route({
  method: 'POST',
  path: '/refunds/:refund/refuse',
  permission: 'refunds:agree',
  params,
  form: z.strictObject({
    refusedWhy: someText({ longest: 200, missing: 'Say why it is refused' }),
  }),
  handle: asked =>
    answer(
      asked,
      asked.form,
      (of, { refusedWhy: why }) => refuseRefund(asked.db, { ...of, why }),
      'refused',
    ),
})

const withdraw = route({
  method: 'POST',
  path: '/refunds/:refund/withdraw',
  permission: 'refunds:propose',
  params,
  form: z.strictObject({}),
  handle: asked => answer(asked, asked.form, of => withdrawRefund(asked.db, of), 'withdrawn'),
})

const paid = route({
  method: 'POST',
  path: '/refunds/:refund/paid',
  permission: 'refunds:propose',
  params,
  form: z.strictObject({}),
  handle: asked => answer(asked, asked.form, of => wasPaid(asked.db, of), 'paid'),
})

const back = route({
  method: 'POST',
  path: '/refunds/:refund/came-back',
  permission: 'refunds:propose',
  params,
  form: z.strictObject({
    backWhy: someText({ longest: 200, missing: whyCameBack.says }),
  }),
  handle: asked =>
    answer(asked, asked.form, (of, { backWhy: why }) => cameBack(asked.db, { ...of, why }), 'back'),
})

export const refundRoutes = [underWay, view, verify, agree, refuse, withdraw, paid, back]
