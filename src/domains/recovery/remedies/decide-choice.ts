import { giveApproval, record, refuseApproval } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { takeTurn } from '../gate/gate.ts'
import { findChoice, type RemedyChoice } from './choices.ts'
import { begin, remedySubject } from './choose.ts'
import { type RemedyVerdict, remedyVerdictInWords } from './judge-remedy.ts'
import * as refusals from './refusals.ts'
import { remediesAt } from './remedies-at.ts'

type Deciding = {
  readonly councilId: number
  readonly accountId: string
  readonly choiceId: string
  readonly by: string
  /** What the approver says to it; why, when it is refused or taken back. */
  readonly comment: string
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
}

/**
 * Agrees to a remedy outside policy, which is in force from then and closes its referral: somebody other than who chose it, exactly
 * what they looked at (`contentHash`), and only while nothing stands in its way that they were not told of.
 */
export async function agreeTo(
  db: Db,
  { contentHash, ...deciding }: Deciding & { readonly contentHash: string },
): Promise<Outcome<void>> {
  const { councilId, accountId, choiceId, by, comment, today, now } = deciding
  const choice = await toDecide(db, deciding)
  if (!choice.ok) return choice
  const { remedy, chosenBy, isReferralOpen } = choice.value
  if (chosenBy === by) return refused(refusals.secondPerson)
  if (choice.value.contentHash !== contentHash) return refused(refusals.contentChanged)
  if (!isReferralOpen) {
    return refused(refusals.notAsChosen('The account is no more on the list that asked for it.'))
  }
  const judged = (await remediesAt(db, { councilId, accountId, today, now }))?.judged.find(
    ({ kind }) => kind === remedy,
  )
  const why = judged ? whyNotAsChosen(choice.value, judged.verdict) : 'The account is not there.'
  if (why !== undefined) return refused(refusals.notAsChosen(why))
  const isGiven = await giveApproval(db, {
    councilId,
    subjectKind: remedySubject,
    subjectId: choiceId,
    contentHash,
    approvedBy: by,
    note: comment,
  })
  if (!isGiven) return refused(refusals.contentChanged)
  return begin(db, { councilId, choice: choice.value, by, why: comment, today, now })
}

/** Why a remedy may not begin as it was chosen: it is blocked by now, or something is outside policy that was not set aside. */
export function whyNotAsChosen(
  { setAside }: Pick<RemedyChoice, 'setAside'>,
  verdict: RemedyVerdict,
): string | undefined {
  if (verdict.is === 'open') return undefined
  if (verdict.is !== 'outside policy') return `${remedyVerdictInWords(verdict)}.`
  const others = verdict.holds.filter(({ name }) => !setAside.includes(name))
  return others.length === 0
    ? undefined
    : `${others.map(({ name, why }) => `Since it was chosen, “${name}”: ${why}`).join('. ')}.`
}

/** Refuses a remedy outside policy, with why. Somebody other than who chose it; the referral stays open. */
export async function refuseChoice(db: Db, deciding: Deciding): Promise<Outcome<void>> {
  const choice = await toDecide(db, deciding)
  if (!choice.ok) return choice
  if (choice.value.chosenBy === deciding.by) return refused(refusals.secondPerson)
  return ended(db, deciding, 'refused')
}

/** Takes a choice back that nobody has decided on. Whoever made it; the referral stays open. */
export async function takeChoiceBack(db: Db, deciding: Deciding): Promise<Outcome<void>> {
  const choice = await toDecide(db, deciding)
  if (!choice.ok) return choice
  if (choice.value.chosenBy !== deciding.by) return refused(refusals.notTheirs)
  return ended(db, deciding, 'taken back')
}

/** The choice that waits, under the gate's locks, so that it is decided once. */
async function toDecide(
  db: Db,
  { councilId, accountId, choiceId }: Deciding,
): Promise<Outcome<RemedyChoice>> {
  await takeTurn(db, { councilId, accountIds: [accountId] })
  const choice = await findChoice(db, { councilId, choiceId })
  if (!choice || choice.accountId !== accountId) return refused(refusals.noSuchChoice)
  return choice.state === 'waiting' ? done(choice) : refused(refusals.notNow(choice.state))
}

async function ended(
  db: Db,
  { councilId, choiceId, by, comment, today }: Deciding,
  kind: 'refused' | 'taken back',
): Promise<Outcome<void>> {
  await db.run(sql`
    insert into recovery.remedy_event (council_id, choice_id, kind, why, done_by, done_on)
    values (${councilId}::int, ${choiceId}::uuid, ${kind}::text, ${comment}::text, ${by}::text, ${today}::date)`)
  await refuseApproval(db, {
    councilId,
    subjectKind: remedySubject,
    subjectId: choiceId,
    by,
    why: comment,
  })
  await record(db, {
    councilId,
    actor: by,
    action: `${kind} a remedy`,
    objectKind: remedySubject,
    objectId: choiceId,
    detail: { comment },
  })
  return done(undefined)
}
