import { post } from '#debts'
import { someEntry } from '#debts/testing'
import { detailsOf, markDetail } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { placeHold } from '#protections'
import { ordinal, plusDays } from '#values/dates.ts'
import { type Pence, sum } from '#values/money.ts'
import { type Random, randomFor } from '#values/random.ts'
import { valueOf } from '../nights.ts'
import type { Day } from './book.ts'
import { isAsked, workLists } from './lists.ts'
import { type Living, midnightAfter, type Lived } from './record.ts'
import { lateOn } from './too-soon.ts'

/**
 * A day of people's lives and officers' work after its night: payments, holds, moves, deaths, and lists worked. The same seed and day
 * are the same day. Answers the accounts that anything happened to.
 */
export async function liveADay(
  db: Db,
  records: ReadonlyMap<string, Lived>,
  living: Living,
): Promise<ReadonlySet<string>> {
  const touched = new Set<string>()
  for (const record of records.values()) {
    const random = randomFor(living.seed, record.owed.number, ordinal(living.day))
    const happened = [
      await pays(db, record, living, random),
      await isHeld(db, record, living, random),
      await movesOrDies(db, record, living, random),
      await isAsked(db, record, living, random),
    ]
    if (happened.includes(true)) touched.add(record.owed.accountId)
  }
  for (const accountId of await workLists(db, records, living)) touched.add(accountId)
  return touched
}

/** What they pay on a day, as their habit is: never more than is owed. */
function amountPaid({ owed, paid, steps }: Lived, day: Day, late: Pence, random: Random): Pence {
  const dueOn = (on: Day): Pence =>
    sum(owed.instalments.filter(({ due }) => due.equals(on)).map(({ amount }) => amount))
  const left =
    sum(owed.instalments.map(({ amount }) => amount)) - sum(paid.map(({ amount }) => amount))
  const least = (amount: Pence): Pence => (amount < left ? amount : left)
  switch (owed.habit) {
    case 'on the day':
      return least(dueOn(day))
    case 'some days late':
      return least(dueOn(plusDays(day, -(owed.number % 31))))
    case 'now and then':
      return random.chance(0.03) ? least(BigInt(random.int(5_00, 250_00))) : 0n
    case 'when asked':
      return steps.length > 0 && late > 0n && random.chance(0.04)
        ? least(random.chance(0.8) ? late : left)
        : 0n
    case 'never':
      return 0n
  }
}

async function pays(
  db: Db,
  record: Lived,
  { book: { council }, day }: Living,
  random: Random,
): Promise<boolean> {
  const { number, accountId } = record.owed
  const amount = amountPaid(record, day, lateOn(record, day), random)
  if (amount <= 0n) return false
  const reference = `payment ${number} ${day}`
  const entry = someEntry(council, accountId, { reference, amount, kind: 'payment', on: day })
  await post(db, { councilId: council.councilId, entry, actor: 'system:test' })
  record.paid.push({ on: day, amount })
  return true
}

async function isHeld(
  db: Db,
  { owed: { accountId, partyId }, holds }: Lived,
  { book, day }: Living,
  random: Random,
): Promise<boolean> {
  if (!random.chance(0.002)) return false
  const days = random.int(5, 70)
  const placed = await placeHold(db, {
    councilId: book.council.councilId,
    partyId,
    accountId,
    kind: random.pick(['dispute', 'arrangement', 'breathing space', 'other'] as const),
    startsAt: midnightAfter(day),
    endsAt: midnightAfter(plusDays(day, days)),
    receivedAt: midnightAfter(day),
    reason: 'as the year has it',
    actor: 'officer',
  })
  if (!placed.ok) return false
  holds.push({ from: plusDays(day, 1), to: plusDays(day, days + 1) })
  return true
}

async function movesOrDies(
  db: Db,
  record: Lived,
  { book, day }: Living,
  random: Random,
): Promise<boolean> {
  const { councilId } = book.council
  const { partyId } = record.owed
  if (!record.goneOn && random.chance(0.0004)) {
    record.goneOn = plusDays(day, 1)
    for (const { id, kind } of await detailsOf(db, councilId, partyId))
      if (kind === 'address')
        valueOf(
          await markDetail(db, {
            councilId,
            personId: partyId,
            detailId: id,
            mark: 'gone away',
            onDay: day,
            because: 'as the year has it',
            actor: 'officer',
          }),
        )
    return true
  }
  if (!record.diedOn && random.chance(0.0002)) {
    record.diedOn = plusDays(day, 1)
    await db.run(sql`
      update parties.party set deceased_on = ${day}::date
      where council_id = ${councilId}::int and id = ${partyId}::uuid`)
    return true
  }
  return false
}
