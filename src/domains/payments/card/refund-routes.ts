import { z } from 'zod'
import { amountOfMoney, someText } from '#web/form.ts'
import { notFound, page, pageRefused, pageWithErrors, route } from '#web/route.ts'
import { type RefundModel, refundPage } from './pages/refund.page.ts'
import { askForRefund, leftToPayBack } from './refund.ts'
import { type Asked, requestModel, toRequest } from './request-routes.ts'

const path = '/card-payments/:request/refund'
const params = z.object({ request: z.guid() })
const numbers = Array.from({ length: 13 }, (_, n) => n + 1)

/** The payment that came, with what of it can still go back; of two that came, the one that was asked for. */
async function modelOf(asked: Asked, requestId: string, attemptId?: string): Promise<RefundModel> {
  const { session, request, parts, attempts } = await requestModel(asked, requestId)
  const paid = attempts.filter(({ state }) => state === 'success')
  const attempt = paid.find(({ id }) => id === attemptId) ?? paid[0] ?? notFound()
  const left = new Map(
    (
      await leftToPayBack(asked.db, {
        councilId: asked.council.id,
        requestId,
        attemptId: attempt.id,
      })
    ).map(({ accountId, amount }) => [accountId, amount]),
  )
  return {
    session,
    request,
    attempt,
    parts: parts.map(part => ({ ...part, amount: left.get(part.accountId) ?? 0n })),
  }
}

const show = route({
  method: 'GET',
  path,
  permission: 'card-payments:refund',
  params,
  handle: async asked => page(refundPage(await modelOf(asked, asked.params.request))),
})

const wrong = 'The amount must be in pounds and pence, like 50 or 52.50'
const money = z.union(
  [z.literal('').transform(() => undefined), amountOfMoney({ missing: wrong, wrong })],
  { error: wrong },
)

const ask = route({
  method: 'POST',
  path,
  permission: 'card-payments:refund',
  params,
  form: z.strictObject({
    attempt: z.guid(),
    why: someText({ longest: 200, missing: 'Say why it is paid back' }),
    ...Object.fromEntries(numbers.map(n => [`account${n}`, z.guid().optional()])),
    ...Object.fromEntries(numbers.map(n => [`amount${n}`, money.optional()])),
  }),
  handle: async asked => {
    const { db, params, form, council, session } = asked
    const model = {
      ...(await modelOf(asked, params.request, form.typed['attempt'])),
      typed: form.typed,
    }
    if (!form.ok) return pageWithErrors(refundPage({ ...model, errors: form.errors }))
    const given: Readonly<Record<string, unknown>> = form.value
    const parts = numbers.flatMap(n => {
      const [accountId, amount] = [given[`account${n}`], given[`amount${n}`]]
      return typeof accountId === 'string' && typeof amount === 'bigint'
        ? [{ accountId, amount }]
        : []
    })
    const made = await askForRefund(db, {
      councilId: council.id,
      attemptId: model.attempt.id,
      parts,
      why: form.value.why,
      actor: session.staffId,
    })
    if (made.ok) return toRequest(params.request, 'asked')
    const { code, says } = made.refusal
    const isAmount = code === 'more-than-paid' || code === 'nothing-chosen'
    return pageRefused(
      refundPage({ ...model, ...(isAmount ? { errors: { amount1: says } } : { refusal: says }) }),
    )
  },
})

export const refundRoutes = [show, ask]
