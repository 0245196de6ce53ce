import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { refuseIfHidden } from '#debts'
import { mandatesOf } from '#payments'
import { proposalsOn, stepsToCourt } from '#recovery'
import { answerForm } from '#web/answer.ts'
import { maybeDate, someText, wholeNumber } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { type Asked, readCase } from '../case-head.ts'
import { contactsWith } from '../contact.ts'
import { readTimeline } from '../read-timeline.ts'
import { contactsWithin } from './attempts.ts'
import { decideEscalation, readAnswer, seeEscalation } from './decide.ts'
import {
  type Escalation,
  escalationsDecided,
  escalationsSince,
  escalationsWaiting,
  evidenceOf,
  findEscalation,
} from './escalation.ts'
import { decisions } from './kinds.ts'
import { newEscalationRoutes } from './new-routes.ts'
import { clockPage } from './pages/clock.page.ts'
import { type EscalationModel, escalationPage } from './pages/escalation.page.ts'
import { escalationsPage } from './pages/escalations.page.ts'
import { escalationTargets, kindsOfDay, setEscalationTargets } from './targets.ts'

const namesOf = (db: Asked['db'], escalations: readonly Escalation[]) =>
  staffNames(
    db,
    escalations.flatMap(({ askedBy, seenBy, decidedBy }) =>
      [askedBy, seenBy, decidedBy].filter(id => id !== null),
    ),
  )

const list = route({
  method: 'GET',
  path: '/escalations',
  permission: 'escalations:view',
  handle: async ({ db, session, council, today }) => {
    const waiting = await escalationsWaiting(db, council.id)
    const decided = await escalationsDecided(db, council.id)
    const staff = await namesOf(db, [...waiting, ...decided])
    return page(escalationsPage({ session, waiting, decided, staff, today }))
  },
})

/** The year up to a day: what the page of how long they took is about. */
const yearTo = (today: Temporal.PlainDate) => today.subtract({ years: 1 })

async function clockModel({ db, session, council, today }: Asked) {
  const since = yearTo(today)
  return {
    session,
    since,
    clocks: await escalationsSince(db, { councilId: council.id, since }),
    targets: await escalationTargets(db, council.id),
  }
}

const clock = route({
  method: 'GET',
  path: '/escalations/clock',
  permission: 'escalations:view',
  query: z.object({
    done: noticeIn({ set: 'The targets are set, for what is asked from now on.' }),
  }),
  handle: async asked =>
    page(clockPage({ ...(await clockModel(asked)), notice: asked.query.done })),
})

const setTargets = route({
  method: 'POST',
  path: '/escalations/targets',
  permission: 'escalations:set',
  form: z.strictObject({
    safetyDays: wholeNumber(0, 30),
    otherDays: wholeNumber(0, 90),
    otherDaysAre: z.enum(kindsOfDay, { error: 'Choose what its days are counted in' }),
    contactDays: wholeNumber(1, 365),
  }),
  handle: async asked => {
    const { db, session, council, form } = asked
    if (!form.ok) {
      const model = await clockModel(asked)
      return pageWithErrors(clockPage({ ...model, typed: form.typed, errors: form.errors }))
    }
    await setEscalationTargets(db, { councilId: council.id, by: session.staffId, ...form.value })
    return redirect('/escalations/clock?done=set')
  },
})

const params = z.object({ escalation: z.guid() })
type AskedOne = Asked & { readonly params: z.infer<typeof params> }

/** The escalation with everything that whoever decides has to know. Refuses whoever may not see all who owe the debt. */
async function modelOf(asked: AskedOne): Promise<EscalationModel> {
  const { db, council, now, today } = asked
  const of = { councilId: council.id, escalationId: asked.params.escalation }
  const escalation = (await findEscalation(db, of)) ?? notFound()
  const { accountId } = escalation
  await refuseIfHidden(db, { councilId: council.id, accountIds: [accountId] })
  const theirs = await readCase(asked, escalation.partyId)
  const targets = await escalationTargets(db, council.id)
  const contacts = await contactsWith(db, council.id, theirs.party.id, 500)
  const restsOn = new Set(await evidenceOf(db, of))
  const evidence = (await readTimeline(asked, theirs)).filter(
    ({ id }) => id !== undefined && restsOn.has(id),
  )
  const isCourt = escalation.kind === 'recommend litigation'
  const at = { councilId: council.id, accountId, asAt: today, now }
  const proposals =
    isCourt && escalation.decision === 'accepted'
      ? await proposalsOn(db, { councilId: council.id, accountId })
      : []
  const { decidedAt } = escalation
  return {
    theirs,
    escalation,
    targets,
    contacts: contactsWithin(contacts, targets.contactDays, today),
    evidence,
    evidenceGone: restsOn.size - evidence.length,
    mandates: await mandatesOf(db, { councilId: council.id, accountId }),
    steps: isCourt ? await stepsToCourt(db, at) : undefined,
    proposed: proposals.findLast(
      ({ proposedAt }) => decidedAt && Temporal.Instant.compare(proposedAt, decidedAt) >= 0,
    ),
    staff: await namesOf(db, [escalation]),
  }
}

const notices = {
  asked: 'A team leader is asked. My work tells you when it is decided.',
  decided: 'Decided. Whoever asked is told on their list of work.',
} as const

const one = route({
  method: 'GET',
  path: '/escalations/:escalation',
  permission: 'escalations:view',
  params,
  query: z.object({ done: noticeIn(notices) }),
  handle: async asked => {
    const { db, session, council, now, today } = asked
    const model = await modelOf(asked)
    const { escalation, theirs } = model
    await recordPageView(asked, { partyId: theirs.party.id, route: '/escalations/:escalation' })
    if (session.permissions.includes('escalations:decide'))
      await seeEscalation(db, {
        councilId: council.id,
        escalation,
        actor: session.staffId,
        now,
        today,
      })
    return page(escalationPage({ ...model, notice: asked.query.done }))
  },
})

const decide = route({
  method: 'POST',
  path: '/escalations/:escalation/decision',
  permission: 'escalations:decide',
  params,
  form: z.strictObject({
    comment: someText({ longest: 2000, missing: 'Say why: whoever asked is shown it' }),
    againBy: maybeDate('The day must be a real one, like 27/3/2027'),
    decision: z.enum(decisions),
  }),
  handle: async asked => {
    const { db, form, session, council, now, today } = asked
    const escalationId = asked.params.escalation
    return answerForm(form, {
      model: await modelOf(asked),
      page: escalationPage,
      to: `/escalations/${escalationId}?done=decided`,
      work: ({ decision, comment, againBy }) =>
        decideEscalation(db, {
          councilId: council.id,
          escalationId,
          decision,
          comment,
          againBy: decision === 'returned' ? againBy : undefined,
          actor: session.staffId,
          now,
          today,
        }),
    })
  },
})

const read = route({
  method: 'POST',
  path: '/escalations/:escalation/read',
  permission: 'escalations:make',
  params,
  handle: async asked => {
    const { db, session, council, now, today } = asked
    const outcome = await readAnswer(db, {
      councilId: council.id,
      escalationId: asked.params.escalation,
      actor: session.staffId,
      now,
      today,
    })
    if (outcome.ok) return redirect('/work?done=read')
    const model = await modelOf(asked)
    return pageRefused(escalationPage({ ...model, refusal: outcome.refusal.says }))
  },
})

export const escalationRoutes = [list, clock, setTargets, ...newEscalationRoutes, one, decide, read]
