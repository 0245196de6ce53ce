import { type CouncilSetUp, createCouncil } from '#administration'
import { openLedger, seedDebtTypes } from '#debts'
import { asCouncil, type Database } from '#platform/db.ts'
import { seedPolicies } from '#recovery'

/**
 * Every room that must know of a new council is told here: its audit chain, its ledger, its register of debt types,
 * and the policies it starts with. Harmless to repeat.
 */
export async function openCouncil(database: Database, council: CouncilSetUp, from: Temporal.PlainDate): Promise<void> {
  await createCouncil(database, council)
  await asCouncil(database, council.councilId, async db => {
    await openLedger(db, council.councilId)
    await seedDebtTypes(db, council.councilId, council.remit)
    await seedPolicies(db, { councilId: council.councilId, nation: council.nation, from })
  })
}
