import { cite, type Citation } from '#values/citation.ts'

export const chargeKinds = [
  'summons costs',
  'liability order costs',
  'claim interest',
  'judgment interest',
  'contract interest',
  'late payment interest',
  'late payment compensation',
] as const
export type ChargeKind = (typeof chargeKinds)[number]

/** What a kind of charge is, for pages and for what it may be put on. */
type KindOfCharge = {
  readonly part: 'costs' | 'interest' | 'compensation'
  readonly title: string
  /** What its authority is: the label of the question. */
  readonly authority: string
  readonly authorityOn: string
  readonly law: Citation
}

export const kindsOfCharge = {
  'summons costs': {
    part: 'costs',
    title: 'Costs of a summons',
    authority: 'Reference of the complaint',
    authorityOn: 'Day the complaint was made',
    law: cite('SI 1992/613', 'reg 34(7)'),
  },
  'liability order costs': {
    part: 'costs',
    title: 'Costs of a liability order',
    authority: 'Reference of the order',
    authorityOn: 'Day of the order',
    law: cite('SI 1992/613', 'reg 34(7)'),
  },
  'claim interest': {
    part: 'interest',
    title: 'Interest the court gave on a claim',
    authority: 'Claim number',
    authorityOn: 'Day of the judgment that gave it',
    law: cite('County Courts Act 1984', 's69'),
  },
  'judgment interest': {
    part: 'interest',
    title: 'Interest on a judgment',
    authority: 'Claim number',
    authorityOn: 'Day of the judgment',
    law: cite('SI 1991/1184', 'arts 1(2) and 2 to 4'),
  },
  'contract interest': {
    part: 'interest',
    title: 'Interest under a contract or lease',
    authority: 'The contract or lease, and its clause',
    authorityOn: 'Day of the contract or lease',
    law: cite('practice', 'the clause of the contract or lease'),
  },
  'late payment interest': {
    part: 'interest',
    title: 'Late payment interest between businesses',
    authority: 'The contract for goods or services',
    authorityOn: 'Day of the contract',
    law: cite('Late Payment of Commercial Debts (Interest) Act 1998', 's1'),
  },
  'late payment compensation': {
    part: 'compensation',
    title: 'Fixed sum for late payment between businesses',
    authority: 'The contract for goods or services',
    authorityOn: 'Day of the contract',
    law: cite('Late Payment of Commercial Debts (Interest) Act 1998', 's5A'),
  },
} as const satisfies Record<ChargeKind, KindOfCharge>

/** The law of a kind of charge on a kind of debt: rates have regulations of their own for costs. */
export const lawOf = (kind: ChargeKind, debtType: string): Citation =>
  isCosts(kind) && debtType === 'business rates'
    ? cite('SI 1989/1058', 'reg 12(6)')
    : kindsOfCharge[kind].law

export const isInterest = (kind: ChargeKind): boolean => kindsOfCharge[kind].part === 'interest'
export const isCosts = (kind: ChargeKind): boolean => kindsOfCharge[kind].part === 'costs'
