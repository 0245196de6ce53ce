import { z } from 'zod'
import { type Nation } from '#law/dated.ts'
import { refuseIfHidden } from '#debts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { liableParties, lockParties } from '#protections'
import type { Pence } from '#values/money.ts'
import type { Action } from '../actions.ts'
import { beforeAnyStop } from '../emergency/turns.ts'
import type { FactSheet } from '../facts.ts'
import { policiesOn } from '../policies-in-force.ts'
import { sheetRow } from '../read-sheet.ts'
import { regimeOf } from '../regimes/index.ts'
import { factColumns, factSheet } from '../sheet.ts'
import { challengersOn, withSides } from '../trials/running.ts'
import { type Case, claimOf, judge } from './judge.ts'
import { senseCheck } from './sense-check.ts'
import { senseFacts } from './sense-facts.ts'
import type { Verdict } from './verdict.ts'

const family = z.object({
  accountId: z.string(),
  partyId: z.string(),
  debtType: z.string(),
  family: z.string(),
  nation: z.enum(['England', 'Wales']),
  periodKey: z.string(),
  claim: pence,
  isTakenIn: z.boolean(),
  byChallenger: z.boolean(),
})
const row = z.unknown().transform(found => ({
  ...family.parse(found),
  sheet: sheetRow.parse(found),
}))

/** One account as it is at the gate, before anything is proposed for it. */
export type AtTheGate = Omit<Case, 'action' | 'amount'> & {
  readonly accountId: string
  /** Who is written to. */
  readonly partyId: string
  readonly family: string
  readonly nation: Nation
  readonly periodKey: string
}

type Asked = {
  readonly councilId: number
  readonly accountIds: readonly string[]
  readonly asAt: Temporal.PlainDate
  readonly now: Temporal.Instant
}

/**
 * Everything the gate asks of a set of accounts, read now. It takes no lock: for showing what the gate would say. Refuses a
 * viewer from whom somebody liable is kept: what stops a step may be about them.
 */
export async function atTheGate(
  db: Db,
  { councilId, accountIds, asAt, now }: Asked,
): Promise<ReadonlyMap<string, AtTheGate>> {
  await refuseIfHidden(db, { councilId, accountIds })
  const policies = await policiesOn(db, councilId, asAt)
  const challengers = await challengersOn(db, { councilId, on: asAt, policies })
  const sense = await senseFacts(db, { councilId, accountIds, asAt, now })
  const accounts = sql`select account_id from unnest(${[...accountIds]}::uuid[]) as account_id`
  const at = { councilId, asAt, at: now }
  const sheet = withSides({ ...at, challengers }, factSheet({ ...at, accounts }))
  const rows = await db.many(
    row,
    sql`
      select sheet.account_id, sheet.party_id, sheet.debt_type, type.family, council.nation, sheet.period_key, sheet.claim,
        known.is_known and not told.waits as is_taken_in, sheet.by_challenger,
        ${factColumns}
      from (${sheet}) as sheet
      cross join (select max(began_at) as last_at from recovery.run where council_id = ${councilId}::int) as night
      cross join lateral (
        select exists (
          select from recovery.account_state as state
          where state.council_id = ${councilId}::int and state.account_id = sheet.account_id) as is_known
      ) as known
      -- What a source says of an account stands in its own way; a breathing space, in the way of all that the person owes.
      cross join lateral (
        select exists (
          select from debts.liability as liability
          join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
          join parties.party as same on same.council_id = ${councilId}::int and same.person_id = liable.person_id
          join debts.account as saying on saying.council_id = ${councilId}::int and saying.lead_party_id = same.id
          where liability.council_id = ${councilId}::int and liability.account_id = sheet.account_id
            and saying.recorded_at > night.last_at
            and (saying.id = sheet.account_id or saying.source_breathing_space_from is not null)) as waits
      ) as told
      join debts.debt_type as type on type.council_id = ${councilId}::int and type.name = sheet.debt_type
      join administration.council as council on council.council_id = ${councilId}::int`,
  )
  return new Map(
    rows.map(found => {
      const facts = sense.get(found.accountId)
      const law = regimeOf(found.family, found.nation)?.on(asAt)
      const deciding = found.byChallenger ? challengers : policies
      const rules = deciding.find(({ debtType }) => debtType === found.debtType)?.rules
      return [
        found.accountId,
        {
          ...found,
          regime: law?.value,
          sinceLaw: law ? law.from.until(asAt, { largestUnit: 'days' }).days : 0,
          rules,
          cautions: facts ? senseCheck(facts, found.sheet, rules) : [],
        },
      ]
    }),
  )
}

/** A step that somebody proposes for an account. */
export type Proposed = {
  readonly accountId: string
  readonly action: Action
  /** Pence it would claim. Left out: what is due. */
  readonly amount?: Pence
}

/** What the gate said of a step, and what it saw. */
export type Judged = {
  readonly accountId: string
  readonly partyId: string
  readonly sheet: FactSheet
  readonly claim: Pence
  readonly verdict: Verdict
}

/**
 * Takes the locks that the gate judges under: no emergency stop begins meanwhile, and no hold is placed on whoever owes these
 * accounts, because placing one takes the same.
 */
export async function takeTurn(
  db: Db,
  of: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<void> {
  const { councilId } = of
  await beforeAnyStop(db, councilId)
  await lockParties(db, { councilId, partyIds: await liableParties(db, of) })
}

/**
 * The gate: one answer for every way in. Asked when a step is proposed, when it is released, and again in the transaction that
 * sends. Locks the people concerned, in order, then judges each account afresh from what is true now; holds take the
 * same lock, so none can slip past, and the clock is read after it, so that what began while it waited is running. An
 * account that is not there is not in the answer.
 */
export async function gate(
  db: Db,
  {
    proposed,
    clock,
    ...asked
  }: Omit<Asked, 'accountIds' | 'now'> & {
    readonly clock: Clock
    readonly proposed: readonly Proposed[]
  },
): Promise<readonly Judged[]> {
  const { councilId } = asked
  const accountIds = proposed.map(({ accountId }) => accountId)
  await takeTurn(db, { councilId, accountIds })
  const found = await atTheGate(db, { ...asked, accountIds, now: clock.now() })
  return proposed.flatMap(({ accountId, action, amount }) => {
    const at = found.get(accountId)
    if (!at) return []
    const verdict = judge({ ...at, action, ...(amount !== undefined && { amount }) })
    const claim = claimOf({ ...at, action })
    return [{ accountId, partyId: at.partyId, sheet: at.sheet, claim, verdict }]
  })
}
