import { z } from 'zod'
import { staffNames } from '#administration'
import type { Db } from '#platform/db.ts'
import type { Outcome } from '#values/outcome.ts'
import { someDate, someText, type Typed } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Reply,
  route,
} from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { lawOf, policiesOn } from '../policies-in-force.ts'
import { askForSimulation, simulationsOf } from '../simulation/keep.ts'
import { allTrials, standingOf } from '../trials/trial.ts'
import { checkPolicy } from './checks.ts'
import { approveDraft, returnDraft } from './decide-draft.ts'
import { differences } from './differences.ts'
import { type Draft, findDraft, type OneDraft, versionsOf } from './draft.ts'
import { dropDraft, saveDraft } from './keep-draft.ts'
import { draftPage, type DraftModel } from './pages/draft.page.ts'
import { changed, changeForm } from './pressed.ts'
import * as refusals from './refusals.ts'
import { showsNoMore } from './shown-by.ts'
import { submitDraft, takeBack } from './submit.ts'

export const draftParams = z.object({ draft: z.guid() })

const notices = {
  begun: 'The draft is begun.',
  saved: 'It is saved.',
  submitted: 'It is submitted. Somebody else approves it.',
  'taken-back': 'It is yours to write again.',
  approved: 'It is approved, and in force from its day.',
  returned: 'It is returned to whoever wrote it.',
}

type Asked = { readonly db: Db; readonly session: Session; readonly today: Temporal.PlainDate }

/** `asked` is the day that was just asked for: it is checked against the law of that day, as submitting does. */
async function modelOf(
  { db, session, today }: Asked,
  draft: Draft,
  asked: Temporal.PlainDate = today,
): Promise<DraftModel> {
  const { debtType, policy } = draft
  const one = { councilId: session.council.id, draftId: draft.id }
  const law = (await lawOf(db, one.councilId, debtType)) ?? notFound()
  const inForce = (await policiesOn(db, one.councilId, today)).find(
    found => found.debtType === debtType,
  )
  const versions = await versionsOf(db, one)
  const { finished: simulation, asked: requested } = await simulationsOf(db, one.councilId, draft)
  // The day that a draft was once submitted for is not the one that it is for now.
  const from = (draft.status !== 'draft' && draft.inForceFrom) || asked
  const hands = [draft.submittedBy, draft.returnedBy, ...versions.map(({ savedBy }) => savedBy)]
  return {
    session,
    today,
    draft,
    checked: checkPolicy(policy, law.on(from).value),
    versions,
    differences: inForce && differences(inForce.policy, policy),
    simulation,
    asked: requested,
    isSimulationOld:
      (draft.status === 'draft' || draft.status === 'submitted') &&
      simulation?.result !== undefined &&
      (simulation.against !== (inForce?.fingerprint ?? null) ||
        showsNoMore(simulation, { law, from, today }) !== undefined),
    trials: (await allTrials(db, one.councilId)).filter(
      trial =>
        trial.draftId === draft.id ||
        (trial.debtType === debtType && standingOf(trial, today) === 'running'),
    ),
    staff: await staffNames(
      db,
      hands.filter(id => id !== null),
    ),
  }
}

const one = route({
  method: 'GET',
  path: '/policy/drafts/:draft',
  permission: 'policy:view',
  params: draftParams,
  query: z.object({ done: noticeIn(notices) }),
  handle: async request => {
    const { db, council, params, query } = request
    const draft =
      (await findDraft(db, { councilId: council.id, draftId: params.draft })) ?? notFound()
    return page(draftPage({ ...(await modelOf(request, draft)), notice: query.done }))
  },
})

/** The draft's page again: with what was done, or with why it was not and what was typed. */
async function answered(
  request: Asked,
  {
    draftId,
    outcome,
    done,
    typed = {},
    field = '',
    from,
  }: {
    readonly draftId: string
    readonly outcome: Outcome<unknown>
    readonly done: keyof typeof notices
    readonly typed?: Typed
    readonly field?: string
    readonly from?: Temporal.PlainDate | undefined
  },
): Promise<Reply> {
  if (outcome.ok) return redirect(`/policy/drafts/${draftId}?done=${done}`)
  const { db, session } = request
  const draft = (await findDraft(db, { councilId: session.council.id, draftId })) ?? notFound()
  const errors = { [field]: outcome.refusal.says }
  return pageRefused(draftPage({ ...(await modelOf(request, draft, from)), typed, errors }))
}

const change = route({
  method: 'POST',
  path: '/policy/drafts/:draft/change',
  permission: 'policy:draft',
  params: draftParams,
  form: changeForm,
  handle: async request => {
    const { db, session, council, params, form } = request
    const which: OneDraft = { councilId: council.id, draftId: params.draft }
    const draft = (await findDraft(db, which)) ?? notFound()
    const again = async (errors: DraftModel['errors']) =>
      pageWithErrors(
        draftPage({
          ...(await modelOf(request, draft)),
          typed: form.typed,
          ...(errors && { errors }),
        }),
      )
    if (!form.ok) return again(form.errors)
    // What the numbers on the page meant is known only of the version that the page was of.
    const isOld = draft.version !== form.value.version
    const made = isOld ? undefined : changed(draft, form.value)
    if (!isOld && !made)
      return again({ '': 'That rule is not there any more. Nothing was changed.' })
    const outcome = made
      ? await saveDraft(db, {
          ...which,
          ...made,
          basedOn: form.value.version,
          by: session.staffId,
        })
      : ({ ok: false, refusal: refusals.savedMeanwhile } as const)
    return answered(request, { draftId: params.draft, outcome, done: 'saved', typed: form.typed })
  },
})

const simulate = route({
  method: 'POST',
  path: '/policy/drafts/:draft/simulate',
  permission: 'policy:draft',
  params: draftParams,
  handle: async request => {
    const { db, session, council, params } = request
    const which = { councilId: council.id, draftId: params.draft, by: session.staffId }
    const outcome = await askForSimulation(db, which)
    if (outcome.ok) return redirect(`/policy/drafts/${params.draft}/simulation`)
    return answered(request, { draftId: params.draft, outcome, done: 'saved' })
  },
})

/** Refusals that another day would answer. */
const ofTheDay = ['in-the-past', 'another-comes', 'another-before', 'under-another-law']

const submit = route({
  method: 'POST',
  path: '/policy/drafts/:draft/submit',
  permission: 'policy:draft',
  params: draftParams,
  form: z.strictObject({
    version: z.coerce.number().int(),
    from: someDate({
      missing: 'Enter the day it comes into force',
      wrong: 'Enter a day that exists, like 27/3/2027',
    }),
    because: someText({ longest: 2000 }),
  }),
  handle: async request => {
    const { db, session, council, params, form, today } = request
    if (!form.ok) {
      const draft =
        (await findDraft(db, { councilId: council.id, draftId: params.draft })) ?? notFound()
      const { typed, errors } = form
      return pageWithErrors(draftPage({ ...(await modelOf(request, draft)), typed, errors }))
    }
    const outcome = await submitDraft(db, {
      councilId: council.id,
      draftId: params.draft,
      ...form.value,
      today,
      by: session.staffId,
    })
    const isOfDay = !outcome.ok && ofTheDay.includes(outcome.refusal.code)
    const isOfReason = !outcome.ok && outcome.refusal.code === 'say-why'
    return answered(request, {
      draftId: params.draft,
      outcome,
      done: 'submitted',
      typed: form.typed,
      field: isOfDay ? 'from' : isOfReason ? 'because' : '',
      from: Temporal.PlainDate.compare(form.value.from, today) < 0 ? today : form.value.from,
    })
  },
})

const back = route({
  method: 'POST',
  path: '/policy/drafts/:draft/take-back',
  permission: 'policy:draft',
  params: draftParams,
  handle: async request => {
    const { db, session, council, params } = request
    const which = { councilId: council.id, draftId: params.draft, by: session.staffId }
    return answered(request, {
      draftId: params.draft,
      outcome: await takeBack(db, which),
      done: 'taken-back',
    })
  },
})

const drop = route({
  method: 'POST',
  path: '/policy/drafts/:draft/drop',
  permission: 'policy:draft',
  params: draftParams,
  handle: async request => {
    const { db, session, council, params } = request
    const which = { councilId: council.id, draftId: params.draft, by: session.staffId }
    const outcome = await dropDraft(db, which)
    if (outcome.ok) return redirect('/policy?done=dropped')
    return answered(request, { draftId: params.draft, outcome, done: 'saved' })
  },
})

const approve = route({
  method: 'POST',
  path: '/policy/drafts/:draft/approve',
  permission: 'policy:approve',
  params: draftParams,
  form: z.strictObject({ contentHash: z.string().max(100) }),
  handle: async request => {
    const { db, session, council, params, form, today } = request
    const outcome = await approveDraft(db, {
      councilId: council.id,
      draftId: params.draft,
      contentHash: form.ok ? form.value.contentHash : '',
      today,
      by: session.staffId,
    })
    return answered(request, { draftId: params.draft, outcome, done: 'approved' })
  },
})

const giveBack = route({
  method: 'POST',
  path: '/policy/drafts/:draft/return',
  permission: 'policy:approve',
  params: draftParams,
  form: z.strictObject({ returnedBecause: someText({ longest: 2000 }) }),
  handle: async request => {
    const { db, session, council, params, form } = request
    const outcome = await returnDraft(db, {
      councilId: council.id,
      draftId: params.draft,
      because: form.ok ? form.value.returnedBecause : '',
      by: session.staffId,
    })
    return answered(request, {
      draftId: params.draft,
      outcome,
      done: 'returned',
      typed: form.typed,
      field: 'returnedBecause',
    })
  },
})

export const draftRoutes = [one, change, simulate, submit, back, drop, approve, giveBack]
