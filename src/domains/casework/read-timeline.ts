import { companyEvents, readingsOf } from '#companies'
import { lettersTo } from '#correspondence'
import { statementsOf } from '#debts'
import { disclosuresOf } from '#enquiries'
import { identityEventsOf, reachEventsOf } from '#parties'
import { decisionChangesOn, remediesChosenOn } from '#recovery'
import type { Asked, Case } from './case-head.ts'
import { contactsWith } from './contact.ts'
import { escalationsOf } from './escalations/escalation.ts'
import { notesOn } from './note.ts'
import { segmentEventsOn } from './segments/events.ts'
import { timeline, type TimelineItem } from './timeline.ts'

/** Everything that happened to the person of a case, newest first. */
export async function readTimeline(
  { db, council: { id: councilId } }: Pick<Asked, 'db' | 'council'>,
  { party: { id: partyId, personId }, accounts, holds }: Pick<Case, 'party' | 'accounts' | 'holds'>,
): Promise<readonly TimelineItem[]> {
  const accountIds = accounts.map(({ id }) => id)
  return timeline({
    personId,
    contacts: await contactsWith(db, councilId, partyId),
    notes: await notesOn(db, { councilId, partyId }),
    identity: await identityEventsOf(db, councilId, partyId),
    reach: await reachEventsOf(db, councilId, personId),
    disclosures: await disclosuresOf(db, { councilId, personId }),
    companies: companyEvents(await readingsOf(db, councilId, partyId)),
    escalations: await escalationsOf(db, { councilId, partyId }),
    segments: await segmentEventsOn(db, { councilId, accountIds }),
    decisions: [
      ...(await remediesChosenOn(db, { councilId, accountIds })),
      ...(await decisionChangesOn(db, { councilId, accountIds })),
    ],
    statements: await statementsOf(db, councilId, accountIds),
    letters: await lettersTo(db, { councilId, partyId }),
    holds,
  })
}
