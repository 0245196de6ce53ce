import { z } from 'zod'
import { recordPageView } from '#administration'
import { accountToOpen, liableFor } from '#debts'
import type { Outcome, Refusal } from '#values/outcome.ts'
import { someText, type Errors, type Typed } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Reply,
  type Request,
  route,
} from '#web/route.ts'
import { bankAccountFields } from '../bank-details-fields.ts'
import { collectionsOf } from './calendar.ts'
import { askForNewDetails, decideOnDetails } from './change-details.ts'
import { findCollectionAccount, findMandate, mandatesOf } from './mandate.ts'
import { cancelMandate, resumeMandate } from './move-mandate.ts'
import { type MandateModel, mandatePage } from './pages/mandate.page.ts'
import { presentAgain } from './present-again.ts'
import { setUpMandate } from './set-up.ts'

type Asked = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council' | 'today'>

async function modelOf(
  { db, session, council, today }: Asked,
  accountId: string,
): Promise<MandateModel> {
  const account = await accountToOpen(db, council.id, accountId, today)
  const of = { councilId: council.id, accountId }
  return {
    session,
    account,
    liable: await liableFor(db, council.id, accountId),
    mandates: await mandatesOf(db, of),
    collections: await collectionsOf(db, of),
  }
}

const bankDetails = {
  payerName: someText({ longest: 70, missing: 'Enter the name on the bank account' }),
  ...bankAccountFields,
}

/** Which field of the forms a refusal is about; the others are said above the page. */
const fields: Readonly<Record<string, string>> = {
  'fails-modulus': 'accountNumber',
  'name-not-carried': 'payerName',
  'not-liable': 'payer',
  'payer-died': 'payer',
  'same-details': 'accountNumber',
}

function refusedPage(model: MandateModel, { code, says }: Refusal): Reply {
  const field = fields[code]
  return pageRefused(
    mandatePage({
      ...model,
      ...(field === undefined ? { refusal: says } : { errors: { [field]: says } }),
    }),
  )
}

const notices = {
  'set-up': 'The direct debit is set up. Its instruction goes to the bank with the next file.',
  asked: 'The new bank details wait for somebody else’s agreement.',
  agreed: 'The new bank details are agreed, and go to the bank with the next file.',
  refused: 'The new bank details were refused. The old ones stay.',
  cancelled: 'The direct debit is cancelled. Nothing more is taken.',
  'has-left':
    'The direct debit is cancelled. But a debit has left for Bacs already: ask the bureau at once to withdraw it. It is an alarm.',
  resumed: 'The direct debit is collected again.',
  again: 'It is presented again once the payer was told.',
} as const
type Done = keyof typeof notices
const done = noticeIn(notices)

const accountParams = z.object({ account: z.guid() })
const view = '/accounts/:account/direct-debit'

const ofAccount = route({
  method: 'GET',
  path: view,
  permission: 'direct-debits:view',
  params: accountParams,
  query: z.object({ done }),
  handle: async asked => {
    const { params, query } = asked
    const model = await modelOf(asked, params.account)
    await recordPageView(asked, { partyId: model.account.leadPartyId, route: view })
    return page(mandatePage({ ...model, notice: query.done }))
  },
})

const setUp = route({
  method: 'POST',
  path: view,
  permission: 'direct-debits:set-up',
  params: accountParams,
  form: z.strictObject({
    payer: z.guid({ error: 'Choose who pays' }),
    ...bankDetails,
    alone: z.literal('yes', { error: 'Read it to the payer, and tick it when they agree' }),
  }),
  handle: async asked => {
    const { db, params, form, session, council, today } = asked
    const model = { ...(await modelOf(asked, params.account)), typed: form.typed }
    if (!form.ok) return pageWithErrors(mandatePage({ ...model, errors: form.errors }))
    const { payer, payerName, ...account } = form.value
    const made = await setUpMandate(db, {
      councilId: council.id,
      accountId: params.account,
      partyId: payer,
      payerName,
      account: { sortCode: account.sortCode, accountNumber: account.accountNumber },
      today,
      actor: session.staffId,
    })
    return made.ok ? to(params.account, 'set-up') : refusedPage(model, made.refusal)
  },
})

const to = (accountId: string, said: Done): Reply =>
  redirect(`/accounts/${accountId}/direct-debit?done=${said}`)

const mandateParams = z.object({ mandate: z.guid() })

type Answered = { readonly asked: Asked; readonly mandateId: string }

/** A form of a mandate: looks it up, says what is wrong beside the field, does it, and goes back to its account. */
async function answer<T, Made>(
  { asked, mandateId }: Answered,
  form:
    | { readonly ok: true; readonly value: T; readonly typed: Typed }
    | { readonly ok: false; readonly errors: Errors; readonly typed: Typed },
  work: (
    of: { readonly councilId: number; readonly mandateId: string; readonly actor: string },
    value: T,
  ) => Promise<Outcome<Made>>,
  said: (value: T, made: Made) => Done,
): Promise<Reply> {
  const { db, council, session } = asked
  const mandate = (await findMandate(db, { councilId: council.id, mandateId })) ?? notFound()
  const model = { ...(await modelOf(asked, mandate.accountId)), typed: form.typed }
  if (!form.ok) return pageWithErrors(mandatePage({ ...model, errors: form.errors }))
  const outcome = await work(
    { councilId: council.id, mandateId, actor: session.staffId },
    form.value,
  )
  return outcome.ok
    ? to(mandate.accountId, said(form.value, outcome.value))
    : refusedPage(model, outcome.refusal)
}

const change = route({
  method: 'POST',
  path: '/mandates/:mandate/details',
  permission: 'direct-debits:set-up',
  params: mandateParams,
  form: z.strictObject(bankDetails),
  handle: asked =>
    answer(
      { asked, mandateId: asked.params.mandate },
      asked.form,
      (of, { payerName, ...account }) => askForNewDetails(asked.db, { ...of, payerName, account }),
      () => 'asked',
    ),
})

const decide = route({
  method: 'POST',
  path: '/mandates/:mandate/details/decide',
  permission: 'direct-debits:agree',
  params: mandateParams,
  form: z.strictObject({ decision: z.enum(['agree', 'refuse']) }),
  handle: asked =>
    answer(
      { asked, mandateId: asked.params.mandate },
      asked.form,
      (of, { decision }) =>
        decideOnDetails(asked.db, { ...of, agreed: decision === 'agree', on: asked.today }),
      ({ decision }) => (decision === 'agree' ? 'agreed' : 'refused'),
    ),
})

const cancel = route({
  method: 'POST',
  path: '/mandates/:mandate/cancel',
  permission: 'direct-debits:set-up',
  params: mandateParams,
  form: z.strictObject({
    cancelWhy: someText({ longest: 200, missing: 'Say why it is cancelled' }),
  }),
  handle: asked =>
    answer(
      { asked, mandateId: asked.params.mandate },
      asked.form,
      (of, { cancelWhy }) => cancelMandate(asked.db, { ...of, why: cancelWhy, on: asked.today }),
      (_, hasLeft) => (hasLeft > 0 ? 'has-left' : 'cancelled'),
    ),
})

const resume = route({
  method: 'POST',
  path: '/mandates/:mandate/resume',
  permission: 'direct-debits:set-up',
  params: mandateParams,
  form: z.strictObject({ resumeWhy: someText({ longest: 200, missing: 'Say what was found' }) }),
  handle: asked =>
    answer(
      { asked, mandateId: asked.params.mandate },
      asked.form,
      (of, { resumeWhy }) => resumeMandate(asked.db, { ...of, why: resumeWhy }),
      () => 'resumed',
    ),
})

const again = route({
  method: 'POST',
  path: '/direct-debits/collections/:collection/again',
  permission: 'direct-debits:set-up',
  params: z.object({ collection: z.guid() }),
  form: z.strictObject({}),
  handle: async asked => {
    const { db, params, session, council, today } = asked
    const of = { councilId: council.id, collectionId: params.collection }
    const accountId = (await findCollectionAccount(db, of)) ?? notFound()
    const presented = await presentAgain(db, { ...of, today, actor: session.staffId })
    return presented.ok
      ? to(accountId, 'again')
      : refusedPage(await modelOf(asked, accountId), presented.refusal)
  },
})

export const mandateRoutes = [ofAccount, setUp, change, decide, cancel, resume, again]
