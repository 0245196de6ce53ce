import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Profile } from './profile.ts'
import { shippedProfile, shippedProfileNames } from './shipped-profiles.ts'

/** The feeds a council can take: shipped profiles for the kinds of debt on its register, by title. */
export async function feedsFor(db: Db, councilId: number): Promise<readonly Profile[]> {
  const register = await db.many(
    z.object({ name: z.string() }),
    sql`select name from debts.debt_type where council_id = ${councilId}::int`,
  )
  const kinds = new Set(register.map(({ name }) => name))
  const profiles = shippedProfileNames()
    .map(shippedProfile)
    .filter(profile => profile !== undefined)
  const sources = new Set(
    profiles
      .filter(profile => debtTypesIn(profile).some(kind => kinds.has(kind)))
      .map(({ source }) => source),
  )
  return profiles
    .filter(({ source }) => sources.has(source))
    .sort((one, other) => one.title.localeCompare(other.title, 'en-GB'))
}

/** The kinds of debt that a file under this profile may hold; transactions follow their accounts. */
function debtTypesIn({ kind, columns, values }: Profile): readonly string[] {
  if (kind === 'register') return ['business rates']
  const column = columns.debtType
  if (column && typeof column !== 'string' && 'constant' in column) return [column.constant]
  return Object.values(values.debtType ?? {})
}
