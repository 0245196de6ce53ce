import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record, requestApproval } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { formatCitation } from '#values/citation.ts'
import { capitalised } from '#values/text.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { takeTurn } from '../gate/gate.ts'
import { closeReferral } from '../referrals/close-referral.ts'
import { asksForARemedy, type ReturnCode } from '../referrals/return-codes.ts'
import { referralsOn } from '../referrals/referrals.ts'
import { findChoice, type RemedyChoice, type Shown, waitingFor } from './choices.ts'
import { type JudgedRemedy, remedyVerdictInWords } from './judge-remedy.ts'
import type { RemedyKind } from './kinds.ts'
import * as refusals from './refusals.ts'
import { remediesAt } from './remedies-at.ts'

/** The kind of approval that a remedy outside policy needs. */
export const remedySubject = 'remedy'

/**
 * Chooses a remedy for an account whose open referral asks for one, or none of them for now, with a reason. Open, it is in force at
 * once, and the referral is closed in the same act. Outside policy it waits for somebody else. What the law blocks, and what too
 * little is known for, nobody can choose; nor anything that is not as it was shown (`mark`), or without its cautions ticked.
 */
export async function choose(
  db: Db,
  {
    councilId,
    accountId,
    remedy,
    reason,
    ticked,
    mark,
    by,
    today,
    now,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly remedy: RemedyKind | 'none'
    readonly reason: string
    readonly ticked: readonly string[]
    readonly mark: string
    readonly by: string
    readonly today: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<Outcome<RemedyChoice>> {
  await takeTurn(db, { councilId, accountIds: [accountId] })
  const found = await remediesAt(db, { councilId, accountId, today, now })
  if (!found) return refused(refusals.noSuchAccount)
  const referral = (await referralsOn(db, { councilId, accountId })).find(
    ({ kind, closedOn }) => closedOn === null && asksForARemedy(kind),
  )
  if (!referral) return refused(refusals.noReferral)
  if (await waitingFor(db, { councilId, accountId })) return refused(refusals.waitsAlready)
  if (found.mark !== mark) return refused(refusals.hasChanged)
  const judged = found.judged.find(({ kind }) => kind === remedy)
  if (judged && (judged.verdict.is === 'blocked by law' || judged.verdict.is === 'not known yet')) {
    return refused(refusals.notOpen(judged))
  }
  if (reason.trim() === '') return refused(refusals.sayWhy)
  const cautions = remedy === 'none' ? [] : found.at.cautions
  const unread = cautions.filter(({ says }) => !ticked.includes(says))
  if (unread.length > 0) return refused(refusals.unread(unread))

  const id = randomUUID()
  const setAside =
    judged?.verdict.is === 'outside policy' ? judged.verdict.holds.map(({ name }) => name) : []
  const verdict = judged ? judged.verdict.is : 'none'
  await db.run(sql`
    insert into recovery.remedy_choice
      (council_id, id, account_id, referral_id, remedy, verdict, set_aside, cautions, reason, shown, facts_mark, balance,
       chosen_by, chosen_on)
    values (
      ${councilId}::int, ${id}::uuid, ${accountId}::uuid, ${referral.id}::uuid, ${remedy}::text, ${verdict}::text,
      ${setAside.join('\n')}::text, ${cautions.map(({ says }) => says).join('\n')}::text, ${reason.trim()}::text,
      ${JSON.stringify(found.judged.map(asShown))}::text::jsonb, ${mark}::text, ${found.sheet.balance}::bigint,
      ${by}::text, ${today}::date)`)
  await record(db, {
    councilId,
    actor: by,
    action: 'chose a remedy',
    objectKind: 'account',
    objectId: accountId,
    detail: { remedy, verdict, reason: reason.trim() },
  })
  const choice = await chosen(db, { councilId, choiceId: id })
  if (verdict === 'outside policy') {
    await requestApproval(db, {
      councilId,
      subjectKind: remedySubject,
      subjectId: id,
      contentHash: choice.contentHash,
      requestedBy: by,
      note: reason.trim(),
    })
    return done(choice)
  }
  const begun = await begin(db, { councilId, choice, by, why: '', today, now })
  return begun.ok ? done(await chosen(db, { councilId, choiceId: id })) : begun
}

const chosen = async (
  db: Db,
  of: { readonly councilId: number; readonly choiceId: string },
): Promise<RemedyChoice> => {
  const choice = await findChoice(db, of)
  if (!choice) throw new Error('What was just written is there')
  return choice
}

/** Puts a choice in force and closes its referral with what that means. The account is looked at again on the next night. */
export async function begin(
  db: Db,
  {
    councilId,
    choice,
    by,
    why,
    today,
    now,
  }: {
    readonly councilId: number
    readonly choice: RemedyChoice
    readonly by: string
    readonly why: string
    readonly today: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<Outcome<void>> {
  await db.run(sql`
    insert into recovery.remedy_event (council_id, choice_id, kind, why, done_by, done_on)
    values (${councilId}::int, ${choice.id}::uuid, 'in force', ${why}::text, ${by}::text, ${today}::date)`)
  const { accountId, referralId, remedy, reason } = choice
  const { goesOn } = await db.one(
    z.object({ goesOn: z.boolean() }),
    sql`
      select remedy not in ('none', 'ended') as goes_on from recovery.account_state
      where council_id = ${councilId}::int and account_id = ${accountId}::uuid`,
  )
  const closed = await closeReferral(db, {
    councilId,
    accountId,
    referralId,
    returnCode: returnCodeOf(choice, goesOn),
    note: `${remedy === 'none' ? 'Nothing new' : capitalised(remedy)}: ${reason}`,
    by,
    today,
    now,
    isChosen: true,
  })
  return closed.ok ? done(undefined) : closed
}

/**
 * What a choice says of its referral. A remedy carries it out. None of them, or a claim, is that nothing suits: letters go on
 * where they were waiting for a deduction, unless one goes on already.
 */
export const returnCodeOf = (
  { remedy, referralKind }: Pick<RemedyChoice, 'remedy' | 'referralKind'>,
  goesOn: boolean,
): ReturnCode => {
  if (remedy === 'county court claim') return 'not suitable'
  if (remedy !== 'none') return 'carried out'
  return goesOn && referralKind === 'deduction decision' ? 'carried out' : 'not suitable'
}

/** A judged remedy as it is kept with a choice. */
const asShown = ({ kind, verdict, findings }: JudgedRemedy): Shown[number] => ({
  remedy: kind,
  is: verdict.is,
  says: remedyVerdictInWords(verdict),
  findings: findings.map(({ known, says, found, law }) => ({
    known,
    says,
    found: found ?? null,
    law: law ? formatCitation(law) : null,
  })),
})
