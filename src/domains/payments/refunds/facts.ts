import { z } from 'zod'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { holdKinds } from '#protections'
import type { RefundFacts } from './may-refund.ts'

const row = z.object({
  credit: pence,
  promised: pence,
  onItsWay: pence,
  isPayeeLiable: z.boolean(),
  isEverybodySeen: z.boolean(),
  hasSomebodyDied: z.boolean(),
  holds: z.array(z.enum(holdKinds)),
})

/** The kinds of hold that run now and reach an account, or say that somebody liable for it is insolvent or dissolved. */
export const holdsReaching = (councilId: number, accountId: Sql): Sql => sql`
  select hold.kind from protections.hold_on_account as hold
  where hold.council_id = ${councilId}::int and hold.account_id = ${accountId}
    and hold.starts_at <= clock_timestamp() and coalesce(hold.ends_at > clock_timestamp(), true)
  union
  select hold.kind from debts.liability
  join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
  join parties.party as same on same.council_id = ${councilId}::int and same.person_id = liable.person_id
  join protections.hold as hold on hold.council_id = ${councilId}::int and hold.party_id = same.id
  where liability.council_id = ${councilId}::int and liability.account_id = ${accountId}
    and hold.kind in ('insolvency', 'dissolution') and hold.starts_at <= clock_timestamp()
    and coalesce(least(hold.ends_at, hold.lifted_at) > clock_timestamp(), true)`

/** Who is liable for an account, whom whoever asks may see, with when the person died: for use inside a statement. */
export const liableSeen = (councilId: number, accountId: Sql): Sql => sql`
  select liability.party_id, (
    select min(same.deceased_on) from parties.party as same
    where same.council_id = ${councilId}::int and same.person_id = party.person_id) as deceased_on
  from debts.liability
  join parties.party as party on party.council_id = ${councilId}::int and party.id = liability.party_id
  where liability.council_id = ${councilId}::int and liability.account_id = ${accountId}`

/** What decides about a refund from an account to a party, read now. */
export function refundFacts(
  db: Db,
  {
    councilId,
    accountId,
    partyId,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly partyId: string
  },
): Promise<RefundFacts> {
  const account = sql`ledger.id`
  return db.one(
    row,
    sql`
      select -ledger.balance as credit, payments.credit_promised(${councilId}::int, ledger.id) as promised,
        (select coalesce(sum(part.amount), 0)::bigint from payments.card_refund_part as part
          join payments.card_refund as back on back.council_id = ${councilId}::int and back.id = part.refund_id
          where part.council_id = ${councilId}::int and part.account_id = ledger.id
            and back.state in ('agreed', 'submitted')) as on_its_way,
        exists (select from (${liableSeen(councilId, account)}) as seen
          where seen.party_id in (${partiesOf(councilId, partyId)})) as is_payee_liable,
        (select count(*) from (${liableSeen(councilId, account)}) as seen) = (
          select count(*) from debts.liability as liable
          where liable.council_id = ${councilId}::int and liable.account_id = ledger.id) as is_everybody_seen,
        exists (select from (${liableSeen(councilId, account)}) as seen
          where seen.deceased_on is not null) as has_somebody_died,
        array(${holdsReaching(councilId, account)}) as holds
      from debts.ledger_account as ledger
      where ledger.council_id = ${councilId}::int and ledger.id = ${accountId}::uuid`,
  )
}
