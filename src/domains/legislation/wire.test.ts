import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { count, day, list, money, optional, rows, text, yesOrNo } from '#law/fields.ts'
import { toInput } from './wire.ts'

const fields = {
  made: day('Made'),
  net: money('Net'),
  weeks: optional(count('Weeks')),
  shared: yesOrNo('Shared'),
  days: list('Days', day('Day')),
  debts: rows('Debts', { ref: text('Reference'), balance: money('Balance'), due: day('Due') }),
}

suite('what is typed into a calculator', () => {
  test('is read as people write it', () => {
    const typed = {
      made: '1/6/2025',
      net: ' £1,234.50 ',
      weeks: '2',
      shared: 'yes',
      days: '1/6/2025\n2025-07-01; 1/8/2025',
      debts: 'CT1, 20.00, 1/4/2025\n\nHB2,5',
    }
    assert.deepEqual(toInput(fields, typed), {
      made: '2025-06-01',
      net: '£1,234.50',
      weeks: 2,
      shared: true,
      days: ['2025-06-01', '2025-07-01', '2025-08-01'],
      debts: [
        { ref: 'CT1', balance: '20.00', due: '2025-04-01' },
        { ref: 'HB2', balance: '5' },
      ],
    })
  })

  test('what is not an answer goes on as it is, to be refused by name', () => {
    const typed = { made: '30/2/2025', weeks: 'two', shared: 'maybe', debts: 'a,1,1/4/2025,more' }
    assert.deepEqual(toInput(fields, typed), {
      made: '30/2/2025',
      weeks: 'two',
      shared: 'maybe',
      debts: [{ ref: 'a', balance: '1', due: '2025-04-01', 'value 4': 'more' }],
    })
  })

  test('nothing typed is no answer', () => {
    assert.deepEqual(toInput(fields, { made: ' ', net: '' }), {})
  })
})
