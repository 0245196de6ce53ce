import { ledgerAccount, postSet } from '#debts'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import type { Change } from './changes.ts'
import { actor } from './actor.ts'

type Day = Temporal.PlainDate

/** One entry of the ledger that is a charge's: less than nothing takes off the debt. */
export type Line = {
  readonly componentId: string
  readonly accountId: string
  readonly reference: string
  readonly kind: 'costs' | 'interest' | 'adjustment' | 'reversal'
  readonly on: Day
  readonly narrative: string
  readonly sourceKind: string
  readonly sourceId: string
  readonly reversesId: string | null
  readonly place: 'costs' | 'interest'
  readonly amount: Pence
  readonly what: 'charged' | 'corrected' | 'waived'
  readonly month: Day | null
}

/** Posts the entries as one set, and writes down whose they are. A reference is used once for ever. */
export async function postLines(
  db: Db,
  {
    councilId,
    lines,
    by = actor,
  }: { readonly councilId: number; readonly lines: readonly Line[]; readonly by?: string },
): Promise<void> {
  if (lines.length === 0) return
  const place = (kind: 'costs' | 'interest'): Sql => ledgerAccount(councilId, kind)
  const side = (isDebit: boolean): Sql => sql`
    case when (line.amount > 0) = ${isDebit}::boolean then line.account_id
      when line.place = 'costs' then ${place('costs')} else ${place('interest')} end`
  const told = sql`
    unnest(
      ${lines.map(({ reference }) => reference)}::text[], ${lines.map(({ kind }) => kind)}::text[],
      ${lines.map(({ on }) => on)}::date[], ${lines.map(({ narrative }) => narrative)}::text[],
      ${lines.map(({ sourceKind }) => sourceKind)}::text[], ${lines.map(({ sourceId }) => sourceId)}::text[],
      ${lines.map(({ reversesId }) => reversesId)}::uuid[], ${lines.map(one => one.place)}::text[],
      ${lines.map(({ amount }) => amount)}::bigint[], ${lines.map(({ accountId }) => accountId)}::uuid[],
      ${lines.map(({ componentId }) => componentId)}::uuid[], ${lines.map(({ what }) => what)}::text[],
      ${lines.map(({ month }) => month)}::date[]
    ) as line (reference, kind, effective_on, narrative, source_kind, source_id, reverses_id, place, amount, account_id,
      component_id, what, month)`
  await postSet(db, {
    councilId,
    actor: by,
    entries: sql`
      select line.reference, line.kind, line.effective_on, line.narrative, line.source_kind, line.source_id,
        line.reverses_id, 1 as line, ${side(true)} as debit, ${side(false)} as credit, abs(line.amount) as amount
      from ${told}`,
  })
  await db.run(sql`
    insert into charges.component_entry (council_id, entry_id, component_id, amount, what, month)
    select ${councilId}::int, platform.id_of('entry', ${councilId}::int, line.reference), line.component_id,
      line.amount, line.what, line.month
    from ${told}`)
}

/** Posts what brings interest to what it comes to. */
export const postChanges = (
  db: Db,
  { councilId, changes }: { readonly councilId: number; readonly changes: readonly Change[] },
): Promise<void> => postLines(db, { councilId, lines: changes.map(lineOf) })

function lineOf({ component, is, amount, month, on, nth, entry, narrative }: Change): Line {
  const own = {
    componentId: component.id,
    accountId: component.accountId,
    on,
    narrative,
    place: 'interest',
    month,
  } as const
  if (entry)
    return {
      ...own,
      reference: `${entry.reference}/reversed`,
      kind: 'reversal',
      sourceKind: 'reversal',
      sourceId: entry.entryId,
      reversesId: entry.entryId,
      amount: -amount,
      what: 'corrected',
    }
  const named = `${component.id}/${month.toString()}/${nth}`
  return {
    ...own,
    reference: `interest/${named}`,
    kind: is === 'added' ? 'interest' : 'adjustment',
    sourceKind: 'interest',
    sourceId: named,
    reversesId: null,
    amount: is === 'added' ? amount : -amount,
    what: is === 'added' ? 'charged' : 'corrected',
  }
}
