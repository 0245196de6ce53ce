import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { agreeing, namesIn } from './agreeing.ts'
import type { Receipt } from './receipt.ts'
import { nearMisses, possibleReferences } from './references.ts'
import { schemesOf } from './schemes.ts'

const found = z.object({
  accountId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  leadName: z.string(),
  periodFrom: date.nullable(),
  balance: pence,
  isQuoted: z.boolean(),
  isNear: z.boolean(),
  isBefore: z.boolean(),
  names: z.number(),
  isBalance: z.boolean(),
  isInstalment: z.boolean(),
  isOverdue: z.boolean(),
})

/** An account that a receipt may be for, and why it is thought so, in words. */
export type Suggestion = z.infer<typeof found> & { readonly why: string }

const most = 9
/** A name that so many have is only looked at where the amount agrees too. */
const tooCommon = 500

/** The accounts that a receipt may be for, the likeliest first, each with what speaks for it. At most nine: a key each. */
export async function suggest(
  db: Db,
  councilId: number,
  { given, payer, amount, receivedOn }: Pick<Receipt, 'given' | 'payer' | 'amount' | 'receivedOn'>,
): Promise<readonly Suggestion[]> {
  const schemes = await schemesOf(db, councilId)
  const quoted = possibleReferences(given, schemes)
  const near = quoted.slice(0, 6).flatMap(word => nearMisses(word, schemes))
  const rows = await db.many(
    found,
    sql`
      with mentioned as materialized (
        select id as account_id, bool_or(word.is_quoted) as is_quoted, false as is_before
        from (
          select unnest(${[...quoted]}::text[]) as reference, true as is_quoted
          union all select unnest(${near}::text[]), false
        ) as word
        join debts.account as account
          on account.council_id = ${councilId}::int and account.standard_reference = word.reference
        group by id
      ), before as materialized (
        select distinct posting.account_id
        from payments.receipt as receipt
        join payments.receipt_posting as posting on posting.council_id = ${councilId}::int and posting.receipt_id = receipt.id
        where receipt.council_id = ${councilId}::int and receipt.payer = ${payer}::text and receipt.given = ${given}::text
          and ${payer}::text <> '' and posting.undone_at is null
      ), bearer as materialized (
        select key.party_id
        from (select ${namesIn(sql`${payer}::text`)} as names) as payer
        join parties.search_key as key on key.council_id = ${councilId}::int and key.key = any (payer.names)
        group by key.party_id order by count(*) desc, key.party_id limit ${tooCommon}::int
      ), candidate as materialized (
        select account_id from mentioned
        union select account_id from before
        union select liability.account_id from bearer
        join debts.liability as liability
          on liability.council_id = ${councilId}::int and liability.party_id = bearer.party_id
      ), agreed as materialized (
        ${agreeing(
          councilId,
          sql`
            select ${'00000000-0000-0000-0000-000000000000'}::uuid as id, account_id, ${amount}::bigint as amount,
              ${payer}::text as payer, ${receivedOn}::date as received_on from candidate`,
        )}
      )
      select agreed.account_id, agreed.reference, account.debt_type, lead.name as lead_name, account.period_from, agreed.balance,
        coalesce(mentioned.is_quoted, false) as is_quoted, mentioned.account_id is not null and not mentioned.is_quoted as is_near,
        before.account_id is not null as is_before, agreed.names, agreed.is_balance, agreed.is_instalment, agreed.is_overdue
      from agreed
      join debts.account as account on account.council_id = ${councilId}::int and account.id = agreed.account_id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      left join mentioned on mentioned.account_id = agreed.account_id
      left join before on before.account_id = agreed.account_id
      where mentioned.account_id is not null or before.account_id is not null or agreed.names >= 2
        or agreed.names = 1 and (agreed.is_balance or agreed.is_instalment or agreed.is_overdue)
      order by
        (case when mentioned.is_quoted then 6 when mentioned.account_id is not null then 3 else 0 end)
          + (case when before.account_id is not null then 4 else 0 end) + least(agreed.names, 2) * 2
          + (case when agreed.is_balance or agreed.is_instalment or agreed.is_overdue then 2 else 0 end)
          + (case when agreed.balance > 0 then 1 else 0 end) desc,
        agreed.reference
      limit ${most}::int`,
  )
  return rows.map(row => ({ ...row, why: reasons(row) }))
}

const reasons = (row: z.infer<typeof found>): string => {
  const all = [
    row.isQuoted && 'the payer gave its reference',
    row.isNear && 'its reference is a slip away from what the payer gave',
    row.isBefore && 'the same payer with the same words paid it before',
    row.names >= 2 && 'the whole name agrees',
    row.names === 1 && 'part of the name agrees',
    row.isBalance
      ? 'the amount is all that is owed'
      : row.isOverdue
        ? 'the amount is what is overdue'
        : row.isInstalment && 'the amount is an instalment',
  ].filter(reason => reason !== false)
  return all.length === 0 ? '' : `${all.join(', ')}.`.replace(/^./, first => first.toUpperCase())
}
