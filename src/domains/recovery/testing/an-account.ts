import assert from 'node:assert/strict'
import { addDebtType, shippedDebtTypes } from '#debts'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { publishPolicy } from '../policies-in-force.ts'
import { shippedPolicies } from '../policies/index.ts'
import { aCouncilInArrears, dayOf } from './nights.ts'

/** A council with one account of a kind of debt, £1,000 due at once on 1 April 2026, under the policy that is shipped for it. */
export async function anAccountOf(
  database: Database,
  debtType: string,
  councilId: number,
): Promise<string> {
  const {
    accounts: [account = ''],
  } = await aCouncilInArrears(database, councilId, 1)
  const type = shippedDebtTypes.find(({ name }) => name === debtType)
  const policy = shippedPolicies('England')[debtType]
  assert(type && policy)
  await asCouncil(database, councilId, async db => {
    await addDebtType(db, councilId, type)
    await publishPolicy(db, {
      councilId,
      debtType,
      policy,
      from: dayOf('2020-02-01'),
      draftedBy: 'system:shipped',
      approvedBy: 'system:installer',
    })
  })
  await database.run(sql`
    update debts.account set debt_type = ${debtType}::text, due_on = '2026-04-01', instalments = '{}', instalments_due_on = '{}'
    where council_id = ${councilId}::int`)
  return account
}
