import { cite } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { type Confidence, parameter } from '../parameter.ts'

// What business rates recovery must do and by when. Unlike council tax, its periods begin with service, not with issue.

const both: readonly Nation[] = ['England', 'Wales']

const fromMemory = (it: {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly lookedUpOn: string
  readonly provision: string
  readonly value: number
  readonly confidence?: Confidence
  readonly from?: '2003-10-01'
  readonly note?: string
}) =>
  parameter<number>({
    id: it.id,
    title: it.title,
    extent: both,
    unit: it.unit,
    lookedUpOn: it.lookedUpOn,
    confidence: it.confidence ?? 'medium',
    checked: 'to confirm',
    values: {
      [it.from ?? '1990-04-01']: {
        source: cite('SI 1989/1058', it.provision),
        value: it.value,
        ...(it.note !== undefined && { note: it.note }),
      },
    },
  })

export const ratesInstalments = parameter<number>({
  id: 'ndr.instalments.default',
  title: 'Instalments of a year of business rates',
  extent: both,
  unit: 'monthly instalments, or the whole months left less one',
  lookedUpOn: 'the day the demand notice was issued',
  confidence: 'high',
  checked: 'against its text',
  values: {
    '1990-04-01': {
      source: cite('SI 1989/1058', 'Sch 1 para 1(2)'),
      note: 'All but the first to the nearest pound, and one payment where the notice is issued from January to March. Twelve on request in England is believed to be SI 2014/479: to confirm.',
      value: 10,
    },
  },
})

export const ratesLeastInstalment = parameter<Pence>({
  id: 'ndr.instalments.minimum',
  title: 'How small an instalment of business rates may be',
  extent: both,
  unit: 'pounds',
  lookedUpOn: 'the day the demand notice was issued',
  confidence: 'high',
  checked: 'against its text',
  values: {
    '1990-04-01': {
      source: cite('SI 1989/1058', 'Sch 1 para 3'),
      note: 'A council need not. It may bill as many instalments as the charge has of this sum.',
      value: 50_00n,
    },
  },
})

export const furtherNoticeDays = fromMemory({
  id: 'ndr.further_notice.days',
  title: 'Days to pay the instalment that a further notice is about',
  unit: 'days beginning with the day of service',
  lookedUpOn: 'the day the further notice was served',
  provision: 'reg 8(1) and (2)',
  value: 7,
  note: 'There is one further notice a year: after it, any later default makes the balance payable at the end of a further seven days.',
})

export const ratesFurtherDays = fromMemory({
  id: 'ndr.further_notice.further_days',
  title: 'Further days after a further notice is not met, at whose end the balance is payable',
  unit: 'days beginning with the day of the failure',
  lookedUpOn: 'the day the further notice was served',
  provision: 'reg 8(2)',
  value: 7,
  note: 'The day of the failure may be the last of the first seven days or the day after. The day after is used: to confirm.',
})

export const ratesReminderDays = fromMemory({
  id: 'ndr.reminder.days',
  title: 'Days to pay after a reminder, before a complaint',
  unit: 'days beginning with the day of service',
  lookedUpOn: 'the day the reminder was served',
  provision: 'regs 11 and 12(1)',
  value: 7,
})

export const ratesApplicationYears = fromMemory({
  id: 'ndr.application_limit_years',
  title: 'Years in which a liability order for rates may be applied for',
  unit: 'years beginning with the day the sum became due',
  lookedUpOn: 'the day the sum became due',
  provision: 'reg 12(3)',
  value: 6,
  confidence: 'high',
})

export const ratesSummonsDays = fromMemory({
  id: 'ndr.summons.min_days',
  title: 'Days that must pass after a rates summons is served',
  unit: 'days after the day of service',
  lookedUpOn: 'the day the summons was served',
  provision: 'reg 13',
  value: 14,
  confidence: 'low',
  from: '2003-10-01',
  note: 'Believed to be as for council tax: text and date to confirm.',
})

type Costs = { readonly cap: Pence | null }

export const ratesCostsInEngland = parameter<Costs>({
  id: 'ndr.costs',
  title: 'Costs in a liability order for rates',
  extent: ['England'],
  unit: 'pounds, reasonably incurred',
  lookedUpOn: 'the day of the order',
  confidence: 'medium',
  checked: 'to confirm',
  values: { '1990-04-01': { source: cite('SI 1989/1058', 'reg 12(6)'), value: { cap: null } } },
})

export const ratesCostsInWales = parameter<Costs>({
  id: 'ndr.costs',
  title: 'Costs in a liability order for rates',
  extent: ['Wales'],
  unit: 'pounds',
  lookedUpOn: 'the day of the order',
  confidence: 'medium',
  checked: 'to confirm',
  values: { '2011-04-01': { source: cite('WSI 2011/528'), value: { cap: 70_00n } } },
})
