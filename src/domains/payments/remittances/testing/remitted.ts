import assert from 'node:assert/strict'
import type { Database } from '#platform/db.ts'
import { aReceivingCouncil, day, type Owed } from '../../receipts/testing/council.ts'
import { postRemittance } from '../post-remittance.ts'
import { findRemittance, queriesOf, rowsOf } from '../remittance.ts'
import { takeRemittance } from '../take-remittance.ts'

export const headings =
  'placement_ref,debt_ref,event_date,event_code,amount_collected,fee,remitted,notes'
export const priya = { reference: '70000012H', name: 'Priya Okafor' }
export const owen = { reference: '70000013D', name: 'Owen Castle' }

/** A council, its accounts, and an agent's file and sum for them. */
export async function remitted(
  database: Database,
  councilId: number,
  {
    owed,
    lines,
    banked,
  }: { readonly owed: readonly Owed[]; readonly lines: readonly string[]; readonly banked: string },
) {
  const council = await aReceivingCouncil(database, councilId, owed)
  const { inCouncil } = council
  const bring = (text: string, fileName = 'week.csv') =>
    inCouncil(db =>
      takeRemittance(db, {
        councilId,
        agent: 'Fairway Enforcement',
        fileName,
        bytes: Buffer.from(text),
        today: day('2026-08-01'),
        actor: 'officer',
      }),
    )
  const taken = await bring(lines.join('\n'))
  assert(taken.ok, taken.ok ? '' : taken.refusal.says)
  const { remittanceId } = taken.value
  if (banked !== '0.00')
    await council.takeCredits({
      remittance: 'WEEK 23',
      name: 'FAIRWAY ENF',
      amount: banked,
      reference: 'LUMP',
    })
  const of = { councilId, remittanceId, actor: 'officer' }
  return {
    ...council,
    bring,
    of,
    remittance: async () => {
      const found = await inCouncil(db => findRemittance(db, councilId, remittanceId))
      assert(found)
      return found
    },
    rows: () => inCouncil(db => rowsOf(db, councilId, remittanceId, { limit: 100 })),
    queries: () => inCouncil(db => queriesOf(db, councilId, remittanceId)),
    post: (receiptId: string) => inCouncil(db => postRemittance(db, { ...of, receiptId })),
    lump: async () => {
      const found = (await council.receipts()).find(({ given }) => given.includes('WEEK 23'))
      assert(found)
      return found
    },
  }
}
