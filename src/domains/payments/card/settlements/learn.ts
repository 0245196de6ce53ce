import { z } from 'zod'
import { londonDate } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { enqueue, type JobEnd } from '#platform/jobs.ts'
import { count, date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Pay } from '../pay.ts'
import { takesCards } from '../settings.ts'
import { explainSettled, settlementsByDay } from './explain.ts'

/** The kind of job that asks Pay what was settled lately; one a night. */
export const settledJob = 'ask what was settled by card'

/** Days: a provider settles within a week, and Pay learns of it a day or two later. */
const lately = 14

/** A council's night of card settlements: Pay is asked between now and the next. */
export const keepCardSettlements = async (
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<void> => {
  if (await takesCards(db, councilId))
    await enqueue(db, { councilId, kind: settledJob, key: today.toString() })
}

/** Asks Pay what was settled lately, keeps what is new, and explains the lines of statements that it accounts for. */
export async function learnSettled(
  database: Database,
  pay: Pay,
  { councilId, now }: { readonly councilId: number; readonly now: Temporal.Instant },
): Promise<JobEnd> {
  const to = londonDate(now)
  const settled = await pay.settled({ from: to.subtract({ days: lately }), to })
  await asCouncil(database, councilId, async db => {
    await db.run(sql`
      insert into payments.card_settled (council_id, kind, pay_id, settled_on, amount, net)
      select ${councilId}::int, told.kind, told.pay_id, told.settled_on, told.amount, told.net
      from unnest(${settled.map(({ kind }) => kind)}::text[], ${settled.map(({ id }) => id)}::text[],
        ${settled.map(({ settledOn }) => settledOn)}::date[], ${settled.map(({ amount }) => amount)}::bigint[],
        ${settled.map(({ net }) => net)}::bigint[]) as told (kind, pay_id, settled_on, amount, net)
      on conflict (council_id, kind, pay_id) do nothing`)
    await explainSettled(db, councilId)
  })
  return { is: 'done' }
}

const settlement = z.object({
  settledOn: date,
  payments: count,
  gross: pence,
  refunds: pence,
  fees: pence,
  total: pence,
  bankLineId: z.string().nullable(),
  /** Payments and refunds in it that are on no account here. */
  astray: count,
})
/** One day's settlement, and the line of a statement that it is. */
export type Settlement = z.infer<typeof settlement>

/** The settlements that Pay told of, the latest first, a hundred at most. */
export const recentSettlements = (db: Db, councilId: number): Promise<readonly Settlement[]> =>
  db.many(
    settlement,
    sql`
      select day.*, known.bank_line_id
      from (${settlementsByDay(councilId)}) as day
      left join payments.card_settlement_at_bank as known
        on known.council_id = ${councilId}::int and known.settled_on = day.settled_on
      order by day.settled_on desc limit 100`,
  )

const unsettled = z.object({
  requestId: z.string(),
  reference: z.string(),
  amount: pence,
  paidOn: date,
})
/** A payment that succeeded and that no settlement has. */
export type Unsettled = z.infer<typeof unsettled>

/** Payments of more than a week ago that no settlement has: the money is not at the bank yet, the oldest first, a hundred at most. */
export const unsettledPayments = (
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<readonly Unsettled[]> =>
  db.many(
    unsettled,
    sql`
      select attempt.request_id, attempt.reference, attempt.amount,
        (attempt.finished_at at time zone 'Europe/London')::date as paid_on
      from payments.card_attempt as attempt
      join payments.card_request as request on request.council_id = ${councilId}::int and request.id = attempt.request_id
      join parties.party as payer on payer.council_id = ${councilId}::int and payer.id = request.party_id
      where attempt.council_id = ${councilId}::int and attempt.state = 'success'
        and (attempt.finished_at at time zone 'Europe/London')::date < ${today.subtract({ days: 7 })}::date
        and not exists (
          select from payments.card_settled as settled
          where settled.council_id = ${councilId}::int and settled.kind = 'payment' and settled.pay_id = attempt.payment_id)
      order by attempt.finished_at, attempt.id limit 100`,
  )
