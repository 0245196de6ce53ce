import assert from 'node:assert/strict'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { answer } from '../answers/answer.ts'
import { choose } from '../remedies/choose.ts'
import type { RemedyKind } from '../remedies/kinds.ts'
import { remediesAt } from '../remedies/remedies-at.ts'
import { aCouncilInArrears, dayOf, onDay, wholeNight } from './nights.ts'

/** The days of `anOrderToCarryOut`: the order is told, and the list for a remedy is opened after two weeks to pay. */
export const orderDays = { told: '2026-06-01', opened: '2026-06-15', chosen: '2026-06-16' } as const

/**
 * Accounts of council tax with a liability order, each on the list for a remedy. With `together`, all owed by one person.
 */
export async function anOrderToCarryOut(
  database: Database,
  councilId: number,
  count = 1,
  { together = false }: { readonly together?: boolean } = {},
) {
  const council = await aCouncilInArrears(database, councilId, count)
  const [lead] = council.parties
  await database.run(sql`
    update debts.account set source_reminder_on = '2026-04-10', source_final_notice_on = '2026-04-24',
      source_stage = 'liability order', as_at = ${orderDays.told}::date,
      lead_party_id = case when ${together}::boolean then ${lead ?? null}::uuid else lead_party_id end
    where council_id = ${councilId}::int`)
  await wholeNight(database, councilId, orderDays.told)
  await database.run(
    sql`update debts.account set as_at = '2100-01-01' where council_id = ${councilId}::int`,
  )
  await wholeNight(database, councilId, orderDays.opened, true)
  return council
}

export const tell = (
  database: Database,
  councilId: number,
  accountId: string,
  answers: Readonly<Record<string, string>>,
  on?: string,
) =>
  asCouncil(database, councilId, async db => {
    for (const [question, says] of Object.entries(answers)) {
      const told = await answer(db, {
        councilId,
        accountId,
        question,
        answer: says,
        soOn: on === undefined ? undefined : dayOf(on),
        note: '',
        by: 'officer',
        today: dayOf('2026-12-31'),
      })
      assert(told.ok, told.ok ? '' : told.refusal.says)
    }
  })

type Choosing = {
  readonly account: string
  readonly remedy: RemedyKind | 'none'
  readonly day?: string
  readonly by?: string
  readonly reason?: string
  readonly ticked?: readonly string[]
  /** What the page showed; left out, what it shows now. */
  readonly mark?: string
}

export const shownFor = (
  database: Database,
  councilId: number,
  accountId: string,
  day: string = orderDays.chosen,
) =>
  asCouncil(database, councilId, async db => {
    const found = await remediesAt(db, {
      councilId,
      accountId,
      today: dayOf(day),
      now: onDay(day).now(),
    })
    assert(found)
    return found
  })

export const chosenFor = async (
  database: Database,
  councilId: number,
  {
    account,
    remedy,
    day = orderDays.chosen,
    by = 'officer',
    reason = 'It fits them best',
    ticked = [],
    mark,
  }: Choosing,
) => {
  const shown = mark ?? (await shownFor(database, councilId, account, day)).mark
  return asCouncil(database, councilId, db =>
    choose(db, {
      councilId,
      accountId: account,
      remedy,
      reason,
      ticked,
      mark: shown,
      by,
      today: dayOf(day),
      now: onDay(day).now(),
    }),
  )
}
