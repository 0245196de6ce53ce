import { instalmentsOf } from '#law/council-tax/instalments.ts'
import type { Pence } from '#values/money.ts'
import { type Day, weekday } from './days.ts'
import type { Row } from './feed.ts'
import { type Movement, noHolds, sourceHolds } from './owed.ts'
import { type Random, weighted } from '#values/random.ts'
import type { Term } from './term.ts'

export type Bill = Term & {
  readonly charge: Pence
  readonly today: Day
  readonly nation: 'England' | 'Wales'
  readonly family: 'council tax' | 'business rates'
  /** A year that has ended: only accounts with something still owed are in the extract. */
  readonly isFormerYear: boolean
  readonly isStruggling: boolean
  readonly courtCosts: Pence
}

/** How an account has gone: how many instalments are paid, and what notices were issued. */
type Course = {
  readonly paid: number
  readonly notices: Row
  /** Left unpaid of the last instalment paid. */
  readonly short?: Pence
  /** The instalment that was paid late, on the day given. */
  readonly late?: { readonly instalment: number; readonly on: Day }
  readonly isBehind: boolean
  readonly costsOn?: Day
}

/**
 * What has happened on an account billed by instalments up to the night: notices, holds, money. Of the bills that the account
 * may be of, the latest first, it is of the first on which there has been time for that.
 */
export function soFar(
  random: Random,
  bills: readonly [Bill, ...Bill[]],
): { bill: Bill; row: Row; movements: readonly Movement[] } {
  const { bill, course } = courseOf(random, bills)
  const holds = course.isBehind ? sourceHolds(random, bill.today) : noHolds
  return {
    bill,
    row: { ...course.notices, ...holds },
    movements: movementsOf(random, bill, course),
  }
}

const upToDate = [
  ['paying', 78],
  ['all paid', 6],
  ['just missed', 3],
  ['reminder due', 6],
  ['reminded', 2],
  ['final notice due', 3],
  ['second reminder due', 2],
] as const
const struggling = [
  ['paying', 24],
  ['just missed', 7],
  ['reminder due', 20],
  ['reminded', 8],
  ['final notice due', 16],
  ['second reminder due', 12],
  ['second reminder unmet', 7],
  ['final notice issued', 6],
] as const
const formerYear = [
  ['final notice due', 25],
  ['final notice issued', 60],
  ['a little left', 15],
] as const

function courseOf(
  random: Random,
  bills: readonly [Bill, ...Bill[]],
): { readonly bill: Bill; readonly course: Course } {
  const [latest] = bills
  const ordinary = latest.isStruggling ? struggling : upToDate
  const wanted = weighted<CourseName>(random, latest.isFormerYear ? formerYear : ordinary)
  for (const name of [wanted, 'reminder due'] as const)
    for (const bill of bills) {
      const course = courses[name](random, bill)
      if (course !== undefined) return { bill, course }
    }
  return { bill: latest, course: paying(latest) }
}

type CourseName =
  (typeof upToDate)[number][0] | (typeof struggling)[number][0] | (typeof formerYear)[number][0]

const billed: Row = { stage: 'billed' }
/** The last instalment that fell due so many days ago or more; -1 when none has. */
const latest = ({ dues, today }: Bill, daysAgo: number): number =>
  dues.findLastIndex(due => due <= today - daysAgo)
/** Whoever owes for a former year may have stopped paying at any time in it. */
const stoppedAt = (random: Random, bill: Bill, daysAgo: number): number => {
  const last = latest(bill, daysAgo)
  return bill.isFormerYear && last > 0 ? random.int(0, last) : last
}
const dueOf = ({ dues }: Bill, instalment: number): Day => dues[instalment] ?? 0
const paying = (bill: Bill): Course => ({
  paid: latest(bill, 4) + 1,
  notices: billed,
  isBehind: false,
})

/** Each way an account can have gone, or nothing when there has not been time for it. */
const courses: Record<CourseName, (random: Random, bill: Bill) => Course | undefined> = {
  paying: (_, bill) => paying(bill),
  'all paid': (_, bill) => ({ paid: bill.dues.length, notices: billed, isBehind: false }),
  'just missed': (_, bill) => {
    const missed = latest(bill, 1)
    if (missed < 0 || bill.today - dueOf(bill, missed) > 13) return undefined
    return { paid: missed, notices: billed, isBehind: true }
  },
  'reminder due': (random, bill) => {
    const missed = latest(bill, 14)
    if (missed < 0) return undefined
    return { paid: Math.max(0, missed - random.int(0, 1)), notices: billed, isBehind: true }
  },
  reminded: (random, bill) => {
    const missed = latest(bill, 19)
    const on = weekday(Math.max(dueOf(bill, missed) + 15, bill.today - random.int(4, 12)))
    if (missed < 0 || on >= bill.today || on < bill.today - 13) return undefined
    return { paid: missed, notices: { stage: 'reminder', reminderOn: on }, isBehind: true }
  },
  'final notice due': (random, bill) => {
    const missed = stoppedAt(random, bill, bill.nation === 'Wales' ? 41 : 33)
    if (missed < 0) return undefined
    const on = weekday(dueOf(bill, missed) + 16)
    return { paid: missed, notices: { stage: 'reminder', reminderOn: on }, isBehind: true }
  },
  'second reminder due': (random, bill) => {
    const missed = latest(bill, 14)
    if (missed < 1 || !hasSecondReminders(bill)) return undefined
    const first = weekday(dueOf(bill, missed - 1) + 16)
    return {
      paid: missed,
      late: { instalment: missed - 1, on: first + random.int(2, 6) },
      notices: { stage: 'reminder', reminderOn: first },
      isBehind: true,
    }
  },
  'second reminder unmet': (random, bill) => {
    const missed = latest(bill, 33)
    if (missed < 1 || !hasSecondReminders(bill)) return undefined
    const first = weekday(dueOf(bill, missed - 1) + 16)
    const second = weekday(dueOf(bill, missed) + 16)
    return {
      paid: missed,
      late: { instalment: missed - 1, on: first + random.int(2, 6) },
      notices: { stage: 'second reminder', reminderOn: first, secondReminderOn: second },
      isBehind: true,
    }
  },
  'final notice issued': (random, bill) => {
    const missed = stoppedAt(random, bill, 60)
    if (missed < 0) return undefined
    const reminded = weekday(dueOf(bill, missed) + 16)
    const on = weekday(bill.nation === 'Wales' ? dueOf(bill, missed) + 43 : reminded + 15)
    const isSummoned = on + 26 < bill.today && random.chance(0.6)
    // What was summoned for in a former year has its order by now.
    const isOrdered =
      isSummoned && bill.isFormerYear && bill.family === 'council tax' && on + 60 < bill.today
    return {
      paid: missed,
      notices: {
        stage: isOrdered ? 'liability order' : 'final notice',
        reminderOn: reminded,
        finalNoticeOn: on,
      },
      isBehind: true,
      ...(isSummoned ? { costsOn: on + 25 } : {}),
    }
  },
  'a little left': (random, bill) => {
    const paid = latest(bill, 20) + 1
    if (paid < 1) return undefined
    return { paid, short: BigInt(random.int(50, 9_99)), notices: billed, isBehind: true }
  },
}

/** Only council tax in England is reminded twice. */
const hasSecondReminders = ({ nation, family }: Bill): boolean =>
  nation === 'England' && family === 'council tax'

const separately = 3

function movementsOf(random: Random, bill: Bill, course: Course): readonly Movement[] {
  const { charge, dues, today } = bill
  const amounts = instalmentsOf(charge, dues.length)
  const method = random.pick(['Direct Debit', 'Direct Debit', 'Bank transfer', 'Card', 'Cash'])
  const movements: Movement[] = []
  const paidOn = (instalment: number) =>
    course.late?.instalment === instalment
      ? course.late.on
      : Math.min(dueOf(bill, instalment) + random.int(0, 3), today - 1)

  // The source keeps the last payments one by one, and what came before as one figure.
  const forward = Math.max(0, course.paid - separately)
  if (forward > 0)
    movements.push({
      kind: 'payment',
      amount: amounts.slice(0, forward).reduce((sum, amount) => sum + amount, 0n),
      on: paidOn(forward - 1),
      narrative: 'Payments brought forward',
      method,
    })
  for (let instalment = forward; instalment < course.paid; instalment += 1) {
    const isLast = instalment === course.paid - 1
    const amount = (amounts[instalment] ?? 0n) - (isLast ? (course.short ?? 0n) : 0n)
    if (amount > 0n)
      movements.push({
        kind: 'payment',
        amount,
        on: paidOn(instalment),
        narrative: 'Payment',
        method,
      })
  }
  if (course.costsOn !== undefined && bill.courtCosts > 0n)
    movements.push({
      kind: 'costs',
      amount: bill.courtCosts,
      on: course.costsOn,
      narrative: 'Summons costs',
    })
  return [...movements, ...corrections(random, bill, course)]
}

/** Discounts put right, and money paid twice and given back. */
function corrections(random: Random, { charge, today }: Bill, { paid }: Course): Movement[] {
  const on = today - random.int(5, 40)
  const small = BigInt(random.int(5, 40)) * 100n
  if (random.chance(0.01) && charge > 500_00n)
    return [{ kind: 'adjustment down', amount: small, on, narrative: 'Discount allowed' }]
  if (random.chance(0.01))
    return [{ kind: 'adjustment up', amount: small, on, narrative: 'Discount ended' }]
  if (paid > 0 && random.chance(0.008))
    return [
      { kind: 'payment', amount: small, on: on - 9, narrative: 'Paid twice', method: 'Card' },
      { kind: 'refund', amount: small, on, narrative: 'Overpayment returned' },
    ]
  return []
}
