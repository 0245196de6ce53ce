import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { recordPageView } from '#administration'
import { lettersTo } from '#correspondence'
import { accountsOf, findAccount, liableFor, statementOf } from '#debts'
import {
  addressesOf,
  authoritiesOf,
  contactPointsOf,
  findParty,
  housemates,
  matchesOf,
  sourceRecordsOf,
} from '#parties'
import { changesToRead } from '#legislation'
import type { Db } from '#platform/db.ts'
import { holdsOf, holdsOn } from '#protections'
import { decisionsOn, stagesOf } from '#recovery'
import { amountOfMoney, someDate, someText } from '#web/form.ts'
import { notFound, page, pageWithErrors, redirect, route } from '#web/route.ts'
import { channels, contactsWith, outcomes, recordContact } from './contact.ts'
import { authorityRoutes } from './authority-routes.ts'
import { matchesRoutes } from './matches-routes.ts'
import { accountPage } from './pages/account.page.ts'
import { contactPage } from './pages/contact.page.ts'
import { personPage } from './pages/person.page.ts'
import { workPage } from './pages/work.page.ts'
import { searchRoutes } from './search-routes.ts'
import { timeline } from './timeline.ts'
import { putOff, workCounts, workToDo } from './work.ts'

const personParams = z.object({ person: z.guid() })
const accountParams = z.object({ account: z.guid() })
const done = z.object({
  done: z
    .enum(['recorded', 'put-off', 'held', 'hold-ended', 'parted', 'authority', 'authority-ended'])
    .optional(),
})
const notices = {
  recorded: 'Recorded.',
  'put-off': 'Put off. It comes back to this list at its time.',
  held: 'Recovery is on hold.',
  authority: 'They may speak for this person as you said.',
  'authority-ended': 'Ended: nothing more may be said to them.',
  parted: 'They are parted: this is one of the two.',
  'hold-ended': 'The hold has ended. Nothing starts by itself: the next night decides.',
} as const

const work = route({
  method: 'GET',
  path: '/work',
  permission: 'work:view',
  query: done,
  handle: async ({ db, session, council, now, today, query }) =>
    page(
      workPage({
        session,
        items: await workToDo(db, council.id, now),
        counts: await workCounts(db, council.id, now, today),
        lawToRead: await changesToRead(db, {
          councilId: council.id,
          nation: council.nation,
          staffId: session.staffId,
          roles: session.roles,
          today,
        }),
        notice: query.done && notices[query.done],
      }),
    ),
})

const nextCase = route({
  method: 'GET',
  path: '/work/next',
  permission: 'work:view',
  query: z.object({ after: z.guid().optional() }),
  handle: async ({ db, council, now, query }) => {
    const items = await workToDo(db, council.id, now)
    // Somebody who has just been dealt with is not in the list any more: then the first is next.
    const at = items.findIndex(({ partyId }) => partyId === query.after)
    const next = items[at + 1]
    return redirect(next ? `/people/${next.partyId}` : '/work')
  },
})

const workPutOff = route({
  method: 'POST',
  path: '/work/:person/put-off',
  permission: 'work:view',
  params: personParams,
  form: z.strictObject({
    why: someText({ longest: 200, missing: 'Say why' }),
    hours: z.enum(['1', '24']),
  }),
  handle: async ({ db, params, form, session, council, now }) => {
    if (!form.ok) return redirect('/work')
    const hours = Number(form.value.hours)
    await putOff(db, {
      councilId: council.id,
      partyId: params.person,
      until: now.add({ hours }),
      why: form.value.why,
      actor: session.staffId,
    })
    return redirect('/work?done=put-off')
  },
})

const person = route({
  method: 'GET',
  path: '/people/:person',
  permission: 'people:view',
  params: personParams,
  query: done.extend({ show: z.enum(['contact', 'money', 'letter', 'hold']).optional() }),
  handle: async ({ db, params, query, session, council, now, today }) => {
    const party = (await findParty(db, council.id, params.person)) ?? notFound()
    if (party.id !== party.personId) return redirect(`/people/${party.personId}`)
    const accounts = await accountsOf(db, council.id, party.id, today)
    const stages = await stagesOf(db, {
      councilId: council.id,
      accountIds: accounts.map(({ id }) => id),
    })
    const holds = await holdsOf(db, { councilId: council.id, partyId: party.id })
    const statements = []
    for (const { id, reference } of accounts.slice(0, 12)) {
      statements.push({ reference, lines: await statementOf(db, council.id, id) })
    }
    await recordPageView({ db, session, council }, { partyId: party.id, route: '/people/:person' })
    return page(
      personPage({
        session,
        party,
        accounts: accounts.map(account => ({
          ...account,
          stage: stages.get(account.id) ?? 'billed',
        })),
        addresses: await addressesOf(db, council.id, party.id),
        contactPoints: await contactPointsOf(db, council.id, party.id),
        records: await sourceRecordsOf(db, council.id, party.id),
        housemates: await housemates(db, council.id, party.id),
        matches: await matchesOf(db, council.id, party.id),
        authorities: await authoritiesOf(db, council.id, party.id),
        today,
        shown: query.show,
        holds: holds.filter(({ endsAt }) => !endsAt || Temporal.Instant.compare(endsAt, now) > 0),
        timeline: timeline({
          contacts: await contactsWith(db, council.id, party.id),
          statements,
          letters: await lettersTo(db, { councilId: council.id, partyId: party.id }),
          holds,
        }),
        notice: query.done && notices[query.done],
      }),
    )
  },
})

const newContact = route({
  method: 'GET',
  path: '/people/:person/contacts/new',
  permission: 'contacts:record',
  params: personParams,
  handle: async ({ db, params, session, council, today }) => {
    const about = await contactModel(db, council.id, params.person, today)
    return page(contactPage({ session, ...about, contactId: randomUUID() }))
  },
})

/** An amount or a day that only a promise has: nothing typed is no answer, not a wrong one. */
const onlyForPromise = <T>(schema: z.ZodType<T>) =>
  z.union([z.literal('').transform(() => undefined), schema])

const contactForm = z.strictObject({
  contact: z.guid(),
  outcome: z.enum(outcomes, { error: 'Choose what came of it' }),
  channel: z.enum(channels),
  direction: z.enum(['to them', 'from them']),
  account: z.union([z.literal('').transform(() => undefined), z.guid()]),
  promised: onlyForPromise(
    amountOfMoney({
      missing: 'Enter the amount',
      wrong: 'The amount must be in pounds and pence, like 50 or 52.50',
    }),
  ),
  promisedOn: onlyForPromise(
    someDate({ missing: 'Enter the day', wrong: 'The day must be a real one, like 27/3/2026' }),
  ),
  note: someText({ longest: 2000 }),
})

const addContact = route({
  method: 'POST',
  path: '/people/:person/contacts',
  permission: 'contacts:record',
  params: personParams,
  form: contactForm,
  handle: async ({ db, params, form, session, council, now, today }) => {
    const about = await contactModel(db, council.id, params.person, today)
    const again = (errors: Readonly<Record<string, string>>) =>
      pageWithErrors(
        contactPage({
          session,
          ...about,
          contactId: form.typed['contact'] ?? randomUUID(),
          typed: form.typed,
          errors,
        }),
      )
    if (!form.ok) return again(form.errors as Record<string, string>)
    const { contact: id, outcome, promised, promisedOn, account, ...said } = form.value
    if (outcome === 'promise' && promised === undefined)
      return again({ promised: 'Enter how much they promised' })
    if (outcome === 'promise' && promisedOn === undefined)
      return again({ promisedOn: 'Enter the day they will pay' })
    if (account !== undefined && !about.accounts.some(theirs => theirs.id === account))
      return again({ account: 'Choose one of their accounts' })

    const recorded = await recordContact(db, {
      councilId: council.id,
      contact: {
        ...said,
        id,
        outcome,
        partyId: params.person,
        accountId: account,
        promise:
          outcome === 'promise' && promised !== undefined && promisedOn
            ? { amount: promised, on: promisedOn }
            : undefined,
      },
      actor: session.staffId,
      now,
      today,
    })
    if (!recorded.ok) return again({ promisedOn: recorded.refusal.says })
    return redirect(`/people/${params.person}?done=recorded`)
  },
})

async function contactModel(
  db: Db,
  councilId: number,
  personId: string,
  today: Temporal.PlainDate,
) {
  const party = (await findParty(db, councilId, personId)) ?? notFound()
  return { party, accounts: await accountsOf(db, councilId, party.id, today) }
}

const account = route({
  method: 'GET',
  path: '/accounts/:account',
  permission: 'accounts:view',
  params: accountParams,
  handle: async ({ db, params, session, council, now, today }) => {
    const found = (await findAccount(db, council.id, params.account, today)) ?? notFound()
    await recordPageView(
      { db, session, council },
      { partyId: found.leadPartyId, route: '/accounts/:account' },
    )
    const stages = await stagesOf(db, { councilId: council.id, accountIds: [found.id] })
    return page(
      accountPage({
        session,
        account: found,
        stage: stages.get(found.id) ?? 'billed',
        liable: await liableFor(db, council.id, found.id),
        holds: await holdsOn(db, { councilId: council.id, accountId: found.id }),
        now,
        statement: await statementOf(db, council.id, found.id),
        decisions: await decisionsOn(db, { councilId: council.id, accountId: found.id }),
      }),
    )
  },
})

export const caseworkRoutes = [
  work,
  nextCase,
  workPutOff,
  ...searchRoutes,
  ...matchesRoutes,
  ...authorityRoutes,
  person,
  newContact,
  addContact,
  account,
]
