import { mostForWarrant, leastForWrit } from '#law/county-court/enforcement-limits.ts'
import { smallArrears } from '#law/social-care-and-leasehold.ts'
import { cite } from '#values/citation.ts'
import { formatPounds } from '#values/money.ts'
import { insolvency } from './after-liability-order.ts'
import {
  amountOf,
  aPerson,
  byLaw,
  notVulnerable,
  ordered,
  owner,
  recalled,
  saying,
  type Remedy,
  type Where,
} from './remedy.ts'

const judgment = (law: ReturnType<typeof cite>) => byLaw(ordered, law)

/**
 * What may carry out a judgment of the county court, whatever the debt was: an invoice, a care charge, a former tenancy, a
 * service charge or an overpayment.
 *
 * Law: CPR Parts 70 to 73, 83 and 89; Attachment of Earnings Act 1971; Charging Orders Act 1979.
 */
export function forAJudgment({ on }: Where): readonly Remedy[] {
  const most = mostForWarrant.on(on)
  const least = leastForWrit.on(on)
  const earnings = cite('Attachment of Earnings Act 1971', 's1')
  const charging = cite('Charging Orders Act 1979', 's1')
  const third = cite('CPR', 'Part 72')
  return [
    {
      kind: 'court attachment of earnings',
      needs: [
        judgment(earnings),
        byLaw(aPerson, earnings),
        // The court asks them who employs them, so an employer that we do not know is no bar.
        recalled(
          { not: { fact: 'employment', is: 'not employed' } },
          earnings,
          'The least that a judgment must be for is to confirm.',
          'they work for an employer, whether we know which or not',
        ),
      ],
    },
    {
      kind: 'third party debt order',
      needs: [
        judgment(third),
        byLaw({ fact: 'third party', is: 'known' }, third, 'it is known who holds money for them'),
      ],
    },
    {
      kind: 'warrant of control',
      needs: [
        judgment(cite('CPR', 'Part 83')),
        byLaw(
          { fact: 'balance', below: amountOf(most.value + 1n) },
          most.source,
          `the balance is no more than ${formatPounds(most.value)}`,
        ),
        notVulnerable,
      ],
    },
    {
      kind: 'writ of control',
      needs: [
        judgment(cite('CPR', 'Part 83')),
        byLaw({ fact: 'balance', atLeast: amountOf(least.value) }, least.source),
        notVulnerable,
      ],
    },
    {
      kind: 'charging order',
      needs: [judgment(charging), byLaw(owner, charging, saying.owner), notVulnerable],
    },
    ...insolvency(on, judgment(cite('Insolvency Act 1986', 's267'))),
  ]
}

/** A lease is never taken away from here; the law would ask this much before anybody else did. */
export function forLeasehold(where: Where): readonly Remedy[] {
  const { value, source } = smallArrears.on(where.on)
  return [
    ...forAJudgment(where),
    {
      kind: 'forfeiture',
      never: `Nothing here takes a lease away. The law asks a determination or an admission first (Housing Act 1996 s81), a notice, and more than ${formatPounds(value.amount)} or arrears of over ${value.years} years: to confirm`,
      law: source,
    },
  ]
}
