import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { judgeOf } from './judge.ts'
import { headersOf, type Profile, readProfile } from './profile.ts'
import { profileNamed, testDay } from './testing.ts'

const debts = profileNamed('debts-neutral')
const aDebt: Readonly<Record<string, string>> = {
  source_system: 'NDR',
  debt_ref: 'A1',
  debt_type: 'council_tax',
  debtor_name: 'Ada Price',
  amount: '100.00',
  period_from: '2026-04-01',
  period_to: '2027-03-31',
  due_date: '2026-05-01',
  liability: 'sole',
}
const judged = (profile: Profile, row: Readonly<Record<string, string>>) => {
  const header = headersOf(profile)
  return judgeOf(profile, header, testDay)(header.map(name => row[name] ?? ''))
}
const fault = (differences: Readonly<Record<string, string>>, profile = debts) => {
  const judgement = judged(profile, { ...aDebt, ...differences })
  return judgement.ok ? 'none' : `${judgement.fault.column}: ${judgement.fault.says}`
}
const fields = (profile: Profile, row: Readonly<Record<string, string>>) => {
  const judgement = judged(profile, row)
  assert(judgement.ok, judgement.ok ? '' : `${judgement.fault.column}: ${judgement.fault.says}`)
  return judgement.row.fields
}

suite('judging a debt', () => {
  test('says which column is wrong, by its own name', () => {
    assert.equal(fault({}), 'none')
    assert.equal(fault({ debtor_name: ' ' }), 'debtor_name: it is empty')
    assert.equal(fault({ due_date: '' }), 'due_date: it is empty')
    assert.equal(fault({ liability: 'SOLE' }), 'liability: the profile does not say what it means')
    assert.equal(
      fault({ liability: 'toString' }),
      'liability: the profile does not say what it means',
    )
    assert.equal(fault({ period_to: '2026-03-31' }), 'period_to: the period ends before it begins')
    assert.equal(fault({ period_to: '2026-04-01' }), 'none')
    assert.equal(
      fault({ address_1: 'x'.repeat(501) }),
      'address_1: it is longer than 500 characters',
    )
    assert.equal(
      fault({ address_1: 'x'.repeat(10_001) }),
      'address_1: it is longer than 10000 characters',
    )
  })

  test('counts the money of a row that is wrong for another reason, and what it says its key is', () => {
    const judgement = judged(debts, { ...aDebt, due_date: 'soon' })
    assert(!judgement.ok)
    assert.equal(judgement.amount, 100_00n)
    assert.equal(judgement.key, 'A1')
  })

  test('nobody owes less than nothing, whatever the profile can read', () => {
    const profile: Profile = {
      ...debts,
      money: { ...debts.money, negative: 'minus', zero: 'allow' },
    }
    assert.equal(fault({ amount: '-0.01' }, profile), 'amount: it is less than nothing')
    assert.equal(fault({ amount: '0.00' }, profile), 'none')
  })

  test('instalments come to the charge, each on its day', () => {
    const profile = profileNamed('business-rates-accounts')
    const row = {
      'Account Number': 'R1',
      'Ratepayer Id': 'P1',
      Ratepayer: 'Invented Bakers Ltd',
      'Property Reference': 'B1',
      'Property Address': '1 Mill Lane',
      'Liable From': '2026-04-01',
      'Liable To': '2027-03-31',
      'Annual Charge': '1000.50',
      Instalments: '3',
      'First Instalment': '2026-04-30',
      'Recovery Stage': 'Billed',
      'In Dispute': 'No',
      Arrangement: 'No',
    }
    const found = fields(profile, row)
    assert.equal(found['party_kind'], 'organisation')
    assert.deepEqual(found['instalments'], [332_50n, 334_00n, 334_00n])
    assert.deepEqual(String(found['instalments_due_on']), '2026-04-30,2026-05-30,2026-06-30')
  })
})

suite('judging a movement', () => {
  const payments = profileNamed('payments-neutral')
  const row = {
    bank_ref: 'B1',
    value_date: '2026-06-01',
    amount: '5.00',
    reference: '4111 1111 1111 1111',
    method: 'FPS',
  }

  test('finds its account by what it quotes, and keeps no card number where there is none', () => {
    const found = fields(payments, row)
    assert.equal(found['reference'], '4111 1111 1111 1111', 'an account may have such a number')
    assert.equal(found['given_reference'], '************1111')
    assert.equal(found['narrative'], 'Payment received by FPS')
    assert.equal(found['kind'], 'payment')
  })

  test('of nothing, or less, is put aside', () => {
    const profile: Profile = {
      ...payments,
      money: { ...payments.money, negative: 'minus', zero: 'allow' },
    }
    assert(!judged(profile, { ...row, amount: '0.00' }).ok)
    assert(!judged(profile, { ...row, amount: '-5.00' }).ok)
  })

  test('is known again by the fields of its key, together', () => {
    const read = readProfile(
      JSON.stringify({ ...payments, key: ['transactionReference', 'effectiveOn'] }),
    )
    assert(read.ok)
    assert.equal(fields(read.value, row)['transaction_reference'], 'B1 / 2026-06-01')
  })
})

suite('judging a property', () => {
  const list = profileNamed('business-rates-register-d')
  const row = {
    'BA ReferenceNumber': '0100',
    'Ratepayer ': 'the account holder',
    Address: '1, Mill Lane, Testham',
    'Rateable value': '12000000',
    'Liability start date': '2015-04-01',
    Occupied: 'Y',
  }

  test('a placeholder is nobody; a name that is not there is said so', () => {
    assert.equal(fields(list, row)['is_placeholder'], true)
    const unnamed = fields(list, { ...row, 'Ratepayer ': '' })
    assert.equal(unnamed['name'], 'Name not published')
    assert.equal(unnamed['is_placeholder'], true)
    assert.equal(fields(list, { ...row, 'Ratepayer ': 'Ada Price' })['is_placeholder'], false)
  })

  test('moves no money, and may be worth more than anybody owes', () => {
    const judgement = judged(list, row)
    assert(judgement.ok)
    assert.equal(judgement.row.amount, 0n)
    assert.equal(judgement.row.fields['rateable_value'], 12_000_000_00n)
    assert.deepEqual(judgement.row.fields['lines'], ['1', 'Mill Lane', 'Testham'])
  })
})
