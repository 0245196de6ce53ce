import { cite, type Citation } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { type Checked, parameter } from '../parameter.ts'

const extent: readonly Nation[] = ['England', 'Wales']

type IsoDate = `${number}-${number}-${number}`

const figure = <T>(it: {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly lookedUpOn: string
  readonly checked: Checked
  readonly confidence?: 'medium'
  readonly source: Citation
  readonly also?: readonly Citation[]
  readonly values: Readonly<Record<IsoDate, T>>
  readonly note?: string
}) =>
  parameter<T>({
    id: it.id,
    title: it.title,
    extent,
    unit: it.unit,
    lookedUpOn: it.lookedUpOn,
    confidence: it.confidence ?? 'high',
    checked: it.checked,
    ...(it.also && { also: it.also }),
    values: Object.fromEntries(
      Object.entries(it.values).map(([from, value]) => [
        from,
        { source: it.source, value, ...(it.note !== undefined && { note: it.note }) },
      ]),
    ),
  })

const petition = 'the day of the petition'
const application = 'the day of the application'
const limits = cite('Insolvency Proceedings (Monetary Limits) Order 1986', 'as amended')
const conditions = (paragraph: string) => [cite('Insolvency Act 1986', `Sch 4ZA ${paragraph}`)]

export const leastForBankruptcy = figure<Pence>({
  id: 'ins.bankruptcy.creditor_minimum',
  title: 'Least owed for a creditor’s bankruptcy petition',
  unit: 'pounds',
  lookedUpOn: petition,
  checked: 'to confirm',
  source: cite('Insolvency Act 1986', 's267(4)'),
  also: [cite('SI 2015/922')],
  values: { '2015-10-01': 5_000_00n },
})

export const leastForWindingUp = figure<Pence>({
  id: 'ins.winding_up.statutory_demand_minimum',
  title: 'What a statutory demand on a company must exceed',
  unit: 'pounds',
  lookedUpOn: 'the day of the demand',
  checked: 'against a secondary source',
  source: cite('Insolvency Act 1986', 's123(1)(a)'),
  values: { '1986-12-29': 750_00n },
})

export const statutoryDemandDays = figure<number>({
  id: 'ins.statutory_demand.days',
  title: 'Time to comply with a statutory demand',
  unit: 'days',
  lookedUpOn: 'the day of the demand',
  checked: 'to confirm',
  source: cite('Insolvency Act 1986', 'ss123 and 268'),
  values: { '1986-12-29': 21 },
})

export const mostDebtsForRelief = figure<Pence>({
  id: 'ins.dro.debt_max',
  title: 'Most debts for a debt relief order',
  unit: 'pounds',
  lookedUpOn: application,
  checked: 'against a secondary source',
  source: limits,
  also: conditions('para 6(1)'),
  values: { '2021-06-29': 30_000_00n, '2024-06-28': 50_000_00n },
})

export const mostAssetsForRelief = figure<Pence>({
  id: 'ins.dro.assets_max',
  title: 'Most assets for a debt relief order',
  unit: 'pounds',
  lookedUpOn: application,
  checked: 'against a secondary source',
  source: limits,
  also: conditions('para 8(1)'),
  values: { '2021-06-29': 2_000_00n },
})

export const mostVehicleForRelief = figure<Pence>({
  id: 'ins.dro.vehicle_max',
  title: 'Vehicle left out of account for a debt relief order',
  unit: 'pounds',
  lookedUpOn: application,
  checked: 'against a secondary source',
  source: cite('SI 2016/1024', 'r9.9'),
  values: { '2021-06-29': 2_000_00n, '2024-06-28': 4_000_00n },
})

export const mostSurplusForRelief = figure<Pence>({
  id: 'ins.dro.surplus_income_max',
  title: 'Most surplus income for a debt relief order',
  unit: 'pounds a month',
  lookedUpOn: application,
  checked: 'against a secondary source',
  source: limits,
  also: conditions('para 7(1)'),
  values: { '2021-06-29': 75_00n },
})

export const reliefFee = figure<Pence>({
  id: 'ins.dro.fee',
  title: 'Fee for a debt relief order',
  unit: 'pounds',
  lookedUpOn: application,
  checked: 'against a secondary source',
  source: cite('SI 2016/692', 'as amended'),
  values: { '2009-04-06': 90_00n, '2024-04-06': 0n },
})

export const reliefMonths = figure<number>({
  id: 'ins.dro.moratorium_months',
  title: 'Moratorium of a debt relief order',
  unit: 'months',
  lookedUpOn: 'the day of the order',
  checked: 'to confirm',
  source: cite('Insolvency Act 1986', 's251H'),
  values: { '2009-04-06': 12 },
})

export const arrangementApprovalPercent = figure<number>({
  id: 'ins.iva.approval',
  title: 'Votes that approve a voluntary arrangement',
  unit: 'per cent by value of the creditors who vote',
  lookedUpOn: 'the day of the decision',
  checked: 'against a secondary source',
  source: cite('SI 2016/1024', 'r15.34'),
  values: { '1986-12-29': 75 },
})

export const yearOfInsolvency = figure({
  id: 'ins.council_tax.year_of_insolvency',
  title: 'Council tax of the year in which somebody becomes insolvent',
  unit: 'rule',
  lookedUpOn: 'the day of the order',
  checked: 'against a secondary source',
  confidence: 'medium',
  source: cite('Kaye v South Oxfordshire'),
  note: 'Decided on business rates and a company’s arrangement; applied to council tax by practitioners, and consistent with R (Mohammed) v Southwark [2009] EWHC 311 (Admin). Some councils still apportion: to confirm.',
  values: {
    '2013-12-01': {
      treatment:
        'the whole of the year that is left is a contingent debt that can be proved, though instalments are not lost',
      otherPractice: 'apportioned to the day before the order, unless instalments were lost',
    },
  },
})
