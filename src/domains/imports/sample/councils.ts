import { type Place, places } from './places.ts'

/** The name of a mapping profile, of the file it reads, and of the feed. */
export type AccountFeed =
  | 'council-tax-accounts'
  | 'business-rates-accounts'
  | 'sundry-accounts'
  | 'housing-benefit-overpayments'
  | 'housing-accounts'

/** Which file has what happened on the accounts of another. */
export const transactionsOf = {
  'council-tax-accounts': 'council-tax-transactions',
  'business-rates-accounts': 'business-rates-transactions',
  'sundry-accounts': 'sundry-transactions',
  'housing-benefit-overpayments': 'housing-benefit-transactions',
  'housing-accounts': 'housing-transactions',
} as const satisfies Record<AccountFeed, string>

/** A council that is not there: what it is, what it recovers, and how much of the sample is its. */
export type SampleCouncil = {
  readonly id: number
  readonly slug: keyof typeof places
  readonly name: string
  readonly nation: 'England' | 'Wales'
  readonly remit: readonly string[]
  readonly feeds: readonly AccountFeed[]
  /** Per cent of all the accounts. */
  readonly share: number
  readonly place: Place
  /** Summons and liability order costs, pence. */
  readonly courtCosts: bigint
}

const billing = {
  remit: [
    'council tax',
    'business rates',
    'sundry invoice',
    'housing benefit overpayment',
    'former tenant arrears',
    'garage',
    'leasehold service charge',
    'rechargeable repair',
    'court costs',
  ],
  feeds: [
    'council-tax-accounts',
    'business-rates-accounts',
    'sundry-accounts',
    'housing-benefit-overpayments',
    'housing-accounts',
  ],
} as const

/** Aldermere and Wexcombe share one service; Kestmoor bills no council tax; Penllyn is in Wales. */
export const sampleCouncils: readonly SampleCouncil[] = [
  {
    id: 1,
    slug: 'aldermere',
    name: 'Aldermere Borough',
    nation: 'England',
    ...billing,
    share: 40,
    place: places.aldermere,
    courtCosts: 57_50n,
  },
  {
    id: 2,
    slug: 'wexcombe',
    name: 'Wexcombe District',
    nation: 'England',
    ...billing,
    share: 25,
    place: places.wexcombe,
    courtCosts: 60_00n,
  },
  {
    id: 3,
    slug: 'kestmoor',
    name: 'Kestmoor County',
    nation: 'England',
    remit: ['adult social care charge', 'sundry invoice', 'court costs'],
    feeds: ['sundry-accounts'],
    share: 15,
    place: places.kestmoor,
    courtCosts: 0n,
  },
  {
    id: 4,
    slug: 'penllyn',
    name: 'Penllyn',
    nation: 'Wales',
    ...billing,
    share: 20,
    place: places.penllyn,
    courtCosts: 50_00n,
  },
]
