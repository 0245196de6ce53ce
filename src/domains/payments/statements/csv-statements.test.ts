import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readBankCsvProfile } from './csv-profile.ts'
import { wholeStatements } from './read.ts'
import { fileOf, read, refusedBecause } from './testing.ts'

suite('a bank’s CSV', () => {
  const rows = (...lines: readonly string[]) =>
    [
      'Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance',
      ...lines,
    ].join('\r\n')
  test('the running balance gives the opening and the closing one', async () => {
    const [statement] = await read(
      rows(
        '02/06/2026,FPI,\'20-20-15,55555555,ANN 7001234,,"1,050.00",1130.00',
        "01/06/2026,CHQ,'20-20-15,55555555,PAID OUT,20.00,,80.00",
      ),
      'lloyds',
    )
    assert(statement?.closes.isShownToFoot)
    assert.deepEqual(
      [statement.closes.opening?.minor, statement.closes.closing?.minor],
      [100_00n, 1130_00n],
    )
    assert.deepEqual(
      [statement.opens.account, statement.entries[0]?.details[0]?.remittance],
      ['20201555555555', 'ANN 7001234'],
    )
  })

  test('a balance that does not follow, a heading that is missing or a row with two amounts: refused', async () => {
    const first = '02/06/2026,FPI,1,2,ANN,,50.00,130.00'
    await refusedBecause(
      rows(first, '01/06/2026,CHQ,1,2,OUT,20.00,,81.00'),
      /Line 3: the balance does not follow/,
      'lloyds',
    )
    await refusedBecause(
      rows('02/06/2026,FPI,1,2,ANN,1.00,50.00,130.00'),
      /either paid in or paid out/,
      'lloyds',
    )
    await refusedBecause(rows(first).replace('Balance', 'Saldo'), /lacks “Balance”/, 'lloyds')
  })

  test('nothing in the other column is no amount, a minus in one of two is not guessed at, and a heading twice is refused', async () => {
    const [statement] = await read(rows('02/06/2026,FPI,1,2,ANN,0.00,50.00,130.00'), 'lloyds')
    assert.deepEqual(
      statement?.entries.map(({ side, amount }) => [side, amount.minor]),
      [['credit', 50_00n]],
    )
    await refusedBecause(
      rows('02/06/2026,FPI,1,2,ANN,-20.00,,130.00'),
      /the sign of “-20\.00” is not the one of its column/,
      'lloyds',
    )
    await refusedBecause(rows('02/06/2026,FPI,1,2,ANN,,-20.00,130.00'), /the sign of/, 'lloyds')
    await refusedBecause(
      'Date,Amount,Amount,Account,Memo,Subcategory\n02/06/2026,50.00,60.00,1,ANN,FPI',
      /“Amount” more than once/,
      'barclays',
    )
  })

  test('a byte order mark says the encoding, whatever the profile does', async () => {
    const text = `\ufeff${rows('02/06/2026,FPI,1,2,£ ANN,,£50.00,130.00')}`
    for (const encoding of ['utf16le', 'utf8'] as const) {
      const [statement] = await read(Buffer.from(text, encoding), 'lloyds')
      assert.equal(statement?.entries[0]?.amount.minor, 50_00n)
    }
  })

  test('signs are as the profile says they are written, and no other', async () => {
    const signed = (rule: object, ...amounts: readonly string[]) =>
      wholeStatements(
        fileOf(['Day;Amount;Words', ...amounts.map(one => `2026-06-02;${one};ANN`)].join('\n')),
        {
          profile: readBankCsvProfile(
            JSON.stringify({
              name: 'a-bank',
              title: 'A bank',
              version: 1,
              delimiter: ';',
              dates: ['yyyy-mm-dd'],
              order: 'oldest first',
              columns: { bookedOn: 'Day', amount: 'Amount', description: ['Words'] },
              ...rule,
            }),
          ),
        },
      )
    for (const [negative, out] of [
      ['minus', '-1,020.50'],
      ['trailing minus', '1,020.50-'],
      ['parentheses', '(1,020.50)'],
      ['DR', '1,020.50 DR'],
    ] as const) {
      const [statement] = await signed({ negative }, out, '£3.00')
      assert.deepEqual(
        statement?.entries.map(({ side, amount }) => [side, amount.minor]),
        [
          ['debit', 1020_50n],
          ['credit', 3_00n],
        ],
        negative,
      )
      await assert.rejects(signed({ negative }, negative === 'minus' ? '(3.00)' : '-3.00'), {
        message: /is not an amount/,
      })
    }
    const columns = { bookedOn: 'Day', credit: 'Words', debit: 'Amount', description: ['Day'] }
    const out = (amount: string) =>
      wholeStatements(fileOf(`Day;Amount;Words\n2026-06-02;${amount};`), {
        profile: readBankCsvProfile(
          JSON.stringify({
            name: 'two',
            title: 'Two columns',
            version: 1,
            delimiter: ';',
            dates: ['yyyy-mm-dd'],
            order: 'oldest first',
            debitsAreNegative: true,
            columns,
          }),
        ),
      })
    assert.equal((await out('-20.00'))[0]?.entries[0]?.side, 'debit')
    await assert.rejects(out('20.00'), { message: /the sign of/ })
  })
})
