import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountsOf } from '#debts'
import { partyToOpen } from '#parties'
import type { Db } from '#platform/db.ts'
import type { Refusal } from '#values/outcome.ts'
import { maybeDate, someText } from '#web/form.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { endHold, whyNotEnd } from './end-hold.ts'
import { instructionRoutes } from './instruction-routes.ts'
import { holdKinds } from './hold.ts'
import { type HoldModel, holdPage, reviewPage } from './pages/hold.page.ts'
import { placeHoldPage } from './pages/place-hold.page.ts'
import { placeHold } from './place-hold.ts'
import { findHold, holdsToReview } from './queries.ts'
import { questionRoutes } from './questions/routes.ts'
import { questionOfHold } from './questions/question.ts'
import { endsWithItsAnswer } from './questions/refusals.ts'
import { termOf } from './term.ts'

const person = z.object({ person: z.guid() })
const empty = z.literal('').transform(() => undefined)

async function about(db: Db, councilId: number, personId: string, today: Temporal.PlainDate) {
  const party = await partyToOpen(db, councilId, personId)
  return { party, accounts: await accountsOf(db, councilId, party.id, today) }
}

const newHold = route({
  method: 'GET',
  path: '/people/:person/holds/new',
  permission: 'holds:place',
  params: person,
  handle: async ({ db, params, session, council, today }) =>
    page(placeHoldPage({ session, ...(await about(db, council.id, params.person, today)) })),
})

const day = maybeDate('The day must be a real one, like 27/3/2027')

/** Which field of the form a refusal is about. */
const fields: Readonly<Record<string, string>> = {
  'no-such-account': 'account',
  'not-their-account': 'account',
  'no-reason': 'reason',
  'too-long-ago': 'from',
  'too-far-ahead': 'from',
  'no-start-of-breathing-space': 'from',
  'ends-before-it-starts': 'until',
  'ends-before-today': 'until',
  'too-long-for-breathing-space': 'until',
  'neither-end-nor-review': 'until',
  'review-before-today': 'review',
}

const addHold = route({
  method: 'POST',
  path: '/people/:person/holds',
  permission: 'holds:place',
  params: person,
  form: z.strictObject({
    kind: z.enum(holdKinds, { error: 'Choose the kind of hold' }),
    account: z.union([empty, z.guid()], { error: 'Choose one of their accounts' }),
    reason: someText({ longest: 1000, missing: 'Say why recovery is on hold' }),
    from: day,
    until: day,
    review: day,
  }),
  handle: async ({ db, params, form, session, council, now, today }) => {
    const found = await about(db, council.id, params.person, today)
    const again = { session, ...found, typed: form.typed }
    if (!form.ok) return pageWithErrors(placeHoldPage({ ...again, errors: form.errors }))
    const refuse = ({ code, says }: Refusal) =>
      pageRefused(placeHoldPage({ ...again, errors: { [fields[code] ?? 'kind']: says } }))

    const { kind, account, reason, review: reviewOn, ...days } = form.value
    const term = termOf({ kind, reviewOn, ...days }, { now, today })
    if (!term.ok) return refuse(term.refusal)
    const placed = await placeHold(db, {
      councilId: council.id,
      partyId: params.person,
      ...(account !== undefined && { accountId: account }),
      kind,
      ...term.value,
      receivedAt: now,
      reason,
      actor: session.staffId,
    })
    return placed.ok ? redirect(`/people/${params.person}?done=held`) : refuse(placed.refusal)
  },
})

type Asked = Pick<
  Request<{ readonly hold: string }, unknown, unknown>,
  'db' | 'params' | 'session' | 'council' | 'now' | 'today'
>

async function modelOf({ db, params, session, council, now, today }: Asked): Promise<HoldModel> {
  const hold = (await findHold(db, { councilId: council.id, holdId: params.hold })) ?? notFound()
  const questionId = await questionOfHold(db, { councilId: council.id, holdId: hold.id })
  return {
    session,
    hold,
    questionId,
    now,
    ...(await about(db, council.id, hold.partyId, today)),
    staff: await staffNames(
      db,
      [hold.recordedBy, hold.liftedBy].filter(id => id !== null),
    ),
    whyNot: session.permissions.includes('holds:end')
      ? (whyNotEnd(hold, whoEnds(session)) ??
        (questionId === undefined ? undefined : endsWithItsAnswer))
      : { code: 'may-not-end', says: 'A team leader or an approver can end this hold.' },
  }
}

const whoEnds = ({ staffId, permissions }: Asked['session']) => ({
  actor: staffId,
  mayEndByLaw: permissions.includes('holds:end-by-law'),
})

const one = z.object({ hold: z.guid() })

const hold = route({
  method: 'GET',
  path: '/holds/:hold',
  permission: 'people:view',
  params: one,
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, { partyId: model.party.id, route: '/holds/:hold' })
    return page(holdPage(model))
  },
})

const finish = route({
  method: 'POST',
  path: '/holds/:hold/end',
  permission: 'holds:end',
  params: one,
  form: z.strictObject({ reason: someText({ longest: 1000, missing: 'Say why it ends' }) }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const model = { ...(await modelOf(asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(holdPage({ ...model, errors: form.errors }))
    const ended = await endHold(db, {
      councilId: council.id,
      holdId: model.hold.id,
      because: form.value.reason,
      ...whoEnds(session),
    })
    if (ended.ok) return redirect(`/people/${model.party.id}?done=hold-ended`)
    return pageRefused(holdPage({ ...model, errors: { reason: ended.refusal.says } }))
  },
})

const review = route({
  method: 'GET',
  path: '/holds',
  permission: 'people:view',
  handle: async ({ db, session, council, today }) =>
    page(reviewPage(session, await holdsToReview(db, { councilId: council.id, today }))),
})

export const protectionsRoutes = [
  newHold,
  addHold,
  review,
  hold,
  finish,
  ...questionRoutes,
  ...instructionRoutes,
]
