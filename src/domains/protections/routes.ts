import { z } from 'zod'
import { accountsOf } from '#debts'
import { findParty } from '#parties'
import type { Db } from '#platform/db.ts'
import { someDate, someText } from '#web/form.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { holdKinds } from './hold.ts'
import { holdPage } from './pages/hold.page.ts'
import { placeHold } from './place-hold.ts'

const params = z.object({ person: z.uuid() })
const empty = z.literal('').transform(() => undefined)

async function about(db: Db, councilId: number, personId: string, today: Temporal.PlainDate) {
  const party = (await findParty(db, councilId, personId)) ?? notFound()
  return { party, accounts: await accountsOf(db, councilId, party.id, today) }
}

const newHold = route({
  method: 'GET',
  path: '/people/:person/holds/new',
  permission: 'holds:place',
  params,
  handle: async ({ db, params, session, council, today }) =>
    page(holdPage({ session, ...(await about(db, council.id, params.person, today)) })),
})

const addHold = route({
  method: 'POST',
  path: '/people/:person/holds',
  permission: 'holds:place',
  params,
  form: z.strictObject({
    kind: z.enum(holdKinds, { error: 'Choose the kind of hold' }),
    account: z.union([empty, z.uuid()]),
    until: z.union([
      empty,
      someDate({ missing: 'Enter the day', wrong: 'The day must be a real one, like 27/3/2027' }),
    ]),
    reason: someText({ longest: 1000, missing: 'Say why recovery is on hold' }),
  }),
  handle: async ({ db, params, form, session, council, now, today }) => {
    const found = await about(db, council.id, params.person, today)
    if (!form.ok)
      return pageWithErrors(holdPage({ session, ...found, typed: form.typed, errors: form.errors }))
    const { kind, account, until, reason } = form.value
    const placed = await placeHold(db, {
      councilId: council.id,
      partyId: params.person,
      ...(account !== undefined && { accountId: account }),
      kind,
      startsAt: now,
      // To the end of the day that was named.
      ...(until && { endsAt: until.add({ days: 1 }).toZonedDateTime('Europe/London').toInstant() }),
      receivedAt: now,
      reason,
      actor: session.staffId,
    })
    if (placed.ok) return redirect(`/people/${params.person}?done=held`)
    return pageRefused(
      holdPage({ session, ...found, typed: form.typed, errors: { kind: placed.refusal.says } }),
    )
  },
})

export const protectionsRoutes = [newHold, addHold]
