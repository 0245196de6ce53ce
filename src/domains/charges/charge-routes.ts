import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen, statementOf } from '#debts'
import type { Outcome } from '#values/outcome.ts'
import { amountOfMoney, type Errors, someDate, someText, type Typed } from '#web/form.ts'
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
import { componentsOn, entriesOf } from './component.ts'
import { type ChargeModel, chargePage } from './pages/charge.page.ts'
import { partsOfDebt } from './parts.ts'
import { factsOf } from './read-charges.ts'
import { readAgain, startAgain, stopInterest } from './stop.ts'
import { decideOnWaiver, waive, type WaiverReason, waiverReasons, waiversOf } from './waive.ts'
import { shownThrough, workingOf } from './working.ts'

const path = '/accounts/:account/charges/:charge'
const params = z.object({ account: z.guid(), charge: z.guid() })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'today' | 'params'
>

/** Everything about a charge, as its page shows it; not found where it is not on that account. */
async function modelOf({ db, session, council, today, params }: Asked): Promise<ChargeModel> {
  const councilId = council.id
  const account = await accountToOpen(db, councilId, params.account, today)
  const components = await componentsOn(db, { councilId, accountId: account.id })
  const component = components.find(({ id }) => id === params.charge) ?? notFound()
  const of = { councilId, ids: [component.id] }
  const [facts] = await factsOf(db, { ...of, today })
  const entries = await entriesOf(db, of)
  const waivers = await waiversOf(db, of)
  const stops = facts?.stops ?? []
  const parts = partsOfDebt(await statementOf(db, councilId, account.id), components)
  return {
    session,
    account,
    component,
    part: parts.find(({ componentId }) => componentId === component.id),
    working: facts && workingOf(component, { ...facts, through: shownThrough(component, today) }),
    entries,
    stops,
    waivers,
    names: await staffNames(db, [
      component.recordedBy,
      ...entries.map(({ recordedBy }) => recordedBy),
      ...stops.flatMap(({ recordedBy, untilBy }) => [recordedBy, untilBy ?? recordedBy]),
      ...waivers.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy ?? askedBy]),
    ]),
    today,
  }
}

const notices = {
  charged: 'It is charged. Somebody who owes it sees it apart from the debt itself.',
  made: 'It is waived.',
  asked: 'Nothing is waived yet: it is above your limit, and waits for somebody else’s agreement.',
  agreed: 'It is waived, by the two of you.',
  refused: 'The waiver was refused. Nothing was changed.',
  stopped: 'The interest is stopped.',
  read: 'It is up to date with the payments and holds that are known now.',
  started: 'The interest runs again, from today.',
} as const
type Done = keyof typeof notices
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
    return page(chargePage({ ...model, notice: asked.query.done }))
  },
})

const back = ({ account, charge }: z.infer<typeof params>, said: Done) =>
  redirect(`/accounts/${account}/charges/${charge}?done=${said}`)

/** The page again with what was typed and what was wrong with it, or where the decision led. */
async function answer(
  asked: Asked,
  typed: Typed,
  outcome: Outcome<unknown>,
  { field, said }: { readonly field: string; readonly said: Done },
) {
  if (outcome.ok) return back(asked.params, said)
  const errors: Errors = { [field]: outcome.refusal.says }
  return pageRefused(chargePage({ ...(await modelOf(asked)), typed, errors }))
}

const again = async (asked: Asked, form: { readonly errors: Errors; readonly typed: Typed }) =>
  pageWithErrors(chargePage({ ...(await modelOf(asked)), ...form }))

const wrongMoney = 'The amount must be in pounds and pence, like 50 or 52.50'

const waiveIt = route({
  method: 'POST',
  path: `${path}/waive`,
  permission: 'charges:waive',
  params,
  form: z.strictObject({
    amount: amountOfMoney({ missing: 'Enter how much', wrong: wrongMoney }),
    reason: z.enum(Object.keys(waiverReasons) as WaiverReason[], { error: 'Choose why' }),
    because: someText({ longest: 500, missing: 'Say why, in your own words' }),
  }),
  handle: async asked => {
    const { db, session, council, params, today, form } = asked
    await modelOf(asked)
    if (!form.ok) return again(asked, form)
    const made = await waive(db, {
      ...form.value,
      councilId: council.id,
      componentId: params.charge,
      roles: session.roles,
      today,
      actor: session.staffId,
    })
    return answer(asked, form.typed, made, { field: 'amount', said: made.ok ? made.value : 'made' })
  },
})

const decide = route({
  method: 'POST',
  path: `${path}/waivers/:waiver`,
  permission: 'charges:agree',
  params: params.extend({ waiver: z.guid() }),
  form: z.strictObject({ decision: z.enum(['agree', 'refuse']) }),
  handle: async asked => {
    const { db, session, council, params, today, form } = asked
    await modelOf(asked)
    if (!form.ok) return again(asked, form)
    const agreed = form.value.decision === 'agree'
    const decided = await decideOnWaiver(db, {
      councilId: council.id,
      componentId: params.charge,
      waiverId: params.waiver,
      agreed,
      today,
      actor: session.staffId,
    })
    if (decided.ok) return back(params, agreed ? 'agreed' : 'refused')
    return pageRefused(chargePage({ ...(await modelOf(asked)), refusal: decided.refusal.says }))
  },
})

const stop = route({
  method: 'POST',
  path: `${path}/stop`,
  permission: 'charges:add',
  params,
  form: z.strictObject({
    from: someDate({
      missing: 'Enter the first day without interest',
      wrong: 'The day must be a real date, like 27/3/2026',
    }),
    stopWhy: someText({ longest: 500, missing: 'Say why it stops' }),
  }),
  handle: async asked => {
    const { db, session, council, params, today, form } = asked
    await modelOf(asked)
    if (!form.ok) return again(asked, form)
    const stopped = await stopInterest(db, {
      councilId: council.id,
      componentId: params.charge,
      from: form.value.from,
      because: form.value.stopWhy,
      today,
      actor: session.staffId,
    })
    return answer(asked, form.typed, stopped, { field: 'from', said: 'stopped' })
  },
})

const start = route({
  method: 'POST',
  path: `${path}/start`,
  permission: 'charges:add',
  params,
  form: z.strictObject({
    startWhy: someText({ longest: 500, missing: 'Say why it runs again' }),
  }),
  handle: async asked => {
    const { db, session, council, params, today, form } = asked
    await modelOf(asked)
    if (!form.ok) return again(asked, form)
    const started = await startAgain(db, {
      councilId: council.id,
      componentId: params.charge,
      because: form.value.startWhy,
      today,
      actor: session.staffId,
    })
    return answer(asked, form.typed, started, { field: 'startWhy', said: 'started' })
  },
})

const read = route({
  method: 'POST',
  path: `${path}/read`,
  permission: 'charges:add',
  params,
  form: z.strictObject({}),
  handle: async asked => {
    const { db, session, council, params, today } = asked
    const { component } = await modelOf(asked)
    await readAgain(db, {
      councilId: council.id,
      componentId: component.id,
      today,
      actor: session.staffId,
    })
    return back(params, 'read')
  },
})

export const chargeRoutes = [show, waiveIt, decide, stop, start, read]
