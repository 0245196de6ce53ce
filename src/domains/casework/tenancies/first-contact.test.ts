import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { plusDays } from '#values/dates.ts'
import {
  byMonth,
  type ClosedAccount,
  contactBy,
  measureFirstContacts,
  stillToContact,
} from './first-contact.ts'

const dayOf = (text: string) => Temporal.PlainDate.from(text)
const closed = (closedOn: string, contactedOn?: string, balance = 390_30n): ClosedAccount => ({
  accountId: closedOn,
  partyId: '',
  name: '',
  reference: '',
  debtType: 'former tenant arrears',
  balance,
  closedOn: dayOf(closedOn),
  contactedOn: contactedOn === undefined ? null : dayOf(contactedOn),
})

suite('first contact after a tenancy', () => {
  test('of one that ended on 28 April is due by 5 May', () => {
    assert.equal(`${contactBy(closed('2026-04-28'), 7)}`, '2026-05-05')
  })

  test('is still to make with whoever owes something and was not contacted, the fewest days left first', () => {
    const accounts = [
      closed('2026-05-01'),
      closed('2026-04-28'),
      closed('2026-04-01', '2026-04-03'),
      closed('2026-04-20', undefined, 0n),
    ]
    assert.deepEqual(
      stillToContact(accounts, 7, dayOf('2026-05-06')).map(({ accountId, left }) => [
        accountId,
        left,
      ]),
      [
        ['2026-04-28', -1],
        ['2026-05-01', 2],
      ],
    )
  })

  test('is within the target on its last day, and late the day after; what is not due is not counted', () => {
    const accounts = [
      closed('2026-04-01', '2026-04-08'),
      closed('2026-04-01', '2026-04-09'),
      closed('2026-04-02'),
      closed('2026-04-03'),
    ]
    assert.deepEqual(measureFirstContacts(accounts, 7, dayOf('2026-04-10')), {
      within: 1,
      late: 2,
      share: 33,
      medianDays: 7.5,
    })
    assert.equal(
      measureFirstContacts([closed('2026-04-03')], 7, dayOf('2026-04-10')).share,
      undefined,
    )
  })

  test('every tenancy is in one month, the first and the last among them', () => {
    const [since, today] = [dayOf('2025-04-10'), dayOf('2026-04-10')]
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 365 })), days => {
        const accounts = days.map(n => ({ closedOn: plusDays(since, n) }))
        const months = byMonth(accounts, since, today)
        assert.equal(months.length, 13)
        assert.equal(months.flatMap(month => month.accounts).length, accounts.length)
      }),
    )
    assert.deepEqual(
      [byMonth([], since, today)[0]?.label, byMonth([], since, today).at(-1)?.label],
      ['April 2025', 'April 2026'],
    )
  })
})
