import { z } from 'zod'
import { ledgerAccount, lockBalances, postSet } from '#debts'
import { appropriate } from '#law/payments/appropriation.ts'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { sum } from '#values/money.ts'
import { unplaced } from './arrived.ts'
import { owedByTheSame } from './share-out.ts'
import { suspend } from './suspend.ts'
import { toldBySource } from './told-by-source.ts'

type Placing = { readonly councilId: number; readonly actor: string }

/**
 * Posts what was placed and keeps the rest in suspense, as sets. What the account's own source has told of already is not
 * posted again: the receipt is that payment. What is more than the account owes goes on to the person's other accounts of the
 * same source, the oldest first, and then stays on the account that the payer named, in credit.
 */
export async function placeArrived(db: Db, { councilId, actor }: Placing): Promise<void> {
  await findToldBySource(db, councilId)
  // The places before any account: suspense, which the rest goes to last, would come after the accounts of what was placed.
  await lockBalances(db, councilId, [])
  await db.run(sql`
    insert into payments.receipt (council_id, id, channel, received_on, amount, given, payer, bank_line_id, state)
    select ${councilId}::int, arrived.id, 'bank', arrived.received_on, arrived.amount, arrived.given, arrived.payer,
      arrived.bank_line_id, 'posted'
    from pg_temp.arrived as arrived join pg_temp.placed as placed using (id)`)
  await db.script(`
    drop table if exists pg_temp.part;
    create temporary table part (id uuid, nth int, account_id uuid, amount bigint, way text, why text, entry_id uuid, primary key (id, nth))
      on commit drop;
    create index on pg_temp.part (account_id)`)
  await db.run(sql`
    insert into pg_temp.part (id, nth, account_id, amount, way, why, entry_id)
    select placed.id, 1, placed.account_id, arrived.amount,
      case when told.entry_id is null then placed.way else 'told by source' end,
      case when told.entry_id is null then placed.why
        else placed.why || ' Its source had told of the payment, so it was not posted again.' end,
      told.entry_id
    from pg_temp.placed as placed
    join pg_temp.arrived as arrived using (id)
    left join pg_temp.told as told using (id)`)
  await passOnWhatIsOver(db, councilId)
  await db.script('analyze pg_temp.part')
  const reference = sql`'receipt/' || part.id || '/' || part.nth`
  await postSet(db, {
    councilId,
    actor,
    entries: sql`
      select ${reference} as reference, 'payment'::text as kind, arrived.received_on as effective_on,
        'Payment at the bank'::text as narrative, 'receipt'::text as source_kind, part.id || '/' || part.nth as source_id,
        null::uuid as reverses_id, 1 as line, ${ledgerAccount(councilId, 'bank')} as debit, part.account_id as credit,
        part.amount
      from pg_temp.part as part join pg_temp.arrived as arrived using (id)
      where part.entry_id is null`,
  })
  await db.run(sql`
    insert into payments.receipt_posting
      (council_id, receipt_id, nth, entry_id, account_id, amount, way, why, posted_by)
    select ${councilId}::int, part.id, part.nth,
      coalesce(part.entry_id, platform.id_of('entry', ${councilId}::int, ${reference})), part.account_id, part.amount, part.way,
      part.why, ${actor}
    from pg_temp.part as part`)
  await suspend(db, { councilId, waiting: unplaced, actor })
}

/** Payments that a source told of before the bank did, one for one with what was placed, into `pg_temp.told`. */
async function findToldBySource(db: Db, councilId: number): Promise<void> {
  await db.script('analyze pg_temp.placed; drop table if exists pg_temp.told')
  await db.run(sql`
    create temporary table told on commit drop as
    ${toldBySource(
      councilId,
      sql`
        select placed.id, placed.account_id, arrived.amount, arrived.received_on
        from pg_temp.placed as placed join pg_temp.arrived as arrived using (id)`,
    )}`)
}

const over = z.object({ id: z.string(), accountId: z.string(), amount: pence })
const owed = z.object({ ref: z.string(), balance: pence, due: date })

/** Law: the payer's own word first, then the oldest (Cory Bros v Owners of the Mecca [1897] AC 286; Clayton's Case). */
async function passOnWhatIsOver(db: Db, councilId: number): Promise<void> {
  const more = await db.many(
    over,
    sql`
      select part.id, part.account_id, part.amount
      from (
        select id, account_id, amount, sum(amount) over (partition by account_id order by id) as paid
        from pg_temp.part where entry_id is null
      ) as part
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = part.account_id
      where part.paid > greatest(ledger.balance, 0)
      order by part.id`,
  )
  for (const { id, accountId, amount } of more) {
    const accounts = await db.many(owed, accountsBeside(councilId, { accountId, besides: id }))
    // The account that was named may owe nothing, and is the payer's word all the same.
    const isOwed = accounts.some(({ ref, balance }) => ref === accountId && balance > 0n)
    const plan = appropriate({
      payment: amount,
      owed: accounts.filter(({ balance }) => balance > 0n),
      said: isOwed ? accountId : undefined,
    })
    const others = plan.to.filter(({ ref }) => ref !== accountId)
    if (others.length === 0) continue
    const kept = amount - sum(others.map(part => part.amount))
    if (kept > 0n)
      await db.run(
        sql`update pg_temp.part set amount = ${kept}::bigint where id = ${id}::uuid and nth = 1`,
      )
    else await db.run(sql`delete from pg_temp.part where id = ${id}::uuid`)
    for (const [n, { ref, amount: share }] of others.entries())
      await db.run(sql`
        insert into pg_temp.part (id, nth, account_id, amount, way, why)
        select placed.id, ${n + 2}::int, ${ref}::uuid, ${share}::bigint, placed.way,
          'More was paid than the account owed that the payer named; this is the oldest other that is due.'
        from pg_temp.placed as placed where placed.id = ${id}::uuid`)
  }
}

/** The account and the others of the same source that exactly the same people owe, less what else goes to them now. */
const accountsBeside = (
  councilId: number,
  { accountId, besides }: { readonly accountId: string; readonly besides: string },
) => sql`
  select account.id::text as ref, account.due,
    (account.balance - coalesce((select sum(part.amount) from pg_temp.part as part
      where part.account_id = account.id and part.id <> ${besides}::uuid and part.entry_id is null), 0))::bigint as balance
  from (${owedByTheSame(councilId, accountId)}) as account
  where account.is_beside`
