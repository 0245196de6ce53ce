import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import type { ListLine } from './list-file.ts'
import { refundStates } from './refund.ts'

/** The kind of approval that a list needs. */
export const listKind = 'refund list'

const list = z.object({
  id: z.string(),
  state: z.enum(['proposed', 'released', 'withdrawn']),
  serial: z.number().nullable(),
  refunds: z.number(),
  total: pence,
  proposedBy: z.string(),
  proposedAt: instant,
  releasedBy: z.string().nullable(),
  releasedAt: instant.nullable(),
  sha256: z.string().nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnWhy: z.string().nullable(),
  /** Of how many nobody has said yet what became of them. */
  awaited: count,
})
/** Refunds handed to finance together, or proposed to be. */
export type RefundList = z.infer<typeof list>

const lists = (councilId: number): Sql => sql`
  select list.id, list.state, list.serial, list.refunds, list.total, list.proposed_by, list.proposed_at,
    list.released_by, list.released_at, list.sha256, list.withdrawn_by, list.withdrawn_why, (
      select count(*) from payments.refund as refund
      where refund.council_id = ${councilId}::int and refund.list_id = list.id and refund.state = 'sent') as awaited
  from payments.refund_list as list
  where list.council_id = ${councilId}::int`

export type OneList = { readonly councilId: number; readonly listId: string }

export const findList = (db: Db, { councilId, listId }: OneList): Promise<RefundList | undefined> =>
  db.maybeOne(list, sql`${lists(councilId)} and list.id = ${listId}::uuid`)

/** Takes one for a change; everything that changes one takes it first. */
export async function lockList(db: Db, one: OneList): Promise<RefundList | undefined> {
  await db.run(sql`
    select from payments.refund_list
    where council_id = ${one.councilId}::int and id = ${one.listId}::uuid for no key update`)
  return findList(db, one)
}

export const latestLists = (db: Db, councilId: number): Promise<readonly RefundList[]> =>
  db.many(list, sql`${lists(councilId)} order by list.proposed_at desc, list.id limit 60`)

const line = z.object({
  refundId: z.string(),
  holder: z.string(),
  sortCode: z.string(),
  accountNumber: z.string(),
  amount: pence,
  reference: z.string(),
  proposedBy: z.string(),
  agreedBy: z.string(),
})

/**
 * What goes with a list, in the order of its lines, for its file: whole account numbers, and so for nobody to be shown. Who decided is named,
 * or is a part of ours.
 */
export const linesToSend = (db: Db, { councilId, listId }: OneList): Promise<readonly ListLine[]> =>
  db.many(
    line,
    sql`
      select refund.id as refund_id, details.holder, details.sort_code, details.account_number, refund.amount, account.reference,
        coalesce(proposer.name, refund.proposed_by) as proposed_by, coalesce(decider.name, refund.decided_by) as agreed_by
      from payments.refund as refund
      join payments.payee_details as details on details.council_id = ${councilId}::int and details.id = refund.details_id
      join debts.account as account on account.council_id = ${councilId}::int and account.id = refund.account_id
      left join administration.staff as proposer on proposer.staff_id::text = refund.proposed_by
      left join administration.staff as decider on decider.staff_id::text = refund.decided_by
      where refund.council_id = ${councilId}::int and refund.list_id = ${listId}::uuid and refund.state = 'agreed'
      order by refund.line`,
  )

const shown = z.object({
  refundId: z.string(),
  line: z.number(),
  payee: z.string(),
  lastFour: z.string(),
  reference: z.string(),
  amount: pence,
  state: z.enum(refundStates),
  proposedBy: z.string(),
  agreedBy: z.string(),
})
/** A line of a list as its page shows it. */
export type ShownLine = z.infer<typeof shown>

/** The lines of people whom the viewer may see; the list's totals are of all. */
export const linesOf = (db: Db, { councilId, listId }: OneList): Promise<readonly ShownLine[]> =>
  db.many(
    shown,
    sql`
      select refund.id as refund_id, refund.line, payee.name as payee, details.last_four, account.reference, refund.amount, refund.state,
        refund.proposed_by, refund.decided_by as agreed_by
      from payments.refund as refund
      join payments.payee_details as details on details.council_id = ${councilId}::int and details.id = refund.details_id
      join debts.account as account on account.council_id = ${councilId}::int and account.id = refund.account_id
      join parties.party as payee on payee.council_id = ${councilId}::int and payee.id = refund.party_id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      where refund.council_id = ${councilId}::int and refund.list_id = ${listId}::uuid
      order by refund.line limit 500`,
  )

const sum = z.object({ refunds: count, total: pence })

/** What is agreed and on no list yet, but for those that are held back. */
export const toBeListed = (
  db: Db,
  councilId: number,
  held: readonly { readonly refundId: string }[],
): Promise<z.infer<typeof sum>> =>
  db.one(
    sum,
    sql`
      select count(*) as refunds, coalesce(sum(amount), 0)::bigint as total from payments.refund
      where council_id = ${councilId}::int and state = 'agreed' and list_id is null
        and id <> all(${held.map(({ refundId }) => refundId)}::uuid[])`,
  )

/** The file of a released list. */
export const fileOfList = async (
  db: Db,
  { councilId, listId }: OneList,
): Promise<Buffer | undefined> => {
  const found = await db.maybeOne(
    z.object({ base64: z.string() }),
    sql`
      select encode(bytes, 'base64') as base64 from payments.refund_list_file
      where council_id = ${councilId}::int and list_id = ${listId}::uuid`,
  )
  return found && Buffer.from(found.base64, 'base64')
}
