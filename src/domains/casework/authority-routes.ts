import { z } from 'zod'
import { recordPageView } from '#administration'
import { accountsOf } from '#debts'
import {
  authoritiesOf,
  authorityKinds,
  authorityScopes,
  endAuthority,
  partyToOpen,
  giveAuthority,
  linesOf,
} from '#parties'
import type { Refusal } from '#values/outcome.ts'
import { boxes, maybeDate, someText } from '#web/form.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { authoritiesPage } from './pages/authority.page.ts'

const person = z.object({ person: z.guid() })
const day = maybeDate('The day must be a real one, like 27/3/2027')

type Asked = Pick<
  Request<{ readonly person: string }, unknown, unknown>,
  'db' | 'params' | 'session' | 'council' | 'today'
>

async function modelOf({ db, params, session, council, today }: Asked) {
  const party = await partyToOpen(db, council.id, params.person)
  return {
    session,
    party,
    today,
    authorities: await authoritiesOf(db, council.id, party.personId),
    owed: (await accountsOf(db, council.id, party.personId, today)).map(account => ({
      ...account,
      name: `${account.debtType} ${account.reference}`,
    })),
  }
}

const authorities = route({
  method: 'GET',
  path: '/people/:person/authorities',
  permission: 'people:view',
  params: person,
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, { partyId: model.party.id, route: '/people/:person/authorities' })
    return page(authoritiesPage(model))
  },
})

/** Which field of the form a refusal is about. */
const fieldOf = ({ code }: Refusal) => {
  if (code === 'parties/authority-debt-not-owed') return 'debtTypes'
  if (code === 'parties/authority-account-not-owed') return 'accounts'
  return /letters|address/.test(code) ? 'letters' : 'ends'
}

const add = route({
  method: 'POST',
  path: '/people/:person/authorities',
  permission: 'contacts:record',
  params: person,
  form: z.strictObject({
    name: someText({ longest: 100, missing: 'Enter their name' }),
    organisation: someText({ longest: 100 }),
    telephone: someText({ longest: 30 }),
    kind: z.enum(authorityKinds, { error: 'Choose what they are' }),
    scope: z.enum(authorityScopes, { error: 'Choose what they may do' }),
    debtTypes: boxes(someText({ longest: 100 })),
    accounts: boxes(z.guid()),
    evidence: someText({ longest: 500, missing: 'Say what you saw' }),
    letters: someText({ longest: 300 }),
    starts: day,
    ends: day,
  }),
  handle: async asked => {
    const { db, form, session, council, today } = asked
    const model = { ...(await modelOf(asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(authoritiesPage({ ...model, errors: form.errors }))
    const { starts, ends, letters, accounts, ...told } = form.value
    const given = await giveAuthority(db, {
      ...told,
      accountIds: accounts,
      letters: linesOf(letters),
      councilId: council.id,
      partyId: model.party.personId,
      owed: model.owed,
      startsOn: starts ?? today,
      endsOn: ends ?? null,
      actor: session.staffId,
    })
    if (!given.ok)
      return pageRefused(
        authoritiesPage({ ...model, errors: { [fieldOf(given.refusal)]: given.refusal.says } }),
      )
    return redirect(`/people/${model.party.personId}?done=authority`)
  },
})

const end = route({
  method: 'POST',
  path: '/people/:person/authorities/end',
  permission: 'contacts:record',
  params: person,
  form: z.strictObject({
    authority: z.guid({ error: 'Choose whose' }),
    why: someText({ longest: 300, missing: 'Say why it ends' }),
  }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const model = { ...(await modelOf(asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(authoritiesPage({ ...model, errors: form.errors }))
    const hadIt = await endAuthority(db, {
      councilId: council.id,
      personId: model.party.personId,
      authorityId: form.value.authority,
      why: form.value.why,
      actor: session.staffId,
    })
    if (!hadIt) return notFound()
    return redirect(`/people/${model.party.personId}?done=authority-ended`)
  },
})

export const authorityRoutes = [authorities, add, end]
