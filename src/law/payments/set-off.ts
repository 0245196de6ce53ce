import { cite } from '#values/citation.ts'
import { parameter } from '../parameter.ts'

/** What a tax's own regulations say of an overpayment that nobody asked to have back. */
type Credited = {
  /** Against which liabilities it may be credited. */
  readonly against: 'later liabilities for the same tax'
  /** Whether whoever paid it has it back on asking, whatever the authority would rather. */
  readonly isRepaidOnAsking: boolean
}

const rule: Credited = { against: 'later liabilities for the same tax', isRepaidOnAsking: true }

export const councilTaxCredited = parameter<Credited>({
  id: 'setoff.council_tax.credited',
  title: 'Where an overpayment of council tax may be credited',
  extent: ['England', 'Wales'],
  unit: 'rule',
  lookedUpOn: 'the day it is credited',
  confidence: 'medium',
  checked: 'against a secondary source',
  also: [cite('SI 1996/1880', 'art 17(2)(c)'), cite('SI 1992/613', 'reg 31')],
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'reg 24'),
      note: 'To confirm: read in SI 1996/1880 art 17, which says what an authority may have done for it under the regulation, and by the like rule for business rates; the regulation’s own text was not read.',
      value: rule,
    },
  },
})

export const businessRatesCredited = parameter<Credited>({
  id: 'setoff.business_rates.credited',
  title: 'Where an overpayment of business rates may be credited',
  extent: ['England', 'Wales'],
  unit: 'rule',
  lookedUpOn: 'the day it is credited',
  confidence: 'medium',
  checked: 'against its text',
  also: [cite('SI 1989/1058', 'Sch 1 para 6(4)')],
  values: {
    '1990-04-01': {
      source: cite('SI 1989/1058', 'reg 9(4)'),
      note: 'To confirm: read as it was made in 1989; whether a later regulation changed it was not looked up.',
      value: rule,
    },
  },
})

export const ownRequest = parameter<string>({
  id: 'setoff.own_request',
  title: 'Putting a credit to another debt because those it belongs to ask for it',
  extent: ['England', 'Wales'],
  unit: 'rule',
  lookedUpOn: 'the day it is put there',
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '1897-01-01': {
      source: cite('Cory Bros v Owners of the Mecca'),
      note: 'To confirm: whoever pays says which debt it is for, and money that would be handed back to them is theirs to pay with. Everything else between two kinds of debt, and every set-off in an insolvency, is refused until a lawyer has given a rule for it.',
      value: 'all whose credit it is ask for it, and the same people owe the other debt',
    },
  },
})
