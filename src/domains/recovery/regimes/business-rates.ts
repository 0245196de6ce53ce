import {
  furtherNoticeDays,
  ratesFurtherDays,
  ratesReminderDays,
} from '#law/business-rates/process.ts'
import { dated } from '#law/dated.ts'
import { cite } from '#values/citation.ts'
import { afterOrder, inTimeForAnOrder } from './council-tax.ts'
import { everyones } from './everyone.ts'
import { days, everyDebts, type Regime, unpaid } from './regime.ts'

const start = Temporal.PlainDate.from('1990-04-01')
/** The days to pay, and the further days at whose end the balance is payable. */
const balanceDays = furtherNoticeDays.on(start).value + ratesFurtherDays.on(start).value
const finalDays = ratesReminderDays.on(start).value
/** After a notice that was met, a later default makes the balance payable at the end of its further days. */
const laterDefault = days(ratesFurtherDays.on(start).value + 1)

/**
 * One further notice a year (the reminder), and no second one, since every default after it makes the balance payable. A reminder
 * of what no further notice was about (the final notice) comes before a complaint. Its days count from service.
 */
export const businessRates = dated<Regime>({
  title: 'What must come before each step of business rates recovery',
  extent: ['England', 'Wales'],
  unit: 'conditions',
  lookedUpOn: 'the day of the decision',
  values: {
    '1990-04-01': {
      source: cite('SI 1989/1058', 'regs 8 and 11 to 13'),
      note: 'The text of the regulations is recalled and not read: to confirm.',
      value: {
        holds: everyones,
        before: {
          reminder: {
            name: 'An instalment is unpaid',
            when: [unpaid],
            law: cite('SI 1989/1058', 'reg 8(1)'),
          },
          'final notice': {
            name: 'The balance has become payable',
            when: [
              unpaid,
              { fact: 'since notice', atLeast: days(balanceDays) },
              {
                any: [
                  { fact: 'new default since notice', is: false },
                  { fact: 'since due', atLeast: laterDefault },
                ],
              },
            ],
            law: cite('SI 1989/1058', 'regs 8(2) and 11'),
            claims: 'balance',
          },
          'summons list': {
            name: 'The further notice was not met, or the final notice was not',
            when: [
              unpaid,
              inTimeForAnOrder,
              {
                any: [
                  {
                    all: [
                      { fact: 'last notice', is: 'reminder' },
                      { fact: 'new default since notice', is: false },
                      { fact: 'since notice', atLeast: days(balanceDays) },
                    ],
                  },
                  {
                    all: [
                      { fact: 'last notice', is: 'final notice' },
                      { fact: 'since notice', atLeast: days(finalDays) },
                    ],
                  },
                ],
              },
            ],
            law: cite('SI 1989/1058', 'regs 11 and 12'),
            claims: 'balance',
          },
          ...everyDebts,
          ...afterOrder,
        },
      },
    },
  },
})
