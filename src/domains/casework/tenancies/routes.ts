import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen, refuseIfHidden } from '#debts'
import { noticeIn } from '#web/notices.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { type Asked, readCase } from '../case-head.ts'
import { firstContactRoutes } from './first-contact-routes.ts'
import { asTyped, expectedIn, noticeForm } from './form.ts'
import { noticeOf, noticesByLastDay } from './notice.ts'
import { noticePage } from './pages/notice.page.ts'
import { noticesPage } from './pages/notices.page.ts'
import { sendExpectation } from './expectation-letter.ts'
import { recordNotice } from './record-notice.ts'

const params = z.object({ account: z.guid() })
type AskedOne = Asked & { readonly params: z.infer<typeof params> }

const list = route({
  method: 'GET',
  path: '/tenancies',
  permission: 'tenancies:view',
  handle: async ({ db, session, council, today }) => {
    const since = today.subtract({ years: 1 })
    const notices = await noticesByLastDay(db, { councilId: council.id, since, today })
    return page(noticesPage({ session, notices, since, today }))
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
  handle: async asked => {
    const { db, session, council, now, today } = asked
    const model = await modelOf(asked)
    const { account, theirs, notice } = model
    if (!notice) return notFound()
    const outcome = await sendExpectation(db, {
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

export const tenancyRoutes = [list, ...firstContactRoutes, show, keep, write]
