import { z } from 'zod'
import { recordPageView } from '#administration'
import { accountToOpen, liableFor } from '#debts'
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
import { bankAccountFields } from '../bank-details-fields.ts'
import { leftOf } from './credit.ts'
import { creditOf, creditsOf, inCreditByType } from './credits.ts'
import { refundFacts } from './facts.ts'
import { creditHistoryOf } from './history.ts'
import { isTheirs } from './may-refund.ts'
import { callablePayments, owedElsewhere } from './owed-elsewhere.ts'
import { accountCreditPage, type AccountCreditModel } from './pages/account-credit.page.ts'
import { creditsPage } from './pages/credits.page.ts'
import { wayToVerify } from './payee-details.ts'
import { proposeRefund } from './propose-refund.ts'

const desk = route({
  method: 'GET',
  path: '/refunds',
  permission: 'refunds:view',
  query: z.object({ type: someText({ longest: 60 }).optional().catch(undefined) }),
  handle: async ({ db, session, council, today, query }) => {
    const shown = query.type === '' ? undefined : query.type
    return page(
      creditsPage({
        session,
        today,
        ...(await creditsOf(db, { councilId: council.id, debtType: shown })),
        byType: await inCreditByType(db, council.id),
        shown,
      }),
    )
  },
})

const params = z.object({ account: z.guid() })
const path = '/accounts/:account/credit'
type Asked = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council' | 'today'>

/** Everything that the page of an account's credit shows. */
export async function creditModel(
  { db, session, council, today }: Asked,
  accountId: string,
): Promise<AccountCreditModel> {
  const account = await accountToOpen(db, council.id, accountId, today)
  const of = { councilId: council.id, accountId, today }
  const credit = await creditOf(db, of)
  return {
    session,
    today,
    account,
    credit,
    left: credit ? leftOf(credit) : 0n,
    liable: await liableFor(db, council.id, accountId),
    may: isTheirs(await refundFacts(db, { ...of, partyId: account.leadPartyId })),
    owed: await owedElsewhere(db, of),
    callable: await callablePayments(db, of),
    history: await creditHistoryOf(db, council.id, accountId),
  }
}

const ofAccount = route({
  method: 'GET',
  path,
  permission: 'refunds:view',
  params,
  handle: async asked => {
    const model = await creditModel(asked, asked.params.account)
    await recordPageView(asked, { partyId: model.account.leadPartyId, route: path })
    return page(accountCreditPage(model))
  },
})

const notYet = z.literal('').transform(() => undefined)
const refundForm = z
  .strictObject({
    amount: amountOfMoney({
      missing: 'Enter how much goes back',
      wrong: 'The amount must be in pounds and pence, like 50 or 52.50',
    }),
    why: someText({ longest: 200, missing: 'Say why it is paid back' }),
    payee: z.guid({ error: 'Choose who is paid' }),
    holder: someText({ longest: 70, missing: 'Enter the name on the bank account' }),
    ...bankAccountFields,
    verifiedHow: z.union([notYet, wayToVerify], { error: 'Choose how it was made sure' }),
    verifiedWords: someText({ longest: 200 }).default(''),
  })
  .refine(({ verifiedHow, verifiedWords }) => verifiedHow === undefined || verifiedWords !== '', {
    path: ['verifiedWords'],
    error: 'Say what was seen or heard',
  })

/** Which field a refusal is about; the others are said above the page. */
const fields: Readonly<Record<string, string>> = {
  'more-than-credit': 'amount',
  'not-liable': 'payee',
  'fails-modulus': 'accountNumber',
  'name-not-carried': 'holder',
}

/** The page again: a refusal beside the field that it is about, by its code, or above the page. */
export const refusedPage = (
  model: AccountCreditModel,
  { code, says }: Refusal,
  fields: Readonly<Record<string, string>>,
): Reply => {
  const field = fields[code]
  return pageRefused(
    accountCreditPage({
      ...model,
      ...(field === undefined ? { refusal: says } : { errors: { [field]: says } }),
    }),
  )
}

const propose = route({
  method: 'POST',
  path: '/accounts/:account/refunds',
  permission: 'refunds:propose',
  params,
  form: refundForm,
  handle: async asked => {
    const { db, params: at, form, session, council, today } = asked
    const model = { ...(await creditModel(asked, at.account)), typed: form.typed }
    if (!form.ok) return pageWithErrors(accountCreditPage({ ...model, errors: form.errors }))
    const { payee, sortCode, accountNumber, verifiedHow, verifiedWords, ...what } = form.value
    const proposed = await proposeRefund(db, {
      councilId: council.id,
      accountId: at.account,
      partyId: payee,
      ...what,
      account: { sortCode, accountNumber },
      verified: verifiedHow && { how: verifiedHow, words: verifiedWords },
      today,
      actor: session.staffId,
    })
    return proposed.ok
      ? redirect(`/refunds/${proposed.value}?done=proposed`)
      : refusedPage(model, proposed.refusal, fields)
  },
})

export const creditRoutes = [desk, ofAccount, propose]
