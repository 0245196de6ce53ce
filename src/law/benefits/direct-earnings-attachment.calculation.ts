import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { calculation, type Family } from '../calculation.ts'
import {
  exactPounds,
  type Pay,
  payBases,
  type PayBasis,
  payBasis,
  sliceInWords,
} from '../deduction-bands.ts'
import { choice, count, day, money, optional, yesOrNo } from '../fields.ts'
import { refuse } from '../refuse.ts'
import {
  directEarningsDeduction,
  type DirectDeduction,
  newestTableFrom,
  paidOverBy,
} from './direct-earnings-attachment.ts'
import {
  directAttachmentRounding,
  protectedEarningsPercent,
} from './direct-earnings-attachment-tables.ts'

const onPayDay = calculation({
  slug: 'pay-day',
  title: 'One pay-day',
  fields: {
    rate: choice('Rate', {
      standard: 'Standard',
      higher: 'Higher, where the person was found guilty of an offence over it',
    }),
    pay_basis: payBasis,
    net_earnings: money('Net earnings', {
      hint: 'What is paid on this pay-day after tax, Class 1 national insurance and pension',
    }),
    number: optional(count('How many weeks, months or days the pay is for', { most: 366 })),
    other_attachment_deductions: optional(
      money('Other attachments', {
        hint: 'What orders that come first take from the same pay, such as child maintenance',
      }),
    ),
    outstanding: optional(money('Still owed')),
    pay_day: optional(day('Pay-day')),
    found_guilty: optional(
      yesOrNo('Found guilty of an offence over this overpayment', {
        hint: 'A caution or a penalty agreed instead of prosecution is not enough for the higher rate',
      }),
    ),
  },
  work(asked) {
    const { rate, pay_day: named } = asked
    if (rate === 'higher' && asked.found_guilty === false)
      return refuse(
        'The higher rate is only for an overpayment over which the person has been found guilty of an offence (SI 2013/384 reg 20(3A)): the standard rate applies.',
      )
    const payDay = named ?? newestTableFrom
    const pay = payOf(asked)
    const made = directEarningsDeduction({
      rate,
      payDay,
      pay,
      otherDeductions: asked.other_attachment_deductions,
      outstanding: asked.outstanding,
    })
    return {
      answer: {
        table_deduction: made.byTable,
        deduction: made.deduction,
        ...(named && { employer_pays_over_by: paidOverBy(named) }),
      },
      working: [
        ...(rate === 'higher'
          ? [
              'The higher rate is only for an overpayment over which the person has been found guilty of an offence.',
            ]
          : []),
        ...inWords(made, { pay, ...asked }),
        ...(named ? [`The employer pays it over by ${formatDate(paidOverBy(named))}.`] : []),
      ],
      sources: [
        made.table.source,
        protectedEarningsPercent.on(payDay).source,
        directAttachmentRounding.on(payDay).source,
      ],
    }
  },
})

/** The pay that the fields describe. A number belongs to pay by weeks, months or days, and is needed for it. */
function payOf({
  pay_basis: basis,
  net_earnings: net,
  number,
}: {
  readonly pay_basis: PayBasis
  readonly net_earnings: Pay['net']
  readonly number?: number | undefined
}): Pay {
  const { period } = payBases[basis]
  if (basis === 'weekly' || basis === 'monthly' || basis === 'daily')
    return number === undefined || number === 1
      ? { net, period, times: 1 }
      : refuse(`Pay that is ${basis} is for one ${period}: for ${number}, choose ${period}s.`)
  return number === undefined
    ? refuse(`Say how many ${basis} this pay is for: number.`)
    : { net, period, times: number }
}

function inWords(
  { slice, byTable, protectedEarnings, room, deduction, withEmployersCharge }: DirectDeduction,
  asked: {
    readonly pay: Pay
    readonly other_attachment_deductions?: bigint | undefined
  },
): string[] {
  const { net, period } = asked.pay
  const others = asked.other_attachment_deductions ?? 0n
  const steps = [sliceInWords(slice, period)]
  if (slice.hundredths !== byTable * 100n)
    steps.push(
      `Half a penny or less is dropped and more is a penny: ${exactPounds(slice.hundredths)} is ${formatPounds(byTable)}.`,
    )
  steps.push(
    `${formatPounds(protectedEarnings)} of ${formatPounds(net)} is protected${others > 0n ? ` and other attachments take ${formatPounds(others)}` : ''}, which leaves ${formatPounds(room)} for this one.`,
  )
  const limited = byTable < room ? byTable : room
  if (limited < byTable)
    steps.push(`So it takes ${formatPounds(limited)} and not ${formatPounds(byTable)}.`)
  if (deduction < limited) steps.push(`Only ${formatPounds(deduction)} is still owed.`)
  steps.push(
    deduction > 0n
      ? `The deduction is ${formatPounds(deduction)}. The employer may keep ${formatPounds(withEmployersCharge - deduction)} more towards its costs.`
      : 'Nothing is deducted.',
  )
  return steps
}

export const directEarningsAttachment: Family = {
  name: 'dea',
  title: 'Direct earnings attachment',
  about:
    'What an employer deducts on a pay-day to recover a housing benefit overpayment under a notice from the council. No court order is needed. Part of net earnings is protected from this and every other attachment together.',
  calculations: [onPayDay],
}
