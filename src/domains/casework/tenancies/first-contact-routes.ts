import { z } from 'zod'
import { wholeNumber } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { page, pageWithErrors, redirect, route } from '#web/route.ts'
import type { Asked } from '../case-head.ts'
import { closedAccounts, firstContactDays, setFirstContactDays } from './first-contact.ts'
import { firstContactPage } from './pages/first-contact.page.ts'

async function modelOf({ db, session, council, today }: Asked) {
  const since = today.subtract({ years: 1 })
  return {
    session,
    since,
    today,
    accounts: await closedAccounts(db, { councilId: council.id, since, today }),
    days: await firstContactDays(db, council.id),
  }
}

const show = route({
  method: 'GET',
  path: '/tenancies/first-contact',
  permission: 'tenancies:view',
  query: z.object({ done: noticeIn({ set: 'The days are set.' }) }),
  handle: async asked =>
    page(firstContactPage({ ...(await modelOf(asked)), notice: asked.query.done })),
})

const set = route({
  method: 'POST',
  path: '/tenancies/first-contact',
  permission: 'tenancies:set',
  form: z.strictObject({
    days: wholeNumber(1, 90),
  }),
  handle: async asked => {
    const { db, form, session, council } = asked
    if (!form.ok)
      return pageWithErrors(
        firstContactPage({ ...(await modelOf(asked)), typed: form.typed, errors: form.errors }),
      )
    await setFirstContactDays(db, {
      councilId: council.id,
      days: form.value.days,
      by: session.staffId,
    })
    return redirect('/tenancies/first-contact?done=set')
  },
})

export const firstContactRoutes = [show, set]
