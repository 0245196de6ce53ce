import type { Nation } from '#law/dated.ts'
import { type Citation, cite } from '#values/citation.ts'
import { forAJudgment, forLeasehold } from './after-judgment.ts'
import { forBusinessRates, forCouncilTax } from './after-liability-order.ts'
import { type RemedyKind, remedyKinds } from './kinds.ts'
import { forAnOverpayment } from './overpayment.ts'
import type { Remedy, Where } from './remedy.ts'

const court = cite('CPR', 'Part 70')
const onlyAfterJudgment = {
  never: 'Only for a judgment of the county court, and this debt is ordered by magistrates',
  law: court,
}

/** Why a remedy is not one for a family of debts that has no word of its own about it. */
const never: Readonly<Record<RemedyKind, { readonly never: string; readonly law: Citation }>> = {
  'attachment of earnings': {
    never: 'Only for council tax, under a liability order',
    law: cite('SI 1992/613', 'reg 37'),
  },
  'attachment of allowances': {
    never: 'Only for council tax, under a liability order',
    law: cite('SI 1992/613', 'reg 44'),
  },
  'direct earnings attachment': {
    never: 'Only for a housing benefit overpayment',
    law: cite('SI 2013/384', 'Part 6'),
  },
  'deduction from housing benefit': {
    never: 'Only for a housing benefit overpayment',
    law: cite('SI 2006/213', 'reg 102'),
  },
  'deduction from benefits': {
    never: 'Only for council tax under a liability order, or for a housing benefit overpayment',
    law: cite('SI 1993/494', 'reg 2'),
  },
  'recovery from the landlord': {
    never: 'Only for a housing benefit overpayment',
    law: cite('SI 2006/213', 'reg 101'),
  },
  'enforcement agent': {
    never:
      'Only under a liability order: a judgment is carried out by a warrant or a writ of control',
    law: cite('SI 1992/613', 'reg 45'),
  },
  'court attachment of earnings': onlyAfterJudgment,
  'third party debt order': onlyAfterJudgment,
  'warrant of control': onlyAfterJudgment,
  'writ of control': onlyAfterJudgment,
  'charging order': onlyAfterJudgment,
  bankruptcy: onlyAfterJudgment,
  'winding up': onlyAfterJudgment,
  'committal review': {
    never: 'Nobody is committed to prison for this kind of debt',
    law: cite('SI 1992/613', 'reg 47'),
  },
  'county court claim': {
    never: 'This debt has a court step of its own, and is not claimed as a remedy',
    law: court,
  },
  forfeiture: { never: 'Only a lease can be forfeited', law: cite('Housing Act 1996', 's81') },
}

const ofFamily = (family: string, where: Where): readonly Remedy[] | undefined => {
  switch (family) {
    case 'council tax':
      return forCouncilTax(where)
    case 'business rates':
      return forBusinessRates(where)
    case 'benefit overpayment':
      return forAnOverpayment(where)
    case 'leasehold':
      return forLeasehold(where)
    case 'sundry':
    case 'adult social care':
    case 'housing':
      return forAJudgment(where)
    default:
      return undefined
  }
}

/**
 * Every remedy, in the order of `remedyKinds`, as the law of a nation on a day and our policy have it for a family of debts: what each
 * asks, or why it is not one for them. Nothing is one for a family whose law is not known here.
 */
export function remediesFor(
  family: string,
  nation: Nation,
  on: Temporal.PlainDate,
): readonly Remedy[] {
  const known = ofFamily(family, { nation, on })
  return remedyKinds.map((kind): Remedy => {
    if (!known) return { kind, never: 'No law of recovery is known here for this kind of debt' }
    return known.find(remedy => remedy.kind === kind) ?? { kind, ...never[kind] }
  })
}
