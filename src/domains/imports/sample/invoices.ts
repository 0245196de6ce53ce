import type { Pence } from '#values/money.ts'
import { type Day, weekday } from './days.ts'
import type { Row } from './feed.ts'
import { type Movement, noHolds, sourceHolds } from './owed.ts'
import { type Random, weighted } from '#values/random.ts'

/** Days between an invoice and the day it is due. */
const daysToPay = 28

const ways = [
  ['paid', 30],
  ['not yet due', 8],
  ['just overdue', 8],
  ['reminder due', 22],
  ['reminded', 10],
  ['second letter due', 12],
  ['second letter sent', 10],
] as const

/** What has happened on a debt that was due at once: when it was due, letters, holds, money. */
export function soFarOnInvoice(
  random: Random,
  { amount, today }: { readonly amount: Pence; readonly today: Day },
): { row: Row; invoicedOn: Day; movements: readonly Movement[] } {
  const way = weighted(random, ways)
  const overdue = ageOf(random, way)
  const dueOn = weekday(today - overdue)
  const reminderOn = weekday(
    way === 'reminded' ? today - random.int(4, 18) : dueOn + random.int(15, 18),
  )
  const secondReminderOn = weekday(reminderOn + random.int(22, 25))
  const letters: Row =
    way === 'second letter sent'
      ? { stage: 'second letter', reminderOn, secondReminderOn }
      : way === 'reminded' || way === 'second letter due'
        ? { stage: 'invoice reminder', reminderOn }
        : { stage: 'billed' }

  const payment = (amount: Pence, narrative: string): Movement => ({
    kind: 'payment',
    amount,
    on: Math.min(dueOn + random.int(-6, 6), today - 1),
    narrative,
    method: random.pick(['Bank transfer', 'Card', 'Direct Debit', 'Cash']),
  })
  const isPaid = way === 'paid'
  const movements: Movement[] = []
  if (isPaid) movements.push(payment(amount, 'Paid in full'))
  else if (random.chance(0.04) && amount > 20_00n)
    movements.push(payment(amount - BigInt(random.int(50, 9_99)), 'Paid, less a little'))
  else if (random.chance(0.15)) movements.push(payment(amount / 4n + 1n, 'Part payment'))
  else if (random.chance(0.02) && amount > 40_00n)
    movements.push({
      kind: 'adjustment down',
      amount: amount / 10n,
      on: today - random.int(1, 3),
      narrative: 'Charge corrected',
    })

  return {
    row: { dueOn, ...letters, ...(isPaid ? noHolds : sourceHolds(random, today)) },
    invoicedOn: dueOn - daysToPay,
    movements,
  }
}

/** How many days ago it fell due. */
function ageOf(random: Random, way: (typeof ways)[number][0]): number {
  switch (way) {
    case 'paid':
      return random.int(5, 120)
    case 'not yet due':
      return -random.int(3, 25)
    case 'just overdue':
      return random.int(3, 12)
    case 'reminder due':
      return random.int(17, 50)
    case 'reminded':
      return random.int(38, 48)
    case 'second letter due':
      return random.int(43, 80)
    case 'second letter sent':
      return random.int(75, 400)
  }
}
