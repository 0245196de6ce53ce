import type { Database } from '#platform/db.ts'
import { asCouncil } from '#platform/db.ts'
import { randomFor } from '#values/random.ts'
import { withdrawSlipped } from '../../withdraw.ts'
import { approveAgainstEdit, twoEdits } from './drafts.ts'
import {
  arrangementAgainstSummons,
  cancelAgainstSend,
  emergencyAgainstLetter,
  holdAgainstLetter,
  mergeAgainstLetter,
  paymentAgainstLetter,
} from './letters.ts'
import type { Race } from './race.ts'

export const races: Readonly<Record<string, Race>> = {
  'hold against letter': holdAgainstLetter,
  'payment against letter': paymentAgainstLetter,
  'arrangement against summons': arrangementAgainstSummons,
  'cancel against send': cancelAgainstSend,
  'merge against letter': mergeAgainstLetter,
  'emergency against letter': emergencyAgainstLetter,
  'approve against edit': approveAgainstEdit,
  'two officers edit': twoEdits,
}

export type Played = { readonly turns: number; readonly came: ReadonlyMap<string, number> }

/**
 * Plays one race so many times, each in a council of its own from `firstCouncil`, in an order that its seed and number give. Throws at the
 * first that ends as it must not, and says which: that one alone can be played again (`from`).
 */
export async function playRace(
  database: Database,
  name: string,
  {
    rounds,
    seed,
    firstCouncil,
    from = 0,
  }: {
    readonly rounds: number
    readonly seed: number
    readonly firstCouncil: number
    readonly from?: number
  },
): Promise<Played> {
  const race = races[name]
  if (!race) throw new Error(`There is no race “${name}”: ${Object.keys(races).join(', ')}.`)
  const came = new Map<string, number>()
  let turns = 0
  for (let n = from; n < from + rounds; n += 1) {
    const councilId = firstCouncil + n - from
    try {
      const played = await race({ database, councilId, random: randomFor(seed, n) })
      turns += played.turns
      came.set(played.came, (came.get(played.came) ?? 0) + 1)
      // As every night does: what went before a hold that began earlier was known.
      await asCouncil(database, councilId, db => withdrawSlipped(db, { councilId, since: null }))
    } catch (cause) {
      throw new Error(`“${name}”, seed ${seed}, number ${n}, ended as it must not`, { cause })
    }
  }
  return { turns, came }
}
