import { cite } from '#values/citation.ts'
import { parameter } from '../parameter.ts'

export const proRataRounding = parameter<string>({
  id: 'allocation.prorata.rounding',
  title: 'Who has the odd penny of a payment shared in proportion',
  extent: ['England', 'Wales'],
  unit: 'rule',
  lookedUpOn: 'the day of the payment',
  confidence: 'high',
  checked: 'to confirm',
  values: {
    '2014-04-06': {
      source: cite('practice', 'there is no statutory rule'),
      value:
        'each share rounded down to the penny, and the pennies left over to the largest remainders; where equal, to the larger debt, then the first',
    },
  },
})
