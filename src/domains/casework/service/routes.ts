import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record, recordPageView, staffNames } from '#administration'
import { type Account, accountToOpen, refuseIfHidden } from '#debts'
import { stepsNow } from '#recovery'
import { someDate, someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { file, notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { type Asked, readCase } from '../case-head.ts'
import { periodInWords } from '../pages/person.page.ts'
import { noticesThatWent } from './notices.ts'
import { readPack, typesetPackOf } from './pack.ts'
import { packPage } from './pages/pack.page.ts'
import { type ServiceModel, servicePage } from './pages/service.page.ts'
import { recordService, takeServiceBack } from './record-service.ts'
import { allWays } from './ways.ts'

const ofAccount = z.object({ account: z.guid() })
const ofNotice = z.object({ account: z.guid(), notice: z.guid() })

/** The account, to whoever may see everybody who owes it: a pack names them all. */
async function accountInFull({ db, council, today }: Asked, accountId: string): Promise<Account> {
  const account = await accountToOpen(db, council.id, accountId, today)
  await refuseIfHidden(db, { councilId: council.id, accountIds: [account.id] })
  return account
}

const showPack = route({
  method: 'GET',
  path: '/accounts/:account/pack',
  permission: 'letters:view',
  params: ofAccount,
  handle: async asked => {
    const { db, session, council, now, today } = asked
    const account = await accountInFull(asked, asked.params.account)
    await recordPageView(asked, { partyId: account.leadPartyId, route: '/accounts/:account/pack' })
    const steps = session.permissions.includes('steps:propose')
      ? await stepsNow(db, { councilId: council.id, accountId: account.id, asAt: today, now })
      : undefined
    return page(
      packPage({
        lead: await readCase(asked, account.leadPartyId),
        pack: await readPack(db, { council, account, period: periodInWords(account), today }),
        steps: steps?.filter(({ verdict }) => verdict.is !== 'blocked by law'),
      }),
    )
  },
})

const packFile = route({
  method: 'GET',
  path: '/accounts/:account/pack/file',
  permission: 'letters:view',
  params: ofAccount,
  handle: async asked => {
    const { db, session, council, today } = asked
    const account = await accountInFull(asked, asked.params.account)
    await recordPageView(asked, {
      partyId: account.leadPartyId,
      route: '/accounts/:account/pack/file',
    })
    const pack = await readPack(db, { council, account, period: periodInWords(account), today })
    const { pdf, sha256, pages } = await typesetPackOf(db, council.id, pack)
    await record(db, {
      councilId: council.id,
      actor: session.staffId,
      action: 'made a notice pack',
      objectKind: 'account',
      objectId: account.id,
      detail: { sha256, pages },
    })
    return file({
      contentType: 'application/pdf',
      name: `notice-pack-${account.reference}.pdf`,
      bytes: pdf,
    })
  },
})

async function modelOf(
  asked: Asked & { readonly params: z.infer<typeof ofNotice> },
): Promise<ServiceModel> {
  const { db, session, council, params } = asked
  const account = await accountInFull(asked, params.account)
  const notices = await noticesThatWent(db, { councilId: council.id, accountId: account.id })
  const notice = notices.find(({ id }) => id === params.notice) ?? notFound()
  return {
    session,
    account,
    notice,
    recordId: randomUUID(),
    staff: await staffNames(
      db,
      notice.evidence.flatMap(({ recordedBy, takenBackBy }) => [recordedBy, takenBackBy ?? '']),
    ),
  }
}

const told = {
  recorded: 'Recorded. It is on the notice pack.',
  back: 'Taken back.',
} as const

const showService = route({
  method: 'GET',
  path: '/accounts/:account/service/:notice',
  permission: 'answers:record',
  params: ofNotice,
  query: z.object({ done: noticeIn(told) }),
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, {
      partyId: model.account.leadPartyId,
      route: '/accounts/:account/service/:notice',
    })
    return page(servicePage({ ...model, told: asked.query.done }))
  },
})

const wrongDay = 'The day must be a real one, like 27/3/2027'
const words = (longest: number) => someText({ longest })

const keepService = route({
  method: 'POST',
  path: '/accounts/:account/service/:notice',
  permission: 'answers:record',
  params: ofNotice,
  form: z.strictObject({
    record: z.guid(),
    way: z.enum(allWays, { error: 'Choose how it was served' }),
    onDay: someDate({ missing: 'Enter the day', wrong: wrongDay }),
    atTime: z
      .string()
      .trim()
      .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, 'The time must be like 14:30')
      .transform(text => (text === '' ? undefined : text)),
    postClass: z
      .enum(['', 'first class', 'second class'])
      .default('')
      .transform(text => (text === '' ? undefined : text)),
    place: words(300),
    byWhom: words(200),
    receivedBy: words(200),
    reference: words(200),
    says: words(1000),
    because: words(500).default(''),
  }),
  handle: async asked => {
    const { db, form, session, council, now, today } = asked
    const model = {
      ...(await modelOf(asked)),
      recordId: z.guid().safeParse(form.typed['record']).data ?? randomUUID(),
      typed: form.typed,
    }
    if (!form.ok) return pageWithErrors(servicePage({ ...model, errors: form.errors }))
    const { record: id, ...said } = form.value
    const { account, notice } = model
    const outcome = await recordService(db, {
      councilId: council.id,
      accountId: account.id,
      service: { ...said, id, noticeId: notice.id },
      actor: session.staffId,
      now,
      today,
    })
    if (outcome.ok) return redirect(`/accounts/${account.id}/service/${notice.id}?done=recorded`)
    const { code, says } = outcome.refusal
    return pageRefused(servicePage({ ...model, errors: { [code in said ? code : '']: says } }))
  },
})

const takeBack = route({
  method: 'POST',
  path: '/accounts/:account/service/:notice/back',
  permission: 'answers:record',
  params: ofNotice,
  form: z.strictObject({
    record: z.guid(),
    why: someText({ longest: 500, missing: 'Say why it should not have been recorded' }),
  }),
  handle: async asked => {
    const { db, form, session, council, now } = asked
    const model = { ...(await modelOf(asked)), typed: form.typed, failed: 'back' as const }
    if (!form.ok) return pageWithErrors(servicePage({ ...model, errors: form.errors }))
    const { account, notice } = model
    const outcome = await takeServiceBack(db, {
      councilId: council.id,
      accountId: account.id,
      serviceId: form.value.record,
      because: form.value.why,
      actor: session.staffId,
      now,
    })
    return outcome.ok
      ? redirect(`/accounts/${account.id}/service/${notice.id}?done=back`)
      : pageRefused(servicePage({ ...model, errors: { '': outcome.refusal.says } }))
  },
})

export const serviceRoutes = [showPack, packFile, showService, keepService, takeBack]
