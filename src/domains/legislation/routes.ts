import { z } from 'zod'
import { type Calculation, type Family, read, work } from '#law/calculation.ts'
import { families, familyNamed } from '#law/families.ts'
import { register, toConfirm } from '#law/register.ts'
import type { Typed } from '#web/form.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { acknowledge, changesFor, changesToRead, whoHasRead } from './acknowledgements.ts'
import { calculatorPage } from './pages/calculator.page.ts'
import { changesPage } from './pages/changes.page.ts'
import { lawPage, toConfirmPage, topicPage } from './pages/law.page.ts'
import { slugOf } from './pages/parameter.ts'
import { toInput } from './wire.ts'

type Asked = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council' | 'today'>

const reader = ({ session, council, today }: Asked) => ({
  councilId: council.id,
  nation: council.nation,
  staffId: session.staffId,
  roles: session.roles,
  today,
})

const law = route({
  method: 'GET',
  path: '/law',
  permission: 'law:view',
  handle: async asked =>
    page(
      lawPage({
        session: asked.session,
        topics: register,
        families,
        toRead: await changesToRead(asked.db, reader(asked)),
        toConfirm: toConfirm.length,
      }),
    ),
})

const topic = route({
  method: 'GET',
  path: '/law/topics/:topic',
  permission: 'law:view',
  params: z.object({ topic: z.string() }),
  handle: async ({ session, today, params }) => {
    const found = register.find(({ title }) => slugOf(title) === params.topic) ?? notFound()
    return page(topicPage({ session, topic: found, today }))
  },
})

const confirm = route({
  method: 'GET',
  path: '/law/to-confirm',
  permission: 'law:view',
  handle: async ({ session, today }) => page(toConfirmPage({ session, topics: register, today })),
})

const calculatorParams = z.object({ family: z.string(), calculation: z.string() })

const found = (
  params: z.infer<typeof calculatorParams>,
): { readonly family: Family; readonly calculation: Calculation } => {
  const family = familyNamed(params.family) ?? notFound()
  const calculation =
    family.calculations.find(({ slug }) => slug === params.calculation) ?? notFound()
  return { family, calculation }
}

const calculator = route({
  method: 'GET',
  path: '/law/calculators/:family/:calculation',
  permission: 'law:view',
  params: calculatorParams,
  handle: async ({ session, params }) => page(calculatorPage({ session, ...found(params) })),
})

/** Every field of every calculation. Whichever one is asked refuses by name what is not its own. */
const fields = z.strictObject(
  Object.fromEntries(
    families
      .flatMap(({ calculations }) => calculations.flatMap(one => Object.keys(one.fields)))
      .map(name => [name, z.string().max(5000).optional()]),
  ),
)

/** Asked by POST, so that nothing of anybody's is in an address; nothing is kept. */
const calculate = route({
  method: 'POST',
  path: '/law/calculators/:family/:calculation',
  permission: 'law:view',
  params: calculatorParams,
  form: fields,
  handle: async ({ session, params, form }) => {
    const { family, calculation } = found(params)
    const typed: Typed = form.typed
    const model = { session, family, calculation, typed }
    if (!form.ok) return pageWithErrors(calculatorPage({ ...model, errors: form.errors }))
    const input = toInput(calculation.fields, form.value)
    const reading = read(calculation, input)
    if (!reading.ok) {
      const errors = Object.fromEntries(
        reading.problems.map(({ field, says }) => [field ?? 'form', says]),
      )
      return pageWithErrors(calculatorPage({ ...model, errors }))
    }
    const outcome = work(calculation, input)
    return outcome.ok
      ? page(calculatorPage({ ...model, worked: outcome.value }))
      : pageRefused(calculatorPage({ ...model, refusal: outcome.refusal.says }))
  },
})

const changesModel = async (asked: Asked, notice?: string) => ({
  session: asked.session,
  today: asked.today,
  changes: await changesFor(asked.db, reader(asked)),
  readers: asked.session.permissions.includes('staff:view')
    ? await whoHasRead(asked.db, reader(asked))
    : undefined,
  notice,
})

const changes = route({
  method: 'GET',
  path: '/law/changes',
  permission: 'law:view',
  query: z.object({ done: z.literal('read').optional() }),
  handle: async asked =>
    page(changesPage(await changesModel(asked, asked.query.done && 'Recorded: you have read it.'))),
})

const readChange = route({
  method: 'POST',
  path: '/law/changes',
  permission: 'law:view',
  form: z.strictObject({ change: z.string().min(1).max(200) }),
  handle: async asked => {
    const outcome = asked.form.ok
      ? await acknowledge(asked.db, { ...reader(asked), key: asked.form.value.change })
      : notFound()
    if (outcome.ok) return redirect('/law/changes?done=read')
    return pageRefused(changesPage(await changesModel(asked, outcome.refusal.says)))
  },
})

export const legislationRoutes = [law, topic, confirm, calculator, calculate, changes, readChange]
