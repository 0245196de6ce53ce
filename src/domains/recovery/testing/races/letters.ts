import assert from 'node:assert/strict'
import { z } from 'zod'
import { join } from '#parties'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { HoldKind } from '#protections'
import { stop } from '../../approve.ts'
import { stopped } from '../flooding.ts'
import { aCouncilInArrears, pay, valueOf } from '../nights.ts'
import { held } from '../proposing.ts'
import { type Actor, inTurns } from './in-turns.ts'
import {
  approvedOn,
  day,
  goes,
  type Letters,
  lettersToGo,
  momentOf,
  type Race,
  type Round,
  stepOf,
  takesOver,
} from './race.ts'

/** Plays letters that go, through two workers, against somebody who should stop the first of them. */
async function against(
  { database, random }: Round,
  letters: Letters,
  other: Actor,
  since: () => Promise<string>,
) {
  const turns = await inTurns(
    database,
    [goes(letters), takesOver(letters), takesOver(letters), other],
    random,
  )
  // Whoever looked into the outbox too early left what came after.
  await takesOver(letters)(database)
  const {
    council,
    council: {
      accounts: [first = ''],
    },
  } = letters
  const { isSent, isCancelled, wentAfter } = await stepOf(database, council, first, await since())
  assert(!wentAfter, 'nothing goes after what should have stopped it')
  assert(!(isSent && isCancelled), 'what went was not called off before')
  return { turns, came: isSent ? 'the letter' : 'the other' }
}

const holdOn =
  ({ council: { councilId, parties } }: Letters, kind: HoldKind): Actor =>
  async database => {
    await held(database, councilId, parties[0] ?? '', kind)
  }

const holdRecorded = (database: Database, councilId: number) => async () =>
  (
    await database.one(
      z.object({ at: z.string() }),
      sql`select recorded_at::text as at from protections.hold where council_id = ${councilId}::int`,
    )
  ).at

export const holdAgainstLetter: Race = async round => {
  const letters = await lettersToGo(round)
  const { database, councilId } = round
  return against(
    round,
    letters,
    holdOn(letters, 'breathing space'),
    holdRecorded(database, councilId),
  )
}

export const arrangementAgainstSummons: Race = async round => {
  const { database, councilId } = round
  const council = await aCouncilInArrears(database, councilId, 2)
  await database.run(sql`
    update debts.account set source_reminder_on = '2026-04-10', source_final_notice_on = '2026-04-24'
    where council_id = ${councilId}::int`)
  const summonses = await approvedOn(database, council, '2026-05-08')
  return against(
    round,
    summonses,
    holdOn(summonses, 'arrangement'),
    holdRecorded(database, councilId),
  )
}

/** A payment after which less is owed than the letter asks for. */
export const paymentAgainstLetter: Race = async round => {
  const letters = await lettersToGo(round)
  const { database, councilId } = round
  const { council, on } = letters
  const [first = ''] = council.accounts
  const paid: Actor = async own => {
    await pay(own, council, first, 950_00n, on)
  }
  return against(round, letters, paid, async () => {
    const { at } = await database.one(
      z.object({ at: z.string() }),
      sql`
        select recorded_at::text as at from debts.entry
        where council_id = ${councilId}::int and kind = 'payment'`,
    )
    return at
  })
}

export const cancelAgainstSend: Race = async round => {
  const letters = await lettersToGo(round)
  const { database, councilId } = round
  let [isStopped, at] = [false, 'infinity']
  const cancels: Actor = async own => {
    const outcome = await asCouncil(own, councilId, db =>
      stop(db, { councilId, runId: letters.run.id, by: 'leader', because: 'The wrong list' }),
    )
    isStopped = outcome.ok
    if (isStopped) at = await momentOf(database)
  }
  const { turns } = await against(round, letters, cancels, async () => at)
  const steps = await Promise.all(
    letters.council.accounts.map(account => stepOf(database, letters.council, account)),
  )
  const sent = steps.filter(({ isSent }) => isSent).length
  assert(isStopped || sent === 2, 'a run that could not be stopped had gone')
  return { turns, came: !isStopped ? 'both letters' : sent === 0 ? 'the other' : 'one letter' }
}

export const emergencyAgainstLetter: Race = async round => {
  const letters = await lettersToGo(round)
  let at = 'infinity'
  const { database, councilId } = round
  const floods: Actor = async own => {
    valueOf(await stopped(own, councilId, [], letters.on))
    at = await momentOf(database)
  }
  return against(round, letters, floods, async () => at)
}

/** Somebody who is protected turns out to be who is about to be written to. */
export const mergeAgainstLetter: Race = async round => {
  const { database, councilId } = round
  const council = await aCouncilInArrears(database, councilId, 3)
  const [one = '', , other = ''] = council.parties
  await held(database, councilId, other)
  const letters = await approvedOn(
    database,
    { ...council, accounts: council.accounts.slice(0, 2) },
    day,
  )
  let at = 'infinity'
  const joins: Actor = async own => {
    await asCouncil(own, councilId, async db =>
      valueOf(await join(db, { councilId, one, other, why: 'The same person', actor: 'officer' })),
    )
    at = await momentOf(database)
  }
  return against(round, letters, joins, async () => at)
}
