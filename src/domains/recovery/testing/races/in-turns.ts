import { z } from 'zod'
import type { Database, Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Random } from '#values/random.ts'

/** Somebody who acts, by the way to the database that they are given. */
export type Actor = (database: Database) => Promise<void>

type Player = {
  state: 'waits for a turn' | 'goes' | 'is done'
  takeTurn: () => void
  /** The server's process of the transaction that it is in. */
  pid: number | undefined
  /** After how many turns of anybody it begins. */
  readonly beginsAfter: number
}

/** Within how many turns they begin: a form is done in thirty, a letter goes in over a hundred. */
const beginnings = [5, 40, 160]

/**
 * Lets them act at once, one statement at a time: each waits before every statement, and before it commits, until it is picked.
 * Who is picked is chance alone, and the same for the same chance. On PostgreSQL everybody has a connection of their own, and whoever
 * waits there for a lock is passed over until it is free; on PGlite, which has one, a turn is a whole transaction. Answers how many turns were
 * taken. Throws what the first of them threw.
 */
export async function inTurns(
  database: Database,
  actors: readonly Actor[],
  random: Random,
): Promise<number> {
  const staysWith = 1 - 1 / random.pick([2, 8, 40])
  let changed = Promise.withResolvers<void>()
  const tell = () => {
    changed.resolve()
    changed = Promise.withResolvers()
  }
  const players = actors.map((): Player => ({
    state: 'goes',
    takeTurn: () => {},
    pid: undefined,
    beginsAfter: random.int(0, random.pick(beginnings)),
  }))
  const ended = Promise.allSettled(
    players.map(async (player, n) => {
      try {
        await actors[n]?.(waitingForTurns(database, player, tell))
      } finally {
        player.state = 'is done'
        tell()
      }
    }),
  )
  let [turns, last]: [number, Player | undefined] = [0, undefined]
  for (;;) {
    await atRest(database, players, () => changed.promise)
    const ready = players.filter(({ state }) => state === 'waits for a turn')
    if (players.every(({ state }) => state === 'is done')) break
    if (ready.length === 0) {
      // Each waits for another: the server ends one of them.
      await changed.promise
      continue
    }
    const begun = ready.filter(({ beginsAfter }) => beginsAfter <= turns)
    const among = begun.length > 0 ? begun : ready
    const next: Player =
      last && among.includes(last) && random.chance(staysWith) ? last : random.pick(among)
    last = next
    turns += 1
    next.state = 'goes'
    next.takeTurn()
  }
  for (const outcome of await ended) if (outcome.status === 'rejected') throw outcome.reason
  return turns
}

function waitingForTurns(database: Database, player: Player, tell: () => void): Database {
  const turn = () =>
    new Promise<void>(resolve => {
      player.takeTurn = resolve
      player.state = 'waits for a turn'
      tell()
    })
  const eachInTurn = (db: Db): Db => ({
    many: (row, query) => turn().then(() => db.many(row, query)),
    maybeOne: (row, query) => turn().then(() => db.maybeOne(row, query)),
    one: (row, query) => turn().then(() => db.one(row, query)),
    run: query => turn().then(() => db.run(query)),
    script: text => turn().then(() => db.script(text)),
    copy: (target, csv) => turn().then(() => db.copy(target, csv)),
  })
  return {
    ...database,
    ...eachInTurn(database),
    transaction: async work => {
      await turn()
      if (database.engine === 'PGlite') return database.transaction(work)
      return database.transaction(async db => {
        player.pid = await pidOf(db)
        const result = await work(eachInTurn(db))
        await turn()
        return result
      })
    },
  }
}

const pidOf = async (db: Db): Promise<number> =>
  (await db.one(z.object({ pid: z.number() }), sql`select pg_backend_pid() as pid`)).pid

/** Until everybody waits for their turn, is done, or waits for a lock that another has: nothing moves by itself. */
async function atRest(
  database: Database,
  players: readonly Player[],
  change: () => Promise<void>,
): Promise<void> {
  for (;;) {
    const going = players.filter(({ state }) => state === 'goes')
    if (going.length === 0) return
    if (database.engine === 'PGlite') {
      await change()
      continue
    }
    const stuck = await waitingForLocks(database)
    if (going.every(({ pid }) => pid !== undefined && stuck.has(pid))) return
  }
}

const waitingForLocks = async (database: Database): Promise<ReadonlySet<number>> =>
  new Set(
    (
      await database.many(
        z.object({ pid: z.number() }),
        sql`select distinct pid from pg_locks where not granted`,
      )
    ).map(({ pid }) => pid),
  )
