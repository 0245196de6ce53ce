import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { localPath } from '#web/local-path.ts'
import { page, pageWithErrors, redirect, route } from '#web/route.ts'
import { auditBefore, firstBreak } from './access.ts'
import { auditPage } from './pages/audit.page.ts'
import { signInPage } from './pages/sign-in.page.ts'
import { staffPage } from './pages/staff.page.ts'
import { signIn } from './sign-in.ts'
import { signOut, switchCouncil } from './sessions.ts'
import { staffOf } from './staff.ts'

const next = z.object({ next: z.string().max(500).optional() })

const signInForm = route({
  method: 'GET',
  path: '/sign-in',
  permission: 'public',
  query: next,
  handle: async ({ query, isTraining }) =>
    page(signInPage({ next: localPath(query.next) ?? '/', isTraining })),
})

const submitSignIn = route({
  method: 'POST',
  path: '/sign-in',
  permission: 'public',
  form: z.strictObject({
    name: z.string({ error: 'Enter your name' }).trim().min(1, 'Enter your name').max(200),
    password: z.string({ error: 'Enter your password' }).min(1, 'Enter your password').max(200),
    next: z.string().max(500).optional(),
  }),
  handle: async ({ form, database, now, address, isTraining }) => {
    const to = localPath(form.typed['next']) ?? '/'
    const typed = { name: form.typed['name'] }
    if (!form.ok)
      return pageWithErrors(signInPage({ typed, errors: form.errors, next: to, isTraining }))
    const signedIn = await signIn(database, { ...form.value, address, now })
    if (signedIn.ok) return redirect(to, { session: signedIn.value })
    const errors = { name: signedIn.refusal.says }
    const again = signInPage({ typed, errors, next: to, isTraining })
    return signedIn.refusal.code === 'administration/try-later'
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

const stay = route({
  method: 'POST',
  path: '/session/stay',
  permission: 'signed in',
  // Finding the session marked it as used: there is nothing more to do.
  handle: async () => redirect('/'),
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

const audit = route({
  method: 'GET',
  path: '/audit',
  permission: 'audit:view',
  query: z.object({ before: z.coerce.number().int().positive().optional() }),
  transaction: 'none',
  handle: async ({ database, query, session, council }) =>
    asCouncil(database, council.id, async db =>
      page(
        auditPage({
          session,
          lines: await auditBefore(db, council.id, query.before),
          brokenAt: await firstBreak(db, council.id),
        }),
      ),
    ),
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
  stay,
  submitSwitch,
  audit,
  staff,
]
