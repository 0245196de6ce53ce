import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen } from '#debts'
import type { Refusal } from '#values/outcome.ts'
import { answerForm } from '#web/answer.ts'
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
import { inMoratorium } from '../ask-for.ts'
import { askForAgreement } from './agree.ts'
import { howOften, type HowOften } from './agreed-days.ts'
import { agreementsOf, findAgreement, recentAgreements, takingsOf } from './agreement.ts'
import { cancelAgreement, goOnWithAgreement } from './cancel.ts'
import { type AgreementModel, agreementPage } from './pages/agreement.page.ts'
import { agreementsPage } from './pages/agreements.page.ts'
import { type NewAgreementModel, newAgreementPage } from './pages/new-agreement.page.ts'

type Asked = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council' | 'today'>

const list = route({
  method: 'GET',
  path: '/card-agreements',
  permission: 'card-payments:view',
  handle: async ({ db, session, council }) =>
    page(agreementsPage({ session, agreements: await recentAgreements(db, council.id) })),
})

const begin = '/accounts/:account/card-agreement'
const accountParams = z.object({ account: z.guid() })

async function newModel(
  { db, session, council, today }: Asked,
  accountId: string,
): Promise<NewAgreementModel> {
  const account = await accountToOpen(db, council.id, accountId, today)
  return {
    session,
    account,
    isInMoratorium: await inMoratorium(db, { councilId: council.id, accountIds: [account.id] }),
    earlier: await agreementsOf(db, { councilId: council.id, accountId: account.id }),
  }
}

const show = route({
  method: 'GET',
  path: begin,
  permission: 'card-payments:take',
  params: accountParams,
  handle: async asked => {
    const model = await newModel(asked, asked.params.account)
    await recordPageView(asked, { partyId: model.account.leadPartyId, route: begin })
    return page(newAgreementPage(model))
  },
})

const money = (missing: string) =>
  amountOfMoney({ missing, wrong: 'The amount must be in pounds and pence, like 50 or 52.50' })
const ways = Object.keys(howOften) as readonly HowOften[]

/** Which field a refusal is about; the others are said above the page. */
const fields: Readonly<Record<string, string>> = {
  'first-day-to-come': 'firstOn',
  'too-many-takings': 'times',
  'too-much': 'amountEach',
  'more-than-owed': 'times',
  'over-balance': 'firstPayment',
  'must-be-offered': 'offered',
}

const ask = route({
  method: 'POST',
  path: begin,
  permission: 'card-payments:take',
  params: accountParams,
  form: z.strictObject({
    firstPayment: money('Enter how much is paid now'),
    amountEach: money('Enter how much is taken each time'),
    firstOn: someDate({
      missing: 'Enter the first day',
      wrong: 'The first day must be a real day, like 1/7/2026',
    }),
    every: z.enum(ways, { error: 'Choose how often' }),
    times: z
      .string()
      .trim()
      .regex(/^\d{1,2}$/, { error: 'Enter how many times, like 10' })
      .transform(Number),
    offered: z.literal('yes').optional(),
  }),
  handle: async asked => {
    const { db, form, session, council, today, now } = asked
    const model = { ...(await newModel(asked, asked.params.account)), typed: form.typed }
    if (!form.ok) return pageWithErrors(newAgreementPage({ ...model, errors: form.errors }))
    const { account } = model
    const { offered, ...terms } = form.value
    const made = await askForAgreement(db, {
      councilId: council.id,
      partyId: account.leadPartyId,
      accountId: account.id,
      balance: account.balance,
      ...terms,
      offered: offered === 'yes',
      today,
      now,
      actor: session.staffId,
    })
    return made.ok
      ? redirect(`/card-payments/${made.value}`)
      : pageRefused(newAgreementPage({ ...model, ...saidAt(made.refusal) }))
  },
})

const saidAt = ({ code, says }: Refusal) => {
  const field = fields[code]
  return field === undefined ? { refusal: says } : { errors: { [field]: says } }
}

const notices = {
  cancelled: 'The agreement is cancelled. Nothing more is asked of the card.',
  'goes-on': 'The agreement goes on with the next of its days.',
} as const
type Done = keyof typeof notices
const done = noticeIn(notices)
const params = z.object({ agreement: z.guid() })
const view = '/card-agreements/:agreement'

async function modelOf({ db, session, council }: Asked, id: string): Promise<AgreementModel> {
  const of = { councilId: council.id, id }
  const agreement = (await findAgreement(db, of)) ?? notFound()
  const { askedBy, cancelledBy } = agreement
  return {
    session,
    agreement,
    takings: await takingsOf(db, of),
    staff: await staffNames(
      db,
      [askedBy, cancelledBy].filter(who => who !== null),
    ),
  }
}

const one = route({
  method: 'GET',
  path: view,
  permission: 'card-payments:view',
  params,
  query: z.object({ done }),
  handle: async asked => {
    const model = await modelOf(asked, asked.params.agreement)
    await recordPageView(asked, { partyId: model.agreement.partyId, route: view })
    return page(agreementPage({ ...model, notice: asked.query.done }))
  },
})

const to = (id: string, said: Done) => `/card-agreements/${id}?done=${said}`

const cancel = route({
  method: 'POST',
  path: '/card-agreements/:agreement/cancel',
  permission: 'card-payments:take',
  params,
  form: z.strictObject({ why: someText({ longest: 200, missing: 'Say why it is cancelled' }) }),
  handle: async asked => {
    const { db, council, session, form, params: at } = asked
    return answerForm(form, {
      model: await modelOf(asked, at.agreement),
      page: agreementPage,
      work: ({ why }) =>
        cancelAgreement(db, {
          councilId: council.id,
          id: at.agreement,
          why,
          actor: session.staffId,
        }),
      to: to(at.agreement, 'cancelled'),
    })
  },
})

const goOn = route({
  method: 'POST',
  path: '/card-agreements/:agreement/go-on',
  permission: 'card-payments:take',
  params,
  form: z.strictObject({}),
  handle: async asked => {
    const { db, council, session, today, form, params: at } = asked
    return answerForm(form, {
      model: await modelOf(asked, at.agreement),
      page: agreementPage,
      work: () =>
        goOnWithAgreement(db, {
          councilId: council.id,
          id: at.agreement,
          today,
          actor: session.staffId,
        }),
      to: to(at.agreement, 'goes-on'),
    })
  },
})

export const agreementRoutes = [list, show, ask, one, cancel, goOn]
