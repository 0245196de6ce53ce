import { z } from 'zod'
import { figuresOf, recordPageView, staffNames } from '#administration'
import { accountToOpen } from '#debts'
import type { Outcome } from '#values/outcome.ts'
import { boxes, someText, type Submitted, tickedIn } from '#web/form.ts'
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
import { asksForARemedy } from '../referrals/return-codes.ts'
import { referralsOn } from '../referrals/referrals.ts'
import { choicesOn, runningFor, waitingChoices, waitingFor } from './choices.ts'
import { choose } from './choose.ts'
import { agreeTo, refuseChoice, takeChoiceBack } from './decide-choice.ts'
import { endRemedy } from './end-remedy.ts'
import { experienceOf } from './experience.ts'
import { type Ending, endingKinds, remedyKinds } from './kinds.ts'
import { type RemediesModel, remediesPage } from './pages/remedies.page.ts'
import { waitingRemediesPage } from './pages/waiting.page.ts'
import { remediesAt } from './remedies-at.ts'
import { remediesToStop } from './to-stop.ts'

const params = z.object({ account: z.guid() })
const ofChoice = params.extend({ choice: z.guid() })

type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'params' | 'session' | 'council' | 'now' | 'today'
>

async function modelOf(asked: Asked): Promise<RemediesModel> {
  const { db, params: at, session, council, now, today } = asked
  const account = await accountToOpen(db, council.id, at.account, today)
  const of = { councilId: council.id, accountId: account.id }
  const found = (await remediesAt(db, { ...of, today, now })) ?? notFound()
  const choices = await choicesOn(db, { ...of, accountIds: [account.id] })
  return {
    session,
    account,
    found,
    choices,
    referral: (await referralsOn(db, of)).find(
      ({ kind, closedOn }) => closedOn === null && asksForARemedy(kind),
    ),
    waiting: await waitingFor(db, of),
    running: await runningFor(db, of),
    stopped: await remediesToStop(db, { ...of, now }),
    enough: (await figuresOf(db, council.id))['experience-enough'],
    experience: await experienceOf(db, {
      councilId: council.id,
      family: found.at.family,
      today,
    }),
    staff: await staffNames(
      db,
      choices.flatMap(({ chosenBy, decidedBy }) => [chosenBy, decidedBy ?? chosenBy]),
    ),
    today,
  }
}

const notices = {
  chosen: 'Chosen, and off the list. The account is looked at again tonight.',
  asked: 'It waits for an approver. The account stays on the list until then.',
  agreed: 'Agreed: it is in force, and off the list.',
  refused: 'Refused. The account stays on the list for another choice.',
  back: 'Taken back. The account stays on the list for another choice.',
  ended: 'Recorded. The account comes back to the choice of a remedy while anything is owed.',
} as const

const show = route({
  method: 'GET',
  path: '/accounts/:account/remedies',
  permission: 'referrals:view',
  params,
  query: z.object({ done: noticeIn(notices) }),
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, {
      partyId: model.account.leadPartyId,
      route: '/accounts/:account/remedies',
    })
    return page(remediesPage({ ...model, notice: asked.query.done }))
  },
})

/** Does what a form of the page asks; or shows the page again as it is by then, with what was wrong and all that was typed. */
async function answer<Value>(
  asked: Asked,
  {
    form,
    answering,
    ticked,
    work,
    field = () => '',
  }: {
    readonly form: Submitted<Value>
    readonly answering: NonNullable<RemediesModel['answering']>
    readonly ticked?: readonly string[]
    readonly work: (
      value: Value,
    ) => Promise<{ readonly outcome: Outcome<unknown>; readonly notice: keyof typeof notices }>
    /** The field that a refusal is said beside. */
    readonly field?: (code: string) => string
  },
): Promise<Reply> {
  const back = { answering, typed: form.typed, ...(ticked && { ticked }) }
  if (!form.ok) {
    return pageWithErrors(remediesPage({ ...(await modelOf(asked)), ...back, errors: form.errors }))
  }
  await accountToOpen(asked.db, asked.council.id, asked.params.account, asked.today)
  const { outcome, notice } = await work(form.value)
  if (outcome.ok) return redirect(`/accounts/${asked.params.account}/remedies?done=${notice}`)
  const { code, says } = outcome.refusal
  return pageRefused(
    remediesPage({ ...(await modelOf(asked)), ...back, errors: { [field(code)]: says } }),
  )
}

const add = route({
  method: 'POST',
  path: '/accounts/:account/remedies',
  permission: 'referrals:close',
  params,
  form: z.strictObject({
    remedy: z.enum(['none', ...remedyKinds], { error: 'Choose a remedy, or none' }),
    reason: someText({ longest: 2000, missing: 'Say why: the reason is kept' }),
    ticked: boxes(z.string()),
    mark: z.string().max(100),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form, today, now } = asked
    return answer(asked, {
      form,
      answering: 'choose',
      ticked: tickedIn(form.typed, 'ticked'),
      work: async value => {
        const outcome = await choose(db, {
          ...value,
          councilId: council.id,
          accountId: at.account,
          by: session.staffId,
          today,
          now,
        })
        const waits = outcome.ok && outcome.value.state === 'waiting'
        return { outcome, notice: waits ? 'asked' : 'chosen' }
      },
      field: code =>
        ({ 'say-why': 'reason', caution: 'ticked', 'not-known-yet': 'remedy' })[code] ?? '',
    })
  },
})

const decision = route({
  method: 'POST',
  path: '/accounts/:account/remedies/:choice/decision',
  permission: 'steps:approve',
  params: ofChoice,
  form: z.strictObject({
    contentHash: z.string().max(100),
    comment: someText({ longest: 1000, missing: 'Say why: whoever chose it reads it' }),
    answer: z.enum(['agree', 'refuse']),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form, today, now } = asked
    return answer(asked, {
      form,
      answering: 'decide',
      work: async ({ contentHash, comment, answer: said }) => {
        const of = {
          councilId: council.id,
          accountId: at.account,
          choiceId: at.choice,
          by: session.staffId,
          comment,
          today,
          now,
        }
        return said === 'agree'
          ? { outcome: await agreeTo(db, { ...of, contentHash }), notice: 'agreed' }
          : { outcome: await refuseChoice(db, of), notice: 'refused' }
      },
    })
  },
})

const back = route({
  method: 'POST',
  path: '/accounts/:account/remedies/:choice/take-back',
  permission: 'referrals:close',
  params: ofChoice,
  form: z.strictObject({ comment: someText({ longest: 1000, missing: 'Say why' }) }),
  handle: async asked => {
    const { db, session, council, params: at, form, today, now } = asked
    return answer(asked, {
      form,
      answering: 'decide',
      work: async ({ comment }) => ({
        outcome: await takeChoiceBack(db, {
          councilId: council.id,
          accountId: at.account,
          choiceId: at.choice,
          by: session.staffId,
          comment,
          today,
          now,
        }),
        notice: 'back',
      }),
    })
  },
})

const end = route({
  method: 'POST',
  path: '/accounts/:account/remedies/:choice/end',
  permission: 'referrals:close',
  params: ofChoice,
  form: z.strictObject({
    ending: z.enum(endingKinds as [Ending, ...Ending[]], { error: 'Choose how it ended' }),
    why: someText({ longest: 2000, missing: 'Say what you know of it' }),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form, today, now } = asked
    return answer(asked, {
      form,
      answering: 'end',
      work: async ({ ending, why }) => ({
        outcome: await endRemedy(db, {
          councilId: council.id,
          accountId: at.account,
          choiceId: at.choice,
          ending,
          why,
          by: session.staffId,
          today,
          now,
        }),
        notice: 'ended',
      }),
    })
  },
})

const toAgree = route({
  method: 'GET',
  path: '/remedies',
  permission: 'steps:view',
  handle: async ({ db, session, council, now }) => {
    const choices = await waitingChoices(db, council.id)
    const stopped = await remediesToStop(db, { councilId: council.id, now })
    const staff = await staffNames(
      db,
      choices.map(({ chosenBy }) => chosenBy),
    )
    return page(waitingRemediesPage({ session, choices, stopped, staff }))
  },
})

export const remedyRoutes = [toAgree, show, add, decision, back, end]
