import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen } from '#debts'
import { amountOfMoney, someDate, someText } from '#web/form.ts'
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
import { type SpendingModel, spendingPage } from './pages/spending.page.ts'
import { costsOn, spend, undoCost } from './spend.ts'
import { allSpendingKinds } from './spending-kinds.ts'
import { suppliers } from './suppliers.ts'

const path = '/accounts/:account/spending'
const params = z.object({ account: z.guid() })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'today' | 'params'
>

async function modelOf({ db, session, council, today, params }: Asked): Promise<SpendingModel> {
  const account = await accountToOpen(db, council.id, params.account, today)
  const costs = await costsOn(db, { councilId: council.id, accountId: account.id })
  return {
    session,
    account,
    costs,
    suppliers: await suppliers(db, council.id),
    names: await staffNames(
      db,
      costs.map(({ recordedBy }) => recordedBy),
    ),
  }
}

const notices = {
  written: 'The cost is written down.',
  undone: 'The cost is taken off.',
} as const
const done = noticeIn(notices)

const show = route({
  method: 'GET',
  path,
  permission: 'charges:view',
  params,
  query: z.object({ done }),
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, { partyId: model.account.leadPartyId, route: path })
    return page(spendingPage({ ...model, notice: asked.query.done }))
  },
})

/** Which question a refusal is about. */
const besideIt: Readonly<Record<string, string>> = {
  'not-approved': 'supplier',
  'approved-by-you': 'supplier',
  'over-at-once': 'amount',
  'over-a-month': 'amount',
  'already-written': 'reference',
  'day-to-come': 'spentOn',
}

const write = route({
  method: 'POST',
  path,
  permission: 'spending:record',
  params,
  form: z.strictObject({
    kind: z.enum(allSpendingKinds, { error: 'Choose what it is for' }),
    supplier: z.guid({ error: 'Choose the supplier' }),
    reference: someText({ longest: 100, missing: 'Enter the supplier’s reference' }),
    spentOn: someDate({
      missing: 'Enter the day',
      wrong: 'The day must be a real date, like 27/3/2026',
    }),
    amount: amountOfMoney({
      missing: 'Enter the amount',
      wrong: 'The amount must be in pounds and pence, like 50 or 52.50',
    }),
  }),
  handle: async asked => {
    const { db, session, council, today, form } = asked
    const model = { ...(await modelOf(asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(spendingPage({ ...model, errors: form.errors }))
    const { supplier: supplierId, ...given } = form.value
    const spent = await spend(db, {
      ...given,
      councilId: council.id,
      accountId: model.account.id,
      supplierId,
      today,
      actor: session.staffId,
    })
    if (spent.ok) return redirect(`/accounts/${model.account.id}/spending?done=written`)
    const { code, says } = spent.refusal
    return pageRefused(spendingPage({ ...model, errors: { [besideIt[code] ?? 'amount']: says } }))
  },
})

const undo = route({
  method: 'POST',
  path: `${path}/:cost/undo`,
  permission: 'spending:record',
  params: params.extend({ cost: z.guid() }),
  form: z.strictObject({
    why: someText({ longest: 200, missing: 'Say why the cost is taken off' }),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form } = asked
    const model = await modelOf(asked)
    if (!model.costs.some(({ id }) => id === at.cost)) notFound()
    if (!form.ok) return pageRefused(spendingPage({ ...model, refusal: form.errors['why'] }))
    const undone = await undoCost(db, {
      councilId: council.id,
      costId: at.cost,
      why: form.value.why,
      actor: session.staffId,
    })
    return undone.ok
      ? redirect(`/accounts/${at.account}/spending?done=undone`)
      : pageRefused(spendingPage({ ...(await modelOf(asked)), refusal: undone.refusal.says }))
  },
})

export const spendingRoutes = [show, write, undo]
