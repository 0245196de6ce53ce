import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import { calculation, type Family, type Worked } from '../calculation.ts'
import { count, day, someMoney } from '../fields.ts'
import { instalmentCount, instalmentsOf } from './instalments.ts'

function schedule(amount: Pence, many: number, why: readonly string[]): Worked {
  const [first = amount, other] = instalmentsOf(amount, many)
  return {
    answer: { count: many, first, others: other ?? null },
    working: [
      ...why,
      ...(other === undefined
        ? [`${formatPounds(amount)} is one payment.`]
        : [
            `${formatPounds(amount)} over ${many}, to the nearest pound, is ${formatPounds(other)}.`,
            `The first takes the rest: ${formatPounds(first)}, then ${many - 1} of ${formatPounds(other)}.`,
          ]),
    ],
    sources: [cite('SI 1992/613', 'Sch 1 para 2(3) to (6)')],
  }
}

const amount = someMoney('Charge for the year')

const byCount = calculation({
  slug: 'by-number',
  title: 'By number of instalments',
  fields: { amount, instalments: count('Instalments', { most: 12 }) },
  work: ({ amount, instalments }) => schedule(amount, instalments, []),
})

const byNotice = calculation({
  slug: 'by-notice',
  title: 'By the day of the bill',
  fields: { amount, notice_issued: day('Day the demand notice was issued') },
  work({ amount, notice_issued: issued }) {
    const many = instalmentCount(issued)
    const why =
      issued.month <= 3
        ? 'Billed from January to March, it is one payment.'
        : issued.month === 4
          ? `Billed by the end of April, it is ${many} instalments.`
          : `Billed on ${formatDate(issued)}, it is the whole months left in the year less one: ${many}.`
    return schedule(amount, many, [why])
  },
})

export const instalmentSchedules: Family = {
  name: 'instalments',
  title: 'Statutory instalments',
  about:
    'How a year’s council tax is divided into monthly instalments; business rates are billed alike.',
  calculations: [byCount, byNotice],
}
