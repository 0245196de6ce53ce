import { z } from 'zod'
import { staffNames } from '#administration'
import type { Db } from '#platform/db.ts'
import { formatDate } from '#values/dates.ts'
import { someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { notFound, page, pageRefused, redirect, route } from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { policyPage } from '../pages/policy.page.ts'
import { debtTypesWithLaw, lawOf, policiesOn } from '../policies-in-force.ts'
import type { Policy } from '../policy.ts'
import { rulesOf } from '../rules.ts'
import { allTrials } from '../trials/trial.ts'
import { differences } from './differences.ts'
import { draftsUnderWay } from './draft.ts'
import { beginDraft } from './keep-draft.ts'
import { standardPage } from './pages/standard.page.ts'
import { type VersionModel, versionPage } from './pages/version.page.ts'
import { standardPolicies } from './standard.ts'
import { allVersions, findVersion, type Version, withdrawVersion } from './versions.ts'

type Listing = { readonly db: Db; readonly session: Session; readonly today: Temporal.PlainDate }

async function listing({ db, session, today }: Listing) {
  const councilId = session.council.id
  const versions = await allVersions(db, councilId)
  const drafts = await draftsUnderWay(db, councilId)
  const hands = [
    ...versions.flatMap(({ draftedBy, approvedBy }) => [draftedBy, approvedBy]),
    ...drafts.map(({ savedBy }) => savedBy),
  ]
  return {
    session,
    today,
    policies: await policiesOn(db, councilId, today),
    versions,
    drafts,
    trials: await allTrials(db, councilId),
    debtTypes: await debtTypesWithLaw(db, councilId),
    staff: await staffNames(db, hands),
  }
}

const list = route({
  method: 'GET',
  path: '/policy',
  permission: 'policy:view',
  query: z.object({
    done: noticeIn({ dropped: 'The draft is given up.', withdrawn: 'The version is withdrawn.' }),
  }),
  handle: async ({ db, session, today, query }) =>
    page(policyPage({ ...(await listing({ db, session, today })), notice: query.done })),
})

const begin = route({
  method: 'POST',
  path: '/policy/drafts',
  permission: 'policy:draft',
  // A type of debt, to begin from what is in force or from what Evenhand comes with; or a version, to go back to it.
  form: z.strictObject({
    debtType: z.string().max(100).optional(),
    standard: z.literal('yes').optional(),
    version: z.guid().optional(),
  }),
  handle: async ({ db, session, council, form, today }) => {
    if (!form.ok) return notFound()
    const { debtType = '', standard, version } = form.value
    const of = { council, debtType, today }
    const start =
      version !== undefined
        ? fromVersion((await findVersion(db, { councilId: council.id, id: version })) ?? notFound())
        : standard === undefined
          ? await fromInForce(db, of)
          : ((await fromStandard(db, of)) ?? notFound())
    const begun = await beginDraft(db, { councilId: council.id, ...start, by: session.staffId })
    if (begun.ok) return redirect(`/policy/drafts/${begun.value}?done=begun`)
    return pageRefused(
      policyPage({
        ...(await listing({ db, session, today })),
        errors: { debtType: begun.refusal.says },
      }),
    )
  },
})

type Start = { readonly debtType: string; readonly policy: Policy; readonly what: string }

const fromVersion = ({ debtType, policy, from }: Version): Start => ({
  debtType,
  policy,
  what: `Began from the version of ${formatDate(from)}`,
})

type From = {
  readonly council: Session['council']
  readonly debtType: string
  readonly today: Temporal.PlainDate
}

/** What is in force; where nothing is, the standard policy, and an empty one of a type of debt that has none. */
async function fromInForce(db: Db, from: From): Promise<Start> {
  const { council, debtType, today } = from
  const found = (await policiesOn(db, council.id, today)).find(one => one.debtType === debtType)
  if (found) return { debtType, policy: found.policy, what: 'Began from the policy in force' }
  return (
    (await fromStandard(db, from)) ?? {
      debtType,
      policy: { name: `Recovery of ${debtType}`, holds: [], steps: [] },
      what: 'Began with nothing',
    }
  )
}

async function fromStandard(
  db: Db,
  { council, debtType, today }: From,
): Promise<Start | undefined> {
  const standards = await standardPolicies(db, council, today)
  const found = standards.find(one => one.debtType === debtType)
  return found && { debtType, policy: found.policy, what: 'Began from the standard policy' }
}

async function modelOf({ db, session, today }: Listing, version: Version): Promise<VersionModel> {
  const councilId = session.council.id
  const law = (await lawOf(db, councilId, version.debtType)) ?? notFound()
  const others = (await allVersions(db, councilId)).filter(
    ({ debtType, id, withdrawnAt }) =>
      debtType === version.debtType && id !== version.id && withdrawnAt === null,
  )
  const before = others.find(({ from }) => Temporal.PlainDate.compare(from, version.from) < 0)
  const inForce = (await policiesOn(db, councilId, today)).find(
    one => one.debtType === version.debtType,
  )
  const hands = [version.draftedBy, version.approvedBy, version.withdrawnBy]
  return {
    session,
    today,
    version,
    rules: rulesOf(version.policy, law.on(version.from).value),
    before: before && { version: before, differences: differences(before.policy, version.policy) },
    sinceThen:
      inForce && inForce.fingerprint !== version.fingerprint
        ? differences(inForce.policy, version.policy)
        : undefined,
    staff: await staffNames(
      db,
      hands.filter(id => id !== null),
    ),
  }
}

const standard = route({
  method: 'GET',
  path: '/policy/standard',
  permission: 'policy:view',
  handle: async ({ db, session, council, today }) =>
    page(standardPage({ session, standards: await standardPolicies(db, council, today) })),
})

const params = z.object({ version: z.guid() })

const one = route({
  method: 'GET',
  path: '/policy/versions/:version',
  permission: 'policy:view',
  params,
  handle: async request => {
    const { db, council, params } = request
    const version = await findVersion(db, { councilId: council.id, id: params.version })
    return page(versionPage(await modelOf(request, version ?? notFound())))
  },
})

const withdraw = route({
  method: 'POST',
  path: '/policy/versions/:version/withdraw',
  permission: 'policy:approve',
  params,
  form: z.strictObject({ because: someText({ longest: 1000 }) }),
  handle: async request => {
    const { db, session, council, params, form, today } = request
    const withdrawn = await withdrawVersion(db, {
      councilId: council.id,
      id: params.version,
      today,
      by: session.staffId,
      because: form.ok ? form.value.because : '',
    })
    if (withdrawn.ok) return redirect('/policy?done=withdrawn')
    const version = await findVersion(db, { councilId: council.id, id: params.version })
    const model = await modelOf(request, version ?? notFound())
    return pageRefused(
      versionPage({ ...model, typed: form.typed, errors: { because: withdrawn.refusal.says } }),
    )
  },
})

export const versionRoutes = [list, begin, standard, one, withdraw]
