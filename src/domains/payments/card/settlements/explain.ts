import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'

/** How banks name the payers of GOV.UK Pay's settlements. Source: docs.payments.service.gov.uk: its providers are Stripe and Worldpay. */
const providers = String.raw`(gov\.?uk ?pay|stripe|worldpay)\M`

/**
 * Whether a line of such a payer, with such words, is a card provider's. What payers write themselves says nothing: a resident may live in Stripe
 * Lane. Only where the bank names no payer, as in most downloads, do the words begin with who paid. For use inside a statement.
 */
export const isFromCardProvider = (line: { readonly payer: Sql; readonly given: Sql }): Sql => sql`
  (${line.payer} ~* ${String.raw`\m${providers}`}::text
    or ${line.payer} = '' and ${line.given} ~* ${String.raw`^\s*${providers}`}::text)`

/** How long after a settlement the bank may book it: a long weekend. */
const bookedWithin = 4

/**
 * The settlements of a council by their days: `settled_on, payments, gross, refunds, fees, total` in pence (lost disputes are among what was
 * paid back), and how many of its payments, refunds and disputes are on no account here, and how much they are: `astray, astray_amount`.
 */
export const settlementsByDay = (councilId: number): Sql => sql`
  select settled.settled_on, count(*) filter (where settled.kind = 'payment') as payments,
    coalesce(sum(settled.amount) filter (where settled.kind = 'payment'), 0)::bigint as gross,
    coalesce(sum(settled.amount) filter (where settled.kind <> 'payment'), 0)::bigint as refunds,
    coalesce(sum(case settled.kind when 'payment' then settled.amount - settled.net else -settled.net - settled.amount end), 0)::bigint
      as fees,
    sum(settled.net)::bigint as total,
    count(*) filter (where attempt.id is null and refund.id is null and dispute.dispute_id is null) as astray,
    coalesce(sum(settled.amount) filter (where attempt.id is null and refund.id is null and dispute.dispute_id is null), 0)::bigint
      as astray_amount
  from payments.card_settled as settled
  left join payments.card_attempt as attempt
    on settled.kind = 'payment' and attempt.council_id = ${councilId}::int and attempt.payment_id = settled.pay_id
      and attempt.state = 'success'
  left join payments.card_refund as refund
    on settled.kind = 'refund' and refund.council_id = ${councilId}::int and refund.refund_id = settled.pay_id
      and refund.state = 'success'
  left join payments.card_dispute as dispute
    on settled.kind = 'dispute' and dispute.council_id = ${councilId}::int and dispute.dispute_id = settled.pay_id
      and dispute.attempt_id is not null and dispute.status = 'lost'
  where settled.council_id = ${councilId}::int group by settled.settled_on`

/** How what is said of a line begins that was left to be explained by a settlement, and of no other. */
export const fromProvider = 'It is from the card provider'

const toExplain = (councilId: number): Sql => sql`
  select line.id, line.booked_on, line.amount from payments.bank_line as line
  where line.council_id = ${councilId}::int and line.state = 'to explain' and starts_with(line.why, ${fromProvider}::text)`

const pounds = (amount: Sql): Sql =>
  sql`'£' || trim(to_char(${amount} / 100.0, 'FM999,999,999,990.00'))`

/**
 * Explains the card provider's lumps at the bank by the payments that they are made of, which are on their accounts already. One that no
 * settlement comes to is left for a person, with the nearest settlement and by how much it differs; so is one that has a payment or refund which is
 * on no account here, with how many and how much. Harmless to repeat: asked whenever a
 * statement came in and whenever GOV.UK Pay told of more. Answers how many it explained.
 */
export async function explainSettled(db: Db, councilId: number): Promise<number> {
  while ((await pairEqual(db, councilId)) > 0);
  const explained = await db.run(sql`
    update payments.bank_line as line set
      state = 'explained', explained_by = 'system:card payments', explained_at = clock_timestamp(),
      why = 'Card payments settled on ' || to_char(known.settled_on, 'FMDD FMMonth YYYY') || ', posted one by one: ' || settlement.payments
        || ' of ' || ${pounds(sql`settlement.gross`)} || ', less ' || ${pounds(sql`settlement.refunds`)} || ' paid back and '
        || ${pounds(sql`settlement.fees`)} || ' of fees.'
    from payments.card_settlement_at_bank as known
    join (${settlementsByDay(councilId)}) as settlement on settlement.settled_on = known.settled_on
    where line.council_id = ${councilId}::int and line.state = 'to explain' and known.council_id = ${councilId}::int
      and known.bank_line_id = line.id`)
  await db.run(sql`
    update payments.bank_line as line set why = ${`${fromProvider}, whose payments are on their accounts already. `}::text
      || coalesce('The nearest settlement that the bank has not had, of ' || to_char(nearest.settled_on, 'FMDD FMMonth YYYY') || ', comes to '
        || ${pounds(sql`nearest.total`)} || case
          when nearest.total = line.amount then ', as the bank has'
          else ': ' || ${pounds(sql`abs(nearest.total - line.amount)`)}
            || case when nearest.total > line.amount then ' more' else ' less' end || ' than the bank has' end
        || case when nearest.astray > 0 then '. Of its payments and refunds ' || nearest.astray || ', of ' || ${pounds(sql`nearest.astray_amount`)}
          || ' in all, are on no account here: find them in GOV.UK Pay’s own pages' else '' end || '.',
        'GOV.UK Pay has told of no settlement of these days.')
    from (${toExplain(councilId)}) as open
    left join lateral (
      select settlement.*
      from (${settlementsByDay(councilId)}) as settlement
      where open.booked_on between settlement.settled_on and settlement.settled_on + ${bookedWithin}::int and not exists (
        select from payments.card_settlement_at_bank as known
        where known.council_id = ${councilId}::int and known.settled_on = settlement.settled_on)
      order by abs(settlement.total - open.amount), settlement.settled_on limit 1) as nearest on true
    where line.council_id = ${councilId}::int and line.id = open.id`)
  return explained
}

/**
 * Pairs the settlements with the lines of the same amount that were booked in time, the earliest with the earliest. Answers how many: those that are
 * left may have come into each other's turn, so it is asked until there are none. Whoever pairs at the same moment is waited for.
 */
const pairEqual = (db: Db, councilId: number): Promise<number> =>
  db.run(sql`
    with fitting as materialized (
      select settlement.settled_on, line.id, line.booked_on, line.amount
      from (${settlementsByDay(councilId)}) as settlement
      join (${toExplain(councilId)}) as line on line.amount = settlement.total
        and line.booked_on between settlement.settled_on and settlement.settled_on + ${bookedWithin}::int
      where settlement.astray = 0 and not exists (
        select from payments.card_settlement_at_bank as known
        where known.council_id = ${councilId}::int and (known.settled_on = settlement.settled_on or known.bank_line_id = line.id))
    ), settlement as (
      select settled_on, amount, row_number() over (partition by amount order by settled_on) as nth
      from (select distinct settled_on, amount from fitting) as each_day
    ), line as (
      select id, amount, row_number() over (partition by amount order by booked_on, id) as nth
      from (select distinct id, booked_on, amount from fitting) as each_line
    )
    insert into payments.card_settlement_at_bank (council_id, settled_on, bank_line_id)
    select ${councilId}::int, fitting.settled_on, fitting.id
    from settlement
    join line using (amount, nth)
    join fitting on fitting.settled_on = settlement.settled_on and fitting.id = line.id
    on conflict do nothing`)
