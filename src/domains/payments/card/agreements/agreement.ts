import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

export const agreementStates = ['asked', 'active', 'stopped', 'cancelled'] as const

const agreement = z.object({
  id: z.string(),
  requestId: z.string(),
  partyId: z.string(),
  payer: z.string(),
  accountId: z.string(),
  account: z.string(),
  debtType: z.string(),
  reference: z.string(),
  amountEach: pence,
  state: z.enum(agreementStates),
  agreementId: z.string().nullable(),
  stateWhy: z.string().nullable(),
  canRetry: z.boolean().nullable(),
  askedBy: z.string(),
  askedAt: instant,
  cancelledBy: z.string().nullable(),
  endedAtPay: instant.nullable(),
  /** How many payments are still to be taken, and the day of the next. */
  left: count,
  nextOn: date.nullable(),
})
/** What a payer agreed is taken from their card on later days, with whose it is. */
export type CardAgreement = z.infer<typeof agreement>

/** Agreements whose payer the viewer may see: the name comes by a join, which leaves the others out. */
const agreements = (councilId: number): Sql => sql`
  select agreement.id, agreement.request_id, agreement.party_id, payer.name as payer, agreement.account_id,
    account.reference as account, account.debt_type, agreement.reference, agreement.amount_each, agreement.state,
    agreement.agreement_id, agreement.state_why, agreement.can_retry, agreement.asked_by, agreement.asked_at,
    agreement.cancelled_by, agreement.ended_at_pay, coalesce(planned.how_many, 0) as left, planned.next_on
  from payments.card_agreement as agreement
  join parties.party as payer on payer.council_id = ${councilId}::int and payer.id = agreement.party_id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = agreement.account_id
  left join lateral (
    select count(*) as how_many, min(taking.take_on) as next_on from payments.card_taking as taking
    where taking.council_id = ${councilId}::int and taking.agreement_id = agreement.id and taking.state = 'planned') as planned on true
  where agreement.council_id = ${councilId}::int`

export type One = { readonly councilId: number; readonly id: string }

export const findAgreement = (db: Db, { councilId, id }: One): Promise<CardAgreement | undefined> =>
  db.maybeOne(agreement, sql`${agreements(councilId)} and agreement.id = ${id}::uuid`)

/** The agreements that a payment belongs to: the one it began, or the one under which it was taken. */
export const agreementOfRequest = (
  db: Db,
  { councilId, requestId }: { readonly councilId: number; readonly requestId: string },
): Promise<CardAgreement | undefined> =>
  db.maybeOne(
    agreement,
    sql`
      ${agreements(councilId)} and (agreement.request_id = ${requestId}::uuid or agreement.id = (
        select taking.agreement_id from payments.card_taking as taking
        where taking.council_id = ${councilId}::int and taking.request_id = ${requestId}::uuid))`,
  )

/** Those of an account, the latest first. */
export const agreementsOf = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly CardAgreement[]> =>
  db.many(
    agreement,
    sql`
      ${agreements(councilId)} and agreement.account_id = ${accountId}::uuid
      order by agreement.asked_at desc, agreement.id limit 50`,
  )

/** What needs somebody first: those that were stopped, then those that take, then those that wait, then what is over; two hundred at most. */
export const recentAgreements = (db: Db, councilId: number): Promise<readonly CardAgreement[]> =>
  db.many(
    agreement,
    sql`
      ${agreements(councilId)}
      order by array_position(array['stopped', 'active', 'asked', 'cancelled'], agreement.state), agreement.asked_at desc,
        agreement.id limit 200`,
  )

const taking = z.object({
  takeOn: date,
  amount: pence,
  state: z.enum(['planned', 'asked', 'called off']),
  calledOffWhy: z.string().nullable(),
  requestId: z.string().nullable(),
  /** How the payment by which it was taken stands, and how much it was; null while it is planned. */
  attempt: z.string().nullable(),
  code: z.string().nullable(),
  asked: pence.nullable(),
})
/** One payment of an agreement, on its day. */
export type Taking = z.infer<typeof taking>

/** The payments of an agreement by their days. */
export const takingsOf = (db: Db, { councilId, id }: One): Promise<readonly Taking[]> =>
  db.many(
    taking,
    sql`
      select taking.take_on, taking.amount, taking.state, taking.called_off_why, taking.request_id,
        attempt.state as attempt, attempt.code, request.amount as asked
      from payments.card_taking as taking
      left join payments.card_request as request on request.council_id = ${councilId}::int and request.id = taking.request_id
      left join payments.card_attempt as attempt
        on attempt.council_id = ${councilId}::int and attempt.request_id = taking.request_id
      where taking.council_id = ${councilId}::int and taking.agreement_id = ${id}::uuid
      order by taking.take_on`,
  )
