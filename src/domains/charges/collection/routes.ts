import { z } from 'zod'
import { financialYearOf } from '#law/council-tax/instalments.ts'
import type { Db } from '#platform/db.ts'
import { daysAsked, daysQuery } from '#web/days-asked.ts'
import { limitOfMoney, someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { page, pageRefused, pageWithErrors, redirect, type Request, route } from '#web/route.ts'
import { netRecovery } from './net-recovery.ts'
import { recoveryPage } from './pages/recovery.page.ts'
import { fieldOf, type SuppliersModel, suppliersPage } from './pages/suppliers.page.ts'
import { allSpendingKinds } from './spending-kinds.ts'
import { spendingRoutes } from './spending-routes.ts'
import {
  approveSupplier,
  endSupplier,
  setSpendingLimit,
  spendingLimits,
  suppliers,
} from './suppliers.ts'

/** The first day of the financial year of a day. */
const yearOf = (today: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.from({ year: financialYearOf(today), month: 4, day: 1 })

const recovery = route({
  method: 'GET',
  path: '/charges/collection',
  permission: 'charges:view',
  query: daysQuery,
  handle: async ({ db, session, council, today, query }) => {
    const { days, errors } = daysAsked(query, { from: yearOf(today), to: today })
    const recovery = await netRecovery(db, { councilId: council.id, ...days })
    const model = { session, recovery, ...days }
    return errors
      ? pageWithErrors(recoveryPage({ ...model, typed: query, errors }))
      : page(recoveryPage(model))
  },
})

const notices = {
  approved: 'The supplier is on the list.',
  ended: 'The supplier is off the list. What was spent with it stays.',
  limits: 'The limits are set. They count from now.',
} as const
const done = noticeIn(notices)

const modelOf = async (
  db: Db,
  { session, council }: Pick<Request<unknown, unknown, unknown>, 'session' | 'council'>,
): Promise<SuppliersModel> => ({
  session,
  suppliers: await suppliers(db, council.id),
  limits: await spendingLimits(db, council.id),
})

const list = route({
  method: 'GET',
  path: '/charges/suppliers',
  permission: 'charges:view',
  query: z.object({ done }),
  handle: async asked =>
    page(
      suppliersPage({
        ...(await modelOf(asked.db, asked)),
        notice: asked.query.done,
      }),
    ),
})

const ticked = z.literal('yes').optional()

const approve = route({
  method: 'POST',
  path: '/charges/suppliers',
  permission: 'spending:set',
  form: z.strictObject({
    name: someText({ longest: 100, missing: 'Enter its name' }),
    ...Object.fromEntries(allSpendingKinds.map(kind => [fieldOf(kind), ticked])),
  }),
  handle: async asked => {
    const { db, session, council, form } = asked
    const model = { ...(await modelOf(db, asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(suppliersPage({ ...model, errors: form.errors }))
    const given: Readonly<Record<string, unknown>> = form.value
    const kinds = allSpendingKinds.filter(kind => given[fieldOf(kind)] === 'yes')
    if (kinds.length === 0)
      return pageWithErrors(
        suppliersPage({ ...model, errors: { trace: 'Tick what it may be paid for' } }),
      )
    const approved = await approveSupplier(db, {
      councilId: council.id,
      name: form.value.name,
      kinds,
      actor: session.staffId,
    })
    if (!approved.ok)
      return pageRefused(suppliersPage({ ...model, errors: { name: approved.refusal.says } }))
    return redirect('/charges/suppliers?done=approved')
  },
})

const end = route({
  method: 'POST',
  path: '/charges/suppliers/:supplier/end',
  permission: 'spending:set',
  params: z.object({ supplier: z.guid() }),
  form: z.strictObject({
    why: someText({ longest: 200, missing: 'Say why the supplier is taken off the list' }),
  }),
  handle: async asked => {
    const { db, session, council, params, form } = asked
    const again = async (refusal: string | undefined) =>
      pageRefused(suppliersPage({ ...(await modelOf(db, asked)), refusal }))
    if (!form.ok) return again(form.errors['why'])
    const ended = await endSupplier(db, {
      councilId: council.id,
      supplierId: params.supplier,
      why: form.value.why,
      actor: session.staffId,
    })
    return ended.ok ? redirect('/charges/suppliers?done=ended') : again(ended.refusal.says)
  },
})

const setLimits = route({
  method: 'POST',
  path: '/charges/suppliers/limits',
  permission: 'spending:set',
  form: z.strictObject(
    Object.fromEntries(
      allSpendingKinds.flatMap(kind => [
        [`${fieldOf(kind)}Once`, limitOfMoney()],
        [`${fieldOf(kind)}Month`, limitOfMoney()],
      ]),
    ),
  ),
  handle: async asked => {
    const { db, session, council, form } = asked
    const model = { ...(await modelOf(db, asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(suppliersPage({ ...model, errors: form.errors }))
    const { value } = form
    const wanted = allSpendingKinds.map(kind => ({
      kind,
      atOnce: value[`${fieldOf(kind)}Once`] ?? 0n,
      aMonth: value[`${fieldOf(kind)}Month`] ?? 0n,
    }))
    const wrong = wanted.find(({ atOnce, aMonth }) => aMonth < atOnce)
    if (wrong)
      return pageWithErrors(
        suppliersPage({
          ...model,
          errors: { [`${fieldOf(wrong.kind)}Month`]: 'A month is at least one cost' },
        }),
      )
    for (const one of wanted)
      await setSpendingLimit(db, { ...one, councilId: council.id, actor: session.staffId })
    return redirect('/charges/suppliers?done=limits')
  },
})

export const collectionRoutes = [recovery, list, approve, end, setLimits, ...spendingRoutes]
