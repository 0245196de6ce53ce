import { cite } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { type Parameter, parameter } from '../parameter.ts'

// What council tax recovery must do and by when. Days are calendar days and do not move for weekends or bank holidays.
// Issue is posting: SI 1992/613 reg 17(4).

const both: readonly Nation[] = ['England', 'Wales']
/** The day from which Wales has its own recovery. */
const lastOfOldWales = '2026-03-31'

export const demandDays = parameter<number>({
  id: 'ct.demand.min_days_before_first_instalment',
  title: 'Least days from a demand notice to the first instalment',
  extent: both,
  unit: 'days',
  lookedUpOn: 'the day the demand notice was issued',
  confidence: 'high',
  checked: 'against a secondary source',
  values: { '1993-04-01': { source: cite('SI 1992/613', 'regs 18 to 21 and Sch 1'), value: 14 } },
})

export const usualInstalments = parameter<number>({
  id: 'ct.instalments.default',
  title: 'Instalments of a year billed by the end of April',
  extent: both,
  unit: 'monthly instalments',
  lookedUpOn: 'the day the demand notice was issued',
  confidence: 'high',
  checked: 'against its text',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'Sch 1 para 2(3)(a)'),
      note: 'Billed from 1 May to 31 December: the whole months left in the year after that of the notice, less one. Billed from 1 January to 31 March: one payment.',
      value: 10,
    },
  },
})

export const instalmentsOnRequest = parameter<number>({
  id: 'ct.instalments.on_request',
  title: 'Instalments of a year for whoever asks, billed by 15 April',
  extent: ['England'],
  unit: 'monthly instalments',
  lookedUpOn: 'the day the demand notice was issued',
  confidence: 'high',
  checked: 'against its text',
  also: [cite('SI 2012/3086')],
  values: {
    '2013-04-01': {
      source: cite('SI 1992/613', 'reg 21(1A) to (1C) and Sch 1 para 2(3A)'),
      note: 'Where the notice is issued later than that, there is another number, whose words we have not read: to confirm. Wales is believed to have made the like by WSI 2013/62: lawyer to confirm.',
      value: 12,
    },
  },
})

/** The last day of its year on which a notice of twelve instalments is issued. Law: SI 1992/613 Sch 1 para 2(3A)(a)(i). */
export const lastDayForTwelve = { month: 4, day: 15 } as const

export const instalmentRounding = parameter<{
  readonly toThe: Pence
  readonly tie: 'up'
  readonly remainderIn: 'first instalment'
}>({
  id: 'ct.instalments.rounding',
  title: 'How a year’s charge is divided into instalments',
  extent: both,
  unit: 'all but the first to the nearest pound',
  lookedUpOn: 'the day the demand notice was issued',
  confidence: 'high',
  checked: 'against its text',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'Sch 1 para 2(5) and (6)'),
      note: 'The law does not say where 50 pence goes; councils round it up, as the demand in Kaye v South Oxfordshire was. To confirm.',
      value: { toThe: 1_00n, tie: 'up', remainderIn: 'first instalment' },
    },
  },
})

export const leastInstalment = parameter<{
  readonly instalment: Pence
  readonly singleBelow: Pence
}>({
  id: 'ct.instalments.minimum',
  title: 'How small an instalment may be',
  extent: both,
  unit: 'pounds',
  lookedUpOn: 'the day the demand notice was issued',
  confidence: 'high',
  checked: 'against its text',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'Sch 1 paras 2(7) and 3'),
      note: 'A council need not. It may add the second instalment to the first; where one would still be too small, it may bill as many as there are whole fivers in the charge, or one payment below the other figure.',
      value: { instalment: 5_00n, singleBelow: 10_00n },
    },
  },
})

/** England’s, and that of Wales, which had the same until it had its own. */
function sharedUntilWalesParted(it: {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly lookedUpOn: string
  readonly provision: string
  readonly value: number
  readonly note?: string
}): readonly [Parameter<number>, Parameter<number>] {
  const { id, title, unit, lookedUpOn, provision, value, note } = it
  const known = {
    id,
    title,
    unit,
    lookedUpOn,
    confidence: 'high',
    checked: 'against its text',
  } as const
  const here = {
    source: cite('SI 1992/613', provision),
    value,
    ...(note !== undefined && { note }),
  }
  return [
    parameter({ ...known, extent: ['England'], values: { '1993-04-01': here } }),
    parameter({
      ...known,
      extent: ['Wales'],
      values: { '1993-04-01': { ...here, to: lastOfOldWales } },
    }),
  ]
}

// A reminder in Wales from 1 April 2026 is at the council’s discretion, and is believed to give the same days.
export const [reminderDays, reminderDaysInWales] = sharedUntilWalesParted({
  id: 'ct.reminder.days',
  title: 'Days to pay the sum in a reminder notice',
  unit: 'days beginning with the day of issue',
  lookedUpOn: 'the day the reminder was issued',
  provision: 'reg 23(1) and (3)',
  value: 7,
})

export const [furtherDays, furtherDaysInWales] = sharedUntilWalesParted({
  id: 'ct.reminder.further_days',
  title: 'Further days after a reminder is not met, at whose end the unpaid balance is payable',
  unit: 'days beginning with the day of the failure',
  lookedUpOn: 'the day the reminder was issued',
  provision: 'reg 23(3)',
  value: 7,
  note: 'The day of the failure may be read as the last of the first seven days or the day after. The day after is used: lawyer to confirm.',
})

/** The two periods together, on the later reading: what a policy and a letter count in. */
export const [daysUntilBalancePayable, daysUntilBalancePayableInWales] = sharedUntilWalesParted({
  id: 'ct.reminder.until_balance',
  title: 'Days from the issue of a reminder until the council may complain of the unpaid balance',
  unit: 'days after the day of issue',
  lookedUpOn: 'the day the reminder was issued',
  provision: 'reg 23(3)',
  value: 14,
  note: '“A further period of 7 days beginning with the day of the failure”: the day of the failure may be read as the last of the first seven days (13 days) or the day after (14). The later is used: lawyer to confirm.',
})

export const [remindersInAYear, remindersInAYearInWales] = sharedUntilWalesParted({
  id: 'ct.reminder.max_in_year',
  title:
    'Most reminders in a financial year; a third default makes the balance payable without one',
  unit: 'reminders',
  lookedUpOn: 'the day of the default',
  provision: 'reg 23(1), (2)(b) and (4)',
  value: 2,
})

export const [finalNoticeDays, finalNoticeDaysInWales] = sharedUntilWalesParted({
  id: 'ct.final_notice.days',
  title: 'Days to pay the sum in a final notice',
  unit: 'days beginning with the day of issue',
  lookedUpOn: 'the day the final notice was issued',
  provision: 'regs 33 and 34(1)',
  value: 7,
})

export const finalNoticeInWales = parameter<{
  readonly daysAfterDefault: number
  readonly daysAfterReminder: number
  readonly daysToPay: number
}>({
  id: 'ct.wales.final_notice',
  title: 'When a final notice may be served in Wales, and how long it gives',
  extent: ['Wales'],
  unit: 'days',
  lookedUpOn: 'the day the final notice is served',
  confidence: 'medium',
  checked: 'against a secondary source',
  values: {
    '2026-04-01': {
      source: cite('WSI 2025/1109', 'amending SI 1992/613 regs 23 and 34'),
      note: 'Read from official announcements, not from the instrument; whether days to pay begin with service, and what happens to notices served before, to confirm. A reminder is at the council’s discretion.',
      value: { daysAfterDefault: 41, daysAfterReminder: 14, daysToPay: 21 },
    },
  },
})

/** Whether Wales’s own recovery is in force on a day. */
export const isNewInWales = (day: Temporal.PlainDate): boolean =>
  finalNoticeInWales.history.some(({ from }) => Temporal.PlainDate.compare(from, day) <= 0)

/** The last day of the recovery that Wales shared with England. */
export const lastDayOfSharedRecovery = Temporal.PlainDate.from(lastOfOldWales)
