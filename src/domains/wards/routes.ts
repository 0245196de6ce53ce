import { z } from 'zod'
import { emergencyStops, staffNames } from '#administration'
import { asCouncil, type Db } from '#platform/db.ts'
import type { Errors, Typed } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { bringWards } from './bring.ts'
import { wardsPage } from './pages/wards.page.ts'
import { wardFiles, wardsOf } from './queries.ts'

/** What a browser may send. The file of the whole country comes by the command line, from the place it was saved to. */
const largestUpload = 200_000_000

const shown = async (
  db: Db,
  session: Session,
  more: {
    readonly typed?: Typed
    readonly errors?: Errors
    readonly notice?: string | undefined
  } = {},
) => {
  const councilId = session.council.id
  const wards = await wardsOf(db, councilId)
  const files = await wardFiles(db, councilId)
  const stops = await emergencyStops(db, councilId)
  const inForce = new Set(wards.map(({ code }) => code))
  return wardsPage({
    session,
    wards,
    files,
    staff: await staffNames(
      db,
      files.map(({ broughtBy }) => broughtBy),
    ),
    stoppedAndGone: stops
      .filter(({ liftedOn }) => liftedOn === null)
      .flatMap(({ wards: stopped, wardNames }) =>
        stopped.flatMap((code, n) => (inForce.has(code) ? [] : (wardNames[n] ?? code))),
      ),
    ...more,
  })
}

const view = route({
  method: 'GET',
  path: '/wards',
  permission: 'position:view',
  query: z.object({
    done: noticeIn({
      brought: 'The file was read, and is in force.',
      again: 'The file says what is in force already. Nothing was changed.',
    }),
  }),
  handle: async ({ db, session, query }) => page(await shown(db, session, { notice: query.done })),
})

const bring = route({
  method: 'POST',
  path: '/wards',
  permission: 'wards:bring',
  upload: { largestBytes: largestUpload },
  form: z.strictObject({
    authority: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^([A-Z]\d{8})?$/, 'A code is a letter and eight figures, such as E07000116')
      .transform(code => (code === '' ? undefined : code)),
    /** A browser without the file part sends its name as a field. */
    file: z.string().optional(),
  }),
  handle: async ({ database, session, council, form, file }) => {
    const again = (errors: Errors, reply: typeof pageRefused) =>
      asCouncil(database, council.id, async db =>
        reply(await shown(db, session, { typed: form.typed, errors })),
      )
    if (!form.ok) return again(form.errors, pageWithErrors)
    if (!file) return again({ file: 'Choose a file' }, pageWithErrors)
    const brought = await bringWards(database, {
      councilId: council.id,
      fileName: file.name,
      bytes: file.bytes,
      authority: form.value.authority,
      actor: session.staffId,
    })
    return brought.ok
      ? redirect(`/wards?done=${brought.value.again ? 'again' : 'brought'}`)
      : again({ file: brought.refusal.says }, pageRefused)
  },
})

export const wardsRoutes = [view, bring]
