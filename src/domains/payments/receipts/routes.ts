import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import type { Outcome } from '#values/outcome.ts'
import { type Errors, someText, type Typed } from '#web/form.ts'
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
import { whatWaits } from './board.ts'
import { moveReceipt, takeBack } from './move-receipt.ts'
import { type ReceiptModel, receiptPage } from './pages/receipt.page.ts'
import { suspensePage } from './pages/suspense.page.ts'
import { type Part, postReceipt } from './post-receipt.ts'
import { accountCalled, sharesFrom } from './read-parts.ts'
import { findReceipt, inSuspense, type Receipt, postingsOf, setOwner } from './receipt.ts'
import { type Sharing, sharedOut, sharings } from './share-out.ts'
import { referenceRoutes } from './reference-routes.ts'
import { statementRoutes } from './statement-routes.ts'
import { suggest } from './suggest.ts'

const notices = {
  posted: 'The payment is on its account.',
  shared: 'The payment is on its accounts. Where each part went, and why, is below.',
  moved: 'The payment was moved, and both accounts read as if it had always been so.',
  'taken back': 'The payment is in suspense again.',
  owner: 'Changed.',
} as const
const done = noticeIn(notices)

const suspense = route({
  method: 'GET',
  path: '/receipts',
  permission: 'receipts:view',
  query: z.object({ done }),
  handle: async ({ db, session, council, today, query }) =>
    page(
      suspensePage({
        session,
        today,
        waiting: await whatWaits(db, council.id, today),
        receipts: await inSuspense(db, council.id),
        notice: query.done,
      }),
    ),
})

const params = z.object({ receipt: z.guid() })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'today' | 'params'
>

async function receiptModel({ db, session, council, today, params }: Asked): Promise<ReceiptModel> {
  const receipt = (await findReceipt(db, council.id, params.receipt)) ?? notFound()
  return {
    session,
    today,
    receipt,
    postings: await postingsOf(db, council.id, receipt.id),
    suggestions: receipt.state === 'returned' ? [] : await suggest(db, council.id, receipt),
  }
}

const receipt = route({
  method: 'GET',
  path: '/receipts/:receipt',
  permission: 'receipts:view',
  params,
  query: z.object({ done }),
  handle: async asked => {
    const model = await receiptModel(asked)
    // Who paid, and who may have: somebody looked at it.
    await record(asked.db, {
      councilId: asked.council.id,
      actor: asked.session.staffId,
      action: 'viewed',
      objectKind: 'receipt',
      objectId: model.receipt.id,
    })
    return page(receiptPage({ ...model, notice: asked.query.done }))
  },
})

const whose = {
  account: z.union([z.guid(), z.enum(['other', 'shares'])], { error: 'Choose whose it is' }),
  sharing: z.enum(['whole', ...sharings], { error: 'Choose how it is shared' }).default('whole'),
  reference: someText({ longest: 60 }).default(''),
  shares: z.string().trim().max(2000, 'Use 2,000 characters or fewer').default(''),
}
const why = someText({ longest: 500 }).default('')

/** Which of the questions a refusal is about. */
type Asking = {
  readonly account: string
  readonly sharing: 'whole' | Sharing
  readonly reference: string
  readonly shares: string
}

type ToPart = {
  readonly councilId: number
  readonly receipt: Receipt
  readonly asking: Asking
}

/** Which accounts somebody says a payment is for, and how much of it each. */
async function partsOf(
  db: Db,
  { councilId, receipt: { id: receiptId, own: amount }, asking }: ToPart,
): Promise<Outcome<readonly Part[]>> {
  const { sharing } = asking
  if (asking.account === 'shares') return sharesFrom(db, { councilId, lines: asking.shares })
  const named: Outcome<string> =
    asking.account === 'other'
      ? await accountCalled(db, councilId, asking.reference)
      : { ok: true, value: asking.account }
  if (!named.ok) return named
  const accountId = named.value
  return {
    ok: true,
    value:
      sharing === 'whole'
        ? [{ accountId, amount }]
        : await sharedOut(db, { councilId, receiptId, accountId, amount, sharing }),
  }
}

const besideIt = ({ account }: Asking, says: string): Errors =>
  account === 'other'
    ? { reference: says }
    : account === 'shares'
      ? { shares: says }
      : { account: says }

/** How it is known: what somebody said, or else what was found; undefined where neither says anything. */
const howKnown = (
  { suggestions }: ReceiptModel,
  { account, why }: Asking & { readonly why: string },
): string | undefined =>
  why === '' ? suggestions.find(({ accountId }) => accountId === account)?.why : why

const postIt = route({
  method: 'POST',
  path: '/receipts/:receipt',
  permission: 'receipts:post',
  params,
  form: z.strictObject({ ...whose, why }),
  handle: async asked => {
    const { db, session, council, form } = asked
    const again = async (errors: Errors) => ({
      ...(await receiptModel(asked)),
      typed: form.typed,
      errors,
    })
    if (!form.ok) return pageWithErrors(receiptPage(await again(form.errors)))
    const model = await receiptModel(asked)
    const known = howKnown(model, form.value)
    if (known === undefined)
      return pageWithErrors(receiptPage(await again({ why: 'Say how it is known' })))
    const parts = await partsOf(db, {
      councilId: council.id,
      receipt: model.receipt,
      asking: form.value,
    })
    if (!parts.ok)
      return pageRefused(receiptPage(await again(besideIt(form.value, parts.refusal.says))))
    const posted = await postReceipt(db, {
      councilId: council.id,
      receiptId: model.receipt.id,
      parts: parts.value,
      why: known,
      actor: session.staffId,
    })
    if (!posted.ok)
      return pageRefused(receiptPage(await again(besideIt(form.value, posted.refusal.says))))
    // Where it went is for the officer to read, when the law chose and not they.
    if (parts.value.length > 1) return redirect(`/receipts/${model.receipt.id}?done=shared`)
    const [next] = await inSuspense(db, council.id, { limit: 1 })
    return redirect(next ? `/receipts/${next.id}?done=posted` : '/receipts?done=posted')
  },
})

const moveIt = route({
  method: 'POST',
  path: '/receipts/:receipt/move',
  permission: 'receipts:move',
  params,
  form: z.strictObject({
    ...whose,
    account: whose.account.optional(),
    why: someText({ longest: 500, missing: 'Say how it is known' }),
    to: z.enum(['account', 'suspense']),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form } = asked
    const again = async (errors: Errors, typed: Typed = form.typed) => ({
      ...(await receiptModel(asked)),
      typed,
      errors,
    })
    if (!form.ok) return pageWithErrors(receiptPage(await again(form.errors)))
    const { account, to, ...rest } = form.value
    const move = {
      councilId: council.id,
      receiptId: at.receipt,
      why: form.value.why,
      actor: session.staffId,
    }
    if (to === 'suspense') {
      const back = await takeBack(db, move)
      if (!back.ok) return pageRefused(receiptPage(await again({ why: back.refusal.says })))
      return redirect(`/receipts/${at.receipt}?done=${encodeURIComponent('taken back')}`)
    }
    if (account === undefined)
      return pageWithErrors(receiptPage(await again({ account: 'Choose whose it is' })))
    const asking = { ...rest, account }
    const { receipt: moved } = await receiptModel(asked)
    const parts = await partsOf(db, { councilId: council.id, receipt: moved, asking })
    const outcome = parts.ok ? await moveReceipt(db, { ...move, parts: parts.value }) : parts
    if (!outcome.ok)
      return pageRefused(receiptPage(await again(besideIt(asking, outcome.refusal.says))))
    return redirect(`/receipts/${at.receipt}?done=moved`)
  },
})

const own = route({
  method: 'POST',
  path: '/receipts/:receipt/owner',
  permission: 'receipts:post',
  params,
  form: z.strictObject({ take: z.enum(['yes', 'no']) }),
  handle: async ({ db, session, council, params: at, form }) => {
    if (form.ok)
      await setOwner(db, {
        councilId: council.id,
        receiptId: at.receipt,
        owner: form.value.take === 'yes' ? session.staffId : null,
      })
    return redirect(`/receipts/${at.receipt}?done=owner`)
  },
})

export const receiptRoutes = [
  suspense,
  ...statementRoutes,
  ...referenceRoutes,
  receipt,
  postIt,
  moveIt,
  own,
]
