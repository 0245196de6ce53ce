import assert from 'node:assert/strict'
import { divide, type Pence } from '#values/money.ts'

/**
 * The instalments of a year's charge: each of the nearest whole pounds, and the first takes what is left over, so that
 * they come to the charge exactly. The law is silent on 50 pence; councils round it up.
 *
 * Law: SI 1992/613 Sch 1 para 2(5) and (6). Business rates are billed alike (SI 1989/1058 Sch 1): to confirm.
 */
export function instalmentsOf(charge: Pence, count: number): readonly Pence[] {
  assert(count > 0, 'there is at least one instalment')
  const each = BigInt(count) * 100n
  const nearest = divide(charge, each, 'half away from zero') * 100n
  // So small a charge is billed in fewer instalments (para 2(7)); a source that says otherwise never makes one negative.
  const other = BigInt(count - 1) * nearest > charge ? (charge / each) * 100n : nearest
  return [charge - BigInt(count - 1) * other, ...Array.from({ length: count - 1 }, () => other)]
}

/** Monthly from the first, each on the same day of its month, or the month's last where it has no such day. */
export const monthlyFrom = (
  first: Temporal.PlainDate,
  count: number,
): readonly Temporal.PlainDate[] =>
  Array.from({ length: count }, (_, n) => first.add({ months: n }))
