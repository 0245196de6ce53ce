import { z } from 'zod'
import { recordPageView } from '#administration'
import { accountsOf, accountToOpen } from '#debts'
import { instructionsFor } from '#protections'
import type { Refusal } from '#values/outcome.ts'
import { amountOfMoney, someText } from '#web/form.ts'
import {
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Reply,
  type Request,
  route,
} from '#web/route.ts'
import { askForPayment, inMoratorium } from './ask-for.ts'
import { type TakeModel, takePage } from './pages/take.page.ts'
import { requestsOfAccount } from './requests.ts'

const path = '/accounts/:account/card-payment'
const params = z.object({ account: z.guid() })

/** So many other accounts of somebody's are offered beside the one: the most that anybody would pay at once. */
const mostOthers = 12
const numbers = Array.from({ length: mostOthers }, (_, n) => n + 1)

type Asked = Pick<
  Request<unknown, unknown, unknown>,
  'db' | 'session' | 'council' | 'today' | 'now'
>

async function modelOf(asked: Asked, accountId: string): Promise<TakeModel> {
  const { db, session, council, today, now } = asked
  const account = await accountToOpen(db, council.id, accountId, today)
  const all = await accountsOf(db, council.id, account.leadPartyId, today)
  const others = all
    .filter(({ id, balance }) => id !== account.id && balance > 0n)
    .slice(0, mostOthers)
  const accountIds = [account, ...others].map(({ id }) => id)
  return {
    session,
    account,
    others,
    instructions: await instructionsFor(db, {
      councilId: council.id,
      partyId: account.leadPartyId,
    }),
    isInMoratorium: await inMoratorium(db, { councilId: council.id, accountIds }),
    earlier: await requestsOfAccount(db, { councilId: council.id, accountId }),
    now,
    today,
  }
}

const take = route({
  method: 'GET',
  path,
  permission: 'card-payments:take',
  params,
  handle: async asked => {
    const model = await modelOf(asked, asked.params.account)
    await recordPageView(asked, { partyId: model.account.leadPartyId, route: path })
    return page(takePage(model))
  },
})

const money = z.union(
  [
    z.literal('').transform(() => undefined),
    amountOfMoney({
      missing: 'Enter the amount',
      wrong: 'The amount must be in pounds and pence, like 50 or 52.50',
    }),
  ],
  { error: 'The amount must be in pounds and pence, like 50 or 52.50' },
)

const form = z.strictObject({
  howMuch: z.enum(['late', 'whole', 'other'], { error: 'Choose how much' }),
  amount: money.optional(),
  overWhy: someText({ longest: 200 }).optional(),
  offered: z.literal('yes').optional(),
  ...Object.fromEntries(numbers.map(n => [`account${n}`, z.guid().optional()])),
  ...Object.fromEntries(numbers.map(n => [`also${n}`, money.optional()])),
})

/** Which field a refusal is about; the others are said above the page. */
const fields: Readonly<Record<string, string>> = {
  'nothing-chosen': 'amount',
  'over-balance': 'overWhy',
  'too-much': 'amount',
  'must-be-offered': 'offered',
}

const refusedPage = (model: TakeModel, { code, says }: Refusal): Reply => {
  const field = fields[code]
  return pageRefused(
    takePage({
      ...model,
      ...(field === undefined ? { refusal: says } : { errors: { [field]: says } }),
    }),
  )
}

const ask = route({
  method: 'POST',
  path,
  permission: 'card-payments:take',
  params,
  form,
  handle: async asked => {
    const { db, form, session, council, today, now } = asked
    const model = { ...(await modelOf(asked, asked.params.account)), typed: form.typed }
    if (!form.ok) return pageWithErrors(takePage({ ...model, errors: form.errors }))
    const { account } = model
    const given: Readonly<Record<string, unknown>> = form.value
    const chosen = {
      late: account.overdue,
      whole: account.balance,
      other: form.value.amount,
    }[form.value.howMuch]
    const missing = form.value.howMuch === 'other' && chosen === undefined
    const others = numbers.flatMap(n => {
      const [accountId, amount] = [given[`account${n}`], given[`also${n}`]]
      return typeof accountId === 'string' && typeof amount === 'bigint'
        ? [{ accountId, amount }]
        : []
    })
    if (missing && others.length === 0)
      return pageWithErrors(takePage({ ...model, errors: { amount: 'Enter the amount' } }))
    const made = await askForPayment(db, {
      councilId: council.id,
      partyId: account.leadPartyId,
      parts: [
        ...(chosen !== undefined && chosen > 0n ? [{ accountId: account.id, amount: chosen }] : []),
        ...others,
      ],
      overWhy: form.value.overWhy ?? '',
      offered: form.value.offered === 'yes',
      today,
      now,
      actor: session.staffId,
    })
    return made.ok ? redirect(`/card-payments/${made.value}`) : refusedPage(model, made.refusal)
  },
})

export const takeRoutes = [take, ask]
