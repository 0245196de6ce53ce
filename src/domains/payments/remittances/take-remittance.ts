import { createHash } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome } from '#values/outcome.ts'
import { standardReference } from '../receipts/references.ts'
import { type Judged, judgeRow, type RemittanceRow } from './judge-row.ts'
import { readRemittance } from './read-remittance.ts'

/** Bytes. A busy agent's week is a hundredth of this. */
export const largestRemittance = 10_000_000

/**
 * Takes an agent's remittance in, whole or not at all: its bytes are kept, and every row waits to be posted or is put aside with what
 * to ask the agent. Nothing is posted here: the money is at the bank, and is opened by `postRemittance`. The same bytes again
 * change nothing.
 */
export async function takeRemittance(
  db: Db,
  {
    councilId,
    agent,
    fileName,
    bytes,
    today,
    actor,
  }: {
    readonly councilId: number
    readonly agent: string
    readonly fileName: string
    readonly bytes: Uint8Array
    readonly today: Temporal.PlainDate
    readonly actor: string
  },
): Promise<Outcome<{ readonly remittanceId: string; readonly again: boolean }>> {
  const rows = await readRemittance(bytes)
  if (!rows.ok) return rows
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { id: remittanceId, isNew } = await db.one(
    z.object({ id: z.string(), isNew: z.boolean() }),
    sql`
      with added as (
        insert into payments.remittance (council_id, id, agent, file_name, sha256, content, taken_by)
        values (${councilId}::int, platform.id_of('remittance', ${councilId}::int, ${sha256}::text), ${agent}::text,
          ${fileName.slice(0, 200)}::text, ${sha256}::text, decode(${Buffer.from(bytes).toString('base64')}::text, 'base64'), ${actor}::text)
        on conflict (council_id, sha256) do nothing
        returning id
      )
      select platform.id_of('remittance', ${councilId}::int, ${sha256}::text) as id, exists (select from added) as is_new`,
  )
  if (!isNew) return done({ remittanceId, again: true })
  await keepRows(db, {
    councilId,
    remittanceId,
    rows: rows.value.map(row => ({ row, judged: judgeRow(row, today) })),
  })
  await record(db, {
    councilId,
    actor,
    action: 'taken in',
    objectKind: 'remittance',
    objectId: remittanceId,
    detail: { rows: rows.value.length },
  })
  return done({ remittanceId, again: false })
}

/**
 * Keeps the rows, each with the one account that its reference is of. Put aside besides: a reference that is of no account or of several, and
 * a row that was told before, here or in an earlier file.
 */
async function keepRows(
  db: Db,
  {
    councilId,
    remittanceId,
    rows,
  }: {
    readonly councilId: number
    readonly remittanceId: string
    readonly rows: readonly { readonly row: RemittanceRow; readonly judged: Judged }[]
  },
): Promise<void> {
  const column = <T>(of: (each: (typeof rows)[number]) => T): T[] => rows.map(of)
  const pence = (of: (row: RemittanceRow) => bigint | undefined) =>
    column(({ row }) => of(row) ?? null)
  await db.run(sql`
    insert into payments.remittance_row
      (council_id, remittance_id, row, placement, given, code, notes, paid_on, collected, fee, remitted, account_id, state, query, why)
    select ${councilId}::int, ${remittanceId}::uuid, told.row, told.placement, whose.given, told.code, told.notes, told.paid_on, told.collected,
      told.fee, told.remitted, whose.account_id,
      case when wrong.says is null then told.state else 'put aside' end,
      nullif(concat_ws(' ', nullif(told.query, ''), wrong.says), ''), told.why
    from (
      select given.*, row_number() over (
        partition by placement, given, code, paid_on, collected, fee, remitted order by row) as nth
      from unnest(
        ${column(({ row }) => row.row)}::int[], ${column(({ row }) => row.placement)}::text[], ${column(({ row }) => row.given)}::text[],
        ${column(({ row }) => row.quoted)}::text[], ${column(({ row }) => standardReference(row.quoted))}::text[], ${column(({ row }) => row.code)}::text[],
        ${column(({ row }) => row.notes)}::text[], ${column(({ row }) => row.paidOn?.toString() ?? null)}::date[],
        ${pence(row => row.collected)}::bigint[], ${pence(row => row.fee)}::bigint[], ${pence(row => row.remitted)}::bigint[],
        ${column(({ judged }) => judged.state)}::text[], ${column(({ judged }) => judged.query ?? '')}::text[],
        ${column(({ judged }) => judged.why)}::text[]
      ) as given (row, placement, given, quoted, standard, code, notes, paid_on, collected, fee, remitted, state, query, why)
    ) as told
    left join lateral (
      select count(*) as accounts, (array_agg(account.id))[1] as account_id from debts.account as account
      where account.council_id = ${councilId}::int and account.standard_reference = told.standard
    ) as found on true
    -- A reference that is an account's is kept as it is; of any other, what may be.
    cross join lateral (
      select case when found.accounts = 1 then found.account_id end as account_id,
        case when found.accounts = 1 then told.quoted else told.given end as given
    ) as whose
    left join lateral (
      select concat_ws(' ',
        case when found.accounts = 0 then 'There is no account with its reference.'
          when found.accounts > 1 then 'More than one source has an account with its reference.' end,
        case when told.nth > 1 or exists (
          select from payments.remittance_row as before
          where before.council_id = ${councilId}::int and before.remittance_id <> ${remittanceId}::uuid
            and before.placement = told.placement and before.given = whose.given and before.code = told.code and before.paid_on = told.paid_on
            and before.collected = told.collected and before.fee = told.fee and before.remitted = told.remitted
            and before.state <> 'closed')
          then 'The same was told before. Is it another payment?' end) as text
    ) as doubts on true
    cross join lateral (select nullif(doubts.text, '') as says) as wrong`)
}
