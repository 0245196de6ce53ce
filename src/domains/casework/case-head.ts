import { type Account, accountsOf } from '#debts'
import { partyToOpen, type Party, type SafeRoute, safeRouteOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { type Hold, holdsOf, type Instruction, instructionsFor, isRunning } from '#protections'
import { nextStepFor, stagesOf } from '#recovery'
import type { Request } from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { type Promised, promiseOf } from './contact.ts'
import { type Owner, ownerOf } from './owner.ts'

/** What every page about a person says first, as it is at this moment. */
export type Case = {
  readonly session: Session
  readonly party: Party
  readonly accounts: readonly (Account & { readonly stage: string })[]
  /** Every hold on them, running or over. */
  readonly holds: readonly Hold[]
  readonly instructions: readonly Instruction[]
  /** The one way by which they may be reached, where not every way is safe. */
  readonly safeRoute: SafeRoute | undefined
  /** What recovery does next and when; undefined when only an event can change anything. */
  readonly next: string | undefined
  readonly owner: Owner | undefined
  readonly promised: Promised | undefined
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
}

/** What reading a case needs of a request. */
export type Asked = Pick<
  Request<unknown, unknown, unknown>,
  'session' | 'council' | 'now' | 'today'
> & {
  readonly db: Db
}

/** The case of whoever this party is; not found when there is no such party. */
export async function readCase(
  { db, session, council: { id: councilId }, now, today }: Asked,
  partyId: string,
): Promise<Case> {
  const party = await partyToOpen(db, councilId, partyId)
  const accounts = await accountsOf(db, councilId, party.id, today)
  const accountIds = accounts.map(({ id }) => id)
  const stages = await stagesOf(db, { councilId, accountIds })
  return {
    session,
    party,
    accounts: accounts.map(account => ({ ...account, stage: stages.get(account.id) ?? 'billed' })),
    holds: await holdsOf(db, { councilId, partyId: party.id }),
    instructions: await instructionsFor(db, { councilId, partyId: party.id }),
    safeRoute: await safeRouteOf(db, councilId, party.id),
    next: await nextStepFor(db, { councilId, accountIds }),
    promised: await promiseOf(db, { councilId, partyId: party.id, today }),
    owner: await ownerOf(db, { councilId, personId: party.personId }),
    now,
    today,
  }
}

/** The holds that run now. */
export const runningHolds = ({ holds, now }: Case): readonly Hold[] =>
  holds.filter(hold => isRunning(hold, now))

/** “35 to 44”: as much of somebody's age as whoever speaks to them needs. */
export function ageBand(born: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const age = born.until(today, { largestUnit: 'years' }).years
  if (age < 18) return 'under 18'
  if (age < 25) return '18 to 24'
  if (age >= 75) return '75 or over'
  const from = Math.floor((age - 25) / 10) * 10 + 25
  return `${from} to ${from + 9}`
}

export type Freshness = {
  readonly source: string
  readonly asAt: Temporal.PlainDate
  readonly heardAt: Temporal.Instant | null
}

/** How fresh the figures of each source are, the oldest first: of several accounts, the oldest speaks. */
export const freshness = (accounts: readonly Account[]): readonly Freshness[] =>
  [...Map.groupBy(accounts, ({ source }) => source)]
    .map(([source, theirs]) => ({
      source,
      asAt: theirs
        .map(({ asAt }) => asAt)
        .reduce((a, b) => (Temporal.PlainDate.compare(a, b) < 0 ? a : b)),
      heardAt: theirs[0]?.heardAt ?? null,
    }))
    .sort((a, b) => Temporal.PlainDate.compare(a.asAt, b.asAt) || a.source.localeCompare(b.source))
