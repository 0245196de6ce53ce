import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { recordPageView } from '#administration'
import { boxes, someText, tickedIn, type Typed } from '#web/form.ts'
import { page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { type Asked, readCase } from '../case-head.ts'
import { contactsWith } from '../contact.ts'
import { readTimeline } from '../read-timeline.ts'
import type { TimelineItem } from '../timeline.ts'
import { contactsWithin } from './attempts.ts'
import { checkAnswers, type CheckName, checkNames } from './checklist.ts'
import { escalate } from './escalate.ts'
import { findEscalation } from './escalation.ts'
import { escalationKindNames } from './kinds.ts'
import { escalatePage } from './pages/escalate.page.ts'
import * as refusals from './refusals.ts'
import { escalationTargets } from './targets.ts'

const params = z.object({ person: z.guid() })
const empty = z.literal('').transform(() => undefined)

/** How many entries there are to choose from: older ones are in the officer's own words. */
const mostEntries = 12
const canBeTicked = (item: TimelineItem): item is TimelineItem & { readonly id: string } =>
  item.id !== undefined && !item.isCorrected

async function modelOf(asked: Asked, personId: string, followsId: string | undefined) {
  const { db, council, today } = asked
  const theirs = await readCase(asked, personId)
  const targets = await escalationTargets(db, council.id)
  const contacts = await contactsWith(db, council.id, theirs.party.id, 500)
  const follows =
    followsId && (await findEscalation(db, { councilId: council.id, escalationId: followsId }))
  const entries = (await readTimeline(asked, theirs)).filter(canBeTicked)
  return {
    ...theirs,
    targets,
    contacts: contactsWithin(contacts, targets.contactDays, today).length,
    entries: entries.slice(0, mostEntries),
    entryIds: new Set(entries.map(({ id }) => id)),
    // Of another person it is nobody's here.
    follows: follows && follows.personId === theirs.party.personId ? follows : undefined,
  }
}

const ask = route({
  method: 'GET',
  path: '/people/:person/escalations/new',
  permission: 'escalations:make',
  params,
  query: z.object({ account: z.guid().optional(), follows: z.guid().optional() }),
  handle: async asked => {
    const { follows, account } = asked.query
    const model = await modelOf(asked, asked.params.person, follows)
    await recordPageView(asked, {
      partyId: model.party.id,
      route: '/people/:person/escalations/new',
    })
    const before = model.follows
    const typed: Typed = {
      ...(account !== undefined && { account }),
      ...(before && {
        kind: before.kind,
        recommends: before.recommends,
        options: before.options,
        ...Object.fromEntries(
          Object.entries(before.checklist).map(([check, answer]) => [`check-${check}`, answer]),
        ),
      }),
    }
    return page(escalatePage({ ...model, escalationId: randomUUID(), typed }))
  },
})

/** One field a question: an answer, or nothing yet. */
const checkFields = Object.fromEntries(
  checkNames.map(check => [`check-${check}`, z.union([empty, z.enum(checkAnswers)]).optional()]),
) as Record<
  `check-${CheckName}`,
  z.ZodOptional<z.ZodUnion<[typeof empty, z.ZodEnum<{ [A in (typeof checkAnswers)[number]]: A }>]>>
>

const keep = route({
  method: 'POST',
  path: '/people/:person/escalations',
  permission: 'escalations:make',
  params,
  form: z.strictObject({
    escalation: z.guid(),
    follows: z.union([empty, z.guid()]),
    kind: z.enum(escalationKindNames, { error: 'Choose what it is about' }),
    account: z.guid({ error: 'Choose the account' }),
    recommends: someText({ longest: 4000, missing: 'Say what you recommend, and why' }),
    options: someText({ longest: 4000, missing: 'Say what else there was to do' }),
    untried: someText({ longest: 1000 }).default(''),
    evidence: boxes(z.guid()),
    ...checkFields,
  }),
  handle: async asked => {
    const { db, params, form, session, council, now, today } = asked
    const guid = z.guid().safeParse(form.typed['follows'])
    const model = {
      ...(await modelOf(asked, params.person, guid.data)),
      escalationId: z.guid().safeParse(form.typed['escalation']).data ?? randomUUID(),
      typed: form.typed,
      ticked: tickedIn(form.typed, 'evidence'),
    }
    if (!form.ok) return pageWithErrors(escalatePage({ ...model, errors: form.errors }))
    const { escalation: id, follows, account, untried, evidence, ...said } = form.value
    const refuse = ({ code, says }: { readonly code: string; readonly says: string }) =>
      pageRefused(escalatePage({ ...model, errors: { [code]: says } }))
    if (!model.accounts.some(one => one.id === account)) return refuse(refusals.notTheirAccount)
    if (!evidence.every(entry => model.entryIds.has(entry))) return refuse(refusals.notTheirEntry)
    const outcome = await escalate(db, {
      councilId: council.id,
      id,
      personId: model.party.personId,
      accountId: account,
      kind: said.kind,
      recommends: said.recommends,
      options: said.options,
      untriedWhy: untried,
      checklist: Object.fromEntries(checkNames.map(check => [check, said[`check-${check}`]])),
      evidence,
      followsId: follows,
      actor: session.staffId,
      now,
      today,
    })
    return outcome.ok
      ? redirect(`/escalations/${outcome.value}?done=asked`)
      : refuse(outcome.refusal)
  },
})

export const newEscalationRoutes = [ask, keep]
