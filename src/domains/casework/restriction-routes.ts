import { z } from 'zod'
import { recordPageView, staffOf } from '#administration'
import { lift, partyToOpen, restrict, restrictionOf } from '#parties'
import { boxes, someText } from '#web/form.ts'
import { page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import type { Asked } from './case-head.ts'
import { restrictionPage } from './pages/restriction.page.ts'

const params = z.object({ person: z.guid() })

async function modelOf({ db, session, council }: Asked, partyId: string) {
  const party = await partyToOpen(db, council.id, partyId)
  return {
    session,
    party,
    restriction: await restrictionOf(db, council.id, party.personId),
    staff: await staffOf(db, council.id),
  }
}

const show = route({
  method: 'GET',
  path: '/people/:person/restriction',
  permission: 'people:restrict',
  params,
  handle: async asked => {
    const model = await modelOf(asked, asked.params.person)
    await recordPageView(asked, { partyId: model.party.id, route: '/people/:person/restriction' })
    return page(restrictionPage(model))
  },
})

const begin = route({
  method: 'POST',
  path: '/people/:person/restriction',
  permission: 'people:restrict',
  params,
  form: z.strictObject({
    why: someText({ longest: 500, missing: 'Say why it is restricted' }),
    allowed: boxes(z.guid()),
  }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const model = { ...(await modelOf(asked, asked.params.person)), typed: form.typed }
    if (!form.ok) return pageWithErrors(restrictionPage({ ...model, errors: form.errors }))
    const restricted = await restrict(db, {
      councilId: council.id,
      personId: model.party.personId,
      ...form.value,
      actor: session.staffId,
    })
    if (!restricted.ok)
      return pageRefused(restrictionPage({ ...model, errors: { why: restricted.refusal.says } }))
    return redirect(`/people/${model.party.personId}?done=restricted`)
  },
})

const end = route({
  method: 'POST',
  path: '/people/:person/restriction/lift',
  permission: 'people:restrict',
  params,
  form: z.strictObject({ why: someText({ longest: 500, missing: 'Say why it is lifted' }) }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const model = { ...(await modelOf(asked, asked.params.person)), typed: form.typed }
    if (!form.ok) return pageWithErrors(restrictionPage({ ...model, errors: form.errors }))
    const { personId } = model.party
    await lift(db, {
      councilId: council.id,
      personId,
      why: form.value.why,
      actor: session.staffId,
    })
    return redirect(`/people/${personId}?done=lifted`)
  },
})

export const restrictionRoutes = [show, begin, end]
