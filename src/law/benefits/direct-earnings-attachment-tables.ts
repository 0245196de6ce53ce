import { cite } from '#values/citation.ts'
import type { Pence, Rounding } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import type { DeductionTable, Period } from '../deduction-bands.ts'
import { type Parameter, parameter } from '../parameter.ts'

/** The higher rate is only for an overpayment over which the person was found guilty of an offence. */
export type Rate = 'standard' | 'higher'

const extent: readonly Nation[] = ['England', 'Wales']
const lookedUpOn = 'the pay-day'

const rates = {
  standard: { bands: [0, 3, 5, 7, 11, 15], above: 20 },
  higher: { bands: [5, 6, 10, 14, 22, 30], above: 40 },
} as const

/** The last pound of each band: the same at both rates. */
const thresholds: Readonly<Record<Period, readonly Pence[]>> = {
  week: [100_00n, 160_00n, 220_00n, 270_00n, 375_00n, 520_00n],
  month: [430_00n, 690_00n, 950_00n, 1_160_00n, 1_615_00n, 2_240_00n],
  day: [15_00n, 23_00n, 32_00n, 39_00n, 54_00n, 75_00n],
}

const words = { week: 'weekly', month: 'monthly', day: 'daily' } as const

const dailyGuidance = cite('DWP guidance', 'direct earnings attachments, a guide for employers')
const onlyOnConviction =
  'Only for an overpayment over which the person has been found guilty of an offence: reg 20(3A). It is not for somebody who does not answer or does not pay.'
const onlyInGuidance = 'The daily bands are in guidance for employers and not in Schedule 2.'

const tableOf = (
  rate: Rate,
  period: Period,
  {
    source,
    checked,
    also = [],
    note,
  }: Pick<Parameter, 'checked'> & {
    readonly source: ReturnType<typeof cite>
    readonly also?: Parameter['also']
    readonly note?: string
  },
): Parameter<DeductionTable> =>
  parameter({
    id: `dea.${rate}.${words[period]}`,
    title: `Deductions from ${words[period]} earnings under a direct earnings attachment: the ${rate} rate`,
    extent,
    unit: `per cent of net ${words[period]} earnings`,
    lookedUpOn,
    confidence: 'high',
    checked,
    also,
    values: {
      [rate === 'standard' ? '2013-04-08' : '2015-04-06']: {
        source,
        ...(note !== undefined && { note }),
        value: {
          bands: thresholds[period].map((upTo, n) => ({
            upTo,
            percent: rates[rate].bands[n] ?? rates[rate].above,
          })),
          above: rates[rate].above,
        },
      },
    },
  })

export const weeklyStandard = tableOf('standard', 'week', {
  source: cite('SI 2013/384', 'reg 20(3) and Sch 2 Table A'),
  checked: 'against a secondary source',
  also: [cite('NISR 2016/224', 'Schedule')],
})

export const monthlyStandard = tableOf('standard', 'month', {
  source: cite('SI 2013/384', 'reg 20(3) and Sch 2 Table B'),
  checked: 'against a secondary source',
})

export const dailyStandard = tableOf('standard', 'day', {
  source: dailyGuidance,
  checked: 'against a secondary source',
  note: onlyInGuidance,
})

export const weeklyHigher = tableOf('higher', 'week', {
  source: cite('SI 2013/384', 'reg 20(3A) and (3B) and Sch 2 Table C'),
  checked: 'against its text',
  also: [cite('SI 2015/499', 'reg 5')],
  note: onlyOnConviction,
})

export const monthlyHigher = tableOf('higher', 'month', {
  source: cite('SI 2013/384', 'reg 20(3A) and (3B) and Sch 2 Table D'),
  checked: 'against its text',
  also: [cite('SI 2015/499', 'reg 5')],
  note: onlyOnConviction,
})

export const dailyHigher = tableOf('higher', 'day', {
  source: dailyGuidance,
  checked: 'against a secondary source',
  note: `${onlyOnConviction} ${onlyInGuidance}`,
})

export const protectedEarningsPercent = parameter<number>({
  id: 'dea.protected_earnings',
  title: 'Earnings that a direct earnings attachment and other attachments together must leave',
  extent,
  unit: 'per cent of net earnings',
  lookedUpOn,
  confidence: 'high',
  checked: 'against its text',
  values: { '2013-04-08': { source: cite('SI 2013/384', 'reg 17'), value: 60 } },
})

export const directAttachmentEmployersCharge = parameter<Pence>({
  id: 'dea.employer_admin_charge',
  title: 'What an employer may keep towards its costs with each direct earnings deduction',
  extent,
  unit: 'pounds, on top of the deduction',
  lookedUpOn,
  confidence: 'high',
  checked: 'against its text',
  values: {
    '2013-04-08': {
      source: cite('SI 2013/384', 'reg 20(9)'),
      note: 'Guidance says that it may take the person below protected earnings.',
      value: 1_00n,
    },
  },
})

export const directAttachmentRounding = parameter<Rounding>({
  id: 'dea.rounding',
  title: 'What becomes of a part-penny in a direct earnings attachment',
  extent,
  unit: 'rounding to the penny',
  lookedUpOn,
  confidence: 'medium',
  checked: 'to confirm',
  also: [cite('NISR 2017/28', 'Sch 2 para 3(5)')],
  values: {
    '2013-04-08': {
      source: cite('SI 2013/384', 'reg 20(4)'),
      note: 'Half a penny or less is dropped and more than half is a penny. Read in the same words in a Northern Ireland instrument; that reg 20(4) has them is recalled and to confirm. Some payroll programs round the half-penny up.',
      value: 'half towards zero',
    },
  },
})

export const severalWeeksByOne = parameter<boolean>({
  id: 'dea.multi_week',
  title:
    'Pay for several weeks is taken by the band of one week’s, and its rate applies to all of it',
  extent,
  unit: 'yes or no',
  lookedUpOn,
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '2013-04-08': {
      source: cite('DWP guidance', 'make debt deductions from an employee’s pay'),
      note: 'From guidance for employers: to confirm. Pay for several months or days is taken in the same way.',
      value: true,
    },
  },
})

export const payOverByDay = parameter<number>({
  id: 'dea.remit_by_day',
  title: 'When an employer pays over what it deducted under a direct earnings attachment',
  extent,
  unit: 'day of the month after the deduction',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: { '2013-04-08': { source: cite('SI 2013/384', 'reg 22'), value: 19 } },
})
