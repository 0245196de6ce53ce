import { z } from 'zod'
import { councilBySlug } from '#administration'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { amountOfMoney, type Errors, someText } from '#web/form.ts'
import type { Council } from '#web/session.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Reply,
  type Request,
  route,
} from '#web/route.ts'
import { isOpen } from './attempt.ts'
import { type Attempt, attemptsOf } from './attempts.ts'
import { beginToPay } from './begin.ts'
import { payByNumber } from './by-number.ts'
import { type LinkedPayment, openLink } from './link.ts'
import { lookAtAttempt } from './look.ts'
import { NoAnswer } from './pay.ts'
import {
  type Around,
  endPage,
  goOnPage,
  noPayPage,
  numberPage,
  payPage,
  whyNoPay,
} from './pages/payer.page.ts'
import { tooMuch } from './refusals.ts'
import { payOf, type PayOfCouncil } from './settings.ts'

const byNumberPath = '/pay/:council'
const path = '/pay/:council/:link'
const councilParams = z.object({ council: z.string().max(60) })
const params = councilParams.extend({ link: z.string().max(60) })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'database' | 'params' | 'now' | 'address' | 'isTraining' | 'origin'
>

type Opened = {
  readonly council: Council
  readonly around: Around
  readonly linked: LinkedPayment
  readonly found: PayOfCouncil
  readonly path: string
}

/** What a link leads to, or the page that says why not. */
async function open(asked: Asked): Promise<Opened | Reply> {
  const { params, now, address } = asked
  const { council, around, path: to, found } = await councilAt(asked)
  const of = { councilId: council.id, secret: params.link, address, now }
  const linked = await asCouncil(asked.database, council.id, db => openLink(db, of))
  if (linked === 'too many') return { is: 'page', status: 429, page: noPayPage(around, linked) }
  if (linked === 'nothing') return { is: 'page', status: 404, page: noPayPage(around, linked) }
  if (!found) return pageRefused(noPayPage(around, 'not set up'))
  return { council, around, linked, found, path: `${to}/${params.link}` }
}

const aroundOf = (database: Database, council: Council) =>
  asCouncil(database, council.id, async db => {
    const { telephone } = await db.one(
      z.object({ telephone: z.string() }),
      sql`select telephone from administration.council where council_id = ${council.id}::int`,
    )
    return { council: council.name, telephone }
  })

/** The latest try, as Pay has it now. Where Pay does not answer, as we knew it. */
async function lastTry({ database, now }: Asked, { council, linked, found }: Opened) {
  const tries = () =>
    asCouncil(database, council.id, db =>
      attemptsOf(db, { councilId: council.id, requestId: linked.id }),
    )
  for (const { id } of (await tries()).filter(({ state }) => isOpen(state)))
    await lookAtAttempt(database, found.pay, { councilId: council.id, attemptId: id, now }).catch(
      (fault: unknown) => {
        if (!(fault instanceof NoAnswer)) throw fault
      },
    )
  const all = await tries()
  return all.find(({ state }) => state === 'success') ?? all[0]
}

const didFail = (attempt: Attempt | undefined): boolean =>
  attempt !== undefined && /^(failed|error|cancelled)$/.test(attempt.state)

type ToCouncil = Pick<
  Request<z.infer<typeof councilParams>, unknown, unknown>,
  'database' | 'params' | 'isTraining'
>

/** The council of the address, and by whom cards are taken there, if at all. */
async function councilAt({ database, params, isTraining }: ToCouncil) {
  const council = (await councilBySlug(database, params.council)) ?? notFound()
  const around = {
    ...(await aroundOf(database, council)),
    isTraining: isTraining || council.isTraining,
  }
  return { council, around, path: `/pay/${council.slug}`, found: await payOf(database, council.id) }
}

const number = route({
  method: 'GET',
  path: byNumberPath,
  permission: 'public',
  params: councilParams,
  handle: async asked => {
    const { around, path: to, found } = await councilAt(asked)
    return found
      ? page(numberPage(around, { path: to }))
      : pageRefused(noPayPage(around, 'not set up'))
  },
})

const payNumber = route({
  method: 'POST',
  path: byNumberPath,
  permission: 'public',
  params: councilParams,
  form: z.strictObject({
    number: someText({ longest: 60, missing: 'Type the number on your bill or letter' }),
    amount: amountOfMoney({
      missing: 'Type how much you want to pay',
      wrong: 'Type how much in pounds, like 25 or 25.50',
    }),
  }),
  handle: async asked => {
    const { council, around, path: to, found } = await councilAt(asked)
    const { database, form, address, now, today } = asked
    if (!found) return pageRefused(noPayPage(around, 'not set up'))
    const again = (errors: Errors) => numberPage(around, { path: to, typed: form.typed, errors })
    if (!form.ok) return pageWithErrors(again(form.errors))
    const link = await asCouncil(database, council.id, db =>
      payByNumber(db, { councilId: council.id, ...form.value, address, today, now }),
    )
    if (link.ok) return redirect(`${to}/${link.value}`)
    return pageRefused(
      again(
        link.refusal === tooMuch
          ? { amount: 'You can pay £100,000 at most here. Call us to pay more.' }
          : { number: link.refusal.says },
      ),
    )
  },
})

const show = route({
  method: 'GET',
  path,
  permission: 'public',
  params,
  handle: async asked => {
    const opened = await open(asked)
    if ('is' in opened) return opened
    const { around, linked } = opened
    const why = whyNoPay(linked, asked.now)
    return page(
      why === undefined
        ? payPage(around, { ...linked, path: opened.path })
        : noPayPage(around, why),
    )
  },
})

const begin = route({
  method: 'POST',
  path,
  permission: 'public',
  params,
  form: z.strictObject({}),
  handle: async asked => {
    const opened = await open(asked)
    if ('is' in opened) return opened
    const { council, around, linked, found } = opened
    const why = whyNoPay(linked, asked.now)
    if (why !== undefined) return pageRefused(noPayPage(around, why))
    const begun = await beginToPay(asked.database, found.pay, {
      councilId: council.id,
      councilName: council.name,
      requestId: linked.id,
      returnUrl: `${asked.origin}${opened.path}/done`,
      now: asked.now,
    })
    if (begun.ok) {
      if (found.isTraining) return redirect(begun.value)
      if (found.isTheirs(begun.value)) return page(goOnPage(around, begun.value))
      return pageRefused(noPayPage(around, 'not set up'))
    }
    const { code, says } = begun.refusal
    if (code === 'not-waiting' || code === 'is-decided') return redirect(`${opened.path}/done`)
    if (code === 'has-expired') return pageRefused(noPayPage(around, 'run out'))
    if (code === 'not-owed-now') return pageRefused(noPayPage(around, 'not owed'))
    if (code === 'not-asked-now') return pageRefused(noPayPage(around, 'not asked'))
    return pageRefused(payPage(around, { ...linked, path: opened.path, refusal: says }))
  },
})

const done = route({
  method: 'GET',
  path: '/pay/:council/:link/done',
  permission: 'public',
  params,
  handle: async asked => {
    const opened = await open(asked)
    if ('is' in opened) return opened
    const { around, linked } = opened
    const last = await lastTry(asked, opened)
    const ended = {
      amount: linked.amount,
      receipt: last?.reference ?? '',
      path: `${opened.path}/done`,
    }
    if (last?.state === 'success') return page(endPage(around, { ...ended, is: 'paid' }))
    if (last?.state === 'submitted' || last?.state === 'capturable' || last?.state === 'differs')
      return page(endPage(around, { ...ended, is: 'not known yet' }))
    const why = whyNoPay(linked, asked.now)
    if (why !== undefined) return page(noPayPage(around, why))
    return page(payPage(around, { ...linked, path: opened.path, isAgain: didFail(last) }))
  },
})

export const payerRoutes = [number, payNumber, show, begin, done]
