import type { Db } from '#platform/db.ts'
import { type Action, actionKinds } from '../actions.ts'
import { type AtTheGate, atTheGate } from '../gate/gate.ts'
import { judge } from '../gate/judge.ts'
import type { Verdict } from '../gate/verdict.ts'

export type JudgedStep = { readonly action: Action; readonly verdict: Verdict }

/** Every step that the law of a debt knows, each with what the gate says of it. */
export const everyStep = (at: AtTheGate): readonly JudgedStep[] =>
  actionKinds
    .filter(action => at.regime?.before[action])
    .map(action => ({ action, verdict: judge({ ...at, action }) }))

/**
 * Every step that the law of an account's debt knows, each with what the gate says of it now. None is taken: whoever proposes one passes
 * the gate like anybody else. Refuses a viewer from whom somebody liable is kept.
 */
export async function stepsNow(
  db: Db,
  {
    councilId,
    accountId,
    asAt,
    now,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly asAt: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<readonly JudgedStep[]> {
  const at = (await atTheGate(db, { councilId, accountIds: [accountId], asAt, now })).get(accountId)
  return at ? everyStep(at) : []
}

const toCourt: readonly Action[] = ['summons list', 'letter before claim', 'court claim review']

/** Of these, the steps by which an account would come before a court. */
export const stepsToCourt = async (
  ...asked: Parameters<typeof stepsNow>
): Promise<readonly JudgedStep[]> =>
  (await stepsNow(...asked)).filter(({ action }) => toCourt.includes(action))
