import { cite } from '#values/citation.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'

const both: readonly Nation[] = ['England', 'Wales']

type Told = Pick<
  Parameters<typeof parameter<number>>[0],
  'id' | 'title' | 'unit' | 'lookedUpOn' | 'confidence' | 'checked' | 'values'
>
const years = (it: Omit<Told, 'confidence'>) =>
  parameter<number>({ extent: both, confidence: 'high', ...it })

const afterAccrual = 'years after the day it accrued, which is not counted'
const onAccrual = 'the day it accrued'

export const councilTaxLimit = years({
  id: 'lim.council_tax',
  title: 'Time to apply for a liability order for council tax',
  unit: 'years beginning with the day the sum became due',
  lookedUpOn: 'the day the sum became due',
  checked: 'against its text',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'reg 34(3)'),
      note: 'There is no limit on using an order once it is made (Bolsover v Ashfield [2010] EWCA Civ 1129): to confirm.',
      value: 6,
    },
  },
})

export const ratesLimit = years({
  id: 'lim.ndr',
  title: 'Time to apply for a liability order for business rates',
  unit: 'years beginning with the day the sum became due',
  lookedUpOn: 'the day the sum became due',
  checked: 'to confirm',
  values: { '1990-04-01': { source: cite('SI 1989/1058', 'reg 12(3)'), value: 6 } },
})

export const simpleContractLimit = years({
  id: 'lim.simple_contract',
  title: 'Time to sue on an invoice or other simple contract',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: { '1981-05-01': { source: cite('Limitation Act 1980', 's5'), value: 6 } },
})

export const statuteLimit = years({
  id: 'lim.statute',
  title: 'Time to sue for a sum recoverable by statute, such as a housing benefit overpayment',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: {
    '1981-05-01': {
      source: cite('Limitation Act 1980', 's9'),
      note: 'Deductions from benefits and direct earnings attachments go on after it: s9(1A) and (1B).',
      value: 6,
    },
  },
})

export const rentLimit = years({
  id: 'lim.rent',
  title: 'Time to sue for rent arrears',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: { '1981-05-01': { source: cite('Limitation Act 1980', 's19'), value: 6 } },
})

export const specialtyLimit = years({
  id: 'lim.specialty',
  title: 'Time to sue on a deed, such as a lease’s other covenants',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: { '1981-05-01': { source: cite('Limitation Act 1980', 's8'), value: 12 } },
})

export const chargeLimit = years({
  id: 'lim.charge_principal',
  title: 'Time to sue for money secured by a charge; its interest has six years',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: { '1981-05-01': { source: cite('Limitation Act 1980', 's20'), value: 12 } },
})

export const judgmentLimit = years({
  id: 'lim.judgment',
  title: 'Time for a warrant or writ on a judgment without permission',
  unit: 'years after the day of the judgment, which is not counted',
  lookedUpOn: 'the day of the judgment',
  checked: 'to confirm',
  values: {
    '1981-05-01': { source: cite('Limitation Act 1980', 's24'), note: 'With CPR 83.2.', value: 6 },
  },
})

const careActFrom = '2015-04-01'

/** What was due before it had three years. Law: Care Act 2014 s69(3). */
export const firstCareChargeOfSixYears = Temporal.PlainDate.from(careActFrom)

export const careChargeLimit = years({
  id: 'lim.adult_social_care',
  title: 'Time to recover a care charge',
  unit: 'years after the day it became due, which is not counted',
  lookedUpOn: 'the day it became due',
  checked: 'against its text',
  values: {
    [careActFrom]: {
      source: cite('Care Act 2014', 's69(3)'),
      note: 'Three years for what was due before 1 April 2015. In Wales the Social Services and Well-being (Wales) Act 2014 s70(4) has six years too; from which day, to confirm.',
      value: 6,
    },
  },
})

export const earlierCareChargeLimit = years({
  id: 'lim.adult_social_care.before_2015',
  title: 'Time to recover a care charge that was due before 1 April 2015',
  unit: 'years after the day it became due, which is not counted',
  lookedUpOn: 'the day it became due',
  checked: 'against its text',
  values: {
    '1990-04-01': {
      source: cite('Care Act 2014', 's69(3)(b)'),
      note: 'The day from which it was three years is not in the source: to confirm.',
      value: 3,
    },
  },
})

export const restart = parameter<boolean>({
  id: 'lim.restart',
  title: 'A part payment or a signed acknowledgment starts a period that has not run out again',
  extent: both,
  unit: 'rule',
  lookedUpOn: 'the day it was paid or acknowledged',
  confidence: 'high',
  checked: 'to confirm',
  values: {
    '1981-05-01': {
      source: cite('Limitation Act 1980', 'ss29 to 31'),
      note: 'A right that is barred is not revived: s29(7). A part payment of rent does not extend the time for the rest: s29(6). A period that is in another Act is not restarted: s39. To confirm.',
      value: true,
    },
  },
})

export const serviceChargeDemandMonths = years({
  id: 'lim.service_charge_demand',
  title: 'Oldest cost that a leasehold service charge demand may be for',
  unit: 'months before the demand, unless notice was given earlier',
  lookedUpOn: 'the day of the demand',
  checked: 'to confirm',
  values: { '1986-09-01': { source: cite('Landlord and Tenant Act 1985', 's20B'), value: 18 } },
})

export const onceHolidays = parameter<readonly string[]>({
  id: 'calendar.bank_holidays.once',
  title: 'Bank holidays of one year only, before the years of the calendar',
  extent: both,
  unit: 'days',
  lookedUpOn: 'the day itself',
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '1981-05-01': {
      source: cite('Banking and Financial Dealings Act 1971', 's1(3)'),
      note: 'From memory of the proclamations: to confirm. They tell only whether a court office was shut on a day that is past.',
      value: [
        '1981-07-29',
        '1995-05-08',
        '1999-12-31',
        '2002-06-03',
        '2002-06-04',
        '2011-04-29',
        '2012-06-04',
        '2012-06-05',
        '2020-05-08',
        '2022-06-02',
        '2022-06-03',
        '2022-09-19',
      ],
    },
  },
})
