import { type Citation, cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import { calculation, type Family, type Worked } from '../calculation.ts'
import { choice, count, day, optional, someMoney, yesOrNo } from '../fields.ts'
import {
  type Billed,
  dueMonthly,
  earliestInstalment,
  financialYearOf,
  instalmentCount,
  instalmentsInWords,
  instalmentsOf,
  noneTooSmall,
} from './instalments.ts'

const answer = (instalments: readonly Pence[]): Worked['answer'] => {
  const [first = 0n, other] = instalments
  return { count: instalments.length, first, others: other ?? null }
}

function inWords(amount: Pence, instalments: readonly Pence[]): readonly string[] {
  const [first = amount, other] = instalments
  const many = instalments.length
  if (other === undefined) return [`${formatPounds(amount)} is one payment.`]
  return [
    `${formatPounds(amount)} over ${many}, to the nearest pound, is ${formatPounds(other)}.`,
    `The first takes the rest: ${formatPounds(first)}, then ${many - 1} of ${formatPounds(other)}.`,
  ]
}

const amount = someMoney('Charge for the year')

const byCount = calculation({
  slug: 'by-number',
  title: 'By number of instalments',
  fields: { amount, instalments: count('Instalments', { most: 12 }) },
  work({ amount, instalments: many }) {
    const instalments = instalmentsOf(amount, many)
    return {
      answer: answer(instalments),
      working: inWords(amount, instalments),
      sources: [cite('SI 1992/613', 'Sch 1 para 2(3) to (6)')],
    }
  },
})

const kinds = { council_tax: 'Council tax', business_rates: 'Business rates' } as const
const billed: Readonly<Record<keyof typeof kinds, Billed>> = {
  council_tax: 'council tax',
  business_rates: 'business rates',
}
const nations = { E: 'England', W: 'Wales' } as const

const byNotice = calculation({
  slug: 'by-notice',
  title: 'By the day of the bill',
  fields: {
    amount,
    notice_issued: day('Day the demand notice was issued'),
    charge: optional(choice('What is billed', kinds, { hint: 'Council tax unless you say' })),
    year_begins: optional(
      count('Year billed, by the year it begins in', {
        least: 1990,
        most: 2100,
        hint: 'Such as 2026 for 2026/27. Without it, the year that the notice is issued in',
      }),
    ),
    twelve_asked_for_in: optional(choice('Twelve instalments asked for in', nations)),
    none_too_small: optional(
      yesOrNo('Bill fewer so that none is too small', { hint: 'A council may, and need not' }),
    ),
    first_due: optional(day('Day the first falls due')),
  },
  work(asked) {
    const { amount, notice_issued: issuedOn, twelve_asked_for_in: asking } = asked
    const of = billed[asked.charge ?? 'council_tax']
    const year = asked.year_begins ?? financialYearOf(issuedOn)
    const many = instalmentCount(issuedOn, {
      of,
      year,
      onRequestIn: asking && nations[asking],
    })
    const usual = instalmentsOf(amount, many)
    const instalments = asked.none_too_small ? noneTooSmall(usual, { issuedOn, of }) : usual
    const { first_due: firstDue } = asked
    return {
      answer: answer(instalments),
      also: {
        ...(of === 'council tax' && { earliest_first_instalment: earliestInstalment(issuedOn) }),
        ...(firstDue && {
          schedule: dueMonthly(instalments, { firstDue, issuedOn, of, year }),
        }),
      },
      working: [
        whyMany(issuedOn, { year, many, isAskedFor: asking !== undefined }),
        ...inWords(amount, usual),
        ...(instalments === usual
          ? []
          : [
              `So that none is too small, it is billed instead as ${instalmentsInWords(instalments)}.`,
            ]),
      ],
      sources: lawOf(of, instalments !== usual),
    }
  },
})

function whyMany(
  issuedOn: Temporal.PlainDate,
  of: { readonly year: number; readonly many: number; readonly isAskedFor: boolean },
): string {
  const { year, many, isAskedFor } = of
  if (isAskedFor) return `Asked for, and billed in time for that, it is ${many} instalments.`
  if (financialYearOf(issuedOn) < year)
    return `Billed before its year begins, it is ${many} instalments.`
  if (issuedOn.month <= 3) return 'Billed from January to March, it is one payment.'
  return issuedOn.month === 4
    ? `Billed by the end of April, it is ${many} instalments.`
    : `Billed on ${formatDate(issuedOn)}, it is the whole months left in the year less one: ${many}.`
}

const lawOf = (of: Billed, isFewer: boolean): readonly Citation[] =>
  of === 'council tax'
    ? [
        cite('SI 1992/613', 'Sch 1 para 2(3) to (6)'),
        ...(isFewer ? [cite('SI 1992/613', 'Sch 1 paras 2(7) and 3')] : []),
      ]
    : [
        cite('SI 1989/1058', 'Sch 1 paras 1 and 2'),
        ...(isFewer ? [cite('SI 1989/1058', 'Sch 1 para 3')] : []),
      ]

export const instalmentSchedules: Family = {
  name: 'instalments',
  title: 'Statutory instalments',
  about:
    'How a year’s council tax is divided into monthly instalments; business rates are billed alike.',
  calculations: [byCount, byNotice],
}
