import { record } from '#administration'
import { placeHold } from '#protections'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { takeTurn } from '../gate/gate.ts'
import { holdsAs } from '../referrals/return-codes.ts'
import { findChoice } from './choices.ts'
import type { Ending } from './kinds.ts'
import * as refusals from './refusals.ts'

/** When somebody looks again at a hold that a remedy came back with: as of one that a referral did. */
const daysToReview = 14

/**
 * Ends a remedy that runs, with how it ended. The account comes back on the next night, to the choice of another while anything is
 * owed. One that ends because they are vulnerable puts the account on hold in the same act. Refuses to end one without why.
 */
export async function endRemedy(
  db: Db,
  {
    councilId,
    accountId,
    choiceId,
    ending,
    why,
    by,
    today,
    now,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly choiceId: string
    readonly ending: Ending
    readonly why: string
    readonly by: string
    readonly today: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<Outcome<void>> {
  await takeTurn(db, { councilId, accountIds: [accountId] })
  const choice = await findChoice(db, { councilId, choiceId })
  if (!choice || choice.accountId !== accountId) return refused(refusals.noSuchChoice)
  if (choice.state !== 'in force') return refused(refusals.notNow(choice.state))
  if (why.trim() === '') return refused(refusals.sayHowItEnded)
  const held = ending === 'vulnerable' ? holdsAs.vulnerable : undefined
  if (held) {
    const placed = await placeHold(db, {
      councilId,
      partyId: choice.partyId,
      accountId,
      kind: held,
      startsAt: now,
      reviewOn: today.add({ days: daysToReview }),
      receivedAt: now,
      reason: `A remedy (${choice.remedy}) ended, as they are vulnerable: ${why.trim()}`,
      actor: by,
    })
    if (!placed.ok && placed.refusal.code !== 'already-held') return placed
  }
  await db.run(sql`
    insert into recovery.remedy_event (council_id, choice_id, kind, return_code, why, done_by, done_on)
    values (
      ${councilId}::int, ${choiceId}::uuid, 'ended', ${ending}::text, ${why.trim()}::text, ${by}::text, ${today}::date)`)
  await record(db, {
    councilId,
    actor: by,
    action: 'ended a remedy',
    objectKind: 'remedy',
    objectId: choiceId,
    detail: { remedy: choice.remedy, ending },
  })
  return done(undefined)
}

/**
 * Ends the remedies of the accounts in the temporary table `due` on which nothing is owed any more: they are paid off. Returns
 * how many.
 */
export const endPaidOff = (
  db: Db,
  { councilId, on }: { readonly councilId: number; readonly on: Temporal.PlainDate },
): Promise<number> =>
  db.run(sql`
    insert into recovery.remedy_event (council_id, choice_id, kind, return_code, why, done_by, done_on)
    select ${councilId}::int, choice.id, 'ended', 'paid off', 'Nothing is owed any more', 'system:recovery', ${on}::date
    from due
    join recovery.account_state as state on state.council_id = ${councilId}::int and state.account_id = due.account_id
      and state.remedy not in ('none', 'ended')
    join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = due.account_id
      and ledger.balance <= 0
    join recovery.remedy_choice as choice on choice.council_id = ${councilId}::int and choice.account_id = due.account_id
      and recovery.runs_until_it_ends(choice.remedy)
    join recovery.remedy_event as began
      on began.council_id = ${councilId}::int and began.choice_id = choice.id and began.kind = 'in force'
    where not exists (
      select from recovery.remedy_event as ended
      where ended.council_id = ${councilId}::int and ended.choice_id = choice.id and ended.kind = 'ended')`)
