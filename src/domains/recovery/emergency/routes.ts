import { z } from 'zod'
import {
  askToLift,
  emergencyStops,
  findEmergencyStop,
  someAreas,
  staffNames,
} from '#administration'
import type { Db } from '#platform/db.ts'
import { wardsOf } from '#wards'
import { answerForm } from '#web/answer.ts'
import { boxes, someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { stopEverything } from './begin.ts'
import { liftEverything } from './lift.ts'
import { accountsInNoWard } from './nobody.ts'
import { emergencyPage } from './pages/emergency.page.ts'
import { type StopModel, stopPage } from './pages/stop.page.ts'
import { heldByEmergency, stoppedSteps } from './stopped.ts'

const list = route({
  method: 'GET',
  path: '/emergency',
  permission: 'runs:view',
  handle: async ({ db, session, council, today }) =>
    page(emergencyPage({ session, ...(await shown(db, council.id, today)) })),
})

async function shown(db: Db, councilId: number, today: Temporal.PlainDate) {
  const wards = await wardsOf(db, councilId)
  return {
    stops: await emergencyStops(db, councilId),
    wards,
    inNoWard: wards.length === 0 ? 0 : await accountsInNoWard(db, councilId, today),
  }
}

const stopForm = z
  .strictObject({
    where: z.enum(['areas', 'everywhere'], { error: 'Choose what is stopped' }),
    wards: boxes(z.string().max(100)),
    areas: z.string(),
    because: someText({ longest: 200, missing: 'Say what has happened' }),
  })
  .transform(({ where, wards, areas: typed, because }, context) => {
    if (where === 'everywhere') return { areas: [], wards: [], because }
    if (wards.length > 0 && typed.trim() === '') return { areas: [], wards, because }
    const areas = someAreas.safeParse(typed)
    if (areas.success) return { areas: areas.data, wards, because }
    context.addIssue({
      code: 'custom',
      path: ['areas'],
      message:
        typed.trim() === ''
          ? 'Choose a ward or enter at least one postcode district, such as TN4'
          : (areas.error.issues[0]?.message ?? 'Enter at least one postcode district'),
    })
    return z.NEVER
  })

const begin = route({
  method: 'POST',
  path: '/emergency',
  permission: 'emergency:stop',
  form: stopForm,
  handle: async ({ db, session, council, form, today }) => {
    const model = { session, ...(await shown(db, council.id, today)), typed: form.typed }
    if (!form.ok) return pageWithErrors(emergencyPage({ ...model, errors: form.errors }))
    const { areas, wards, because } = form.value
    const of = { councilId: council.id, by: session.staffId, today }
    const stopped = await stopEverything(db, { ...of, areas, wards, because })
    return stopped.ok
      ? redirect(`/emergency/${stopped.value}?done=stopped`)
      : pageRefused(emergencyPage({ ...model, refusal: stopped.refusal.says }))
  },
})

const params = z.object({ stop: z.guid() })
const done = noticeIn({
  stopped: 'It is stopped. What had not gone is pulled, and listed here.',
  asked: 'The review is kept. Somebody else lifts the stop.',
  lifted: 'The stop is lifted. The accounts come back a few each night, from tomorrow.',
})
type Asked = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council'> & {
  readonly params: z.infer<typeof params>
}

async function modelOf({ db, session, council, params: at }: Asked): Promise<StopModel> {
  const of = { councilId: council.id, stopId: at.stop }
  const stop = (await findEmergencyStop(db, of)) ?? notFound()
  const people = [stop.begunBy, stop.liftAskedBy, stop.liftedBy].filter(id => id !== null)
  return {
    session,
    stop,
    ...(await stoppedSteps(db, of)),
    held: await heldByEmergency(db, council.id),
    staff: await staffNames(db, people),
  }
}

const view = route({
  method: 'GET',
  path: '/emergency/:stop',
  permission: 'runs:view',
  params,
  query: z.object({ done }),
  handle: async asked => page(stopPage({ ...(await modelOf(asked)), notice: asked.query.done })),
})

const ofOne = ({ council, session, params: at }: Asked) => ({
  councilId: council.id,
  stopId: at.stop,
  by: session.staffId,
})

const nights = z.coerce
  .number({ error: 'Enter a number of nights from 1 to 28' })
  .int('Enter a number of nights from 1 to 28')
  .min(1, 'Enter a number of nights from 1 to 28')
  .max(28, 'Enter a number of nights from 1 to 28')

const review = route({
  method: 'POST',
  path: '/emergency/:stop/review',
  permission: 'emergency:lift',
  params,
  form: z.strictObject({
    because: someText({ longest: 1000, missing: 'Say why it is safe to lift' }),
    nights,
  }),
  handle: async asked =>
    answerForm(asked.form, {
      model: await modelOf(asked),
      page: stopPage,
      work: value => askToLift(asked.db, { ...ofOne(asked), ...value }),
      to: `/emergency/${asked.params.stop}?done=asked`,
    }),
})

const lift = route({
  method: 'POST',
  path: '/emergency/:stop/lift',
  permission: 'emergency:lift',
  params,
  form: z.strictObject({ reviewedAt: z.string().max(100) }),
  handle: async asked =>
    answerForm(asked.form, {
      model: await modelOf(asked),
      page: stopPage,
      work: value => liftEverything(asked.db, { ...ofOne(asked), ...value, on: asked.today }),
      to: `/emergency/${asked.params.stop}?done=lifted`,
    }),
})

export const emergencyRoutes = [list, begin, view, review, lift]
