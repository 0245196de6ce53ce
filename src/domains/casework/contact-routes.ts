import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { recordPageView } from '#administration'
import { authoritiesOf, mayReach } from '#parties'
import { formatPounds } from '#values/money.ts'
import {
  amountOfMoney,
  boxes,
  type Errors,
  someDate,
  someText,
  tickedIn,
  type Typed,
} from '#web/form.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { type Asked, readCase } from './case-head.ts'
import { allCauses, allHelp, type Cause, type Help } from './causes/causes.ts'
import { channels, type Contact, contactsWith, outcomes, recordContact } from './contact.ts'
import { contactPage } from './pages/contact.page.ts'

const person = z.object({ person: z.guid() })

/** The case of whoever was spoken to, with everybody who may have rung for them. */
async function readContactCase(asked: Asked, partyId: string) {
  const theirs = await readCase(asked, partyId)
  const { db, council } = asked
  return { ...theirs, authorities: await authoritiesOf(db, council.id, theirs.party.id) }
}

/** The contact to be corrected, if it is this person's and stands. */
const standing = async ({ db, council }: Asked, personId: string, contactId: string) =>
  (await contactsWith(db, council.id, personId, 500)).find(
    ({ id, correctedById }) => id === contactId && correctedById === null,
  )

const record = route({
  method: 'GET',
  path: '/people/:person/contacts/new',
  permission: 'contacts:record',
  params: person,
  query: z.object({ corrects: z.guid().optional() }),
  handle: async asked => {
    const { params, query } = asked
    const theirs = await readContactCase(asked, params.person)
    await recordPageView(asked, {
      partyId: theirs.party.id,
      route: '/people/:person/contacts/new',
    })
    const contactId = randomUUID()
    if (query.corrects === undefined) return page(contactPage({ ...theirs, contactId }))
    const first = (await standing(asked, theirs.party.id, query.corrects)) ?? notFound()
    return page(
      contactPage({
        ...theirs,
        contactId,
        corrects: first,
        typed: asTyped(first),
        help: first.helpOffered,
      }),
    )
  },
})

/** A contact as somebody would type it, to be put right. */
const asTyped = (first: Contact): Typed => ({
  outcome: first.outcome,
  channel: first.channel,
  direction: first.direction,
  account: first.accountId ?? '',
  note: first.note,
  cause: first.cause ?? '',
  promised: first.promised === null ? '' : formatPounds(first.promised).replaceAll(/[£,]/g, ''),
  promisedOn: first.promisedOn?.toLocaleString('en-GB') ?? '',
})

/** An amount or a day that only a promise has: nothing typed is no answer, not a wrong one. */
const onlyForPromise = <T>(schema: z.ZodType<T>) =>
  z.union([z.literal('').transform(() => undefined), schema])
const empty = z.literal('').transform(() => undefined)

const contactForm = z.strictObject({
  contact: z.guid(),
  corrects: z.union([empty, z.guid()]),
  outcome: z.enum(outcomes, { error: 'Choose what came of it' }),
  channel: z.enum(channels),
  direction: z.enum(['to them', 'from them']),
  account: z.union([empty, z.guid()]),
  promised: onlyForPromise(
    amountOfMoney({
      missing: 'Enter the amount',
      wrong: 'The amount must be in pounds and pence, like 50 or 52.50',
    }),
  ),
  promisedOn: onlyForPromise(
    someDate({ missing: 'Enter the day', wrong: 'The day must be a real one, like 27/3/2026' }),
  ),
  cause: z.union([empty, z.enum(allCauses as [Cause, ...Cause[]])]).optional(),
  help: boxes(z.enum(allHelp as [Help, ...Help[]])),
  note: someText({ longest: 2000 }),
  against: z.literal('yes').optional(),
})

const againstSafeWay =
  'They are to be reached in one way only, and this was another. Tick that it happened, and tell a team leader'

const keep = route({
  method: 'POST',
  path: '/people/:person/contacts',
  permission: 'contacts:record',
  params: person,
  form: contactForm,
  handle: async asked => {
    const { db, params, form, session, council, now, today } = asked
    const theirs = await readContactCase(asked, params.person)
    const { personId } = theirs.party
    const corrects = form.typed['corrects']
      ? await standing(asked, personId, form.typed['corrects'])
      : undefined
    const again = (errors: Errors) =>
      contactPage({
        ...theirs,
        contactId: form.typed['contact'] ?? randomUUID(),
        corrects,
        typed: form.typed,
        help: tickedIn(form.typed, 'help'),
        errors,
      })
    if (!form.ok) return pageWithErrors(again(form.errors))
    const {
      contact: id,
      outcome,
      promised,
      promisedOn,
      account,
      cause,
      help,
      corrects: first,
      against,
      ...said
    } = form.value
    if (
      said.direction === 'to them' &&
      against === undefined &&
      !mayReach(theirs.safeRoute, said.channel)
    )
      return pageWithErrors(again({ against: againstSafeWay }))
    if (outcome === 'promise' && promised === undefined)
      return pageWithErrors(again({ promised: 'Enter how much they promised' }))
    if (outcome === 'promise' && promisedOn === undefined)
      return pageWithErrors(again({ promisedOn: 'Enter the day they will pay' }))
    if (account !== undefined && !theirs.accounts.some(({ id }) => id === account))
      return pageWithErrors(again({ account: 'Choose one of their accounts' }))

    const recorded = await recordContact(db, {
      councilId: council.id,
      contact: {
        ...said,
        id,
        outcome,
        personId,
        accountId: account,
        correctsId: first,
        cause,
        helpOffered: help,
        promise:
          outcome === 'promise' && promised !== undefined && promisedOn
            ? { amount: promised, on: promisedOn }
            : undefined,
      },
      actor: session.staffId,
      now,
      today,
    })
    if (recorded.ok) return redirect(`/people/${personId}?done=recorded`)
    const field = recorded.refusal.code === 'casework/corrected-already' ? 'note' : 'promisedOn'
    return pageRefused(again({ [field]: recorded.refusal.says }))
  },
})

export const contactRoutes = [record, keep]
