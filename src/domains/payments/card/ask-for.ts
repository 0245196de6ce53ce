import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import { accountsOf } from '#debts'
import { findParty } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { Part } from './post-payment.ts'
import * as refusals from './refusals.ts'
import { takesCards } from './settings.ts'
import { inMoratoriumNow } from './why-not-now.ts'

/** How long a link may be paid by: long enough to find a card, short enough that what it says stays true. */
export const linkStands = { hours: 7 * 24 }
/** The most that Pay takes at once. */
export const mostAtOnce = 100_000_00n

export type AskedFor = {
  readonly councilId: number
  readonly partyId: string
  readonly parts: readonly Part[]
  /** Why it is more than is owed; empty where it is not. */
  readonly overWhy: string
  /** Whether the payer offered it themselves: in a moratorium nobody is asked. */
  readonly offered: boolean
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
  readonly actor: string
}

/**
 * Writes down that somebody wants to pay by card, for one or several of their accounts. Nothing leaves, and nobody is
 * asked: the officer gives the link. Refuses more than is owed without a reason, and in a breathing space whatever the payer
 * did not offer. Law: SI 2020/1311 reg 7 (a moratorium debt is not asked for; payments that are offered may be taken: to
 * confirm). Returns its id.
 */
export async function askForPayment(db: Db, asked: AskedFor): Promise<Outcome<string>> {
  const { councilId, partyId, parts, overWhy, offered, today, now, actor } = asked
  if (!(await takesCards(db, councilId))) return refused(refusals.notSetUp)
  if (parts.length === 0) return refused(refusals.nothingChosen)
  const amount = sum(parts.map(part => part.amount))
  if (amount > mostAtOnce) return refused(refusals.tooMuch)
  const accounts = await accountsOf(db, councilId, partyId, today)
  const owed = new Map(accounts.map(({ id, balance }) => [id, balance]))
  if (!parts.every(({ accountId }) => owed.has(accountId))) return refused(refusals.notTheirs)
  const isOver = parts.some(part => part.amount > (owed.get(part.accountId) ?? 0n))
  if (isOver && overWhy === '') return refused(refusals.overBalance)
  const accountIds = parts.map(({ accountId }) => accountId)
  if (!offered && (await inMoratorium(db, { councilId, accountIds })))
    return refused(refusals.mustBeOffered)

  const id = randomUUID()
  const party = await findParty(db, councilId, partyId)
  await db.run(sql`
    insert into payments.card_request
      (council_id, id, party_id, amount, over_why, offered, expires_at, asked_by, asked_at)
    values (${councilId}::int, ${id}::uuid, ${party?.id ?? partyId}::uuid, ${amount}::bigint,
      ${isOver ? overWhy : null}::text, ${offered}::boolean, ${now.add(linkStands)}::timestamptz, ${actor}::text,
      ${now}::timestamptz)`)
  await db.run(sql`
    insert into payments.card_request_part (council_id, request_id, account_id, amount)
    select ${councilId}::int, ${id}::uuid, part.account_id, part.amount
    from unnest(${accountIds}::uuid[], ${parts.map(part => part.amount)}::bigint[]) as part (account_id, amount)`)
  await record(db, {
    councilId,
    actor,
    action: 'asked for a card payment',
    objectKind: 'card payment',
    objectId: id,
    detail: { party: partyId, offered, over: isOver },
  })
  return done(id)
}

/** Whether a breathing space or mental health crisis moratorium reaches any of these accounts now. */
export const inMoratorium = async (
  db: Db,
  { councilId, accountIds }: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<boolean> =>
  (
    await db.one(
      z.object({ running: z.boolean() }),
      sql`
        select exists (
          select from (${inMoratoriumNow(councilId)}) as held
          where held.account_id = any(${[...accountIds]}::uuid[])) as running`,
    )
  ).running
