import { z } from 'zod'
import { recordPageView } from '#administration'
import { accountsOf } from '#debts'
import {
  addressesOf,
  bands,
  belowReview,
  contactPointsOf,
  decide,
  decidedMatchesOf,
  decisions,
  findMatch,
  findParty,
  partyToOpen,
  matchesToReview,
  matchSettings,
  membersOf,
  setMatchSettings,
  sourceRecordsOf,
  undo,
} from '#parties'
import type { Db } from '#platform/db.ts'
import { done, type Outcome } from '#values/outcome.ts'
import { boxes, someText } from '#web/form.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { protectBoth } from '#protections'
import { matchesPage, matchPage, type Side } from './pages/matches.page.ts'
import { membersPage } from './pages/members.page.ts'
import { beforeTakingBack, partPerson, sharedEntries } from './part-person.ts'

type Asked<Params = unknown> = Pick<
  Request<Params, unknown, unknown>,
  'db' | 'params' | 'session' | 'council' | 'today'
>

const notices = {
  same: 'They are one person now. What each brought stays its own, and it can be taken back.',
  different: 'They stay two people, and will not be proposed again.',
  'not sure': 'Kept for later.',
  undo: 'Taken back: they are as they were.',
  set: 'Set. It counts from the next night.',
} as const

async function matchesModel({ db, session, council }: Asked) {
  const settings = await matchSettings(db, council.id)
  return {
    session,
    matches: await matchesToReview(db, council.id),
    bands: await bands(db, council.id),
    missed: settings && (await belowReview(db, council.id, settings.reviewAt)),
    settings,
  }
}

const matches = route({
  method: 'GET',
  path: '/matches',
  permission: 'matches:decide',
  query: z.object({ done: z.enum(['same', 'different', 'not sure', 'undo', 'set']).optional() }),
  handle: async asked =>
    page(
      matchesPage({
        ...(await matchesModel(asked)),
        notice: asked.query.done && notices[asked.query.done],
      }),
    ),
})

const share = (least: number) => {
  const says = `Enter a number from ${least} to 100`
  return z
    .string({ error: says })
    .trim()
    .regex(/^\d{1,3}(\.\d{1,3})?$/, { error: says })
    .transform(Number)
    .refine(percent => percent >= least && percent <= 100, { error: says })
}

const settings = route({
  method: 'POST',
  path: '/matches/settings',
  permission: 'matches:set',
  form: z.strictObject({ automatic: share(90), review: share(1) }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const again = { ...(await matchesModel(asked)), typed: form.typed }
    if (!form.ok) return pageWithErrors(matchesPage({ ...again, errors: form.errors }))
    if (form.value.review > form.value.automatic)
      return pageWithErrors(
        matchesPage({
          ...again,
          errors: { review: 'This must be below what is joined by itself' },
        }),
      )
    await setMatchSettings(db, {
      councilId: council.id,
      automaticAt: form.value.automatic / 100,
      reviewAt: form.value.review / 100,
      actor: session.staffId,
    })
    return redirect('/matches?done=set')
  },
})

const pairParams = z.object({ left: z.guid(), right: z.guid() })
type Pair = z.infer<typeof pairParams>

async function sideOf({ db, council, today }: Asked<Pair>, id: string): Promise<Side> {
  const party = await partyToOpen(db, council.id, id)
  return {
    party,
    records: await sourceRecordsOf(db, council.id, id),
    addresses: await addressesOf(db, council.id, id),
    contactPoints: await contactPointsOf(db, council.id, id),
    accounts: await accountsOf(db, council.id, id, today),
  }
}

async function pairModel(asked: Asked<Pair>) {
  const { db, council, params, session } = asked
  const { left: leftId, right: rightId } = params
  const match = (await findMatch(db, { councilId: council.id, leftId, rightId })) ?? notFound()
  const others = await matchesToReview(db, council.id, 2)
  for (const partyId of [leftId, rightId])
    await recordPageView(asked, { partyId, route: '/matches/:left/:right' })
  return {
    session,
    match,
    sides: [await sideOf(asked, leftId), await sideOf(asked, rightId)] as const,
    next: others.find(other => other.leftId !== leftId || other.rightId !== rightId),
  }
}

const match = route({
  method: 'GET',
  path: '/matches/:left/:right',
  permission: 'matches:decide',
  params: pairParams,
  handle: async asked => page(matchPage(await pairModel(asked))),
})

const decideMatch = route({
  method: 'POST',
  path: '/matches/:left/:right',
  permission: 'matches:decide',
  params: pairParams,
  form: z.strictObject({
    decision: z.enum([...decisions, 'undo'], { error: 'Choose what they are' }),
    because: someText({ longest: 500 }),
  }),
  handle: async asked => {
    const { db, form, params, session, council } = asked
    const again = async () => ({ ...(await pairModel(asked)), typed: form.typed })
    if (!form.ok) return pageWithErrors(matchPage({ ...(await again()), errors: form.errors }))
    const { decision, because } = form.value
    const pair = {
      councilId: council.id,
      leftId: params.left,
      rightId: params.right,
      because,
      actor: session.staffId,
    }
    const found = (await findMatch(db, pair)) ?? notFound()
    if (because === '' && (decision === 'undo' || (decision === 'same' && found.conflict !== null)))
      return pageWithErrors(
        matchPage({ ...(await again()), errors: { because: 'Say how you know' } }),
      )
    const outcome =
      decision === 'undo' ? await takeBack(db, pair) : await decide(db, { ...pair, decision })
    if (!outcome.ok)
      return pageRefused(matchPage({ ...(await again()), refusal: outcome.refusal.says }))
    const [next] = decision === 'undo' ? [] : await matchesToReview(db, council.id, 1)
    return redirect(
      next && next.state === 'waiting'
        ? `/matches/${next.leftId}/${next.rightId}`
        : `/matches?done=${encodeURIComponent(decision)}`,
    )
  },
})

/** Takes a decision back; what protected the one that it made protects both. */
async function takeBack(db: Db, pair: Parameters<typeof undo>[1]): Promise<Outcome<undefined>> {
  const { councilId, leftId, rightId, actor } = pair
  const together = await areOne(db, councilId, leftId, rightId)
  const before = together
    ? await beforeTakingBack(db, { councilId, personId: leftId })
    : done(undefined)
  if (!before.ok) return before
  const undone = await undo(db, pair)
  if (undone.ok && before.value)
    await protectBoth(db, { councilId, one: leftId, other: rightId, since: before.value, actor })
  return undone
}

/** Whether two parties are of one person now. */
const areOne = async (db: Db, councilId: number, one: string, other: string) =>
  (await findParty(db, councilId, one))?.personId ===
  (await findParty(db, councilId, other))?.personId

const personParams = z.object({ person: z.guid() })

async function membersModel({ db, council, params, session }: Asked<{ readonly person: string }>) {
  const party = await partyToOpen(db, council.id, params.person)
  return {
    session,
    party,
    members: await membersOf(db, council.id, party.personId),
    pairs: await decidedMatchesOf(db, council.id, party.personId),
    records: await sourceRecordsOf(db, council.id, party.id),
    entries: await sharedEntries(db, { councilId: council.id, personId: party.personId }),
  }
}

const members = route({
  method: 'GET',
  path: '/people/:person/records',
  permission: 'matches:decide',
  params: personParams,
  handle: async asked => {
    const model = await membersModel(asked)
    await recordPageView(asked, { partyId: model.party.id, route: '/people/:person/records' })
    return page(membersPage(model))
  },
})

const partMember = route({
  method: 'POST',
  path: '/people/:person/part',
  permission: 'matches:decide',
  params: personParams,
  form: z.strictObject({
    party: boxes(z.guid()).refine(chosen => chosen.length > 0, 'Choose who is somebody else'),
    because: someText({ longest: 500, missing: 'Say how you know' }),
    goes: boxes(z.guid()),
  }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const again = async () => ({ ...(await membersModel(asked)), typed: form.typed })
    if (!form.ok) return pageWithErrors(membersPage({ ...(await again()), errors: form.errors }))
    const { members } = await membersModel(asked)
    const chosen = form.value.party
    if (!chosen.every(id => members.some(({ partyId }) => partyId === id))) notFound()
    const parted = await partPerson(db, {
      councilId: council.id,
      partyIds: chosen,
      why: form.value.because,
      goesWith: form.value.goes,
      actor: session.staffId,
    })
    if (!parted.ok)
      return pageRefused(
        membersPage({ ...(await again()), errors: { party: parted.refusal.says } }),
      )
    return redirect(`/people/${chosen[0]}?done=parted`)
  },
})

export const matchesRoutes = [matches, settings, match, decideMatch, members, partMember]
