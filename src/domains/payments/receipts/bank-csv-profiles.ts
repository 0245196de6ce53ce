import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import {
  type BankCsvProfile,
  readBankCsvProfile,
  shippedBankCsvProfiles,
} from '../statements/csv-profile.ts'
import { notADownload } from './refusals.ts'

const kept = z.object({ profile: z.unknown() })

/** The banks whose downloads a council can take in, by name: those that are shipped, and its own in place of one of the same name. */
export async function bankCsvProfilesOf(
  db: Db,
  councilId: number,
): Promise<readonly BankCsvProfile[]> {
  const own = (
    await db.many(
      kept,
      sql`select profile from payments.bank_csv_profile where council_id = ${councilId}::int`,
    )
  ).map(({ profile }) => readBankCsvProfile(JSON.stringify(profile)))
  const shipped = shippedBankCsvProfiles().filter(({ name }) => !own.some(one => one.name === name))
  return [...own, ...shipped].sort((a, b) => (a.title < b.title ? -1 : 1))
}

/** Keeps how one of a council's banks writes its download. Refuses what is no profile, with what is wrong in it. */
export async function setBankCsvProfile(
  db: Db,
  {
    councilId,
    text,
    actor,
  }: { readonly councilId: number; readonly text: string; readonly actor: string },
): Promise<Outcome<BankCsvProfile>> {
  let profile: BankCsvProfile
  try {
    profile = readBankCsvProfile(text)
  } catch (thrown) {
    return refused(notADownload(thrown))
  }
  await db.run(sql`
    insert into payments.bank_csv_profile (council_id, name, profile, set_by)
    values (${councilId}::int, ${profile.name}, ${JSON.stringify(profile)}::jsonb, ${actor})
    on conflict (council_id, name) do update set
      profile = excluded.profile, set_by = excluded.set_by, set_at = clock_timestamp()`)
  await record(db, {
    councilId,
    actor,
    action: 'said how a bank writes its download',
    objectKind: 'bank download',
    objectId: profile.name,
  })
  return done(profile)
}
