import { mostOrders } from '#law/council-tax/attachment-tables.ts'
import {
  committalInEngland,
  committalInWales,
  leastForChargingOrder,
} from '#law/council-tax/liability-orders.ts'
import { leastForBankruptcy, leastForWindingUp } from '#law/debt-relief/insolvency.ts'
import { cite } from '#values/citation.ts'
import { formatPounds } from '#values/money.ts'
import {
  amountOf,
  aPerson,
  byLaw,
  byPolicy,
  lastResort,
  notVulnerable,
  ordered,
  owner,
  recalled,
  saying,
  type Remedy,
  type Requirement,
  type Where,
} from './remedy.ts'

const ct = (provision: string) => cite('SI 1992/613', provision)
const rates = (provision: string) => cite('SI 1989/1058', provision)
const taking = cite('Tribunals, Courts and Enforcement Act 2007', 's62 and Sch 12')
const notRead = 'The regulation is recalled and not read: to confirm.'

/** Ours: who gets council tax reduction has too little for it, and an agent’s fees would come on top. */
const notOnReduction = byPolicy(
  'Not where they get council tax reduction',
  { fact: 'council tax reduction', is: 'does not get it' },
  'Whoever gets it has little, and an agent’s fees come on top of the debt',
  'they do not get council tax reduction, and would not if they asked',
)
const noEmptyVisit = byPolicy(
  'Not again where an agent came back without enough',
  { fact: 'agent came back', is: false },
  'An agent has been, and another visit adds fees and brings no more',
)

/** The insolvency of a person, or of a company: an order is enough of a debt for it. */
export const insolvency = (
  on: Temporal.PlainDate,
  order: Requirement,
): readonly [Remedy, Remedy] => {
  const least = leastForBankruptcy.on(on)
  const mostForCompany = leastForWindingUp.on(on)
  return [
    {
      kind: 'bankruptcy',
      needs: [
        order,
        byLaw(aPerson, cite('Insolvency Act 1986', 's267')),
        byLaw({ fact: 'under orders', atLeast: amountOf(least.value) }, least.source),
        notVulnerable,
        lastResort,
      ],
    },
    {
      kind: 'winding up',
      needs: [
        order,
        byLaw({ fact: 'organisation', is: true }, cite('Insolvency Act 1986', 's123')),
        byLaw(
          { not: { fact: 'under orders', below: amountOf(mostForCompany.value + 1n) } },
          mostForCompany.source,
          `what it owes here under orders or judgments for this kind of debt is more than ${formatPounds(mostForCompany.value)}`,
        ),
        lastResort,
      ],
    },
  ]
}

/**
 * What may carry out a liability order for council tax.
 *
 * Law: SI 1992/613 Part VI; SI 1993/494. One remedy at a time under one order (reg 52) is asked of every remedy where it is judged.
 */
export function forCouncilTax({ nation, on }: Where): readonly Remedy[] {
  const order = byLaw(ordered, ct('reg 45'))
  const two = mostOrders.on(on)
  const least = leastForChargingOrder.on(on)
  const benefits = cite('SI 1993/494', 'reg 2')
  return [
    {
      kind: 'attachment of earnings',
      needs: [
        byLaw(ordered, ct('reg 37(1)')),
        byLaw(aPerson, ct('reg 37(1)')),
        byLaw({ fact: 'employment', is: 'employer known' }, ct('reg 37(1)'), saying.employer),
        byLaw(
          { fact: 'attachments elsewhere', is: false },
          two.source,
          `fewer than ${two.value} attachments of earnings run for their other accounts`,
        ),
      ],
    },
    {
      kind: 'attachment of allowances',
      needs: [
        byLaw(ordered, ct('reg 44')),
        recalled(
          { fact: 'councillor', is: 'yes' },
          ct('reg 44'),
          notRead,
          'they are an elected member of a council',
        ),
      ],
    },
    {
      kind: 'deduction from benefits',
      needs: [
        byLaw(ordered, benefits),
        byLaw(aPerson, benefits),
        recalled(
          { not: { fact: 'benefits', is: 'none of these' } },
          benefits,
          notRead,
          saying.benefit,
        ),
        byLaw({ fact: 'deduction elsewhere', is: false }, cite('SI 1993/494', 'reg 8(1)(b)')),
      ],
    },
    {
      kind: 'enforcement agent',
      needs: [order, byLaw(ordered, taking), notVulnerable, notOnReduction, noEmptyVisit],
    },
    {
      kind: 'charging order',
      needs: [
        byLaw(ordered, ct('reg 50')),
        byLaw({ fact: 'under orders', atLeast: amountOf(least.value) }, least.source),
        recalled(owner, ct('reg 50'), notRead, saying.owner),
        notVulnerable,
      ],
    },
    ...insolvency(on, recalled(ordered, ct('reg 49'), notRead)),
    nation === 'Wales'
      ? {
          kind: 'committal review',
          never: 'Nobody is committed to prison for council tax in Wales since 1 April 2019',
          law: committalInWales.on(on).source,
        }
      : {
          kind: 'committal review',
          needs: committalNeeds(ct('reg 47'), committalInEngland.on(on).value.requires),
        },
  ]
}

const committalNeeds = (
  law: ReturnType<typeof ct>,
  requires: string | undefined,
): readonly Requirement[] => [
  byLaw(ordered, law),
  byLaw(aPerson, law),
  recalled(
    { fact: 'agent came back', is: true },
    law,
    `The court asks for ${requires ?? 'a means inquiry'}: to confirm.`,
  ),
  notVulnerable,
]

/**
 * What may carry out a liability order for business rates. The regulations have no attachment of earnings, no deduction from
 * benefits and no charging order.
 *
 * Law: SI 1989/1058 Part III, which is recalled and not read.
 */
export function forBusinessRates({ nation, on }: Where): readonly Remedy[] {
  const instead = { fact: 'order made', is: false } as const
  return [
    {
      kind: 'enforcement agent',
      needs: [
        recalled(ordered, rates('reg 14'), notRead),
        byLaw(ordered, taking),
        notVulnerable,
        noEmptyVisit,
      ],
    },
    ...insolvency(on, recalled(ordered, rates('reg 18'), notRead)),
    nation === 'Wales'
      ? {
          kind: 'committal review',
          never:
            'Whether anybody can still be committed for rates in Wales is to be confirmed, so it is not offered',
          law: rates('reg 16'),
        }
      : {
          kind: 'committal review',
          needs: committalNeeds(rates('reg 16'), undefined),
        },
    {
      kind: 'county court claim',
      needs: [
        recalled(
          instead,
          rates('reg 20'),
          'A claim is an alternative to a liability order, and not open after one: to confirm.',
        ),
      ],
    },
    {
      kind: 'attachment of earnings',
      never: 'Business rates are never taken from earnings: the regulations do not have it',
      law: rates('Part III'),
    },
    {
      kind: 'deduction from benefits',
      never: 'Business rates are never taken from benefits: only council tax is',
      law: cite('SI 1993/494', 'reg 2'),
    },
    {
      kind: 'charging order',
      never: 'A liability order for business rates gives no charging order',
      law: rates('Part III'),
    },
  ]
}
