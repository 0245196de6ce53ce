import { cite } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { announced, parameter } from '../parameter.ts'

// The court's order for council tax, and what may follow it.

const both: readonly Nation[] = ['England', 'Wales']

export const summonsDays = parameter<number>({
  id: 'ct.summons.min_days',
  title: 'Days that must pass after a summons is served before a liability order',
  extent: both,
  unit: 'days after the day of service',
  lookedUpOn: 'the day the summons was served',
  confidence: 'high',
  checked: 'against its text',
  also: [cite('SI 1998/295', 'reg 3')],
  values: {
    '1998-10-01': {
      source: cite('SI 1992/613', 'reg 35(2A)'),
      note: 'Fourteen days have elapsed since service: the earliest hearing is taken to be the fifteenth day after. Some courts list on the fourteenth. When reg 3 came into force, to confirm.',
      value: 14,
    },
  },
})

export const liabilityOrderYears = parameter<number>({
  id: 'ct.liability_order.application_limit_years',
  title: 'Years in which a liability order may be applied for',
  extent: both,
  unit: 'years beginning with the day the sum became due',
  lookedUpOn: 'the day the sum became due',
  confidence: 'high',
  checked: 'against its text',
  values: { '1993-04-01': { source: cite('SI 1992/613', 'reg 34(3)'), value: 6 } },
})

type Costs = { readonly rule: string; readonly cap: Pence | null }

export const costsInEngland = parameter<Costs>({
  id: 'ct.liability_order.costs',
  title: 'Costs in a liability order',
  extent: ['England'],
  unit: 'pounds',
  lookedUpOn: 'the day of the order',
  confidence: 'high',
  checked: 'against its text',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'reg 34(7)'),
      note: 'What was reasonably incurred must be explicable and leave out general administration: R (Nicolson) v Tottenham Magistrates [2015] EWHC 1252 (Admin).',
      value: { rule: 'costs reasonably incurred in obtaining the order', cap: null },
    },
  },
})

export const costsInWales = parameter<Costs>({
  id: 'ct.liability_order.costs',
  title: 'Costs in a liability order',
  extent: ['Wales'],
  unit: 'pounds, summons and order together',
  lookedUpOn: 'the day of the order',
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2011-04-01': {
      source: cite('WSI 2011/528'),
      note: 'The number of the instrument is from memory: to confirm.',
      value: { rule: 'costs reasonably incurred', cap: 70_00n },
    },
  },
})

export const informationDays = parameter<number>({
  id: 'ct.information_request.days',
  title: 'Days to answer a request for information after a liability order',
  extent: both,
  unit: 'days',
  lookedUpOn: 'the day of the request',
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'reg 36(1)'),
      note: 'Not to answer, or to answer falsely, is an offence under reg 56.',
      value: 14,
    },
  },
})

export const leastForChargingOrder = parameter<Pence>({
  id: 'ct.charging_order.minimum',
  title: 'Least owed under liability orders for a charging order',
  extent: both,
  unit: 'pounds',
  lookedUpOn: 'the day of the application',
  confidence: 'high',
  checked: 'to confirm',
  values: { '1993-04-01': { source: cite('SI 1992/613', 'reg 50'), value: 1_000_00n } },
})

type Committal = {
  readonly available: boolean
  readonly mostDays?: number
  readonly requires?: string
}

export const committalInEngland = parameter<Committal>({
  id: 'ct.committal',
  title: 'Committal to prison',
  extent: ['England'],
  unit: 'rule',
  lookedUpOn: 'the day of the application',
  confidence: 'high',
  checked: 'to confirm',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'regs 47 and 48'),
      value: {
        available: true,
        mostDays: 90,
        requires:
          'a means inquiry; wilful refusal or culpable neglect; taking control of goods that brought too little; 18 or over',
      },
    },
  },
})

export const committalInWales = parameter<Committal>({
  id: 'ct.committal',
  title: 'Committal to prison',
  extent: ['Wales'],
  unit: 'rule',
  lookedUpOn: 'the day of the application',
  confidence: 'high',
  checked: 'against its text',
  values: {
    '2019-04-01': {
      source: cite('WSI 2019/220', 'regs 2 and 3'),
      note: 'Applications made before 1 April 2019 are saved.',
      value: { available: false },
    },
  },
})

export const reformInEngland = announced({
  id: 'ct.reform.england',
  title: 'Reform of council tax recovery in England',
  extent: ['England'],
  expected: '2027-04-01',
  confidence: 'low',
  checked: 'against a secondary source',
  source: cite(
    'government announcement',
    'Modernising and improving the administration of council tax, 2026',
  ),
  note: 'No instrument has been found. To confirm when one is made.',
  value: {
    daysFromMissedPaymentToEnforcement: 63,
    costsCap: 100_00n,
    usualInstalments: 12,
    severeMentalImpairmentRenamed: 'significant cognitive impairment',
  },
})
