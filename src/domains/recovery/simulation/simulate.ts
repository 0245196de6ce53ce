import type { Db } from '#platform/db.ts'
import { explain, inText } from '../explain.ts'
import { fingerprint, type Policy } from '../policy.ts'
import { lawOf, policiesOn, type PolicyInForce } from '../policies-in-force.ts'
import { noPolicy, rulesOf } from '../rules.ts'
import { sheetsOf } from '../sheets.ts'
import { type Cell, cellsOf } from './cells.ts'
import { equalityOf } from './equality.ts'
import { changes, movesOf } from './moves.ts'
import type { Sample, Simulation } from './result.ts'
import { segmentsOf, stepsOf } from './segments.ts'

/** A policy to try, for one type of debt. */
export type Tried = { readonly debtType: string; readonly policy: Policy }

/** Of how many moves samples are kept: the largest. */
const movesWithSamples = 30

/**
 * What would be decided differently on the book as it stands, if these policies were in force on `asAt` in place of the
 * council's own: both are decided in SQL in one pass over the fact sheets of the types of debt that are tried, under the
 * law of that day. Reads only: nothing is kept and nothing live changes. A type of debt without a law of ours keeps "No
 * policy" under both.
 */
export async function simulate(
  db: Db,
  {
    councilId,
    tried,
    asAt,
    at,
  }: {
    readonly councilId: number
    readonly tried: readonly Tried[]
    readonly asAt: Temporal.PlainDate
    /** The moment at which a hold runs or does not. */
    readonly at: Temporal.Instant
  },
): Promise<Simulation> {
  const types = new Set(tried.map(({ debtType }) => debtType))
  const before = (await policiesOn(db, councilId, asAt)).filter(({ debtType }) =>
    types.has(debtType),
  )
  const after = await underTheLaw(db, { councilId, tried, asAt })
  const both = { before, after }
  const cells = await cellsOf(db, { councilId, debtTypes: [...types], before, after, asAt, at })
  const moves = movesOf(cells, both)
  const samples = await samplesOf(db, {
    councilId,
    asAt,
    at,
    accountIds: moves.slice(0, movesWithSamples).flatMap(move => move.accountIds),
    before,
    after,
  })
  return {
    asAt,
    tried: after.map(({ debtType, fingerprint }) => ({ debtType, fingerprint })),
    against: before.map(({ debtType, fingerprint }) => ({ debtType, fingerprint })),
    accounts: total(cells),
    moved: total(cells.filter(cell => changes(cell, both))),
    moves: moves.map(({ accountIds, ...move }) => ({
      ...move,
      samples: accountIds.flatMap(id => samples.get(id) ?? []),
    })),
    steps: stepsOf(cells, both),
    segments: segmentsOf(cells, both),
    equality: equalityOf(cells, both),
  }
}

const total = (cells: readonly Cell[]): number =>
  cells.reduce((sum, { accounts }) => sum + accounts, 0)

async function underTheLaw(
  db: Db,
  {
    councilId,
    tried,
    asAt,
  }: {
    readonly councilId: number
    readonly tried: readonly Tried[]
    readonly asAt: Temporal.PlainDate
  },
): Promise<readonly PolicyInForce[]> {
  const policies: PolicyInForce[] = []
  for (const { debtType, policy } of tried) {
    const law = await lawOf(db, councilId, debtType)
    if (!law) continue
    const rules = rulesOf(policy, law.on(asAt).value)
    policies.push({ debtType, policy, fingerprint: fingerprint(policy), rules })
  }
  return policies
}

/** Both explanations of some accounts, without a name: what each policy says of the same facts. */
async function samplesOf(
  db: Db,
  {
    before,
    after,
    ...asked
  }: Parameters<typeof sheetsOf>[1] & {
    readonly before: readonly PolicyInForce[]
    readonly after: readonly PolicyInForce[]
  },
): Promise<ReadonlyMap<string, Sample>> {
  const sheets = asked.accountIds.length === 0 ? [] : await sheetsOf(db, asked)
  return new Map(
    sheets.map(({ accountId, debtType, sheet }) => {
      const said = (policies: readonly PolicyInForce[]): string => {
        const policy = policies.find(policy => policy.debtType === debtType)
        return policy ? inText(explain(policy.rules, sheet)) || 'Nothing is due yet.' : noPolicy
      }
      return [
        accountId,
        { accountId, balance: sheet.balance, before: said(before), after: said(after) },
      ]
    }),
  )
}
