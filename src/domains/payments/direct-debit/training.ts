import type { Db } from '#platform/db.ts'
import { loadModulusTable, setServiceUser } from './settings.ts'

const actor = 'system:sample'

/**
 * Weights made up for training, for every sort code: an account number is right when its digits times 8 to 1 come to a
 * multiple of 11. They are nobody's; a real council loads Pay.UK's.
 */
export const trainingWeights =
  '000000 999999 MOD11    0    0    0    0    0    0    8    7    6    5    4    3    2    1'

/** Lets a sample council collect by direct debit, under an invented number. */
export async function setUpTraining(
  db: Db,
  { councilId, name }: { readonly councilId: number; readonly name: string },
): Promise<void> {
  await setServiceUser(db, {
    councilId,
    serviceUser: {
      number: `99000${councilId}`,
      name,
      account: { sortCode: '000000', accountNumber: '00000019' },
    },
    actor,
  })
  await loadModulusTable(db, { councilId, weights: trainingWeights, substitutions: '', actor })
}
