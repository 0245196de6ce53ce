import { z } from 'zod'
import { accountsByReference, isAccountRestricted } from '#debts'
import { searchParties } from '#parties'
import { someText } from '#web/form.ts'
import { page, pageWithErrors, redirect, route } from '#web/route.ts'
import { keptSearch, searchKept } from './kept-search.ts'
import { searchPage } from './pages/search.page.ts'

const search = route({
  method: 'GET',
  path: '/search',
  permission: 'people:search',
  query: z.object({ found: z.string().max(2000).optional() }),
  handle: async ({ db, query, session, council, today }) => {
    const typed = query.found === undefined ? undefined : searchKept(query.found, session)
    if (typed === undefined) return page(searchPage({ session, typed: '' }))
    return page(
      searchPage({
        session,
        typed,
        found: {
          people: await searchParties(db, council.id, typed),
          accounts: await accountsByReference(db, council.id, typed, today),
          isAccountRestricted: await isAccountRestricted(db, council.id, { reference: typed }),
        },
      }),
    )
  },
})

// Posted, so that a name is never part of an address that a log, a history or a referrer keeps. What was found has an
// address of its own all the same, so that Back leads to it.
const submitSearch = route({
  method: 'POST',
  path: '/search',
  permission: 'people:search',
  form: z.strictObject({ q: someText({ longest: 100 }) }),
  handle: async ({ form, session }) => {
    if (!form.ok) {
      return pageWithErrors(
        searchPage({ session, typed: form.typed['q'] ?? '', errors: form.errors }),
      )
    }
    const { q } = form.value
    return redirect(q === '' ? '/search' : `/search?found=${keptSearch(q, session)}`)
  },
})

export const searchRoutes = [search, submitSearch]
