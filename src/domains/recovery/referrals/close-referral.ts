import { z } from 'zod'
import { record } from '#administration'
import { placeHold } from '#protections'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import { asksForARemedy, holdsAs, type ReturnCode, waitsAs } from './return-codes.ts'

/** What must be said in words, for whoever decides next. */
const needsANote: readonly ReturnCode[] = ['disputed', 'vulnerable', 'not suitable']

const noSuchReferral: Refusal = {
  code: 'no-such-referral',
  says: 'There is no such referral on this account. Nothing was changed.',
}
const alreadyClosed = (code: string, on: Temporal.PlainDate): Refusal => ({
  code: 'already-closed',
  says: `It was closed on ${formatDate(on)} as “${code}”, and stays so. Nothing was changed.`,
})
const sayWhy: Refusal = {
  code: 'say-why',
  says: 'Say what you found: whoever decides next has only that to go by. Nothing was changed.',
}

const chooseInstead = (kind: string): Refusal => ({
  code: 'choose-a-remedy',
  says: `A ${kind} is carried out by choosing a remedy, with what was shown and why. Nothing was changed: choose it on the account’s remedies.`,
})

/** When somebody looks again at a hold that a referral came back with: the days that most referrals give. */
const daysToReview = 14

/**
 * Closes an open referral with what came of it. The account is looked at again on the next night. One that comes back disputed or
 * vulnerable puts the account on hold in the same act, so that nothing goes out meanwhile; ending that hold is the way on. So does
 * one beside the way that comes back paid or with an arrangement, for days: of others the policy asks it.
 */
export async function closeReferral(
  db: Db,
  {
    councilId,
    accountId,
    referralId,
    returnCode,
    note,
    by,
    today,
    now,
    isChosen = false,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly referralId: string
    readonly returnCode: ReturnCode
    readonly note: string
    readonly by: string
    readonly today: Temporal.PlainDate
    readonly now: Temporal.Instant
    /** A remedy was chosen, which is how a referral that asks for one is carried out. */
    readonly isChosen?: boolean
  },
): Promise<Outcome<{ readonly kind: string; readonly isHeld: boolean }>> {
  const found = await db.maybeOne(
    z.object({
      kind: z.string(),
      closedOn: date.nullable(),
      returnCode: z.string().nullable(),
      partyId: z.string(),
      isAside: z.boolean(),
    }),
    sql`
      select referral.kind, referral.closed_on, referral.return_code, account.lead_party_id as party_id, step.is_aside
      from recovery.referral
      join recovery.action as step on step.council_id = ${councilId}::int and step.id = referral.action_id
      join debts.account on account.council_id = ${councilId}::int and account.id = referral.account_id
      where referral.council_id = ${councilId}::int and referral.id = ${referralId}::uuid
        and referral.account_id = ${accountId}::uuid
      for update of referral`,
  )
  if (!found) return refused(noSuchReferral)
  if (found.closedOn) return refused(alreadyClosed(found.returnCode ?? '', found.closedOn))
  if (returnCode === 'carried out' && asksForARemedy(found.kind) && !isChosen) {
    return refused(chooseInstead(found.kind))
  }
  if (needsANote.includes(returnCode) && note.trim() === '') return refused(sayWhy)
  const waits = found.isAside ? waitsAs[returnCode] : undefined
  const held = holdsAs[returnCode] ?? waits?.kind
  if (held) {
    const placed = await placeHold(db, {
      councilId,
      partyId: found.partyId,
      accountId,
      kind: held,
      startsAt: now,
      ...(waits
        ? { endsAt: now.add({ hours: waits.days * 24 }) }
        : { reviewOn: today.add({ days: daysToReview }) }),
      receivedAt: now,
      reason: [`A ${found.kind} came back ${returnCode}`, note].filter(Boolean).join(': '),
      actor: by,
    })
    if (!placed.ok && placed.refusal.code !== 'already-held') return placed
  }
  await db.run(sql`
    update recovery.referral set
      closed_at = clock_timestamp(), closed_on = ${today}::date, return_code = ${returnCode}::text,
      closed_by = ${by}::text, note = ${note}::text
    where council_id = ${councilId}::int and id = ${referralId}::uuid`)
  await record(db, {
    councilId,
    actor: by,
    action: 'closed a referral',
    objectKind: 'referral',
    objectId: referralId,
    detail: { kind: found.kind, returnCode },
  })
  return done({ kind: found.kind, isHeld: held !== undefined })
}
