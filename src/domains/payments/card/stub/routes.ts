import { z } from 'zod'
import { councilBySlug } from '#administration'
import { asCouncil, type Database } from '#platform/db.ts'
import type { Council } from '#web/session.ts'
import { notFound, page, pageWithErrors, redirect, type Reply, route } from '#web/route.ts'
import { payOf } from '../settings.ts'
import type { Found } from './as-answered.ts'
import { cardPage } from './card.page.ts'
import { cardCalled } from './test-cards.ts'
import { finish, openPage } from './type-card.ts'

const path = '/training/pay/:council/:secret'
const params = z.object({ council: z.string().max(60), secret: z.string().max(60) })

/** The council, if it pays at the stand-in. For any other the page is not there. */
async function trainingCouncil(database: Database, named: string): Promise<Council> {
  const council = (await councilBySlug(database, named)) ?? notFound()
  const found = await payOf(database, council.id)
  return found?.isTraining ? council : notFound()
}

/** Where the payer came from: a page of ours, so that its path is enough. */
const back = ({ kept: { returnUrl } }: Found): Reply =>
  returnUrl === undefined ? notFound() : redirect(new URL(returnUrl).pathname)

const modelOf = (council: Council, found: Found) => ({
  council: council.name,
  path: `/training/pay/${council.id}/${found.pageSecret}`,
  amount: BigInt(found.kept.amount),
  description: found.kept.description,
})

const show = route({
  method: 'GET',
  path,
  permission: 'public',
  params,
  handle: async ({ database, params, now }) => {
    const council = await trainingCouncil(database, params.council)
    const at = { councilId: council.id, now }
    const found =
      (await asCouncil(database, council.id, db => openPage(db, at, params.secret))) ?? notFound()
    return found.kept.state.finished ? back(found) : page(cardPage(modelOf(council, found)))
  },
})

const type = route({
  method: 'POST',
  path,
  permission: 'public',
  params,
  form: z.strictObject({ card: z.string().max(40), do: z.enum(['pay', 'cancel']) }),
  handle: async ({ database, params, form, now }) => {
    const council = await trainingCouncil(database, params.council)
    const at = { councilId: council.id, now }
    const inCouncil = (how?: Parameters<typeof finish>[3]) =>
      asCouncil(database, council.id, db =>
        how === undefined ? openPage(db, at, params.secret) : finish(db, at, params.secret, how),
      )
    const cancels = form.typed['do'] === 'cancel'
    const does = cancels ? 'cancelled by payer' : cardCalled(form.typed['card'] ?? '')
    const found = (await inCouncil(does)) ?? notFound()
    if (does !== undefined || found.kept.state.finished) return back(found)
    const error =
      'Type one of the test cards. No other number is taken here, and this one was not kept'
    return pageWithErrors(cardPage({ ...modelOf(council, found), error }))
  },
})

export const stubRoutes = [show, type]
