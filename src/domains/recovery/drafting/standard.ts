import type { Db } from '#platform/db.ts'
import type { Nation } from '#law/dated.ts'
import { debtTypesWithLaw, policiesOn } from '../policies-in-force.ts'
import { shippedPolicies } from '../policies/index.ts'
import { fingerprint, type Policy } from '../policy.ts'
import { type Difference, differences } from './differences.ts'

/** What Evenhand comes with for one type of the council's debts, and what of it is not in force. */
export type StandardPolicy = {
  readonly debtType: string
  /** With the council's own examples: they are its tests, and stay. */
  readonly policy: Policy
  /** What is in force is called; undefined where nothing is. */
  readonly inForce: string | undefined
  /** What would change if it came into force: none where it is in force word for word. */
  readonly differences: readonly Difference[]
}

/**
 * The standard policies as they are now, beside what the council has in force on a day. They get better with a newer Evenhand, and
 * nothing changes what a council approved but its own people: from here they see what is new, and begin a draft of it.
 */
export async function standardPolicies(
  db: Db,
  { id: councilId, nation }: { readonly id: number; readonly nation: Nation },
  today: Temporal.PlainDate,
): Promise<readonly StandardPolicy[]> {
  const inForce = await policiesOn(db, councilId, today)
  const shipped = shippedPolicies(nation)
  const types = await debtTypesWithLaw(db, councilId)
  return types.flatMap((debtType): readonly StandardPolicy[] => {
    const standard = shipped[debtType]
    if (!standard) return []
    const ours = inForce.find(one => one.debtType === debtType)?.policy
    const policy = ours?.examples ? { ...standard, examples: ours.examples } : standard
    const isOurs = ours !== undefined && fingerprint(ours) === fingerprint(policy)
    return [
      {
        debtType,
        policy,
        inForce: ours?.name,
        differences: isOurs ? [] : differences(ours ?? nothing, policy),
      },
    ]
  })
}

const nothing: Policy = { name: '', holds: [], steps: [] }
