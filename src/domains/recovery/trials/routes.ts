import { z } from 'zod'
import { staffNames } from '#administration'
import { asCouncil, type Db } from '#platform/db.ts'
import { isBefore } from '#values/dates.ts'
import type { Outcome } from '#values/outcome.ts'
import { someDate, someText, type Typed, wholeNumber } from '#web/form.ts'
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
import { differences } from '../drafting/differences.ts'
import { findDraft, versionsOf } from '../drafting/draft.ts'
import { allVersions } from '../drafting/versions.ts'
import { askForTrial } from './ask.ts'
import { approveTrial, concludeTrial, stopTrial } from './decide.ts'
import { type Measure, measureNames } from './measures.ts'
import { outcomesOf } from './outcomes.ts'
import { askPage, shares } from './pages/ask.page.ts'
import { trialPage, type TrialModel } from './pages/trial.page.ts'
import { findTrial, type Trial } from './trial.ts'

type Asked = { readonly db: Db; readonly session: Session; readonly today: Temporal.PlainDate }

const ofDraft = z.object({ draft: z.guid() })

const askForm = route({
  method: 'GET',
  path: '/policy/drafts/:draft/trial',
  permission: 'policy:draft',
  params: ofDraft,
  handle: async ({ db, session, council, params, today }) => {
    const found = await findDraft(db, { councilId: council.id, draftId: params.draft })
    return page(askPage({ session, draft: found ?? notFound(), today }))
  },
})

/** Beside which field a refusal is said; the others are about the whole. */
const fieldOf: Readonly<Record<string, string>> = {
  'in-the-past': 'from',
  'law-changes': 'from',
  'policy-comes': 'from',
  'another-trial': 'from',
  'under-another-law': 'from',
  'counted-too-long': 'days',
}

const ask = route({
  method: 'POST',
  path: '/policy/drafts/:draft/trial',
  permission: 'policy:draft',
  params: ofDraft,
  form: z.strictObject({
    version: z.coerce.number().int(),
    share: wholeNumber(shares[0], 50),
    from: someDate({
      missing: 'Enter the day it begins',
      wrong: 'Enter a day that exists, like 27/3/2027',
    }),
    weeks: wholeNumber(2, 52),
    measure: z.enum(measureNames as [Measure, ...Measure[]], {
      error: 'Choose what is compared',
    }),
    days: wholeNumber(7, 364),
    because: someText({
      longest: 2000,
      missing: 'Say what you hope for, and what could go wrong',
    }),
  }),
  handle: async ({ db, session, council, params, form, today }) => {
    const of = { councilId: council.id, draftId: params.draft }
    const model = { session, draft: (await findDraft(db, of)) ?? notFound(), today }
    const { typed } = form
    if (!form.ok) return pageWithErrors(askPage({ ...model, typed, errors: form.errors }))
    const asked = await askForTrial(db, { ...of, ...form.value, today, by: session.staffId })
    if (asked.ok) return redirect(`/policy/trials/${asked.value}?done=asked`)
    const { code, says } = asked.refusal
    // What was typed was about the draft as it was; asked again, it is about the draft as it is now.
    const again =
      code === 'saved-since' ? { ...typed, version: String(model.draft.version) } : typed
    return pageRefused(askPage({ ...model, typed: again, errors: { [fieldOf[code] ?? '']: says } }))
  },
})

const ofTrial = z.object({ trial: z.guid() })

async function modelOf({ db, session, today }: Asked, trial: Trial): Promise<TrialModel> {
  const councilId = session.council.id
  const champion = (await allVersions(db, councilId)).find(
    version => version.debtType === trial.debtType && version.fingerprint === trial.champion,
  )
  const hands = await versionsOf(db, { councilId, draftId: trial.draftId })
  const began = trial.approvedAt !== null && !isBefore(today, trial.beginsOn)
  const who = [trial.askedBy, trial.approvedBy, trial.endedBy, trial.concludedBy]
  return {
    session,
    today,
    trial,
    differences: champion ? differences(champion.policy, trial.policy) : [],
    outcomes: began ? await outcomesOf(db, { councilId, trial, today }) : undefined,
    hadAHand:
      trial.askedBy === session.staffId || hands.some(({ savedBy }) => savedBy === session.staffId),
    staff: await staffNames(
      db,
      who.filter(id => id !== null),
    ),
  }
}

const show = route({
  method: 'GET',
  path: '/policy/trials/:trial',
  permission: 'policy:view',
  params: ofTrial,
  query: z.object({
    done: noticeIn({
      asked: 'The trial is asked for. Somebody else approves it.',
      approved: 'It is approved, and begins on its day.',
      stopped: 'It is ended. What is in force decides from the next night.',
      dropped: 'It is dropped. What is in force stays as it is.',
    }),
  }),
  // Everybody on a side is counted, restricted records too, whoever looks: sums, and no small number to who may open none.
  transaction: 'none',
  handle: async ({ database, session, council, params, query, today }) =>
    asCouncil(database, council.id, async db => {
      const found = await findTrial(db, { councilId: council.id, trialId: params.trial })
      const model = await modelOf({ db, session, today }, found ?? notFound())
      return page(trialPage({ ...model, notice: query.done }))
    }),
})

/** The trial's page again: with what was done, or with why it was not and what was typed. */
async function answered(
  asked: Asked,
  {
    trialId,
    outcome,
    done,
    typed = {},
    field = '',
  }: {
    readonly trialId: string
    readonly outcome: Outcome<unknown>
    readonly done: string
    readonly typed?: Typed
    readonly field?: string
  },
): Promise<Reply> {
  if (outcome.ok) return redirect(`/policy/trials/${trialId}?done=${done}`)
  const { db, session } = asked
  const trial = (await findTrial(db, { councilId: session.council.id, trialId })) ?? notFound()
  const errors = { [field]: outcome.refusal.says }
  return pageRefused(trialPage({ ...(await modelOf(asked, trial)), typed, errors }))
}

const approve = route({
  method: 'POST',
  path: '/policy/trials/:trial/approve',
  permission: 'policy:approve',
  params: ofTrial,
  form: z.strictObject({ contentHash: z.string().max(100) }),
  handle: async request => {
    const { db, session, council, params, form, today } = request
    const outcome = await approveTrial(db, {
      councilId: council.id,
      trialId: params.trial,
      contentHash: form.ok ? form.value.contentHash : '',
      today,
      by: session.staffId,
    })
    return answered(request, { trialId: params.trial, outcome, done: 'approved' })
  },
})

const stop = route({
  method: 'POST',
  path: '/policy/trials/:trial/stop',
  // Whoever may stop a run may stop this.
  permission: 'runs:stop',
  params: ofTrial,
  form: z.strictObject({ stoppedBecause: someText({ longest: 1000 }) }),
  handle: async request => {
    const { db, session, council, params, form, today } = request
    const outcome = await stopTrial(db, {
      councilId: council.id,
      trialId: params.trial,
      because: form.ok ? form.value.stoppedBecause : '',
      today,
      by: session.staffId,
    })
    return answered(request, {
      trialId: params.trial,
      outcome,
      done: 'stopped',
      typed: form.typed,
      field: 'stoppedBecause',
    })
  },
})

const conclude = route({
  method: 'POST',
  path: '/policy/trials/:trial/conclude',
  permission: 'policy:draft',
  params: ofTrial,
  form: z.strictObject({
    conclusion: z.enum(['adopted', 'dropped'], { error: 'Choose what the council makes of it' }),
    concludedBecause: someText({ longest: 2000, missing: 'Say why: the reason is kept' }),
  }),
  handle: async request => {
    const { db, session, council, params, form, today } = request
    const of = { councilId: council.id, trialId: params.trial }
    if (!form.ok) {
      const model = await modelOf(request, (await findTrial(db, of)) ?? notFound())
      return pageWithErrors(trialPage({ ...model, typed: form.typed, errors: form.errors }))
    }
    const { conclusion, concludedBecause } = form.value
    const outcome = await concludeTrial(db, {
      ...of,
      conclusion,
      because: concludedBecause,
      today,
      by: session.staffId,
    })
    return outcome.ok && outcome.value !== undefined
      ? redirect(`/policy/drafts/${outcome.value}?done=begun`)
      : answered(request, {
          trialId: params.trial,
          outcome,
          done: 'dropped',
          typed: form.typed,
        })
  },
})

export const trialRoutes = [askForm, ask, show, approve, stop, conclude]
