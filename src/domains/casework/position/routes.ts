import { z } from 'zod'
import { page, route } from '#web/route.ts'
import { allDimensions, type Dimension } from './cells.ts'
import { accountsPage } from './pages/accounts.page.ts'
import { positionPage } from './pages/position.page.ts'
import { accountsBehind, type Narrowed, positions, slicesOf } from './position.ts'

const some = z.string().trim().max(200).optional().catch(undefined)
const narrowing = z.object({
  debtType: some,
  stage: some,
  age: some,
  collectability: some,
  area: some,
  ward: some,
  service: some,
})

const narrowedBy = ({ debtType, ...others }: z.infer<typeof narrowing>): Narrowed =>
  Object.fromEntries(
    Object.entries({ 'debt type': debtType, ...others }).filter(([, value]) => value),
  )

const view = route({
  method: 'GET',
  path: '/position',
  permission: 'position:view',
  query: narrowing.extend({
    by: z.enum(allDimensions as [Dimension, ...Dimension[]]).catch('debt type'),
  }),
  handle: async ({ db, session, council, query: { by, ...query } }) => {
    const narrowed = narrowedBy(query)
    const kept = await positions(db, council.id)
    const [latest] = kept
    const slices = latest
      ? await slicesOf(db, { councilId: council.id, takenOn: latest.takenOn, by, narrowed })
      : []
    return page(positionPage({ session, kept, by, narrowed, slices }))
  },
})

const accounts = route({
  method: 'GET',
  path: '/position/accounts',
  permission: 'accounts:view',
  query: narrowing.extend({ skip: z.coerce.number().int().min(0).max(1_000_000).catch(0) }),
  handle: async ({ db, session, council, today, now, query: { skip, ...query } }) => {
    const narrowed = narrowedBy(query)
    const [latest] = await positions(db, council.id)
    const slices = latest
      ? await slicesOf(db, {
          councilId: council.id,
          takenOn: latest.takenOn,
          by: 'debt type',
          narrowed,
        })
      : []
    return page(
      accountsPage({
        session,
        narrowed,
        skip,
        then: latest && {
          takenOn: latest.takenOn,
          many: slices.reduce((sum, { accounts }) => sum + accounts, 0),
        },
        now: await accountsBehind(db, { councilId: council.id, today, now, narrowed, skip }),
      }),
    )
  },
})

export const positionRoutes = [view, accounts]
