import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

const request = z.object({
  id: z.string(),
  partyId: z.string(),
  payer: z.string(),
  amount: pence,
  state: z.enum(['waiting', 'paid', 'cancelled']),
  overWhy: z.string().nullable(),
  offered: z.boolean(),
  hasLink: z.boolean(),
  expiresAt: instant,
  askedBy: z.string(),
  askedAt: instant,
  paidAt: instant.nullable(),
  cancelledWhy: z.string().nullable(),
  /** The latest try's state and reference; null before the first. */
  lastState: z.string().nullable(),
  lastReference: z.string().nullable(),
})
/** A card payment that was asked for, with whose it is. */
export type CardRequest = z.infer<typeof request>

const requests = (councilId: number): Sql => sql`
  select request.id, request.party_id, payer.name as payer, request.amount, request.state, request.over_why,
    request.offered, request.link_hash is not null as has_link, request.expires_at,
    coalesce(staff.name, request.asked_by) as asked_by, request.asked_at, request.paid_at, request.cancelled_why,
    last.state as last_state, last.reference as last_reference
  from payments.card_request as request
  join parties.party as payer on payer.council_id = ${councilId}::int and payer.id = request.party_id
  left join administration.staff as staff on staff.staff_id::text = request.asked_by
  left join lateral (
    select attempt.state, attempt.reference from payments.card_attempt as attempt
    where attempt.council_id = ${councilId}::int and attempt.request_id = request.id
    order by attempt.asked_at desc limit 1) as last on true
  where request.council_id = ${councilId}::int`

export const findRequest = (
  db: Db,
  { councilId, requestId }: { readonly councilId: number; readonly requestId: string },
): Promise<CardRequest | undefined> =>
  db.maybeOne(request, sql`${requests(councilId)} and request.id = ${requestId}::uuid`)

export const filters = ['waiting', 'paid', 'ended', 'all'] as const
export type Filter = (typeof filters)[number]

/** The latest two hundred card payments of a kind: ended are those cancelled, and those whose link ran out unpaid. */
export const recentRequests = (
  db: Db,
  {
    councilId,
    filter,
    now,
  }: { readonly councilId: number; readonly filter: Filter; readonly now: Temporal.Instant },
): Promise<readonly CardRequest[]> => {
  const hasRunOut = sql`request.state = 'waiting' and request.expires_at < ${now}::timestamptz`
  const which = {
    waiting: sql`request.state = 'waiting' and request.expires_at >= ${now}::timestamptz`,
    paid: sql`request.state = 'paid'`,
    ended: sql`(request.state = 'cancelled' or ${hasRunOut})`,
    all: sql`true`,
  }[filter]
  return db.many(
    request,
    sql`${requests(councilId)} and ${which} order by request.asked_at desc, request.id limit 200`,
  )
}

/** The card payments that an account is part of, the latest first. */
export const requestsOfAccount = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly CardRequest[]> =>
  db.many(
    request,
    sql`
      ${requests(councilId)} and request.id in (
        select request_id from payments.card_request_part
        where council_id = ${councilId}::int and account_id = ${accountId}::uuid)
      order by request.asked_at desc, request.id limit 50`,
  )

/** Where a payment stands, in a word for officers. */
export type Standing = 'waiting' | 'being paid' | 'not paid yet' | 'paid' | 'cancelled' | 'run out'

export function standingOf(
  { state, lastState, expiresAt }: CardRequest,
  now: Temporal.Instant,
): Standing {
  if (state !== 'waiting') return state
  if (lastState === 'started' || lastState === 'submitted' || lastState === 'capturable')
    return 'being paid'
  if (Temporal.Instant.compare(expiresAt, now) < 0) return 'run out'
  return lastState === 'failed' || lastState === 'error' || lastState === 'cancelled'
    ? 'not paid yet'
    : 'waiting'
}

const partNamed = z.object({
  accountId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  amount: pence,
})
export type PartNamed = z.infer<typeof partNamed>

/** The accounts of a payment as officers know them. */
export const namedPartsOf = (
  db: Db,
  { councilId, requestId }: { readonly councilId: number; readonly requestId: string },
): Promise<readonly PartNamed[]> =>
  db.many(
    partNamed,
    sql`
      select part.account_id, account.reference, account.debt_type, part.amount
      from payments.card_request_part as part
      join debts.account as account on account.council_id = ${councilId}::int and account.id = part.account_id
      where part.council_id = ${councilId}::int and part.request_id = ${requestId}::uuid
      order by account.reference, part.account_id`,
  )
