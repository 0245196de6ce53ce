import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { figuresOf, recordPageView, staffNames } from '#administration'
import { accountToOpen, refuseIfHidden } from '#debts'
import { plusDays } from '#values/dates.ts'
import { daysAsked, daysQuery } from '#web/days-asked.ts'
import { noticeIn } from '#web/notices.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { type Asked, readCase } from '../case-head.ts'
import { firstContactRoutes } from './first-contact-routes.ts'
import { asTyped, expectedIn, noticeForm } from './form.ts'
import { housingDebts, housingTypes } from './housing-debts.ts'
import { endedIn } from './measures.ts'
import { noticeOf, noticesByLastDay } from './notice.ts'
import { housingDebtsPage } from './pages/housing-debts.page.ts'
import { noticePage } from './pages/notice.page.ts'
import { noticesPage } from './pages/notices.page.ts'
import { isReminded, writeToTenant } from './tenant-letters.ts'
import { recordNotice } from './record-notice.ts'

const params = z.object({ account: z.guid() })
type AskedOne = Asked & { readonly params: z.infer<typeof params> }

const list = route({
  method: 'GET',
  path: '/tenancies',
  permission: 'tenancies:view',
  query: daysQuery,
  handle: async ({ db, session, council, query, today }) => {
    const since = today.subtract({ years: 1 })
    const { days, errors } = daysAsked(query, { from: since, to: today })
    const notices = await noticesByLastDay(db, { councilId: council.id, since, today })
    const ended = await endedIn(db, { councilId: council.id, ...days })
    const model = { session, notices, ended, days, since, today }
    return errors
      ? pageWithErrors(noticesPage({ ...model, typed: query, errors }))
      : page(noticesPage(model))
  },
})

const debts = route({
  method: 'GET',
  path: '/tenancies/debts',
  permission: 'tenancies:view',
  query: z.object({
    type: z.string().max(100).default(''),
    skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  }),
  handle: async ({ db, session, council, query, today }) => {
    const asked = { councilId: council.id, today, ...query }
    return page(
      housingDebtsPage({
        session,
        ...query,
        today,
        debts: await housingDebts(db, asked),
        types: await housingTypes(db, council.id),
      }),
    )
  },
})

async function modelOf(asked: AskedOne) {
  const { db, council, today } = asked
  const account = await accountToOpen(db, council.id, asked.params.account, today)
  await refuseIfHidden(db, { councilId: council.id, accountIds: [account.id] })
  const notice = await noticeOf(db, { councilId: council.id, accountId: account.id })
  return {
    theirs: await readCase(asked, account.leadPartyId),
    account,
    notice,
    reminder: notice && {
      from: plusDays(notice.lastDay, -(await figuresOf(db, council.id))['leaving-reminder']),
      isSent: await isReminded(db, council.id, notice),
    },
    noticeId: randomUUID(),
    staff: await staffNames(db, notice ? [notice.recordedBy] : []),
    typed: notice
      ? asTyped(notice)
      : { givenOn: today.toLocaleString('en-GB'), weekBegins: '1', every: 'week' },
  }
}

const notices = {
  recorded: 'Recorded. What they said of how to reach them waits to be accepted.',
  written: 'Written: it is among what has happened to them, and in Letters.',
}

const show = route({
  method: 'GET',
  path: '/accounts/:account/tenancy',
  permission: 'tenancies:view',
  params,
  query: z.object({ done: noticeIn(notices) }),
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, {
      partyId: model.account.leadPartyId,
      route: '/accounts/:account/tenancy',
    })
    return page(noticePage({ ...model, told: asked.query.done }))
  },
})

const keep = route({
  method: 'POST',
  path: '/accounts/:account/tenancy',
  permission: 'tenancies:record',
  params,
  form: noticeForm,
  handle: async asked => {
    const { db, form, session, council, now, today } = asked
    const model = {
      ...(await modelOf(asked)),
      noticeId: z.guid().safeParse(form.typed['notice']).data ?? randomUUID(),
      typed: form.typed,
    }
    if (!form.ok) return pageWithErrors(noticePage({ ...model, errors: form.errors }))
    const expected = expectedIn(form.value)
    if ('halfSaid' in expected) {
      const errors = { [expected.halfSaid]: 'Enter the day, the amount and what it is, or none' }
      return pageWithErrors(noticePage({ ...model, errors }))
    }
    const { notice: id, ...said } = form.value
    const outcome = await recordNotice(db, {
      councilId: council.id,
      personId: model.theirs.party.personId,
      account: model.account,
      notice: { ...said, id, expected: expected.expected },
      actor: session.staffId,
      now,
      today,
    })
    if (outcome.ok) return redirect(`/accounts/${model.account.id}/tenancy?done=recorded`)
    const { code, says } = outcome.refusal
    return pageRefused(
      noticePage({ ...model, errors: { [code === 'no-tenancy' ? '' : code]: says } }),
    )
  },
})

const write = route({
  method: 'POST',
  path: '/accounts/:account/tenancy/letter',
  permission: 'tenancies:record',
  params,
  form: z.strictObject({ letter: z.enum(['expectation', 'reminder']) }),
  handle: async asked => {
    const { db, form, session, council, now, today } = asked
    const model = await modelOf(asked)
    const { account, theirs, notice } = model
    if (!notice || !form.ok) return notFound()
    const outcome = await writeToTenant(db, {
      letter: form.value.letter,
      councilId: council.id,
      account,
      party: theirs.party,
      notice,
      emergency: session.emergency,
      actor: session.staffId,
      now,
      today,
    })
    return outcome.ok
      ? redirect(`/accounts/${account.id}/tenancy?done=written`)
      : pageRefused(noticePage({ ...model, errors: { '': outcome.refusal.says } }))
  },
})

export const tenancyRoutes = [list, debts, ...firstContactRoutes, show, keep, write]
