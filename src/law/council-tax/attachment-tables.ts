import { cite } from '#values/citation.ts'
import type { Pence, Rounding } from '#values/money.ts'
import type { DeductionTable } from '../deduction-bands.ts'
import { type Parameter, parameter } from '../parameter.ts'

const percents = [0, 3, 5, 7, 12, 17]

/** The rates have never changed; the thresholds have. */
const table = (...thresholds: readonly Pence[]): DeductionTable => ({
  bands: thresholds.map((upTo, n) => ({ upTo, percent: percents[n] ?? 0 })),
  remainder: 50,
})

const the1998 = cite('SI 1998/295', 'reg 5 and Schedule')
const onlyLater = 'Not for orders made before 1 October 1998: reg 5(2).'
const england2007 = cite('SI 2006/3395', 'reg 5(2)')
const wales2007 = cite('WSI 2007/582', 'reg 2')
const wales2022 = cite('WSI 2022/107', 'reg 2 and Schedule')
const lookedUpOn = 'the day the order was made'

/** A basis of pay has the same history in both nations until 2022. */
type History = {
  readonly id: string
  readonly per: string
  readonly checked?: 'to confirm'
  readonly in1998: DeductionTable
  readonly in2007: DeductionTable
  readonly note2007?: string
  readonly inWales2022: DeductionTable
  readonly noteWales2022?: string
}

const inEngland = ({ id, per, in1998, in2007, note2007 }: History): Parameter<DeductionTable> =>
  parameter({
    id,
    title: `Deductions from ${per} earnings under a council tax attachment of earnings order`,
    extent: ['England'],
    unit: `per cent of net ${per} earnings`,
    lookedUpOn,
    confidence: 'high',
    checked: 'against its text',
    values: {
      '1998-10-01': { source: the1998, note: onlyLater, value: in1998 },
      '2007-04-01': {
        source: england2007,
        value: in2007,
        ...(note2007 !== undefined && { note: note2007 }),
      },
    },
  })

const inWales = (it: History): Parameter<DeductionTable> =>
  parameter({
    id: it.id,
    title: `Deductions from ${it.per} earnings under a council tax attachment of earnings order`,
    extent: ['Wales'],
    unit: `per cent of net ${it.per} earnings`,
    lookedUpOn,
    confidence: 'high',
    checked: it.checked ?? 'against its text',
    values: {
      '1998-10-01': { source: the1998, note: onlyLater, value: it.in1998 },
      '2007-04-01': { source: wales2007, value: it.in2007 },
      '2022-04-01': {
        source: wales2022,
        value: it.inWales2022,
        ...(it.noteWales2022 !== undefined && { note: it.noteWales2022 }),
      },
    },
  })

const weekly: History = {
  id: 'ct.aeo.table.weekly',
  per: 'weekly',
  in1998: table(55_00n, 100_00n, 135_00n, 165_00n, 260_00n, 370_00n),
  in2007: table(75_00n, 135_00n, 185_00n, 225_00n, 355_00n, 505_00n),
  note2007:
    'One published copy of reg 5(2)(a)(v) reads £335 for £355. The revised Schedule 4, the Welsh table and the monthly table (4 × 355 = 1,420) say £355.',
  inWales2022: table(105_00n, 190_00n, 260_00n, 320_00n, 505_00n, 715_00n),
}

const monthly: History = {
  id: 'ct.aeo.table.monthly',
  per: 'monthly',
  in1998: table(220_00n, 400_00n, 540_00n, 660_00n, 1_040_00n, 1_480_00n),
  in2007: table(300_00n, 550_00n, 740_00n, 900_00n, 1_420_00n, 2_020_00n),
  inWales2022: table(430_00n, 780_00n, 1_050_00n, 1_280_00n, 2_010_00n, 2_860_00n),
}

const daily: History = {
  id: 'ct.aeo.table.daily',
  per: 'daily',
  checked: 'to confirm',
  in1998: table(8_00n, 15_00n, 20_00n, 24_00n, 38_00n, 53_00n),
  in2007: table(11_00n, 20_00n, 27_00n, 33_00n, 52_00n, 72_00n),
  inWales2022: { bands: [{ upTo: 16_00n, percent: 0 }] },
  noteWales2022:
    'The bands above £16 a day were cut off in every copy we could read: to confirm from WSI 2022/107. Until then nothing is worked out above £16 a day.',
}

export const weeklyInEngland = inEngland(weekly)
export const weeklyInWales = inWales(weekly)
export const monthlyInEngland = inEngland(monthly)
export const monthlyInWales = inWales(monthly)
export const dailyInEngland = inEngland(daily)
export const dailyInWales = inWales(daily)

export const otherSeriesPercent = parameter<number>({
  id: 'ct.aeo.other_series_rate',
  title: 'Rate on every further series of earnings from the same employer',
  extent: ['England', 'Wales'],
  unit: 'per cent of net earnings',
  lookedUpOn,
  confidence: 'medium',
  checked: 'to confirm',
  values: { '1993-04-01': { source: cite('SI 1992/613', 'reg 38(7)'), value: 20 } },
})

export const employersCharge = parameter<Pence>({
  id: 'ct.aeo.employer_admin_charge',
  title: 'What an employer may keep towards its costs with each council tax deduction',
  extent: ['England', 'Wales'],
  unit: 'pounds, on top of the deduction',
  lookedUpOn: 'the day of the deduction',
  confidence: 'high',
  checked: 'against a secondary source',
  values: { '1993-04-01': { source: cite('SI 1992/613', 'reg 39'), value: 1_00n } },
})

export const mostOrders = parameter<number>({
  id: 'ct.aeo.max_orders_per_authority',
  title:
    'Most attachment of earnings orders that one authority may have against a person at a time',
  extent: ['England', 'Wales'],
  unit: 'orders',
  lookedUpOn,
  confidence: 'high',
  checked: 'against its text',
  also: [cite('SI 1998/295', 'reg 4')],
  values: { '1998-10-01': { source: cite('SI 1992/613', 'reg 37'), value: 2 } },
})

export const attachmentRounding = parameter<Rounding>({
  id: 'ct.aeo.rounding',
  title: 'What becomes of a part-penny in a council tax attachment of earnings',
  extent: ['England', 'Wales'],
  unit: 'rounding to the penny',
  lookedUpOn,
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '1993-04-01': {
      source: cite('practice', 'SI 1992/613 reg 38 has no rounding rule'),
      note: 'The law is silent. The half-penny is dropped, as for a direct earnings attachment; a penny either way in what an employer sends is not a mistake. To confirm.',
      value: 'half towards zero',
    },
  },
})
