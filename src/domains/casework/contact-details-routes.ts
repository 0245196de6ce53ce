import { z } from 'zod'
import { recordPageView } from '#administration'
import {
  decideDetail,
  detailKinds,
  detailsOf,
  endMark,
  endSafeRoute,
  markDetail,
  markings,
  marksOf,
  partyToOpen,
  safeRouteOf,
  safeRoutes,
  saySafeRoute,
  tellDetail,
  tellings,
} from '#parties'
import type { Outcome } from '#values/outcome.ts'
import { type Errors, maybeDate, someText, type Typed } from '#web/form.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import type { Asked } from './case-head.ts'
import { contactDetailsPage } from './pages/contact-details.page.ts'

const params = z.object({ person: z.guid() })
const day = maybeDate('The day must be a real one, like 27/3/2027')

const notices = {
  accepted: 'Accepted: it is used from now on.',
  rejected: 'Rejected: it is not asked again.',
  marked: 'Marked.',
  'taken-back': 'Taken back.',
  told: 'Added. It is used once somebody accepts it.',
  safe: 'Letters, calls and contacts keep to this from now on.',
  'every-way': 'Every way is open again.',
} as const
type Notice = keyof typeof notices

async function modelOf({ db, session, council }: Asked, partyId: string) {
  const party = await partyToOpen(db, council.id, partyId)
  return {
    session,
    party,
    reach: {
      details: await detailsOf(db, council.id, party.personId),
      safeRoute: await safeRouteOf(db, council.id, party.personId),
    },
    marks: await marksOf(db, council.id, party.personId),
  }
}

const show = route({
  method: 'GET',
  path: '/people/:person/contact-details',
  permission: 'people:view',
  params,
  query: z.object({ done: z.enum(Object.keys(notices) as [Notice]).optional() }),
  handle: async asked => {
    const model = await modelOf(asked, asked.params.person)
    await recordPageView(asked, {
      partyId: model.party.id,
      route: '/people/:person/contact-details',
    })
    return page(
      contactDetailsPage({ ...model, notice: asked.query.done && notices[asked.query.done] }),
    )
  },
})

const whose = ({ council, session }: Asked, personId: string) => ({
  councilId: council.id,
  personId,
  actor: session.staffId,
})

/** The page again with what is wrong in the form, or on to what was done. */
async function answered(
  asked: Asked,
  partyId: string,
  form: { readonly typed: Typed },
  outcome: Outcome<unknown> | { readonly errors: Errors },
  on: { readonly done: Notice; readonly field: string },
) {
  const again = async (errors: Errors) =>
    contactDetailsPage({ ...(await modelOf(asked, partyId)), typed: form.typed, errors })
  if ('errors' in outcome) return pageWithErrors(await again(outcome.errors))
  if (!outcome.ok) return pageRefused(await again({ [on.field]: outcome.refusal.says }))
  return redirect(`/people/${partyId}/contact-details?done=${on.done}`)
}

const why = (missing: string) => someText({ longest: 300, missing })

const decide = route({
  method: 'POST',
  path: '/people/:person/contact-details/decide',
  permission: 'contacts:record',
  params,
  form: z.strictObject({
    proposal: z.guid({ error: 'Choose which' }),
    decision: z.enum(['accepted', 'rejected'], { error: 'Choose whether it is theirs' }),
    decidedBecause: why('Say how you know'),
    decidedGateway: someText({ longest: 300 }).default(''),
  }),
  handle: async asked => {
    const { db, form } = asked
    const { personId } = await partyToOpen(db, asked.council.id, asked.params.person)
    const on = {
      done: form.ok ? form.value.decision : 'accepted',
      field: 'decidedBecause',
    } as const
    if (!form.ok) return answered(asked, personId, form, form, on)
    const { proposal, decision, decidedBecause, decidedGateway } = form.value
    const outcome = await decideDetail(db, {
      ...whose(asked, personId),
      detailId: proposal,
      decision,
      because: decidedBecause,
      gateway: decidedGateway,
    })
    const isOfGateway = !outcome.ok && outcome.refusal.code === 'parties/detail-needs-gateway'
    return answered(
      asked,
      personId,
      form,
      outcome,
      isOfGateway ? { ...on, field: 'decidedGateway' } : on,
    )
  },
})

const mark = route({
  method: 'POST',
  path: '/people/:person/contact-details/mark',
  permission: 'contacts:record',
  params,
  form: z.strictObject({
    detail: z.guid({ error: 'Choose which detail' }),
    mark: z.enum(markings, { error: 'Choose what it is' }),
    cameBack: day,
    markedBecause: why('Say how you know it'),
  }),
  handle: async asked => {
    const { db, form, today } = asked
    const { personId } = await partyToOpen(db, asked.council.id, asked.params.person)
    const on = { done: 'marked', field: 'mark' } as const
    if (!form.ok) return answered(asked, personId, form, form, on)
    const { detail, mark, cameBack, markedBecause } = form.value
    const outcome = await markDetail(db, {
      ...whose(asked, personId),
      detailId: detail,
      mark,
      onDay: cameBack ?? today,
      because: markedBecause,
    })
    return answered(asked, personId, form, outcome, on)
  },
})

const takeBack = route({
  method: 'POST',
  path: '/people/:person/contact-details/take-back',
  permission: 'contacts:record',
  params,
  form: z.strictObject({
    standing: z.guid({ error: 'Choose which' }),
    takenBackWhy: why('Say why it is taken back'),
  }),
  handle: async asked => {
    const { db, form } = asked
    const { personId } = await partyToOpen(db, asked.council.id, asked.params.person)
    const on = { done: 'taken-back', field: 'standing' } as const
    if (!form.ok) return answered(asked, personId, form, form, on)
    const { standing, takenBackWhy } = form.value
    const stood = await endMark(db, {
      ...whose(asked, personId),
      markId: standing,
      why: takenBackWhy,
    })
    if (!stood) return notFound()
    return redirect(`/people/${personId}/contact-details?done=taken-back`)
  },
})

const tell = route({
  method: 'POST',
  path: '/people/:person/contact-details/tell',
  permission: 'contacts:record',
  params,
  form: z.strictObject({
    kind: z.enum(detailKinds),
    text: someText({ longest: 400, missing: 'Enter the detail' }),
    how: z.enum(tellings),
    asAt: day,
    gateway: why('Say by what right it may be used'),
  }),
  handle: async asked => {
    const { db, form, today } = asked
    const { personId } = await partyToOpen(db, asked.council.id, asked.params.person)
    const on = { done: 'told', field: 'text' } as const
    if (!form.ok) return answered(asked, personId, form, form, on)
    const { asAt, ...told } = form.value
    const outcome = await tellDetail(db, {
      ...told,
      ...whose(asked, personId),
      asAt: asAt ?? today,
      today,
    })
    const isOfDay = !outcome.ok && outcome.refusal.code === 'parties/told-later'
    return answered(asked, personId, form, outcome, isOfDay ? { ...on, field: 'asAt' } : on)
  },
})

const keepTo = route({
  method: 'POST',
  path: '/people/:person/contact-details/safe-route',
  permission: 'contacts:record',
  params,
  form: z.strictObject({
    route: z.enum(safeRoutes, { error: 'Choose how they may be reached' }),
    onlyTo: z.union([z.literal('').transform(() => undefined), z.guid()]),
    routeSays: why('Say what to do'),
  }),
  handle: async asked => {
    const { db, form } = asked
    const { personId } = await partyToOpen(db, asked.council.id, asked.params.person)
    const on = { done: 'safe', field: 'onlyTo' } as const
    if (!form.ok) return answered(asked, personId, form, form, on)
    const { route, onlyTo, routeSays } = form.value
    const outcome = await saySafeRoute(db, {
      ...whose(asked, personId),
      route,
      addressId: onlyTo,
      says: routeSays,
    })
    return answered(asked, personId, form, outcome, on)
  },
})

const openEveryWay = route({
  method: 'POST',
  path: '/people/:person/contact-details/every-way',
  permission: 'contacts:record',
  params,
  form: z.strictObject({ routeEndedWhy: why('Say why every way is safe again') }),
  handle: async asked => {
    const { db, form } = asked
    const { personId } = await partyToOpen(db, asked.council.id, asked.params.person)
    if (!form.ok)
      return answered(asked, personId, form, form, { done: 'every-way', field: 'routeEndedWhy' })
    await endSafeRoute(db, { ...whose(asked, personId), why: form.value.routeEndedWhy })
    return redirect(`/people/${personId}/contact-details?done=every-way`)
  },
})

export const contactDetailsRoutes = [show, decide, mark, takeBack, tell, keepTo, openEveryWay]
