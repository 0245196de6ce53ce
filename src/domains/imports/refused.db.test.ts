import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { verifyChain } from '#administration'
import { asCouncil } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import {
  aTakingCouncil,
  debt,
  debtHeader,
  loadBytes,
  payment,
  paymentHeader,
  profileNamed,
  whatIsThere,
} from './testing.ts'

const database = await aDatabase()
after(() => database.close())
let councils = 0
const aCouncil = () => aTakingCouncil(database, ++councils)

suite('refusing a file', () => {
  const cases: readonly [why: string, lines: readonly string[], says: RegExp][] = [
    [
      'a count that is not the trailer’s',
      [payment('B1', '1.00', 'A'), 'TRAILER,2,1.00'],
      /says 2 rows and the file has 1/,
    ],
    [
      'a total a penny out',
      [payment('B1', '1.00', 'A'), 'TRAILER,1,1.01'],
      /says £1\.01 and the rows come to £1\.00/,
    ],
    [
      'no trailer where one is due',
      [payment('B1', '1.00', 'A')],
      /without its trailer \(TRAILER\)/,
    ],
    [
      'rows after the trailer',
      ['TRAILER,0,0.00', payment('B1', '1.00', 'A')],
      /comes after the trailer on line 2/,
    ],
    [
      'an unreadable trailer',
      [payment('B1', '1.00', 'A'), 'TRAILER,one,1.00'],
      /does not say how many/,
    ],
    [
      'a quote that never closes',
      [payment('B1', '1.00', '"A'), 'TRAILER,1,1.00'],
      /opens on line 2/,
    ],
  ]
  for (const [why, lines, says] of cases) {
    test(`for ${why}: nothing applied, the bytes kept, one audit entry, and it may come again`, async () => {
      const council = await aCouncil()
      const before = await whatIsThere(database, council)
      const bytes = Buffer.from([paymentHeader, ...lines, ''].join('\n'))
      for (const _ of [1, 2]) {
        const refusal = await loadBytes(database, council, profileNamed('payments-neutral'), bytes)
        assert(!refusal.ok)
        assert.match(refusal.refusal.says, says)
      }
      assert.deepEqual(await whatIsThere(database, council), before)
      const kept = await asCouncil(database, council, db =>
        db.one(
          z.object({ files: count, refused: count, parts: count }),
          sql`
            select count(*) as files, count(*) filter (where state = 'refused' and refusal is not null) as refused,
              (select count(*) from imports.file_content where council_id = ${council}::int) as parts
            from imports.file where council_id = ${council}::int`,
        ),
      )
      assert.deepEqual(kept, { files: 1, refused: 1, parts: 1 })
      const chain = await asCouncil(database, council, db => verifyChain(db, council))
      assert(chain.entries >= 2)
    })
  }

  test('for another council’s rows, and says whose it looks like', async () => {
    const council = await aCouncil()
    const refusal = await loadBytes(
      database,
      council,
      profileNamed('debts-neutral'),
      Buffer.from([debtHeader, debt('A1', '1.00').replace('NDR', 'OTHER')].join('\n')),
    )
    assert(!refusal.ok)
    assert.match(refusal.refusal.says, /Line 2 says “OTHER” in source_system/)
  })
})

suite('a file of debts that is wrong as a whole', async () => {
  const council = await aCouncil()
  const rows = `${debt('A1', '1.00')}\n`
  const refusals: readonly [why: string, file: string | Buffer, says: RegExp][] = [
    ['nothing in it', '', /has no rows/],
    ['only a mark', '\ufeff', /has no rows/],
    ['only blank lines', '\n\r\n ,,\n', /has no rows/],
    ['only a header', `${debtHeader}\n`, /has no rows/],
    [
      'a column misspelt',
      `${debtHeader.replace('debtor_name', 'debtor_nmae')}\n${rows}`,
      /does not have “debtor_name”\. It has “debtor_nmae”/,
    ],
    [
      'a column twice',
      `${debtHeader.replace('address_2', 'amount')}\n${rows}`,
      /It has “amount” more than once/,
    ],
    [
      'a column nobody knows',
      `${debtHeader},__proto__\n${rows}`,
      /It has “__proto__”, which the profile does not know/,
    ],
    [
      'another delimiter',
      `${debtHeader}\n${rows}`.replaceAll(',', ';'),
      /The header on line 1 is not this feed’s/,
    ],
    ['thousands of columns', `${'a,'.repeat(5000)}\n`, /has 5001 columns/],
    [
      'a byte of another encoding',
      Buffer.from(`${debtHeader}\n${debt('A1', '1.00').replace('Ada', 'Zoë')}`, 'latin1'),
      /Line 2, byte 168 \(0xEB\) is not utf-8/,
    ],
  ]
  for (const [why, file, says] of refusals) {
    test(`is refused: ${why}`, async () => {
      const before = await whatIsThere(database, council)
      const refusal = await loadBytes(
        database,
        council,
        profileNamed('debts-neutral'),
        Buffer.from(file),
      )
      assert(!refusal.ok)
      assert.match(refusal.refusal.says, says)
      assert.deepEqual(await whatIsThere(database, council), before)
    })
  }

  test('is not: a mark, CR LF, columns in another order and no line end at the last', async () => {
    const turned = (line: string) => line.split(',').toReversed().join(',')
    const file = `\ufeff${[debtHeader, debt('A1', '1.00'), debt('A2', '2.00')].map(turned).join('\r\n')}`
    const outcome = await loadBytes(
      database,
      council,
      profileNamed('debts-neutral'),
      Buffer.from(file),
    )
    assert(outcome.ok)
    assert.equal(outcome.value.applied, 2)
  })
})
