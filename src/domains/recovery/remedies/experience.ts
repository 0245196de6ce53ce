import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatPounds } from '#values/money.ts'
import type { RemedyKind } from './kinds.ts'

/** From how many of a council's own a figure is more than a rough guide: our choice. */
const plenty = 100
/** How long ago they may have ended, in days: two years. */
const daysBack = 730

const row = z.object({
  remedy: z.string(),
  ended: z.number(),
  days: z.number(),
  owed: pence,
  paid: pence,
})
/** What a remedy brought to this council: how many ended, half of them within so many days, what was owed and what was paid. */
export type Experience = Omit<z.infer<typeof row>, 'remedy'>

/**
 * What this council's own remedies brought for a kind of debt, of those that ended in the last two years: by remedy. What was not
 * begun, or what we called off, tells nothing. Paid: what was posted as payments while each ran, reversed ones left out.
 */
export const experienceOf = async (
  db: Db,
  {
    councilId,
    family,
    today,
  }: {
    readonly councilId: number
    readonly family: string
    readonly today: Temporal.PlainDate
  },
): Promise<ReadonlyMap<string, Experience>> => {
  const rows = await db.many(
    row,
    sql`
      select choice.remedy, count(*)::int as ended,
        (percentile_disc(0.5) within group (order by ended.done_on - began.done_on))::int as days,
        sum(choice.balance)::bigint as owed, sum(least(money.paid, choice.balance))::bigint as paid
      from recovery.remedy_choice as choice
      join debts.account as account on account.council_id = ${councilId}::int and account.id = choice.account_id
      join debts.debt_type as type
        on type.council_id = ${councilId}::int and type.name = account.debt_type and type.family = ${family}::text
      join recovery.remedy_event as began
        on began.council_id = ${councilId}::int and began.choice_id = choice.id and began.kind = 'in force'
      join recovery.remedy_event as ended
        on ended.council_id = ${councilId}::int and ended.choice_id = choice.id and ended.kind = 'ended'
        and ended.return_code not in ('not begun', 'called off')
        and ended.done_on > ${today}::date - ${daysBack}::int
      cross join lateral (
        select coalesce(sum(posting.amount), 0) as paid
        from debts.posting as posting
        join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = posting.entry_id
        where posting.council_id = ${councilId}::int and posting.credit = choice.account_id and entry.kind = 'payment'
          and entry.effective_on between began.done_on and ended.done_on
          and not exists (
            select from debts.entry as reversal
            where reversal.council_id = ${councilId}::int and reversal.reverses_id = entry.id)
      ) as money
      where choice.council_id = ${councilId}::int
      group by choice.remedy`,
  )
  return new Map(rows.map(({ remedy, ...experience }) => [remedy, experience]))
}

/** What to expect of a remedy, from this council's own, and how far to trust it; never a figure from fewer than are `enough`. */
export function expectedInWords(
  kind: RemedyKind,
  experience: ReadonlyMap<string, Experience>,
  enough: number,
): string {
  const { ended, days, owed, paid } = experience.get(kind) ?? {
    ended: 0,
    days: 0,
    owed: 0n,
    paid: 0n,
  }
  if (ended < enough || owed <= 0n) {
    const have = ended === 0 ? 'none has ended here yet' : `only ${ended} ended here`
    return `Not known yet: ${have}, and ${enough} are needed`
  }
  const percent = (paid * 100n) / owed
  return `${percent}% of what was owed was paid (${formatPounds(paid)} of ${formatPounds(owed)}), half of them within ${days} days; from ${ended} of our own${ended < plenty ? ', so a rough guide' : ''}`
}
