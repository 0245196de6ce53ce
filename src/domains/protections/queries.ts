import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { hold, type Hold } from './hold.ts'

const columns = sql`
  hold.id, hold.party_id, hold.account_id, hold.kind, hold.starts_at, least(hold.ends_at, hold.lifted_at) as ends_at,
  hold.recorded_at, hold.recorded_by, hold.reason, hold.source, hold.lifted_by, hold.lifted_why`

/** Every hold that reaches an account, through any liable person, running or ended, newest first. */
export const holdsOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Hold[]> =>
  db.many(
    hold,
    sql`
      select distinct ${columns}
      from protections.hold as hold
      join protections.hold_on_account as reaches
        on reaches.council_id = ${councilId}::int and reaches.hold_id = hold.id
      where hold.council_id = ${councilId}::int and reaches.account_id = ${accountId}::uuid
      order by starts_at desc, id`,
  )

/** Every hold placed on a person or on one of their accounts, newest first. */
export const holdsOf = (
  db: Db,
  { councilId, partyId }: { readonly councilId: number; readonly partyId: string },
): Promise<readonly Hold[]> =>
  db.many(
    hold,
    sql`
      select ${columns} from protections.hold as hold
      where hold.council_id = ${councilId}::int and hold.party_id = ${partyId}::uuid
      order by starts_at desc, id`,
  )

export const findHold = (
  db: Db,
  { councilId, holdId }: { readonly councilId: number; readonly holdId: string },
): Promise<Hold | undefined> =>
  db.maybeOne(
    hold,
    sql`
      select ${columns} from protections.hold as hold
      where hold.council_id = ${councilId}::int and hold.id = ${holdId}::uuid`,
  )

/**
 * The one lock that holds and letters share: whoever has it decides first, and the other sees what was decided.
 * Taken on the people, in one order, because they exist before any hold or letter does. Not so strong that rows which
 * merely mention them must wait.
 */
export const lockParties = (
  db: Db,
  { councilId, partyIds }: { readonly councilId: number; readonly partyIds: readonly string[] },
): Promise<number> =>
  db.run(sql`
    select id from parties.party
    where council_id = ${councilId}::int and id = any(${[...partyIds]}::uuid[])
    order by id for no key update`)

/** Who is liable for these accounts: the people to lock before anything is sent about them. */
export const liableParties = async (
  db: Db,
  { councilId, accountIds }: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<readonly string[]> =>
  (
    await db.many(
      z.object({ partyId: z.string() }),
      sql`
        select distinct party_id from debts.liability
        where council_id = ${councilId}::int and account_id = any(${[...accountIds]}::uuid[])`,
    )
  ).map(({ partyId }) => partyId)
