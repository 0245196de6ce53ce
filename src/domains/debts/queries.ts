import { z } from 'zod'
import { partiesOf, restrictedRecord } from '#parties'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { Refused } from '#web/refused.ts'
import { notFound } from '#web/route.ts'
import type { EntryKind } from './ledger.ts'

const account = z.object({
  id: z.string(),
  source: z.string(),
  reference: z.string(),
  debtType: z.string(),
  family: z.string(),
  governingLaw: z.string(),
  owningService: z.string(),
  leadPartyId: z.string(),
  leadName: z.string(),
  periodFrom: date.nullable(),
  periodTo: date.nullable(),
  dueOn: date.nullable(),
  instalmentsDueOn: z.array(date),
  instalments: z.array(pence),
  property: z.string().nullable(),
  balance: pence,
  /** What is late today, and since when. */
  overdue: pence,
  oldestDueOn: date.nullable(),
  nextDueOn: date.nullable(),
  asAt: date,
  /** When its source last told us anything. */
  heardAt: instant.nullable(),
  liability: z.enum(['sole', 'joint']),
})
/** One debt, with what is owed on a day. */
export type Account = z.infer<typeof account>

/** The end of an address, where a source writes a property with its postcode in one text. */
const postcode = '[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}'

/** The accounts whose ids `which` selects, without the address of a home that is confidential. Those are found first: guessed at together, every account would be added up. */
const accounts = (councilId: number, today: Temporal.PlainDate, which: Sql): Sql => sql`
  with wanted as materialized (${which})
  select
    account.id, account.source, account.reference, account.debt_type, kind.family, kind.governing_law,
    kind.owning_service, account.lead_party_id, lead.name as lead_name, account.period_from, account.period_to,
    account.due_on, account.instalments_due_on, account.instalments, case when not exists (
      select from debts.liability
      join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
      join parties.live_mark as mark on mark.council_id = ${councilId}::int and mark.person_id = liable.person_id
      where liability.council_id = ${councilId}::int and liability.account_id = account.id and mark.mark = 'confidential'
        and mark.standard_form = parties.standard_address(
          array[regexp_replace(property.address, ${`,? *${postcode} *$`}::text, '', 'i')],
          coalesce(nullif(property.postcode, ''), trim(substring(upper(property.address) from ${`${postcode} *$`}::text)), ''))
    ) then property.address end as property, ledger.balance,
    arrears.overdue, arrears.oldest_due_on, arrears.next_due_on,
    greatest(account.as_at, source.as_at) as as_at, source.heard_at,
    case when exists (
      select from debts.liability
      where liability.council_id = ${councilId}::int and liability.account_id = account.id and liability.kind = 'joint'
    ) then 'joint' else 'sole' end as liability
  from wanted
  join debts.account as account on account.council_id = ${councilId}::int and account.id = wanted.id
  join debts.debt_type as kind on kind.council_id = ${councilId}::int and kind.name = account.debt_type
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
  left join debts.source as source on source.council_id = ${councilId}::int and source.source = account.source
  left join debts.property as property on property.council_id = ${councilId}::int and property.id = account.property_id
  cross join lateral debts.arrears(
    ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${today}::date) as arrears`

export const findAccount = (
  db: Db,
  councilId: number,
  id: string,
  today: Temporal.PlainDate,
): Promise<Account | undefined> =>
  db.maybeOne(account, accounts(councilId, today, sql`select ${id}::uuid as id`))

/** Accounts a source system calls by this reference: a reference is unique only within its source. */
export const accountsByReference = (
  db: Db,
  councilId: number,
  reference: string,
  today: Temporal.PlainDate,
): Promise<readonly Account[]> =>
  db.many(
    account,
    sql`
      ${accounts(
        councilId,
        today,
        sql`
          select id from debts.account
          where council_id = ${councilId}::int and reference = ${reference}::text limit 20`,
      )}
      order by account.source`,
  )

/**
 * The accounts of each of these references, whoever may see them: ids, by what was asked, which may have the source before
 * it, as `source/reference`. One that is not there is left out.
 */
export const accountsCalled = async (
  db: Db,
  { councilId, references }: { readonly councilId: number; readonly references: readonly string[] },
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = await db.many(
    z.object({ asked: z.string(), ids: z.array(z.string()) }),
    sql`
      select called.asked, array_agg(called.id::text order by called.id) as ids
      from (
        select asked, account.id
        from unnest(${[...references]}::text[]) as asked
        join debts.account as account on account.council_id = ${councilId}::int and account.reference = asked
        union
        select asked, account.id
        from unnest(${[...references]}::text[]) as asked
        join debts.account as account
          on account.council_id = ${councilId}::int and account.reference = substr(asked, strpos(asked, '/') + 1)
          and account.source = split_part(asked, '/', 1)
      ) as called
      group by called.asked`,
  )
  return new Map(found.map(({ asked, ids }) => [asked, ids]))
}

/** Whether an account with this id or reference is there whose person the viewer may not see. */
export const isAccountRestricted = async (
  db: Db,
  councilId: number,
  { id, reference }: { readonly id?: string; readonly reference?: string },
): Promise<boolean> =>
  (await db.run(sql`
    select from debts.account as account
    where account.council_id = ${councilId}::int
      and (account.id = ${id ?? null}::uuid or account.reference = ${reference ?? null}::text)
      and not exists (
        select from parties.party as lead
        where lead.council_id = ${councilId}::int and lead.id = account.lead_party_id)
    limit 1`)) > 0

/** The account to show on a page. Not found where there is none; refused, naming nobody, where its person is restricted. */
export async function accountToOpen(
  db: Db,
  councilId: number,
  id: string,
  today: Temporal.PlainDate,
): Promise<Account> {
  const found = await findAccount(db, councilId, id, today)
  if (found) return found
  if (await isAccountRestricted(db, councilId, { id })) throw new Refused(403, restrictedRecord)
  return notFound()
}

/** Every account someone is liable for, alone or jointly; what is late first. */
export const accountsOf = (
  db: Db,
  councilId: number,
  partyId: string,
  today: Temporal.PlainDate,
): Promise<readonly Account[]> =>
  db.many(
    account,
    sql`
      ${accounts(
        councilId,
        today,
        sql`
          select distinct account_id as id from debts.liability
          where council_id = ${councilId}::int and party_id in (${partiesOf(councilId, partyId)})`,
      )}
      order by arrears.overdue desc, ledger.balance desc, account.source, account.reference`,
  )

const liable = z.object({ partyId: z.string(), name: z.string(), kind: z.enum(['sole', 'joint']) })
export type Liable = z.infer<typeof liable>

export const liableFor = (
  db: Db,
  councilId: number,
  accountId: string,
): Promise<readonly Liable[]> =>
  db.many(
    liable,
    sql`
      select liability.party_id, party.name, liability.kind
      from debts.liability as liability
      join parties.party as party on party.council_id = ${councilId}::int and party.id = liability.party_id
      where liability.council_id = ${councilId}::int and liability.account_id = ${accountId}::uuid
      order by party.name`,
  )

/** Every kind of entry there is, for reading rows. */
export const entryKinds: readonly [EntryKind, ...EntryKind[]] = [
  'charge',
  'payment',
  'costs',
  'interest',
  'adjustment',
  'refund',
  'transfer',
  'reversal',
]
const parts = ['principal', 'costs', 'interest', 'compensation'] as const
/** Which part of a balance a movement belongs to. */
export type Part = (typeof parts)[number]

const line = z.object({
  entryId: z.string(),
  kind: z.enum(entryKinds),
  /** Which part of the balance it moved; a reversal moves what it undoes had moved. */
  part: z.enum(parts),
  /** Whether it is what the council waived. */
  isWaiver: z.boolean(),
  /** What a reversal undoes, so that the parts of a balance stay true. */
  reversedKind: z.enum(entryKinds).nullable(),
  effectiveOn: date,
  recordedAt: instant,
  reference: z.string(),
  narrative: z.string(),
  /** What it added to the debt; less than nothing when it took away. */
  amount: pence,
  /** The balance after it, in order of posting. */
  balance: pence,
})
/** One movement on an account, as a statement shows it. */
export type StatementLine = z.infer<typeof line>

const movements = (councilId: number, accountIds: readonly string[]): Sql => sql`
  select entry.id as entry_id, entry.kind, reversed.kind as reversed_kind,
    debts.part_of(coalesce(reversed.kind, entry.kind), coalesce(reversed.source_kind, entry.source_kind)) as part,
    coalesce(reversed.source_kind, entry.source_kind) like '% waived' as is_waiver, entry.effective_on, entry.recorded_at,
    entry.reference, entry.narrative, leg.amount, leg.account_id, leg.number,
    (sum(leg.amount) over (partition by leg.account_id order by entry.effective_on, leg.number))::bigint as balance
  from (
    select entry_id, number, amount, debit as account_id from debts.posting
    where council_id = ${councilId}::int and debit = any(${[...accountIds]}::uuid[])
    union all
    select entry_id, number, -amount, credit as account_id from debts.posting
    where council_id = ${councilId}::int and credit = any(${[...accountIds]}::uuid[])
  ) as leg
  join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = leg.entry_id
  left join debts.entry as reversed
    on reversed.council_id = ${councilId}::int and reversed.id = entry.reverses_id`

/** Everything that happened to an account, oldest first, each with the balance after it. */
export const statementOf = (
  db: Db,
  councilId: number,
  accountId: string,
): Promise<readonly StatementLine[]> =>
  db.many(line, sql`${movements(councilId, [accountId])} order by entry.effective_on, leg.number`)

const ofAccount = line.extend({ accountReference: z.string() })

/** The newest movements on any of these accounts, newest first, each with the balance of its account after it. */
export const statementsOf = (
  db: Db,
  councilId: number,
  accountIds: readonly string[],
  limit = 200,
): Promise<readonly z.infer<typeof ofAccount>[]> =>
  db.many(
    ofAccount,
    sql`
      select movement.*, account.reference as account_reference
      from (${movements(councilId, accountIds)}) as movement
      join debts.account as account on account.council_id = ${councilId}::int and account.id = movement.account_id
      order by movement.effective_on desc, movement.number desc
      limit ${limit}::int`,
  )
