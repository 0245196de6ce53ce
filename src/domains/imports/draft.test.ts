import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { draftProfile } from './draft.ts'
import { readProfile } from './profile.ts'

const bytes = (...lines: readonly string[]) => Buffer.from(lines.join('\r\n'))

const register = [
  'Prop Ref;Ratepayer;Address 1;Address 2;Town;Post Code;R.V.;Liable From;Empty?',
  ...Array.from(
    { length: 30 },
    (_, n) =>
      `00${n}A;Invented ${n} Ltd;${n} Mill Lane;;Testham;QX1 1A${'ABC'[n % 3]};"${n + 1},250";1/4/20${10 + (n % 9)};Y`,
  ),
]

suite('drafting a profile', () => {
  test('from a register: delimiter, columns, dates, amounts, and words that mean the opposite', async () => {
    const { profile, sample } = await draftProfile(bytes(...register), 'Testham List 2026.csv')
    const read = readProfile(JSON.stringify(profile))
    assert(read.ok)
    const { name, kind, file, dates, columns, values, money } = read.value
    assert.equal(name, 'testham-list-2026')
    assert.equal(kind, 'register')
    assert.equal(file.delimiter, ';')
    assert.deepEqual(dates, ['d/m/yyyy'])
    assert.equal(money.thousands, true)
    assert.deepEqual(values.flags, { Y: 'no', N: 'yes' })
    assert.deepEqual(columns, {
      reference: 'Prop Ref',
      name: 'Ratepayer',
      postcode: 'Post Code',
      rateableValue: 'R.V.',
      liableFrom: 'Liable From',
      occupied: 'Empty?',
      address: { columns: ['Address 1', 'Address 2', 'Town'], join: ', ' },
    })
    assert.equal(sample.length, 5)
    assert.equal(sample[0]?.['rateable_value'], '£1,250.00')
  })

  test('from debts in pence with a trailer', async () => {
    const { profile, notes } = await draftProfile(
      bytes(
        'invoiceNo,customerName,addressLine1,postcode,amountPence,dueDate',
        ...Array.from(
          { length: 12 },
          (_, n) => `I${n},Ada ${n},1 Mill Lane,QX1 1AA,${n + 1}00,20260501`,
        ),
        'END,12,7800',
      ),
      'garage rents.csv',
    )
    const read = readProfile(JSON.stringify(profile))
    assert(read.ok, read.ok ? '' : read.refusal.says)
    assert.equal(read.value.kind, 'accounts')
    assert.equal(read.value.money.unit, 'pence')
    assert.deepEqual(read.value.file.trailer, { marker: 'END', rows: 1, total: 2 })
    assert.deepEqual(read.value.columns.debtType, { constant: 'garage' })
    assert(notes.includes('Of the first 12 rows it would read 12.'))
  })

  test('from payments: kinds are proposed, to be confirmed', async () => {
    const { profile, notes } = await draftProfile(
      bytes(
        'Trans ID\tAccount Ref\tTrans Type\tAmount\tTrans Date\tPayer',
        'T1\tA1\tPAYMENT\t10.00\t01-Apr-2026\tAda',
        'T2\tA2\tREFUND\t5.00\t02-Apr-2026\tBen',
      ),
      'cash.txt',
    )
    const read = readProfile(JSON.stringify(profile))
    assert(read.ok)
    assert.equal(read.value.file.delimiter, '\t')
    assert.deepEqual(read.value.values.transactionKind, { PAYMENT: 'payment', REFUND: 'refund' })
    assert(notes.some(note => note.startsWith('To confirm: kind is “Trans Type”')))
  })

  test('an encoding that cannot be known is a proposal with the words it is about', async () => {
    const odd = Buffer.concat([
      bytes(...register, ''),
      Buffer.from('1;Caf\xe9 Zo\xeb Ltd;1 High St;;Testham;QX1 1AA;5;1/4/2010;Y', 'latin1'),
    ])
    const { profile, notes } = await draftProfile(odd, 'list.csv')
    assert(JSON.stringify(profile).includes('"encoding":"windows-1252"'))
    assert.match(notes[0] ?? '', /not UTF-8\. To confirm: .*“Café” “Zoë”/)
  })

  test('both orders of a date fit: ours is taken, never the American by a guess', async () => {
    const { profile } = await draftProfile(
      bytes(
        'Ref,Name,Address,Amount,Due Date',
        'A1,Ada,1 Mill Lane,1.00,01/02/2026',
        'A2,Ben,2 Mill Lane,2.00,03/04/2026',
      ),
      'x.csv',
    )
    assert(JSON.stringify(profile).includes('"dates":["dd/mm/yyyy"]'))
  })

  test('nothing to go by is said, not guessed', async () => {
    for (const text of ['', '\n\n', 'one column\nonly', '<html><body>no list</body></html>']) {
      const { profile, notes } = await draftProfile(Buffer.from(text), 'x.csv')
      assert.deepEqual(profile, {})
      assert.equal(notes.at(-1), 'No header with rows under it was found.')
    }
    const { notes } = await draftProfile(bytes('alpha,beta', 'x,y'), 'x.csv')
    assert.match(notes.join(' '), /Not found, and needed: reference, name, address/)
  })
})
