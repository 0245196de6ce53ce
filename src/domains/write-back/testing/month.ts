import assert from 'node:assert/strict'
import type { Database } from '#platform/db.ts'
import { differencesOf, findMonth } from '../compare.ts'
import { decideOnMonth, explainDifference, makeMonth, proposeMonth } from '../month.ts'
import { aTellingCouncil, day } from './index.ts'

const month = Temporal.PlainYearMonth.from('2026-11')

/** A council whose source is settled with for November 2026, and what a test does about it. */
export async function aMonthOf(database: Database, councilId: number, count: number) {
  const council = await aTellingCouncil(database, councilId, count)
  const { inCouncil, slug } = council
  const of = { councilId, source: 'test', month, today: day('2026-12-02') }
  return {
    ...council,
    of,
    compare: () => inCouncil(db => makeMonth(db, { ...of, actor: 'officer' })),
    found: async () => {
      const found = await inCouncil(db => findMonth(db, of))
      assert(found)
      return found
    },
    differences: () => inCouncil(db => differencesOf(db, of)),
    propose: (actor = 'officer') => inCouncil(db => proposeMonth(db, { ...of, actor })),
    decide: (signs: boolean, actor: string) =>
      inCouncil(db => decideOnMonth(db, { ...of, signs, actor })),
    explain: (reference: string, why = 'A bailiff’s fee, posted there only') =>
      inCouncil(db => explainDifference(db, { ...of, reference, why, actor: 'officer' })),
    /** The source's own list of what its accounts owe at the month's end, in pence. */
    lists: (balances: Readonly<Record<string, number>>, number = 1) =>
      council.take(
        [
          `H,evenhand-balances,1,${slug},test,${number},2026-11-30`,
          ...Object.entries(balances).map(([reference, pence]) => `B,${reference},${pence}`),
          `T,${Object.keys(balances).length},${Object.values(balances).reduce((a, b) => a + b, 0)}`,
          '',
        ].join('\r\n'),
      ),
  }
}
