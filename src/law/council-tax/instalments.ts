import { divide, type Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { refuse } from '../refuse.ts'
import { instalmentsOnRequest, leastInstalment, usualInstalments } from './process.ts'

/**
 * The instalments of a year's charge: each of the nearest whole pounds, and the first takes what is left over, so that
 * they come to the charge exactly. The law is silent on 50 pence; councils round it up. Refuses less than one.
 *
 * Law: SI 1992/613 Sch 1 para 2(5) and (6). Business rates are billed alike (SI 1989/1058 Sch 1): to confirm.
 */
export function instalmentsOf(charge: Pence, count: number): readonly Pence[] {
  if (count < 1) return refuse('There is at least one instalment.')
  const each = BigInt(count) * 100n
  const nearest = divide(charge, each, 'half away from zero') * 100n
  // So small a charge is billed in fewer instalments (para 2(7)); a source that says otherwise never makes one negative.
  const other = BigInt(count - 1) * nearest > charge ? (charge / each) * 100n : nearest
  return [charge - BigInt(count - 1) * other, ...Array.from({ length: count - 1 }, () => other)]
}

/**
 * How many instalments a year's charge is billed in by the day of its notice: ten until the end of April, then one fewer
 * than the whole months left, and one payment from January. Twelve for whoever asks in time.
 *
 * Law: SI 1992/613 Sch 1 para 2(3) and (3A).
 */
export function instalmentCount(
  issuedOn: Temporal.PlainDate,
  { onRequestIn }: { readonly onRequestIn?: Nation } = {},
): number {
  const { month, day } = issuedOn
  if (onRequestIn !== undefined) {
    if (!instalmentsOnRequest.extent.includes(onRequestIn))
      return refuse(
        `Whether twelve instalments can be asked for in ${onRequestIn} has not been confirmed: it is believed to be so by WSI 2013/62.`,
      )
    const isInTime = month < 4 || (month === 4 && day <= 15)
    if (!isInTime)
      return refuse(
        'Twelve instalments can be asked for only where the bill was issued by 15 April.',
      )
    return instalmentsOnRequest.on(issuedOn).value
  }
  // A notice from January to March is late in its year; one for the year to come is asked for by number.
  if (month <= 3) return 1
  if (month === 4) return usualInstalments.on(issuedOn).value
  return Math.max(15 - month - 1, 1)
}

/**
 * The most instalments of a count for which none is below the least, and one payment for so small a charge.
 *
 * Law: SI 1992/613 Sch 1 paras 2(7) and 3, which a council may use.
 */
export function noneTooSmall(charge: Pence, count: number, issuedOn: Temporal.PlainDate): number {
  const { instalment, singleBelow } = leastInstalment.on(issuedOn).value
  if (charge < singleBelow) return 1
  let many = count
  while (many > 1 && charge / BigInt(many) < instalment) many -= 1
  return many
}

/** Monthly from the first, each on the same day of its month, or the month's last where it has no such day. */
export const monthlyFrom = (
  first: Temporal.PlainDate,
  count: number,
): readonly Temporal.PlainDate[] =>
  Array.from({ length: count }, (_, n) => first.add({ months: n }))
