import { cite } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from './dated.ts'
import { parameter } from './parameter.ts'

const both: readonly Nation[] = ['England', 'Wales']

export const careChargeYears = parameter<number>({
  id: 'asc.recovery.years',
  title: 'How long a council has to recover a care charge',
  extent: ['England'],
  unit: 'years from the day it became due',
  lookedUpOn: 'the day the charge became due',
  confidence: 'high',
  checked: 'against its text',
  values: {
    '2015-04-01': {
      source: cite('Care Act 2014', 's69(3)'),
      note: 'Three years for what became due before 1 April 2015.',
      value: 6,
    },
  },
})

export const deferredPaymentFirst = parameter<boolean>({
  id: 'asc.recovery.dpa_bar',
  title:
    'A care charge is not recovered as a debt where a deferred payment agreement could be made, unless it was offered and refused',
  extent: ['England'],
  unit: 'yes or no',
  lookedUpOn: 'the day recovery is considered',
  confidence: 'high',
  checked: 'against its text',
  values: { '2015-04-01': { source: cite('Care Act 2014', 's69(2)'), value: true } },
})

export const smallArrears = parameter<{ readonly amount: Pence; readonly years: number }>({
  id: 'lease.forfeiture.small',
  title: 'Arrears too small to forfeit a lease for, unless some has been unpaid for longer',
  extent: both,
  unit: 'pounds at the most, and years',
  lookedUpOn: 'the day forfeiture is considered',
  confidence: 'high',
  checked: 'to confirm',
  also: [cite('SI 2004/3086')],
  values: {
    '2005-02-28': {
      source: cite('Commonhold and Leasehold Reform Act 2002', 's167'),
      note: 'The amount and years are set by regulations for England; the regulations for Wales and the day they began are to confirm.',
      value: { amount: 350_00n, years: 3 },
    },
  },
})

export const serviceChargeDemandMonths = parameter<number>({
  id: 'lease.service_charge.demand_months',
  title: 'How soon after a cost a service charge for it must be demanded',
  extent: both,
  unit: 'months after the cost was incurred',
  lookedUpOn: 'the day the cost was incurred',
  confidence: 'high',
  checked: 'to confirm',
  values: {
    '1986-09-01': {
      source: cite('Landlord and Tenant Act 1985', 's20B'),
      note: 'Or notice given within that time that the cost was incurred and will be demanded: s20B(2). To confirm.',
      value: 18,
    },
  },
})

export const consultedWorks = parameter<Pence>({
  id: 'lease.consultation.qualifying_works',
  title: 'Most that a leaseholder contributes to works without being consulted',
  extent: both,
  unit: 'pounds for each leaseholder',
  lookedUpOn: 'the day of the works',
  confidence: 'high',
  checked: 'to confirm',
  also: [cite('Landlord and Tenant Act 1985', 's20')],
  values: {
    '2003-10-31': {
      source: cite('SI 2003/1987', 'reg 6'),
      note: 'Regulations for England; those for Wales and the day they began are to confirm.',
      value: 250_00n,
    },
  },
})
