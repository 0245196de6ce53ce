import { z } from 'zod'
import { figuresOf } from '#administration'
import type { Db } from '#platform/db.ts'
import { count, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { type Pence, sum } from '#values/money.ts'
import { allSpendingKinds, type SpendingKind, spendingKinds } from './spending-kinds.ts'

export type Channel = {
  readonly name: string
  readonly recovered: Pence
  readonly payments: number
  readonly spent: Pence
}
export type NetRecovery = {
  readonly channels: readonly Channel[]
  /** What came in on accounts on which nothing had been spent. */
  readonly without: Channel
  /** A payment is set against the last cost on its account of so many days before it: how long the council takes a step to work. */
  readonly daysAStepWorks: number
}

/** What is left of what came in once what it cost is taken off. */
export const netOf = ({ recovered, spent }: Pick<Channel, 'recovered' | 'spent'>): Pence =>
  recovered - spent

/**
 * What each channel brought in and cost, of the payments that count from these days and the costs of these days. A payment that was
 * taken back is not among them, and what was paid back of these days is taken off: together they are what the ledger has.
 */
export async function netRecovery(
  db: Db,
  {
    councilId,
    from,
    to,
  }: {
    readonly councilId: number
    readonly from: Temporal.PlainDate
    readonly to: Temporal.PlainDate
  },
): Promise<NetRecovery> {
  const daysAStepWorks = (await figuresOf(db, councilId))['step-works']
  const came = await db.many(
    z.object({ kind: z.enum(allSpendingKinds).nullable(), recovered: pence, payments: count }),
    sql`
      select step.kind, count(*) filter (where entry.kind = 'payment') as payments,
        sum(case entry.kind when 'payment' then posting.amount else -posting.amount end)::bigint as recovered
      from debts.entry as entry
      join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
      join debts.ledger_account as ledger
        on ledger.council_id = ${councilId}::int and ledger.account_id is not null
          and ledger.id = case entry.kind when 'payment' then posting.credit else posting.debit end
      left join lateral (
        select kind from charges.spending
        where council_id = ${councilId}::int and account_id = ledger.account_id and undone_at is null
          and spent_on <= entry.effective_on and spent_on > entry.effective_on - ${daysAStepWorks}::int
        order by spent_on desc, recorded_at desc, id limit 1
      ) as step on true
      where entry.council_id = ${councilId}::int and entry.kind in ('payment', 'refund')
        and entry.effective_on >= ${from}::date and entry.effective_on <= ${to}::date
        and not exists (
          select from debts.entry as undone
          where undone.council_id = ${councilId}::int and undone.reverses_id = entry.id)
      group by step.kind`,
  )
  const spent = await db.many(
    z.object({ kind: z.enum(allSpendingKinds), spent: pence }),
    sql`
      select kind, sum(amount)::bigint as spent from charges.spending
      where council_id = ${councilId}::int and undone_at is null and spent_on >= ${from}::date and spent_on <= ${to}::date
      group by kind`,
  )
  const of = (name: string, kinds: readonly (SpendingKind | null)[]): Channel => {
    const theirs = came.filter(({ kind }) => kinds.includes(kind))
    return {
      name,
      recovered: sum(theirs.map(({ recovered }) => recovered)),
      payments: theirs.reduce((total, { payments }) => total + payments, 0),
      spent: sum(spent.filter(({ kind }) => kinds.includes(kind)).map(one => one.spent)),
    }
  }
  return {
    channels: allSpendingKinds.map(kind => of(spendingKinds[kind].channel, [kind])),
    without: of('Nothing spent', [null]),
    daysAStepWorks,
  }
}
