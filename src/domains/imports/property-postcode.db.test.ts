import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aTakingCouncil, debt, debtHeader as header, loaded, profileNamed } from './testing.ts'

const database = await aDatabase()
after(() => database.close())

suite('where a property is', () => {
  test('a property has the postcode at the end of its address, once its source tells one', async () => {
    const council = await aTakingCouncil(database, 1)
    const neutral = profileNamed('debts-neutral')
    const profile = {
      ...neutral,
      columns: { ...neutral.columns, propertyReference: 'property', propertyAddress: 'where' },
    }
    const lines = (file: string, ...addresses: readonly string[]) => [
      `${header},property,where`,
      ...addresses.map((address, n) => `${debt(`${file}${n}`, '1.00')},P${n},"${address}"`),
    ]
    await loaded(
      database,
      council,
      profile,
      lines(
        'A',
        '1 Mill Lane, Testham, QX1 1AA',
        '2 Mill Lane, qx11ab.',
        'Flat 3, Testham',
        'QX1 1AA Mill',
      ),
    )
    const postcodes = () =>
      asCouncil(database, council, db =>
        db.many(
          z.object({ postcode: z.string() }),
          sql`
            select postcode from debts.property
            where council_id = ${council}::int order by reference`,
        ),
      )
    const found = await postcodes()
    assert.deepEqual(
      found.map(({ postcode }) => postcode),
      ['QX1 1AA', 'QX1 1AB', '', ''],
    )
    await loaded(
      database,
      council,
      profile,
      lines('B', '1 Mill Lane, QX9 9ZZ', '2 Mill Lane', 'Flat 3, Testham, QX2 2BB', 'Mill'),
    )
    const later = await postcodes()
    assert.deepEqual(
      later.map(({ postcode }) => postcode),
      ['QX1 1AA', 'QX1 1AB', 'QX2 2BB', ''],
    )
  })
})
