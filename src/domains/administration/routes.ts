import { z } from 'zod'
import { asDoorkeeper, type Database } from '#platform/db.ts'
import { localPath } from '#web/local-path.ts'
import { page, pageWithErrors, redirect, route } from '#web/route.ts'
import { auditLines, verifyChain } from './chain.ts'
import { figureRoutes } from './figures/routes.ts'
import { auditPage } from './pages/audit.page.ts'
import { signInPage } from './pages/sign-in.page.ts'
import { staffPage } from './pages/staff.page.ts'
import { signIn } from './sign-in.ts'
import { signOut, switchCouncil } from './sessions.ts'
import { staffOf, trainees } from './staff.ts'

const next = z.object({ next: z.string().max(500).optional() })

const trainingNames = (database: Database) => asDoorkeeper(database, trainees)

const signInForm = route({
  method: 'GET',
  path: '/sign-in',
  permission: 'public',
  query: next,
  handle: async ({ query, database, isTraining }) =>
    page(
      signInPage({
        next: localPath(query.next),
        isTraining,
        trainees: await trainingNames(database),
      }),
    ),
})

const submitSignIn = route({
  method: 'POST',
  path: '/sign-in',
  permission: 'public',
  form: z.strictObject({
    name: z
      .string({ error: 'Enter your name' })
      .trim()
      .min(1, 'Enter your name')
      .max(200, 'A name has 200 characters or fewer'),
    password: z
      .string({ error: 'Enter your password' })
      .min(1, 'Enter your password')
      .max(200, 'A password has 200 characters or fewer'),
    next: z.string().max(500).optional(),
  }),
  handle: async ({ form, database, now, address, isTraining }) => {
    const to = localPath(form.typed['next'])
    const signedIn = form.ok ? await signIn(database, { ...form.value, address, now }) : undefined
    if (signedIn?.ok) return redirect(to, { session: signedIn.value })
    const again = signInPage({
      typed: { name: form.typed['name'] },
      errors: form.ok ? { name: signedIn?.refusal.says } : form.errors,
      next: to,
      isTraining,
      trainees: await trainingNames(database),
    })
    return signedIn?.refusal.code === 'administration/try-later'
      ? { is: 'page', status: 429, page: again }
      : pageWithErrors(again)
  },
})

const submitSignOut = route({
  method: 'POST',
  path: '/sign-out',
  permission: 'signed in',
  transaction: 'none',
  handle: async ({ database, session, now }) => {
    await signOut(database, session, now)
    return redirect('/sign-in', { session: 'none' })
  },
})

const submitSwitch = route({
  method: 'POST',
  path: '/switch-council',
  permission: 'signed in',
  transaction: 'none',
  form: z.strictObject({ council: z.coerce.number().int().positive() }),
  handle: async ({ form, database, session, now }) => {
    if (!form.ok) return redirect('/')
    const token = await switchCouncil(database, { session, to: form.value.council, now })
    return token === undefined ? redirect('/') : redirect('/', { session: token })
  },
})

const linesOnAPage = 50
/** How much of the chain a page reads again; `evenhand verify` reads all of it. */
const newest = 5_000

const optionalText = z
  .string()
  .trim()
  .max(200)
  .transform(text => (text === '' ? undefined : text))
  .optional()

const audit = route({
  method: 'GET',
  path: '/audit',
  permission: 'audit:view',
  query: z.object({
    before: z.coerce.number().int().positive().optional(),
    kind: optionalText,
    object: optionalText,
  }),
  handle: async ({ db, query, session, council }) => {
    const filter = { before: query.before, objectKind: query.kind, objectId: query.object }
    const found = await auditLines(db, council.id, filter, linesOnAPage + 1)
    return page(
      auditPage({
        session,
        filter,
        lines: found.slice(0, linesOnAPage),
        isLast: found.length <= linesOnAPage,
        chain: await verifyChain(db, council.id, { newest }),
      }),
    )
  },
})

const staff = route({
  method: 'GET',
  path: '/staff',
  permission: 'staff:view',
  handle: async ({ db, session, council }) =>
    page(staffPage({ session, staff: await staffOf(db, council.id) })),
})

export const administrationRoutes = [
  signInForm,
  submitSignIn,
  submitSignOut,
  submitSwitch,
  audit,
  staff,
  ...figureRoutes,
]
