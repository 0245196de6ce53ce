import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { type Errors, maybeDate } from '#web/form.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { ask } from './ask.ts'
import { disclosuresIn, ownDisclosure, ownDisclosures, whoAsked } from './disclosure.ts'
import { askForm } from './form.ts'
import { answerPage } from './pages/answer.page.ts'
import { askPage } from './pages/ask.page.ts'
import { disclosuresPage, purposesPage } from './pages/disclosures.page.ts'
import { purposesOf } from './purpose.ts'

const modelOf = async (db: Db, session: Session) => ({
  session,
  purposes: await purposesOf(db, session.council.id),
  own: await ownDisclosures(db, { councilId: session.council.id, askedBy: session.staffId }),
})

const form = route({
  method: 'GET',
  path: '/debt-check',
  permission: 'debt-checks:ask',
  handle: async ({ db, session }) => page(askPage(await modelOf(db, session))),
})

// Without a viewer: whoever fits has to be counted, also those whom nobody here may see, and
// nothing of them is answered.
const submit = route({
  method: 'POST',
  path: '/debt-check',
  permission: 'debt-checks:ask',
  transaction: 'without a viewer',
  form: askForm,
  handle: async ({ db, form, session, council, now, today }) => {
    if (!form.ok) {
      const { typed, errors } = form
      return pageWithErrors(askPage({ ...(await modelOf(db, session)), typed, errors }))
    }
    const { purpose, reference, ...subject } = form.value
    const asked = await ask(db, {
      councilId: council.id,
      purpose,
      reference,
      subject,
      actor: session.staffId,
      now,
      today,
    })
    if (asked.ok) return redirect(`/debt-check/${asked.value}`)
    const { refusal } = asked
    const again = askPage({
      ...(await modelOf(db, session)),
      typed: form.typed,
      refusal: refusal.says,
    })
    return refusal.code.startsWith('enquiries/too-many')
      ? { is: 'page', status: 429, page: again }
      : pageRefused(again)
  },
})

const given = route({
  method: 'GET',
  path: '/debt-check/:disclosure',
  permission: 'debt-checks:ask',
  params: z.object({ disclosure: z.guid() }),
  handle: async ({ db, params, session, council }) => {
    const disclosure =
      (await ownDisclosure(db, {
        councilId: council.id,
        id: params.disclosure,
        askedBy: session.staffId,
      })) ?? notFound()
    return page(answerPage({ session, disclosure }))
  },
})

const text = z.string().trim().max(100).default('')
const day = maybeDate('The day must be a real one, such as 27 3 2026')

const all = route({
  method: 'GET',
  path: '/disclosures',
  permission: 'debt-checks:view',
  query: z.object({ purpose: text, by: text, from: text, to: text }),
  handle: async ({ db, query, session, council }) => {
    const [from, to] = [day.safeParse(query.from), day.safeParse(query.to)]
    const errors: Errors = {
      from: from.error?.issues[0]?.message,
      to: to.error?.issues[0]?.message,
    }
    await record(db, {
      councilId: council.id,
      actor: session.staffId,
      action: 'viewed',
      objectKind: 'disclosures',
      objectId: query.purpose === '' ? 'all' : query.purpose,
    })
    const shown = disclosuresPage({
      session,
      purposes: await purposesOf(db, council.id),
      whoAsked: await whoAsked(db, council.id),
      typed: query,
      errors,
      disclosures: await disclosuresIn(db, council.id, {
        purpose: query.purpose === '' ? undefined : query.purpose,
        askedBy: query.by === '' ? undefined : query.by,
        from: from.data,
        to: to.data,
      }),
    })
    return from.success && to.success ? page(shown) : pageWithErrors(shown)
  },
})

const purposes = route({
  method: 'GET',
  path: '/disclosures/purposes',
  permission: 'debt-checks:view',
  handle: async ({ db, session, council }) =>
    page(purposesPage({ session, purposes: await purposesOf(db, council.id) })),
})

export const enquiriesRoutes = [form, submit, given, all, purposes]
