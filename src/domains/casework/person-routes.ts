import { z } from 'zod'
import { recordPageView } from '#administration'
import { companiesOf, relationshipsOf } from '#companies'
import { addedTo, sharersOf } from '#debts'
import { authoritiesOf, detailsOf, housemates, matchesOf, sourceRecordsOf } from '#parties'
import { notFound, page, pageRefused, redirect, route } from '#web/route.ts'
import { type Asked, readCase } from './case-head.ts'
import { giveUpCase, takeCase } from './owner.ts'
import { caseNow } from './pages/case-head.ts'
import { personPage } from './pages/person.page.ts'
import { pinsOf } from './pin.ts'
import { readTimeline } from './read-timeline.ts'
import { timelineKinds } from './timeline.ts'

const params = z.object({ person: z.guid() })

const notices = {
  recorded: 'Recorded.',
  noted: 'Kept.',
  pinned: 'Pinned to the top, for everybody.',
  unpinned: 'Not pinned any more.',
  held: 'Recovery is on hold.',
  authority: 'They may speak for this person as you said.',
  'authority-ended': 'Ended: nothing more may be said to them.',
  parted: 'They are parted: this is one of the two.',
  'hold-ended': 'The hold has ended. Nothing starts by itself: the next night decides.',
  instruction: 'Kept: every page about this person says so first.',
  'instruction-ended': 'Ended.',
  restricted: 'Restricted: others find that there is a restricted record, and nothing else.',
  lifted: 'Lifted: everybody with casework may open it.',
  taken: 'This is your case.',
  assigned: 'The case is theirs now.',
  'given-up': 'This is nobody’s case.',
} as const

const query = z.object({
  done: z.enum(Object.keys(notices) as [keyof typeof notices]).optional(),
  show: z.enum(timelineKinds).optional(),
})

/** Everything the page shows of whoever a party is. */
async function modelOf(asked: Asked, partyId: string) {
  const { db, council, today } = asked
  const theirs = await readCase(asked, partyId)
  const { party, accounts } = theirs
  const accountIds = accounts.map(({ id }) => id)
  return {
    ...theirs,
    added: await addedTo(db, council.id, accountIds),
    sharers: await sharersOf(db, council.id, { accountIds, personId: party.personId }),
    details: await detailsOf(db, council.id, party.id),
    records: await sourceRecordsOf(db, council.id, party.id),
    housemates: await housemates(db, council.id, party.id),
    matches: await matchesOf(db, council.id, party.id),
    companies: await companiesOf(db, council.id, party.id),
    relationships: await relationshipsOf(db, council.id, party.id),
    authorities: await authoritiesOf(db, council.id, party.id),
    today,
    pins: await pinsOf(db, { councilId: council.id, personId: party.personId }),
    timeline: await readTimeline(asked, theirs),
  }
}

const person = route({
  method: 'GET',
  path: '/people/:person',
  permission: 'people:view',
  params,
  query,
  handle: async asked => {
    const { db, params, query, session, council } = asked
    const model = await modelOf(asked, params.person)
    const { party } = model
    if (party.id !== party.personId) return redirect(`/people/${party.personId}`)
    await recordPageView({ db, session, council }, { partyId: party.id, route: '/people/:person' })
    return page(
      personPage({ ...model, shown: query.show, notice: query.done && notices[query.done] }),
    )
  },
})

// What an open page asks for again and again: opening the page was recorded, and this shows nothing else.
const now = route({
  method: 'GET',
  path: '/people/:person/now',
  permission: 'people:view',
  params,
  handle: async asked => page(caseNow(await readCase(asked, asked.params.person))),
})

const own = route({
  method: 'POST',
  path: '/people/:person/owner',
  permission: 'contacts:record',
  params,
  form: z.strictObject({ take: z.enum(['yes', 'no']) }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const model = await modelOf(asked, asked.params.person)
    if (!form.ok) return notFound()
    const { personId } = model.party
    const theirs = { councilId: council.id, personId, actor: session.staffId }
    if (form.value.take === 'no') {
      await giveUpCase(db, theirs)
      return redirect(`/people/${personId}?done=given-up`)
    }
    const taken = await takeCase(db, theirs)
    if (!taken.ok) return pageRefused(personPage({ ...model, refusal: taken.refusal.says }))
    return redirect(`/people/${personId}?done=taken`)
  },
})

export const personRoutes = [person, now, own]
