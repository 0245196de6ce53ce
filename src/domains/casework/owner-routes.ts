import { z } from 'zod'
import { recordPageView } from '#administration'
import { partyToOpen } from '#parties'
import { someText } from '#web/form.ts'
import { page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { assignCase, caseOfficers } from './assign.ts'
import type { Asked } from './case-head.ts'
import { ownerOf } from './owner.ts'
import { assignPage } from './pages/assign.page.ts'

const params = z.object({ person: z.guid() })

async function modelOf({ db, session, council }: Asked, partyId: string) {
  const party = await partyToOpen(db, council.id, partyId)
  return {
    session,
    party,
    owner: await ownerOf(db, { councilId: council.id, personId: party.personId }),
    officers: await caseOfficers(db, council.id),
  }
}

const show = route({
  method: 'GET',
  path: '/people/:person/owner',
  permission: 'cases:assign',
  params,
  handle: async asked => {
    const model = await modelOf(asked, asked.params.person)
    await recordPageView(asked, { partyId: model.party.id, route: '/people/:person/owner' })
    return page(assignPage(model))
  },
})

const assign = route({
  method: 'POST',
  path: '/people/:person/owner/assign',
  permission: 'cases:assign',
  params,
  form: z.strictObject({
    officer: z.guid({ error: 'Choose an officer' }),
    why: someText({ longest: 200 }),
  }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const model = { ...(await modelOf(asked, asked.params.person)), typed: form.typed }
    if (!form.ok) return pageWithErrors(assignPage({ ...model, errors: form.errors }))
    const { personId } = model.party
    const assigned = await assignCase(db, {
      councilId: council.id,
      personId,
      staffId: form.value.officer,
      why: form.value.why,
      actor: session.staffId,
    })
    if (!assigned.ok)
      return pageRefused(assignPage({ ...model, errors: { officer: assigned.refusal.says } }))
    return redirect(`/people/${personId}?done=assigned`)
  },
})

export const ownerRoutes = [show, assign]
