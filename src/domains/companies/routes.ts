import { z } from 'zod'
import { recordPageView } from '#administration'
import { partyToOpen, sourceRecordsOf } from '#parties'
import { type AnyRoute, page, pageRefused, redirect, type Request, route } from '#web/route.ts'
import { businessesRoutes } from './businesses-routes.ts'
import { companyNumber } from './company.ts'
import { companyEvents } from './history.ts'
import { askForCompany } from './jobs.ts'
import { companyPage } from './pages/company.page.ts'
import { companiesOf, readingsOf } from './queries.ts'
import * as refusals from './refusals.ts'

const params = z.object({ person: z.guid() })
const view = '/people/:person/company'

type Asked = Pick<
  Request<{ readonly person: string }, unknown, unknown>,
  'db' | 'params' | 'session' | 'council'
>

/** The pages of companies, of an installation that reads the register or of one that does not. */
export function companiesRoutes({ isOn }: { readonly isOn: boolean }): readonly AnyRoute[] {
  const modelOf = async ({ db, params, session, council }: Asked) => {
    const party = await partyToOpen(db, council.id, params.person)
    return {
      session,
      party,
      isOn,
      companies: await companiesOf(db, council.id, party.id),
      records: (await sourceRecordsOf(db, council.id, party.id)).filter(
        ({ supersededAt }) => supersededAt === null,
      ),
      events: companyEvents(await readingsOf(db, council.id, party.id)),
    }
  }

  return [
    ...businessesRoutes,
    route({
      method: 'GET',
      path: view,
      permission: 'people:view',
      params,
      query: z.object({ done: z.literal('asked').optional().catch(undefined) }),
      handle: async asked => {
        const model = await modelOf(asked)
        if (model.party.id !== model.party.personId)
          return redirect(`/people/${model.party.personId}/company`)
        await recordPageView(asked, { partyId: model.party.id, route: view })
        return page(
          companyPage({
            ...model,
            notice:
              asked.query.done &&
              'Asked. It is read within moments; look at this page again to see what came.',
          }),
        )
      },
    }),
    route({
      method: 'POST',
      path: '/people/:person/company/read',
      permission: 'contacts:record',
      params,
      form: z.strictObject({ number: companyNumber }),
      handle: async asked => {
        const { db, form, session, council } = asked
        const model = await modelOf(asked)
        const refuse = ({ says }: { readonly says: string }) =>
          pageRefused(companyPage({ ...model, refusal: says }))
        if (!isOn) return refuse(refusals.registerIsOff)
        const number = form.ok ? form.value.number : undefined
        if (number === undefined || !model.companies.some(theirs => theirs.number === number))
          return refuse(refusals.noSuchNumber)
        await askForCompany(db, { councilId: council.id, number, actor: session.staffId })
        return redirect(`/people/${model.party.personId}/company?done=asked`)
      },
    }),
  ]
}
