import { record } from '#administration'
import { LetterRefused, writeLetter } from '#correspondence'
import type { Account } from '#debts'
import type { Party } from '#parties'
import type { Db } from '#platform/db.ts'
import { holdsOn, isRunning, liableParties, lockParties } from '#protections'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { endingOf, isOver, type TenancyNotice } from './notice.ts'
import { type Ending, payBeforeLeaving, projectedBalance } from './projected-balance.ts'
import * as refusals from './refusals.ts'

/** The working as a letter has it, in three lines at the most: a tenant needs the sums, and an officer the days. */
export const rowsOf = (
  ending: Ending,
  projected: Pence,
): readonly { readonly label: string; readonly amount: Pence }[] => {
  const outcome = projectedBalance({ ...ending, expected: [] })
  const withoutPayments = outcome.ok ? outcome.value.balance : projected
  const rent = withoutPayments - ending.balance
  const paid = projected - withoutPayments
  return [
    { label: 'What you owe now', amount: ending.balance },
    ...(rent === 0n
      ? []
      : [{ label: rent > 0n ? 'Rent to your last day' : 'Rent we give back', amount: rent }]),
    ...(paid === 0n ? [] : [{ label: 'Payments that we expect', amount: paid }]),
  ]
}

/**
 * Writes to a tenant what they will owe when they leave, once for each recording of their notice. It demands nothing; all the same it does not go while
 * anything holds recovery of the account, in an emergency, to somebody who has died, after the last day, where nothing could be worked
 * out, or where the balance is another by now. Refuses, with the sentence, where no letter may go to them.
 *
 * Law: SI 2020/1311 reg 7.
 */
export async function sendExpectation(
  db: Db,
  {
    councilId,
    account,
    party,
    notice,
    emergency,
    actor,
    now,
    today,
  }: {
    readonly councilId: number
    readonly account: Pick<Account, 'id' | 'balance' | 'leadPartyId'>
    /** Whoever is written to. */
    readonly party: Pick<Party, 'deceasedOn'>
    readonly notice: TenancyNotice
    /** What is stopped in an emergency. */
    readonly emergency: string | undefined
    readonly actor: string
    readonly now: Temporal.Instant
    readonly today: Temporal.PlainDate
  },
): Promise<Outcome<void>> {
  const ending = endingOf(notice)
  const projected = projectedBalance(ending)
  if (!projected.ok) return projected
  if (isOver(notice, today)) return refused(refusals.overAlready)
  if (emergency !== undefined) return refused(refusals.emergencyStands)
  if (party.deceasedOn) return refused(refusals.hasDied)
  await lockParties(db, {
    councilId,
    partyIds: await liableParties(db, { councilId, accountIds: [account.id] }),
  })
  const holds = await holdsOn(db, { councilId, accountId: account.id })
  const hold = holds.find(one => isRunning(one, now))
  if (hold) return refused(refusals.onHold(hold.kind))
  if (account.balance !== notice.balance) return refused(refusals.balanceMoved)
  const { balance } = projected.value
  try {
    await writeLetter(db, {
      councilId,
      actionId: notice.id,
      accountId: account.id,
      partyId: account.leadPartyId,
      notice: 'end of tenancy',
      claimed: 0n,
      issuedOn: today,
      tenancy: {
        lastDay: notice.lastDay,
        projected: balance,
        rows: rowsOf(ending, balance),
        plan: payBeforeLeaving(balance, today, notice.lastDay),
      },
    })
  } catch (problem) {
    if (problem instanceof LetterRefused) return refused(problem.refusal)
    throw problem
  }
  await record(db, {
    councilId,
    actor,
    action: 'wrote what a tenant will owe',
    objectKind: 'account',
    objectId: account.id,
    detail: { notice: notice.id },
  })
  return done(undefined)
}
