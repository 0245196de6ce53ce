import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

export const mandateStates = [
  'proposed',
  'lodged',
  'active',
  'amended',
  'cancelled',
  'dormant',
] as const
export type MandateState = (typeof mandateStates)[number]

const mandate = z.object({
  id: z.string(),
  partyId: z.string(),
  accountId: z.string(),
  accountReference: z.string(),
  debtType: z.string(),
  payer: z.string(),
  reference: z.string(),
  state: z.enum(mandateStates),
  stateSince: date,
  stateWhy: z.string(),
  pausedWhy: z.string().nullable(),
  setUpBy: z.string(),
  lastUsedOn: date.nullable(),
  /** The last four figures of the account number: all that an officer is shown of it. */
  lastFour: z.string(),
  modulus: z.enum(['passes', 'cannot be checked']),
  /** New bank details that wait for somebody else's agreement, and who asked. */
  waitingLastFour: z.string().nullable(),
  waitingBy: z.string().nullable(),
})
/** A payer's instruction to their bank, as this council keeps it, without the bank account itself. */
export type Mandate = z.infer<typeof mandate>

const mandates = (councilId: number): Sql => sql`
  select mandate.id, mandate.party_id, mandate.account_id, account.reference as account_reference, account.debt_type,
    payer.name as payer, mandate.reference, mandate.state, mandate.state_since, mandate.state_why, mandate.paused_why,
    mandate.set_up_by, mandate.last_used_on, details.last_four, details.modulus,
    waiting.last_four as waiting_last_four, waiting.changed_by as waiting_by
  from payments.mandate as mandate
  join debts.account as account on account.council_id = ${councilId}::int and account.id = mandate.account_id
  join parties.party as payer on payer.council_id = ${councilId}::int and payer.id = mandate.party_id
  join payments.bank_details as details
    on details.council_id = ${councilId}::int and details.mandate_id = mandate.id and details.state = 'in use'
  left join payments.bank_details as waiting
    on waiting.council_id = ${councilId}::int and waiting.mandate_id = mandate.id and waiting.state = 'waiting'
  where mandate.council_id = ${councilId}::int`

export const findMandate = (
  db: Db,
  { councilId, mandateId }: { readonly councilId: number; readonly mandateId: string },
): Promise<Mandate | undefined> =>
  db.maybeOne(mandate, sql`${mandates(councilId)} and mandate.id = ${mandateId}::uuid`)

/** The mandates of an account, the live one first. */
export const mandatesOf = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Mandate[]> =>
  db.many(
    mandate,
    sql`
      ${mandates(councilId)} and mandate.account_id = ${accountId}::uuid
      order by mandate.state in ('cancelled', 'dormant'), mandate.set_up_at desc`,
  )

export const isLive = ({ state }: Pick<Mandate, 'state'>): boolean =>
  state !== 'cancelled' && state !== 'dormant'

const inState = z.object({
  id: z.string(),
  partyId: z.string(),
  accountId: z.string(),
  state: z.enum(mandateStates),
})
/** A mandate as what changes it needs it. */
export type LockedMandate = z.infer<typeof inState>

/** Takes a mandate for a change. Everything that changes one takes it first, so that two changes follow each other. */
export const lockMandate = (
  db: Db,
  { councilId, mandateId }: { readonly councilId: number; readonly mandateId: string },
): Promise<LockedMandate | undefined> =>
  db.maybeOne(
    inState,
    sql`
      select id, party_id, account_id, state from payments.mandate
      where council_id = ${councilId}::int and id = ${mandateId}::uuid for no key update`,
  )

/** The same by the reference that a bank knows it by. */
export const lockMandateByReference = (
  db: Db,
  { councilId, reference }: { readonly councilId: number; readonly reference: string },
): Promise<LockedMandate | undefined> =>
  db.maybeOne(
    inState,
    sql`
      select id, party_id, account_id, state from payments.mandate
      where council_id = ${councilId}::int and reference = ${reference}::text for no key update`,
  )

/** The account that a collection pays; undefined where there is no such collection. */
export const findCollectionAccount = async (
  db: Db,
  { councilId, collectionId }: { readonly councilId: number; readonly collectionId: string },
): Promise<string | undefined> =>
  (
    await db.maybeOne(
      z.object({ accountId: z.string() }),
      sql`
        select account_id from payments.collection
        where council_id = ${councilId}::int and id = ${collectionId}::uuid`,
    )
  )?.accountId
