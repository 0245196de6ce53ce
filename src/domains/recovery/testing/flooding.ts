import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Outcome } from '#values/outcome.ts'
import { stopEverything } from '../emergency/begin.ts'
import { runItems } from '../queries.ts'
import { aCouncilInArrears, dayOf } from './nights.ts'

/** A council in arrears, of whose accounts each lives where the postcodes say, in their order. */
export async function aCouncilInArrearsAt(
  database: Database,
  councilId: number,
  postcodes: readonly string[],
) {
  const council = await aCouncilInArrears(database, councilId, postcodes.length)
  await asCouncil(database, councilId, db =>
    db.run(sql`
      update parties.address as address set postcode = place.postcode
      from unnest(${council.accounts}::uuid[], ${[...postcodes]}::text[]) as place (account_id, postcode)
      join debts.account as account on account.council_id = ${councilId}::int and account.id = place.account_id
      where address.council_id = ${councilId}::int and address.party_id = account.lead_party_id`),
  )
  return council
}

/** Makes an account one for a property of its own, which is at a postcode. */
export const isForPropertyAt = (
  db: Db,
  councilId: number,
  accountId: string,
  postcode: string,
): Promise<number> =>
  db.run(sql`
    with property as (
      insert into debts.property (council_id, id, reference, address, postcode)
      values (${councilId}::int, gen_random_uuid(), ${`property of ${accountId}`}, '1 Mill Lane', ${postcode})
      returning id)
    update debts.account set property_id = property.id from property
    where council_id = ${councilId}::int and account.id = ${accountId}::uuid`)

/** An emergency stop, in some areas or everywhere. */
export const stopped = (
  database: Database,
  councilId: number,
  areas: readonly string[],
  on: string,
): Promise<Outcome<string>> =>
  asCouncil(database, councilId, async db => {
    // Nobody who presses it waits for long.
    await db.script(`set local lock_timeout = '10s'`)
    const of = { councilId, areas, because: 'The river', by: 'leader', today: dayOf(on) }
    return stopEverything(db, of)
  })

/** What became of these accounts' items of a run. */
export const outcomesOf = (
  database: Database,
  councilId: number,
  runId: string,
  accounts: readonly string[],
) =>
  asCouncil(database, councilId, async db => {
    const items = await runItems(db, { councilId, runId })
    return accounts.map(id => items.find(({ accountId }) => accountId === id)?.outcome)
  })
