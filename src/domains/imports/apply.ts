import { record } from '#administration'
import {
  heardBackEntry,
  heardFrom,
  takeBookForFile,
  takeInAccounts,
  takeInTransactions,
  updateAccounts,
} from '#debts'
import { takeIn } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Profile } from './profile.ts'

export type ToApply = {
  readonly councilId: number
  readonly fileId: string
  readonly feed: string
  readonly profile: Profile
  readonly actor: string
  readonly asAt: Temporal.PlainDate
}

/**
 * Applies the staged rows of a file in this transaction, as sets: people, accounts or movements, what became of each
 * row, and the file's counts. A row that was applied before, from whatever file, moves no money again; the same key with
 * another amount is put aside. All of it happens, or none.
 */
export async function applyStaged(db: Db, to: ToApply): Promise<void> {
  await sortOut(db, to)
  await applySorted(db, to)
  await record(db, {
    councilId: to.councilId,
    actor: to.actor,
    action: 'applied',
    objectKind: 'import file',
    objectId: to.fileId,
    detail: { feed: to.feed },
  })
}

/** Applies what `sortOut` found sound, writes what became of each row, and counts the file again. */
export async function applySorted(db: Db, to: ToApply): Promise<void> {
  const { profile } = to
  await db.script('drop table if exists pg_temp.good')
  await db.run(sql`
    create temporary table good on commit drop as
    select staged.*, ${to.feed}::text || '/' || natural_key as source_id
    from pg_temp.outcome join pg_temp.staged as staged on staged.row_no = outcome.row_no
    where outcome.state = 'applied'`)
  await db.script('analyze pg_temp.good')
  if (profile.kind === 'transactions') await applyTransactions(db, to)
  else await applyAccounts(db, to)
  if (profile.kind !== 'register')
    await heardFrom(db, { councilId: to.councilId, source: profile.source, asAt: to.asAt })
  await writeRows(db, to)
}

/**
 * Decides for each staged row, into `pg_temp.outcome`: applied, duplicate or put aside, and why. From here to the end of
 * the transaction no other file of the council is applied: two that overlap would each think themselves first.
 */
export async function sortOut(db: Db, { councilId, feed, profile, asAt }: ToApply): Promise<void> {
  await takeBookForFile(db, councilId)
  await db.script(`
    analyze pg_temp.staged;
    drop table if exists pg_temp.outcome;
    create temporary table outcome (row_no int primary key, state text, column_name text, reason text, is_known boolean)
      on commit drop`)
  const account = sql`select id from debts.account as account
    where account.council_id = ${councilId}::int and account.source = staged.source and account.reference = staged.reference`
  const ownRule =
    profile.kind === 'transactions'
      ? sql`
        when staged.kind <> 'payment' and not exists (${account}) then 'unknown'
        when exists (select from debts.entry as entry where entry.council_id = ${councilId}::int
          and entry.reference = staged.source || ':' || staged.transaction_reference) then 'known'`
      : sql`
        when not exists (select from debts.debt_type as kind
          where kind.council_id = ${councilId}::int and kind.name = staged.debt_type) then 'no such debt'
        when exists (${account}) then 'known'`
  await db.run(sql`
    insert into pg_temp.outcome
    select row_no,
      case verdict when 'good' then 'applied' when 'again' then 'duplicate' when 'before' then 'duplicate' else 'put aside' end,
      case verdict when 'fault' then fault_column when 'unknown' then 'account' when 'no such debt' then 'debt type'
        when 'good' then null else 'reference' end,
      case verdict
        when 'fault' then fault
        when 'again' then 'The same row is on line ' || first_line || ' of this file'
        when 'conflict here' then 'Line ' || first_line || ' of this file has the same reference and says something else'
        when 'before' then 'Already loaded on ' || to_char(before_at at time zone 'Europe/London', 'DD Mon YYYY')
        when 'conflict before' then 'It was loaded on ' || to_char(before_at at time zone 'Europe/London', 'DD Mon YYYY') || ' with another amount'
        when 'unknown' then 'no account of this source has that reference'
        when 'known' then 'this source has given something with that reference before'
        when 'no such debt' then 'the council’s register has no such type of debt' end,
      verdict = 'before' and not is_told_later
    from (
      select staged.row_no, told.natural_key is not null as is_told_later, staged.fault_column, staged.fault, first.line_no as first_line, before.received_at as before_at,
        case
          when staged.fault is not null then 'fault'
          when first.row_no <> staged.row_no and first.amount = staged.amount
            and (${profile.kind === 'register'}::boolean is false or (first.name, first.rateable_value, first.lines) is not distinct from (staged.name, staged.rateable_value, staged.lines)) then 'again'
          when first.row_no <> staged.row_no then 'conflict here'
          when before.row_no is not null and before.amount = staged.amount then 'before'
          when before.row_no is not null then 'conflict before'
          ${ownRule}
          else 'good' end as verdict
      from pg_temp.staged as staged
      left join (
        select distinct on (natural_key) natural_key, row_no, line_no, amount, name, rateable_value, lines
        from pg_temp.staged
        where fault is null
        order by natural_key, row_no
      ) as first on first.natural_key = staged.natural_key and staged.fault is null
      left join lateral (
        select row.row_no, row.amount, file.received_at
        from imports.row as row
        join imports.file as file on file.council_id = ${councilId}::int and file.id = row.file_id
        where row.council_id = ${councilId}::int and row.feed = ${feed}::text and row.natural_key = staged.natural_key
          and row.state = 'applied'
      ) as before on staged.fault is null
      -- A file of an earlier day that comes late has nothing to tell of what a later one has said since.
      left join (
        select distinct said.natural_key
        from imports.file as later
        join imports.row as said on said.council_id = ${councilId}::int and said.file_id = later.id
        where later.council_id = ${councilId}::int and later.feed = ${feed}::text and later.as_at > ${asAt}::date
          and said.state <> 'put aside'
      ) as told on told.natural_key = staged.natural_key
    ) as judged`)
  await db.script('analyze pg_temp.outcome')
}

async function applyAccounts(db: Db, { councilId, fileId, actor, asAt }: ToApply): Promise<void> {
  // An account that is known says again who its people are: they may have moved, or died.
  await db.script('drop table if exists pg_temp.said, pg_temp.person')
  await db.run(sql`
    create temporary table said on commit drop as
    select staged.*, outcome.is_known from pg_temp.outcome join pg_temp.staged as staged on staged.row_no = outcome.row_no
    where outcome.state = 'applied' or outcome.is_known`)
  await db.run(sql`
    create temporary table person on commit drop as
    select row_no * 2 as row_no, source, person_number, party_kind as kind, name, date_of_birth, national_insurance_number,
      company_number, coalesce(lines, '{}') as lines, coalesce(postcode, '') as postcode, telephone, email, is_placeholder,
      has_odd_characters, deceased_on
    from pg_temp.said
    union all
    select row_no * 2 + 1, source, joint_person_number, 'person', joint_name, joint_date_of_birth,
      joint_national_insurance_number, null, coalesce(lines, '{}'), coalesce(postcode, ''), null, null, false, false, null
    from pg_temp.said where joint_person_number is not null`)
  await db.script('analyze pg_temp.person')
  await takeIn(db, { councilId, records: sql`select * from pg_temp.person`, fileId, actor, asAt })
  await updateAccounts(db, {
    councilId,
    accounts: sql`select * from pg_temp.said where is_known`,
    asAt,
  })
  await takeInAccounts(db, {
    councilId,
    accounts: sql`select * from pg_temp.good`,
    fileId,
    actor,
    asAt,
  })
}

async function applyTransactions(db: Db, { councilId, actor }: ToApply): Promise<void> {
  await db.script('drop table if exists pg_temp.movement')
  await db.run(sql`
    create temporary table movement on commit drop as
    select good.source, good.transaction_reference, account.id as account_id, good.kind, good.amount, good.effective_on,
      good.narrative, good.payer_name, good.given_reference, good.source_id
    from pg_temp.good as good
    left join debts.account as account
      on account.council_id = ${councilId}::int and account.source = good.source and account.reference = good.reference`)
  await db.script('analyze pg_temp.movement')
  await takeInTransactions(db, {
    councilId,
    transactions: sql`select * from pg_temp.movement`,
    actor,
  })
}

/** Keeps what became of each row, and counts the file from what was kept. */
async function writeRows(db: Db, { councilId, fileId, feed, profile }: ToApply): Promise<void> {
  const entry =
    profile.kind === 'transactions'
      ? heardBackEntry(councilId, sql`staged.source || ':' || staged.transaction_reference`)
      : sql`platform.id_of('entry', ${councilId}::int, staged.source || '/' || staged.reference)`
  await db.run(sql`
    insert into imports.row
      (council_id, file_id, row_no, line_no, feed, state, natural_key, amount, entry_id, column_name, reason, raw)
    select ${councilId}::int, ${fileId}::uuid, staged.row_no, staged.line_no, ${feed}::text, outcome.state, staged.natural_key,
      staged.amount,
      case when outcome.state = 'applied' and staged.amount > 0 then ${entry} end,
      outcome.column_name, outcome.reason,
      case when outcome.state = 'put aside' then coalesce(staged.raw, '{}') end
    from pg_temp.outcome
    join pg_temp.staged as staged on staged.row_no = outcome.row_no
    on conflict (council_id, file_id, row_no) do update set
      state = excluded.state, natural_key = excluded.natural_key, amount = excluded.amount, entry_id = excluded.entry_id,
      column_name = excluded.column_name, reason = excluded.reason, raw = excluded.raw`)
  await db.run(sql`
    update imports.file as file set
      state = case when kind = 'register' then 'registered' else 'applied' end, finished_at = clock_timestamp(),
      applied_rows = counted.applied_rows, put_aside_rows = counted.put_aside_rows, duplicate_rows = counted.duplicate_rows,
      applied = counted.applied, put_aside = counted.put_aside, duplicate = counted.duplicate, total = counted.total,
      physical_rows = counted.rows
    from (
      select count(*)::int as rows, coalesce(sum(amount), 0)::bigint as total,
        count(*) filter (where state = 'applied')::int as applied_rows,
        count(*) filter (where state = 'put aside')::int as put_aside_rows,
        count(*) filter (where state = 'duplicate')::int as duplicate_rows,
        coalesce(sum(amount) filter (where state = 'applied'), 0)::bigint as applied,
        coalesce(sum(amount) filter (where state = 'put aside'), 0)::bigint as put_aside,
        coalesce(sum(amount) filter (where state = 'duplicate'), 0)::bigint as duplicate
      from imports.row where council_id = ${councilId}::int and file_id = ${fileId}::uuid
    ) as counted
    where file.council_id = ${councilId}::int and file.id = ${fileId}::uuid`)
}
