import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/** The first of the areas in which the council knows no property and no address. */
export const areaWithNobody = async (
  db: Db,
  councilId: number,
  areas: readonly string[],
): Promise<string | undefined> =>
  (
    await db.maybeOne(
      z.object({ area: z.string() }),
      sql`
        select area from unnest(${[...areas]}::text[]) with ordinality as asked (area, n)
        where not exists (
            select from debts.property
            where council_id = ${councilId}::int and administration.is_in_area(postcode, area))
          and not exists (
            select from parties.address
            where council_id = ${councilId}::int and administration.is_in_area(postcode, area))
        order by n limit 1`,
    )
  )?.area

/** The first of the wards, by their codes, in which the council knows no property and no address. */
export const wardWithNobody = async (
  db: Db,
  councilId: number,
  codes: readonly string[],
): Promise<string | undefined> =>
  (
    await db.maybeOne(
      z.object({ code: z.string() }),
      sql`
        select code from unnest(${[...codes]}::text[]) with ordinality as asked (code, n)
        where not exists (
            select from wards.ward_of_postcode as known
            join debts.property on property.council_id = ${councilId}::int and wards.as_kept(property.postcode) = known.postcode
            where known.council_id = ${councilId}::int and known.ward_code = asked.code)
          and not exists (
            select from wards.ward_of_postcode as known
            join parties.address on address.council_id = ${councilId}::int and wards.as_kept(address.postcode) = known.postcode
            where known.council_id = ${councilId}::int and known.ward_code = asked.code)
        order by n limit 1`,
    )
  )?.code

/**
 * How many accounts that owe something have a property, or somebody who owes it living, at a postcode that the file of wards in force does not
 * have, or at none: a stop of wards does not find them there. Those places are looked for first, for they are few.
 */
export const accountsInNoWard = async (
  db: Db,
  councilId: number,
  today: Temporal.PlainDate,
): Promise<number> =>
  (
    await db.one(
      z.object({ accounts: z.number() }),
      sql`
        with known as materialized (
          select postcode from wards.ward_of_postcode where council_id = ${councilId}::int
        ), found as (
          select account.id
          from debts.property
          join debts.account as account on account.council_id = ${councilId}::int and account.property_id = property.id
          where property.council_id = ${councilId}::int
            and not exists (select from known where known.postcode = wards.as_kept(property.postcode))
          union
          select liability.account_id
          from parties.address
          join debts.liability on liability.council_id = ${councilId}::int and liability.party_id = address.party_id
          where address.council_id = ${councilId}::int and (address.valid_to is null or address.valid_to > ${today}::date)
            and not exists (select from known where known.postcode = wards.as_kept(address.postcode))
        )
        select count(*)::int as accounts
        from found
        join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = found.id
        where ledger.balance > 0`,
    )
  ).accounts
