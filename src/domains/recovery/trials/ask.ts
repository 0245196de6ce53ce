import { randomUUID } from 'node:crypto'
import { record, requestApproval } from '#administration'
import type { Dated } from '#law/dated.ts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { formatDate, isBefore } from '#values/dates.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import { checkPolicy, isSound } from '../drafting/checks.ts'
import { type Draft, lockDraft, type OneDraft } from '../drafting/draft.ts'
import { noLawFor, noSuchDraft } from '../drafting/refusals.ts'
import { showsNoMore } from '../drafting/shown-by.ts'
import { inForceOn } from '../drafting/submit.ts'
import { nextFrom } from '../drafting/versions.ts'
import { lawOf } from '../policies-in-force.ts'
import type { Regime } from '../regimes/index.ts'
import { finishedSimulation } from '../simulation/keep.ts'
import type { Measure } from './measures.ts'
import * as refusals from './refusals.ts'
import { allTrials, contentOf, type Trial } from './trial.ts'

/** What an approval of a trial is of, in administration's words. */
export const trialSubject = 'trial'

export type Ask = OneDraft & {
  /** The save that whoever asks had before them. */
  readonly version: number
  readonly share: number
  readonly from: Temporal.PlainDate
  readonly weeks: number
  readonly measure: Measure
  readonly days: number
  readonly because: string
  readonly today: Temporal.PlainDate
  readonly by: string
}

type Terms = Pick<
  Trial,
  'debtType' | 'fingerprint' | 'champion' | 'simulationId' | 'lawFrom' | 'beginsOn' | 'endsOn'
>

/**
 * Asks for a draft to be tried, as it stands, against what is in force. It must be checked and simulated as if it were to
 * come into force itself. Refuses days in which it is known already that another policy, another law or another trial
 * comes in, and counting for longer than it runs. Nothing is tried before somebody else approves. Returns its id.
 */
export async function askForTrial(db: Db, asked: Ask): Promise<Outcome<string>> {
  const { councilId, draftId, share, measure, days, because, by } = asked
  const draft = await lockDraft(db, asked)
  if (!draft) return refused(noSuchDraft)
  const may = await mayBeTried(db, draft, asked)
  if (!may.ok) return may
  const { debtType, fingerprint, champion, simulationId, lawFrom, beginsOn, endsOn } = may.value
  const trialId = randomUUID()
  await db.run(sql`
    insert into recovery.trial
      (council_id, id, debt_type, draft_id, version, fingerprint, simulation_id, champion, law_from, share, begins_on,
       ends_on, measure, days, because, asked_by)
    values (
      ${councilId}::int, ${trialId}::uuid, ${debtType}::text, ${draftId}::uuid, ${draft.version}::int,
      ${fingerprint}::text, ${simulationId}::uuid, ${champion}::text, ${lawFrom}::date, ${share}::int,
      ${beginsOn}::date, ${endsOn}::date, ${measure}::text, ${days}::int, ${because}::text, ${by}::text)`)
  await requestApproval(db, {
    councilId,
    subjectKind: trialSubject,
    subjectId: trialId,
    contentHash: contentOf({ ...may.value, share, measure, days }),
    requestedBy: by,
    note: because,
  })
  await record(db, {
    councilId,
    actor: by,
    action: 'asked for a trial of a policy',
    objectKind: 'trial',
    objectId: trialId,
    detail: { debtType, fingerprint, champion, share, measure, days },
  })
  return done(trialId)
}

async function mayBeTried(
  db: Db,
  draft: Draft,
  { councilId, version, from, weeks, days, today }: Ask,
): Promise<Outcome<Terms>> {
  const { debtType, fingerprint } = draft
  const endsOn = from.add({ weeks })
  const lasts = from.until(endsOn, { largestUnit: 'days' }).days
  if (draft.status !== 'draft') return refused(refusals.notWritten(draft.status))
  if (draft.version !== version) return refused(refusals.savedSince)
  if (isBefore(from, today)) return refused(refusals.inThePast)
  if (days > lasts) return refused(refusals.countedTooLong(days, lasts))
  const law = await lawOf(db, councilId, debtType)
  if (!law) return refused(noLawFor(debtType))
  if (!isSound(checkPolicy(draft.policy, law.on(from).value))) return refused(refusals.notSound)
  const champion = await inForceOn(db, { councilId, debtType, on: today })
  if (champion === null) return refused(refusals.nothingToTryAgainst(debtType))
  if (champion === fingerprint) return refused(refusals.sameAsInForce)
  const content = { councilId, draftId: draft.id, fingerprint }
  const simulation = await finishedSimulation(db, content)
  if (!simulation || simulation.against !== champion) return refused(refusals.notSimulated)
  const why =
    showsNoMore(simulation, { law, from, today }) ??
    (await inTheWay(db, { councilId, debtType, law, from, endsOn, today }))
  if (why) return refused(why)
  const lawFrom = law.on(from).from
  const simulationId = simulation.id
  return done({ debtType, fingerprint, champion, simulationId, lawFrom, beginsOn: from, endsOn })
}

/** What is known already to come in a trial’s days: another policy, another law, another trial. */
export async function inTheWay(
  db: Db,
  {
    councilId,
    debtType,
    law,
    from,
    endsOn,
    today,
  }: {
    readonly councilId: number
    readonly debtType: string
    readonly law: Dated<Regime>
    readonly from: Temporal.PlainDate
    readonly endsOn: Temporal.PlainDate
    readonly today: Temporal.PlainDate
  },
): Promise<Refusal | undefined> {
  const lastLaw = law.on(endsOn.subtract({ days: 1 })).from
  if (isBefore(from, lastLaw)) return refusals.lawChanges(formatDate(lastLaw))
  const tomorrow = today.add({ days: 1 })
  const comes = await nextFrom(db, { councilId, debtType, from: tomorrow })
  if (comes && isBefore(comes, endsOn)) return refusals.policyComes(formatDate(comes))
  const another = (await allTrials(db, councilId)).find(
    trial =>
      trial.debtType === debtType &&
      trial.approvedAt !== null &&
      trial.endedAt === null &&
      isBefore(trial.beginsOn, endsOn) &&
      isBefore(from, trial.endsOn),
  )
  return another && refusals.anotherTrial(debtType, formatDate(another.beginsOn))
}
