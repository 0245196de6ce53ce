import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { asCouncil, type Db } from '#platform/db.ts'
import { someText } from '#web/form.ts'
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
import { agreementOfRequest } from './agreements/agreement.ts'
import { attemptsOf } from './attempts.ts'
import { cancelRequest } from './cancel.ts'
import { disputesOf } from './disputes/dispute.ts'
import { makeLink } from './link.ts'
import { nowPart, type RequestModel, requestPage } from './pages/request.page.ts'
import { decideOnRefund, refundsOf } from './refund.ts'
import * as refusals from './refusals.ts'
import { findRequest, namedPartsOf } from './requests.ts'
import { payOf } from './settings.ts'

export type Asked = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council' | 'now'>

/** Everything about a payment, as its page shows it; not found where there is none that this officer may see. */
export async function requestModel(
  { db, session, council, now }: Asked,
  requestId: string,
): Promise<RequestModel> {
  const of = { councilId: council.id, requestId }
  const request = (await findRequest(db, of)) ?? notFound()
  const attempts = await attemptsOf(db, of)
  const refunds = await refundsOf(db, {
    councilId: council.id,
    attemptIds: attempts.map(({ id }) => id),
  })
  const disputes = await disputesOf(db, {
    councilId: council.id,
    attemptIds: attempts.map(({ id }) => id),
  })
  const isDisputed = disputes.some(({ status }) => status !== 'won')
  const left = attempts.some(
    ({ state, amount, id }) =>
      state === 'success' &&
      refunds
        .filter(refund => refund.attemptId === id && !/refused|error/.test(refund.state))
        .reduce((rest, refund) => rest - refund.amount, amount) > 0n,
  )
  const isOpen = refunds.some(({ state }) => /asked|agreed|submitted/.test(state))
  return {
    session,
    request,
    agreement: await agreementOfRequest(db, of),
    parts: await namedPartsOf(db, of),
    attempts,
    refunds,
    disputes,
    names: await namesOf(
      db,
      refunds.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
    ),
    mayRefund:
      left && !isOpen && !isDisputed && session.permissions.includes('card-payments:refund'),
    now,
  }
}

const namesOf = (db: Db, ids: readonly (string | null)[]) =>
  staffNames(
    db,
    ids.filter(id => id !== null),
  )

const params = z.object({ request: z.guid() })
const view = '/card-payments/:request'

const notices = {
  cancelled: 'The payment is cancelled. Its link leads nowhere now.',
  asked: 'The refund waits for somebody else’s agreement.',
  agreed: 'The refund is agreed, and on its way to GOV.UK Pay.',
  refused: 'The refund was refused. Nothing leaves.',
} as const
type Done = keyof typeof notices
const done = noticeIn(notices)

export const toRequest = (requestId: string, said: Done) =>
  redirect(`/card-payments/${requestId}?done=${said}`)

const one = route({
  method: 'GET',
  path: view,
  permission: 'card-payments:view',
  params,
  query: z.object({ done }),
  handle: async asked => {
    const { params, query } = asked
    const model = await requestModel(asked, params.request)
    await recordPageView(asked, { partyId: model.request.partyId, route: view })
    return page(requestPage({ ...model, notice: query.done }))
  },
})

// What an open page asks for again and again: opening the page was recorded, and this shows nothing else.
const now = route({
  method: 'GET',
  path: '/card-payments/:request/now',
  permission: 'card-payments:view',
  params,
  handle: async asked => page(nowPart(await requestModel(asked, asked.params.request))),
})

const link = route({
  method: 'POST',
  path: '/card-payments/:request/link',
  permission: 'card-payments:take',
  params,
  form: z.strictObject({}),
  handle: async asked => {
    const { db, params, council, session, now, origin } = asked
    await requestModel(asked, params.request)
    const made = await makeLink(db, {
      councilId: council.id,
      requestId: params.request,
      now,
      actor: session.staffId,
    })
    const model = await requestModel(asked, params.request)
    return made.ok
      ? page(requestPage({ ...model, link: `${origin}/pay/${council.slug}/${made.value}` }))
      : pageRefused(requestPage({ ...model, refusal: made.refusal.says }))
  },
})

const cancel = route({
  method: 'POST',
  path: '/card-payments/:request/cancel',
  permission: 'card-payments:take',
  transaction: 'none',
  params,
  form: z.strictObject({ why: someText({ longest: 200, missing: 'Say why it is cancelled' }) }),
  handle: async asked => {
    const { database, params, form, council, session, now } = asked
    const model = () =>
      asCouncil(database, council.id, db => requestModel({ ...asked, db }, params.request))
    const before = await model()
    if (!form.ok)
      return pageWithErrors(requestPage({ ...before, typed: form.typed, errors: form.errors }))
    const found = await payOf(database, council.id)
    const cancelled = found
      ? await cancelRequest(database, found.pay, {
          councilId: council.id,
          requestId: params.request,
          why: form.value.why,
          now,
          actor: session.staffId,
        })
      : { ok: false as const, refusal: refusals.notSetUp }
    if (cancelled.ok) return toRequest(params.request, 'cancelled')
    return pageRefused(
      requestPage({ ...(await model()), typed: form.typed, refusal: cancelled.refusal.says }),
    )
  },
})

const decide = route({
  method: 'POST',
  path: '/card-payments/:request/refunds/:refund',
  permission: 'card-payments:agree',
  params: z.object({ request: z.guid(), refund: z.guid() }),
  form: z.strictObject({ decision: z.enum(['agree', 'refuse']) }),
  handle: async asked => {
    const { db, params, form, council, session } = asked
    const model = await requestModel(asked, params.request)
    if (!model.refunds.some(({ id }) => id === params.refund)) return notFound()
    if (!form.ok) return pageWithErrors(requestPage(model))
    const agreed = form.value.decision === 'agree'
    const decided = await decideOnRefund(db, {
      councilId: council.id,
      refundId: params.refund,
      agreed,
      actor: session.staffId,
    })
    return decided.ok
      ? toRequest(params.request, agreed ? 'agreed' : 'refused')
      : pageRefused(requestPage({ ...model, refusal: decided.refusal.says }))
  },
})

export const requestRoutes = [one, now, link, cancel, decide]
