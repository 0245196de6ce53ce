import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { notFound, page, route } from '#web/route.ts'
import { findDraft } from '../drafting/draft.ts'
import { simulationsOf } from './keep.ts'
import { simulationPage, simulationProgress } from './pages/simulation.page.ts'
import type { Simulation } from './result.ts'

const params = z.object({ draft: z.guid() })

/** A draft and its simulations; not found before one was asked for. */
async function shownOf(db: Db, councilId: number, draftId: string) {
  const draft = (await findDraft(db, { councilId, draftId })) ?? notFound()
  const { finished, asked } = await simulationsOf(db, councilId, draft)
  return { draft, finished, asked, now: asked ?? finished ?? notFound() }
}

/** Which of the samples whoever asks may open, by the account's reference: a restricted person's are not among them. */
async function referencesOf(
  db: Db,
  councilId: number,
  result: Simulation | undefined,
): Promise<ReadonlyMap<string, string>> {
  const ids = (result?.moves ?? []).flatMap(({ samples }) => samples.map(one => one.accountId))
  const found = await db.many(
    z.object({ id: z.string(), reference: z.string() }),
    sql`
      select account.id, account.reference
      from debts.account as account
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      where account.council_id = ${councilId}::int and account.id = any(${ids}::uuid[])`,
  )
  return new Map(found.map(({ id, reference }) => [id, reference]))
}

const show = route({
  method: 'GET',
  path: '/policy/drafts/:draft/simulation',
  permission: 'policy:view',
  params,
  handle: async ({ db, session, council, params }) => {
    const { draft, finished, asked } = await shownOf(db, council.id, params.draft)
    const mayOpen = session.permissions.includes('accounts:view')
    return page(
      simulationPage({
        session,
        draftId: draft.id,
        debtType: draft.debtType,
        finished,
        asked,
        references: mayOpen ? await referencesOf(db, council.id, finished?.result) : undefined,
      }),
    )
  },
})

const now = route({
  method: 'GET',
  path: '/policy/drafts/:draft/simulation/now',
  permission: 'policy:view',
  params,
  handle: async ({ db, council, params }) => {
    const { draft, now } = await shownOf(db, council.id, params.draft)
    return page(simulationProgress(draft.id, now))
  },
})

export const simulationRoutes = [show, now]
