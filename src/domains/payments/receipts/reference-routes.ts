import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { type Errors, someText, type Typed } from '#web/form.ts'
import { page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { referencesPage } from './pages/references.page.ts'
import { addScheme, dropScheme, schemesOf } from './schemes.ts'

const sourcesOf = async (db: Db, councilId: number): Promise<readonly string[]> =>
  (
    await db.many(
      z.object({ source: z.string() }),
      sql`select source from debts.source where council_id = ${councilId}::int order by source`,
    )
  ).map(({ source }) => source)

const listed = async (
  db: Db,
  session: Session,
  again: {
    readonly typed?: Typed
    readonly errors?: Errors
    readonly notice?: string | undefined
  } = {},
) =>
  referencesPage({
    session,
    schemes: await schemesOf(db, session.council.id),
    sources: await sourcesOf(db, session.council.id),
    ...again,
  })

const notices = {
  set: 'It is kept: payments that come in from now on are held against it.',
  dropped: 'It is dropped. What was placed by it stays where it is.',
} as const

const references = route({
  method: 'GET',
  path: '/receipts/references',
  permission: 'receipts:view',
  query: z.object({ done: z.enum(['set', 'dropped']).optional().catch(undefined) }),
  handle: async ({ db, session, query }) =>
    page(await listed(db, session, { notice: query.done && notices[query.done] })),
})

const wholeNumbers = z
  .string()
  .trim()
  .regex(/^(?:\d{1,2}(?:[ ,]+\d{1,2}){0,22})?$/, {
    error: 'Enter whole numbers with spaces between, or nothing',
  })
  .transform(text => text.split(/[ ,]+/).flatMap(one => (one === '' ? [] : [Number(one)])))

const add = route({
  method: 'POST',
  path: '/receipts/references',
  permission: 'bank-accounts:set',
  form: z.strictObject({
    source: someText({ longest: 100, missing: 'Choose whose references' }),
    pattern: someText({ longest: 60, missing: 'Say how one is written' }),
    weights: wholeNumbers,
    modulus: z
      .string()
      .trim()
      .regex(/^(?:[2-9]|[1-8]\d|9[0-7])?$/, { error: 'Enter a number from 2 to 97, or nothing' })
      .transform(text => (text === '' ? null : Number(text))),
    characters: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9]*$/, { error: 'Enter letters and figures alone, or nothing' }),
  }),
  handle: async ({ db, session, council, form }) => {
    const again = (errors: Errors) => listed(db, session, { typed: form.typed, errors })
    if (!form.ok) return pageWithErrors(await again(form.errors))
    const added = await addScheme(db, {
      councilId: council.id,
      scheme: form.value,
      actor: session.staffId,
    })
    return added.ok
      ? redirect('/receipts/references?done=set')
      : pageRefused(await again({ pattern: added.refusal.says }))
  },
})

const drop = route({
  method: 'POST',
  path: '/receipts/references/drop',
  permission: 'bank-accounts:set',
  form: z.strictObject({ source: z.string().max(100), pattern: z.string().max(200) }),
  handle: async ({ db, session, council, form }) => {
    const again = (says: string) => listed(db, session, { errors: { pattern: says } })
    if (!form.ok) return pageWithErrors(await again('Choose one that is here'))
    const dropped = await dropScheme(db, {
      councilId: council.id,
      ...form.value,
      actor: session.staffId,
    })
    return dropped.ok
      ? redirect('/receipts/references?done=dropped')
      : pageRefused(await again(dropped.refusal.says))
  },
})

export const referenceRoutes = [references, add, drop]
