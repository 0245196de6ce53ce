import { z } from 'zod'
import { recordPageView } from '#administration'
import { partyToOpen } from '#parties'
import type { Refusal } from '#values/outcome.ts'
import { someDate, someText } from '#web/form.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { endInstruction, instruct, instructionKinds, instructionsFor } from './instruction.ts'
import { instructionsPage } from './pages/instructions.page.ts'

const person = z.object({ person: z.guid() })

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
    instructions: await instructionsFor(db, { councilId: council.id, partyId: party.personId }),
  }
}

const show = route({
  method: 'GET',
  path: '/people/:person/instructions',
  permission: 'people:view',
  params: person,
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, { partyId: model.party.id, route: '/people/:person/instructions' })
    return page(instructionsPage(model))
  },
})

/** Which field of the form a refusal is about. */
const fieldOf = ({ code }: Refusal) => (code === 'not-an-instruction' ? 'says' : 'lapses')

const onlyATeamLeader = 'A team leader marks a risk. Tell yours what happened.'

const add = route({
  method: 'POST',
  path: '/people/:person/instructions',
  permission: 'contacts:record',
  params: person,
  form: z.strictObject({
    because: z.enum(instructionKinds, { error: 'Choose what it is because of' }),
    says: someText({ longest: 60, missing: 'Choose what to do differently' }),
    detail: someText({ longest: 200 }),
    lapses: someDate({
      missing: 'Enter the day to look at it again',
      wrong: 'The day must be a real one, like 27/3/2027',
    }),
  }),
  handle: async asked => {
    const { db, form, session, council, today } = asked
    const model = { ...(await modelOf(asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(instructionsPage({ ...model, errors: form.errors }))
    const { because, says, detail, lapses } = form.value
    if (because === 'risk' && !session.permissions.includes('risks:mark'))
      return pageRefused(instructionsPage({ ...model, errors: { because: onlyATeamLeader } }))
    const kept = await instruct(db, {
      councilId: council.id,
      partyId: model.party.personId,
      becauseOf: because,
      says,
      detail,
      lapsesOn: lapses,
      today,
      actor: session.staffId,
    })
    if (!kept.ok)
      return pageRefused(
        instructionsPage({ ...model, errors: { [fieldOf(kept.refusal)]: kept.refusal.says } }),
      )
    return redirect(`/people/${model.party.personId}?done=instruction`)
  },
})

const end = route({
  method: 'POST',
  path: '/people/:person/instructions/end',
  permission: 'contacts:record',
  params: person,
  form: z.strictObject({
    instruction: z.guid({ error: 'Choose which' }),
    why: someText({ longest: 300, missing: 'Say why it ends' }),
  }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const model = { ...(await modelOf(asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(instructionsPage({ ...model, errors: form.errors }))
    const { instruction, why } = form.value
    const one = model.instructions.find(({ id }) => id === instruction) ?? notFound()
    if (one.becauseOf === 'risk' && !session.permissions.includes('risks:mark'))
      return pageRefused(instructionsPage({ ...model, errors: { instruction: onlyATeamLeader } }))
    await endInstruction(db, {
      councilId: council.id,
      personId: model.party.personId,
      instructionId: instruction,
      why,
      actor: session.staffId,
    })
    return redirect(`/people/${model.party.personId}?done=instruction-ended`)
  },
})

export const instructionRoutes = [show, add, end]
