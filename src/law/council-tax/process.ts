import { cite } from '#values/citation.ts'
import { dated } from '../dated.ts'

// What must pass between one step of council tax recovery and the next. Days are calendar days and do not move
// for weekends or bank holidays. Issue is posting: SI 1992/613 reg 17(4).

export const reminderDays = dated<number>({
  title: 'Days to pay the sum in a reminder notice',
  extent: ['England', 'Wales'],
  unit: 'days beginning with the day of issue',
  lookedUpOn: 'the day the reminder was issued',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'reg 23(1) and (3)'),
      note: 'In Wales until 31 March 2026. A reminder in Wales from 1 April 2026 is at the council’s discretion.',
      value: 7,
    },
  },
})

export const daysUntilBalancePayable = dated<number>({
  title: 'Days from the issue of a reminder until the unpaid balance is payable',
  extent: ['England'],
  unit: 'days after the day of issue',
  lookedUpOn: 'the day the reminder was issued',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'reg 23(3)'),
      note: '“A further period of 7 days beginning with the day of the failure”: the day of the failure may be read as the last of the first seven days (13 days) or the day after (14). The later is used: lawyer to confirm.',
      value: 14,
    },
  },
})

export const remindersInAYear = dated<number>({
  title:
    'Most reminders in a financial year; a third default makes the balance payable without one',
  extent: ['England'],
  unit: 'reminders',
  lookedUpOn: 'the day of the default',
  values: {
    '1993-04-01': { source: cite('SI 1992/613', 'reg 23(1), (2)(b) and (4)'), value: 2 },
  },
})

export const finalNoticeDays = dated<number>({
  title: 'Days to pay the sum in a final notice',
  extent: ['England'],
  unit: 'days beginning with the day of issue',
  lookedUpOn: 'the day the final notice was issued',
  values: {
    '1993-04-01': { source: cite('SI 1992/613', 'regs 33 and 34(1)'), value: 7 },
  },
})

export const finalNoticeInWales = dated<{
  readonly daysAfterDefault: number
  readonly daysAfterReminder: number
  readonly daysToPay: number
}>({
  title: 'When a final notice may be served in Wales, and how long it gives',
  extent: ['Wales'],
  unit: 'days',
  lookedUpOn: 'the day the final notice is served',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'regs 23(3), 33 and 34(1)'),
      value: { daysAfterDefault: 1, daysAfterReminder: 14, daysToPay: 7 },
    },
    '2026-04-01': {
      source: cite('WSI 2025/1109', ''),
      note: 'Read from official announcements, not from the instrument; whether days to pay begin with service, and what happens to notices served before, to confirm.',
      value: { daysAfterDefault: 41, daysAfterReminder: 14, daysToPay: 21 },
    },
  },
})
