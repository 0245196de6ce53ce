import { z } from 'zod'
import { recordPageView } from '#administration'
import { partyToOpen } from '#parties'
import { someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  type AnyRoute,
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { answerAppointee, takeBackAnswer } from './answer-appointee.ts'
import { appointmentsThatMayBe } from './appointments.ts'
import { businessesPage, formValueOf } from './pages/businesses.page.ts'
import { relationshipsOf } from './relationships.ts'

const params = z.object({ person: z.guid() })
const view = '/people/:person/businesses'
const companyNumber = someText({ longest: 20 })

type Asked = Pick<
  Request<{ readonly person: string }, unknown, unknown>,
  'db' | 'params' | 'session' | 'council'
>

/** The page of a person, with the officers of a company of this number who may be them, if it was asked about. */
async function modelOf({ db, params, session, council }: Asked, number: string) {
  const party = await partyToOpen(db, council.id, params.person)
  const { personId } = party
  const relationships = await relationshipsOf(db, council.id, personId)
  const asked = { councilId: council.id, personId, number }
  const named = number === '' || party.isRestricted ? [] : await appointmentsThatMayBe(db, asked)
  const theirs = relationships.filter(one => one.personId === personId)
  const said = new Set(theirs.filter(one => one.answer).map(formValueOf))
  const open = new Map([...theirs, ...named].map(one => [formValueOf(one), one]))
  return {
    session,
    party,
    relationships,
    number,
    open: [...open.values()].filter(one => !said.has(formValueOf(one))),
  }
}

const notices = {
  kept: 'Kept. Nothing that is owed, planned or sent changes by it.',
  'taken-back': 'Taken back.',
} as const

const businesses = route({
  method: 'GET',
  path: view,
  permission: 'people:view',
  params,
  query: z.object({ number: companyNumber.catch('').default(''), done: noticeIn(notices) }),
  handle: async asked => {
    const model = await modelOf(asked, asked.query.number)
    await recordPageView(asked, { partyId: model.party.id, route: view })
    return page(businessesPage({ ...model, notice: asked.query.done }))
  },
})

/** One of the register's officers as the form names them: `formValueOf`, read back. */
const appointee = z
  .string({ error: 'Choose which officer' })
  .regex(/^[0-9A-Z]{8}\/[^/]*\/[^/]*\/[0-9]*$/, { error: 'Choose which officer' })
  .transform(text => {
    const [number = '', given = '', family = '', bornIn = ''] = text.split('/')
    return { number, given, family, bornIn }
  })

const answer = route({
  method: 'POST',
  path: view,
  permission: 'matches:decide',
  params,
  form: z.strictObject({
    number: companyNumber,
    appointee,
    is: z.enum(['same', 'not them'], { error: 'Say whether it is them' }),
    why: someText({ longest: 500, missing: 'Say how you know' }),
  }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const found = await modelOf(asked, (form.typed['number'] ?? '').trim())
    const model = { ...found, typed: form.typed }
    if (!form.ok) return pageWithErrors(businessesPage({ ...model, errors: form.errors }))
    const said = await answerAppointee(db, {
      ...form.value.appointee,
      councilId: council.id,
      personId: model.party.personId,
      isSame: form.value.is === 'same',
      why: form.value.why,
      actor: session.staffId,
    })
    if (!said.ok)
      return pageRefused(businessesPage({ ...model, errors: { appointee: said.refusal.says } }))
    return redirect(`/people/${model.party.personId}/businesses?done=kept`)
  },
})

const takeBack = route({
  method: 'POST',
  path: '/people/:person/businesses/take-back',
  permission: 'matches:decide',
  params,
  form: z.strictObject({
    answer: z.guid({ error: 'Choose which' }),
    because: someText({ longest: 500, missing: 'Say why it is taken back' }),
  }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const model = { ...(await modelOf(asked, '')), typed: form.typed }
    if (!form.ok) return pageWithErrors(businessesPage({ ...model, errors: form.errors }))
    const wasTheirs = await takeBackAnswer(db, {
      councilId: council.id,
      personId: model.party.personId,
      answerId: form.value.answer,
      why: form.value.because,
      actor: session.staffId,
    })
    if (!wasTheirs) return notFound()
    return redirect(`/people/${model.party.personId}/businesses?done=taken-back`)
  },
})

/** The pages of who has a part in which business. */
export const businessesRoutes: readonly AnyRoute[] = [businesses, answer, takeBack]
