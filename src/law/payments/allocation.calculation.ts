import { cite } from '#values/citation.ts'
import { formatPounds, sum } from '#values/money.ts'
import { calculation, type Family } from '../calculation.ts'
import { day, money, optional, rows, text } from '../fields.ts'
import { refuse } from '../refuse.ts'
import { appropriate } from './appropriation.ts'
import { shareOut } from './pro-rata.ts'

const inProportion = calculation({
  slug: 'pro-rata',
  title: 'In proportion',
  fields: {
    payment: money('Payment'),
    debts: rows('Debts', { ref: text('Reference'), balance: money('Balance') }, { least: 0 }),
  },
  work({ payment, debts }) {
    if (new Set(debts.map(({ ref }) => ref)).size < debts.length)
      return refuse('Two of the debts have the same reference.')
    const total = sum(debts.map(({ balance }) => balance))
    const shares = shareOut(
      payment,
      debts.map(({ balance }) => balance),
    )
    const unallocated = payment - sum(shares)
    return {
      answer: {
        allocations: Object.fromEntries(debts.map(({ ref }, n) => [ref, shares[n] ?? 0n])),
        unallocated,
      },
      working: [
        ...debts.map(
          ({ ref, balance }, n) =>
            `${ref}: ${formatPounds(balance)} of ${formatPounds(total)} has ${formatPounds(shares[n] ?? 0n)} of ${formatPounds(payment)}.`,
        ),
        unallocated > 0n
          ? `${total > 0n ? 'Each is paid in full' : 'Nothing is owed'}, and ${formatPounds(unallocated)} is left over.`
          : 'Each share is rounded down, and the pennies left over go to the largest remainders.',
      ],
      sources: [cite('practice', 'shares in proportion; the odd penny to the largest remainder')],
    }
  },
})

export const proRataAllocation: Family = {
  name: 'pro_rata_allocation',
  title: 'A payment shared in proportion',
  about: 'Shares one payment over several debts in proportion to what is owed on each, exactly.',
  calculations: [inProportion],
}

const toWhich = calculation({
  slug: 'appropriation',
  title: 'Which debt it pays',
  fields: {
    payment: money('Payment'),
    accounts: rows(
      'Debts',
      { ref: text('Reference'), balance: money('Balance'), due: day('Day it was due') },
      { least: 0 },
    ),
    debtor_specified: optional(text('The debt that the payer named')),
    current_instalment_of: optional(text('The debt whose current instalment it equals')),
  },
  work({ payment, accounts, debtor_specified: said, current_instalment_of: currentInstalmentOf }) {
    const { to, left } = appropriate({ payment, owed: accounts, said, currentInstalmentOf })
    return {
      answer: {
        allocations: Object.fromEntries(to.map(({ ref, amount }) => [ref, amount])),
        unallocated: left,
      },
      working: [
        ...to.map(({ ref, amount, why }) => `${formatPounds(amount)} to ${ref}: ${why}.`),
        left > 0n
          ? `${formatPounds(left)} is more than is owed on all of them.`
          : `That is the whole payment of ${formatPounds(payment)}.`,
      ],
      sources: [cite('Cory Bros v Owners of the Mecca'), cite('Clayton’s Case')],
    }
  },
})

export const paymentAppropriation: Family = {
  name: 'payment_appropriation',
  title: 'Which debt a payment goes to',
  about:
    'Whoever pays may say which debt it is for. Otherwise a payment equal to a current instalment is that, and any other goes to the oldest first.',
  calculations: [toWhich],
}
