import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen } from '#debts'
import { someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { page, pageRefused, pageWithErrors, redirect, type Request, route } from '#web/route.ts'
import { referralKinds } from '../actions.ts'
import { countToLookAtAgain } from '../answers/look-again.ts'
import { closeReferral } from './close-referral.ts'
import { accountReferralsPage } from './pages/account-referrals.page.ts'
import { referralsPage } from './pages/referrals.page.ts'
import { openReferrals, referralsOn, waitingByKind } from './referrals.ts'
import { type ReturnCode, returnCodeKinds } from './return-codes.ts'

const list = route({
  method: 'GET',
  path: '/referrals',
  permission: 'referrals:view',
  query: z.object({
    kind: z.enum(['', ...referralKinds]).catch(''),
    skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  }),
  handle: async ({ db, session, council, query, today }) =>
    page(
      referralsPage({
        session,
        ...query,
        today,
        referrals: await openReferrals(db, { councilId: council.id, ...query }),
        waiting: await waitingByKind(db, { councilId: council.id, today }),
        answersToLookAt: await countToLookAtAgain(db, { councilId: council.id, today }),
      }),
    ),
})

const params = z.object({ account: z.guid() })

async function modelOf({
  db,
  session,
  council,
  params: { account: id },
  today,
}: Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'params' | 'today'
>) {
  const account = await accountToOpen(db, council.id, id, today)
  const referrals = await referralsOn(db, { councilId: council.id, accountId: account.id })
  const names = await staffNames(
    db,
    referrals.flatMap(({ closedBy }) => (closedBy === null ? [] : [closedBy])),
  )
  return { session, account, referrals, names, today }
}

const notices = {
  closed: 'Closed. The account is looked at again tonight.',
  held: 'Closed, and the account is on hold: for the days that its hold says, or until somebody ends it.',
} as const

const onAccount = route({
  method: 'GET',
  path: '/accounts/:account/referrals',
  permission: 'referrals:view',
  params,
  query: z.object({ done: noticeIn(notices) }),
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, {
      partyId: model.account.leadPartyId,
      route: '/accounts/:account/referrals',
    })
    return page(accountReferralsPage({ ...model, notice: asked.query.done }))
  },
})

const close = route({
  method: 'POST',
  path: '/accounts/:account/referrals/:referral/close',
  permission: 'referrals:close',
  params: params.extend({ referral: z.guid() }),
  form: z.strictObject({
    returnCode: z.enum(returnCodeKinds as [ReturnCode, ...ReturnCode[]], {
      error: 'Choose what came of it',
    }),
    note: someText({ longest: 2000 }),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form, today, now } = asked
    const model = { ...(await modelOf(asked)), answering: at.referral, typed: form.typed }
    if (!form.ok) return pageWithErrors(accountReferralsPage({ ...model, errors: form.errors }))
    const outcome = await closeReferral(db, {
      councilId: council.id,
      accountId: at.account,
      referralId: at.referral,
      ...form.value,
      by: session.staffId,
      today,
      now,
    })
    return outcome.ok
      ? redirect(
          `/accounts/${at.account}/referrals?done=${outcome.value.isHeld ? 'held' : 'closed'}`,
        )
      : pageRefused(
          accountReferralsPage({
            ...model,
            errors:
              outcome.refusal.code === 'say-why'
                ? { note: outcome.refusal.says }
                : { '': outcome.refusal.says },
          }),
        )
  },
})

export const referralRoutes = [list, onAccount, close]
