import { z } from 'zod'
import { figuresOf, record } from '#administration'
import { LetterRefused, writeLetter } from '#correspondence'
import type { Account } from '#debts'
import type { Party } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { holdsOn, isRunning, liableParties, lockParties } from '#protections'
import { isBefore, plusDays } from '#values/dates.ts'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import { endingOf, isOver, type TenancyNotice } from './notice.ts'
import { reminderId } from './nudges.ts'
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

/** The two letters: what they will owe, and a friendly reminder of it some days before they leave. */
const letters = {
  expectation: { template: 'end of tenancy', done: 'wrote what a tenant will owe' },
  reminder: {
    template: 'end of tenancy reminder',
    done: 'reminded a tenant of what they will owe',
  },
} as const
export type TenantLetter = keyof typeof letters

/**
 * Writes to a tenant what they will owe when they leave: the expectation once for each recording of their notice, the reminder once for the
 * notice that they gave, however often it is recorded anew, and only in the council’s last days, while something is expected. Neither
 * demands anything; all the same none goes while anything holds recovery of the account, in an emergency, to somebody who has died, after the
 * last day, where nothing could be worked out, or where the balance is another by now. An officer sends both: whoever is about to leave is
 * spoken to first, and nobody is written to by a night that knows less than that. Refuses, with the sentence, where no
 * letter may go to them.
 *
 * Law: SI 2020/1311 reg 7.
 */
export async function writeToTenant(
  db: Db,
  {
    letter,
    councilId,
    account,
    party,
    notice,
    emergency,
    actor,
    now,
    today,
  }: {
    readonly letter: TenantLetter
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
  const { balance } = projected.value
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
  const early =
    letter === 'reminder' && (await whyNoReminder(db, { councilId, notice, balance, today }))
  if (early) return refused(early)
  try {
    await writeLetter(db, {
      councilId,
      actionId: letter === 'reminder' ? await idOfReminder(db, councilId, notice) : notice.id,
      accountId: account.id,
      partyId: account.leadPartyId,
      notice: letters[letter].template,
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
    action: letters[letter].done,
    objectKind: 'account',
    objectId: account.id,
    detail: { notice: notice.id },
  })
  return done(undefined)
}

/** Why the reminder may not go: nothing is expected, it is too soon, or it has gone. */
async function whyNoReminder(
  db: Db,
  {
    councilId,
    notice,
    balance,
    today,
  }: {
    readonly councilId: number
    readonly notice: TenancyNotice
    readonly balance: Pence
    readonly today: Temporal.PlainDate
  },
): Promise<Refusal | undefined> {
  if (balance <= 0n) return refusals.nothingExpected
  const days = (await figuresOf(db, councilId))['leaving-reminder']
  const from = plusDays(notice.lastDay, -days)
  if (isBefore(today, from)) return refusals.tooSoonToRemind(from)
  return (await isReminded(db, councilId, notice)) ? refusals.remindedAlready : undefined
}

const idOfReminder = async (db: Db, councilId: number, notice: TenancyNotice): Promise<string> =>
  (
    await db.one(
      z.object({ id: z.string() }),
      sql`select ${reminderId(councilId, sql`${notice.accountId}`, sql`${notice.givenOn}::date`)} as id`,
    )
  ).id

/** Whether the reminder of a notice has gone. */
export const isReminded = async (
  db: Db,
  councilId: number,
  notice: TenancyNotice,
): Promise<boolean> =>
  (await db.run(sql`
    select from correspondence.letter
    where council_id = ${councilId}::int
      and action_id = ${reminderId(councilId, sql`${notice.accountId}`, sql`${notice.givenOn}::date`)}`)) >
  0
