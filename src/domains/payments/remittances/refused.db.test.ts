import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { after, suite, test } from 'node:test'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aReceivingCouncil, day, type Owed } from '../receipts/testing/council.ts'
import { takeRemittance } from './take-remittance.ts'
import { headings, priya, remitted } from './testing/remitted.ts'

const database = await aDatabase()
after(() => database.close())
let councils = 0
const actor = 'officer'
const aRemittance = (
  ...[owed, lines, banked]: readonly [readonly Owed[], readonly string[], string]
) => remitted(database, ++councils, { owed, lines, banked })

suite('a remittance that is not one, or has rows that are none', () => {
  test('with figures that no amount can be has those rows put aside', async () => {
    const council = await aRemittance(
      [priya],
      [
        `${headings},debt_owed,compliance_owed,other_fees_owed`,
        'PL1,70000012H,2026-05-20,PAID,25.00,0.00,25.00,,-5.00,75.00,0.00',
        `PL1,70000012H,2026-05-21,PAID,${'9'.repeat(20)}.00,0.00,25.00,,,,`,
        'PL1,70000012H,2026-05-22,PAID,25.001,0.00,25.00,,,,',
      ],
      '0.00',
    )
    const rows = await council.rows()
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['put aside', 'put aside', 'put aside'],
    )
    assert.match(rows[0]?.query ?? '', /Less than nothing/)
    assert.match(rows[2]?.query ?? '', /part of a penny/)
  })

  test('that is not one is refused with a sentence, and nothing is kept', async () => {
    const council = await aReceivingCouncil(database, ++councils, [priya])
    const bring = (bytes: Uint8Array) =>
      council.inCouncil(db =>
        takeRemittance(db, {
          councilId: council.councilId,
          agent: 'Fairway',
          fileName: 'x.csv',
          bytes,
          today: day('2026-08-01'),
          actor,
        }),
      )
    const hostile: readonly (readonly [string | Uint8Array, RegExp])[] = [
      ['', /no rows/],
      [`${headings}\n`, /no rows/],
      ['<html><table></table></html>', /lacks “placement_ref”/],
      ['date,amount\n2026-05-01,1.00', /lacks “placement_ref”/],
      [Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff]), /byte|letter|text/i],
      [`${headings}\nPL1,"70000012H,2026-05-20,PAID,25.00,0,25.00,`, /quote/],
    ]
    for (const [text, says] of hostile) {
      const taken = await bring(typeof text === 'string' ? Buffer.from(text) : text)
      assert(!taken.ok)
      assert.match(taken.refusal.says, says)
    }
    assert.equal(
      await council.inCouncil(db =>
        db.run(sql`select from payments.remittance where council_id = ${council.councilId}::int`),
      ),
      0,
    )
  })

  const hostileFile = new URL(
    '../../../../../shared/hostile/csv/agent_returns.csv',
    import.meta.url,
  )
  test(
    'with every oddity of the hostile file posts what agrees, and asks about the rest',
    { skip: !existsSync(hostileFile) && '../shared is not beside the project' },
    async () => {
      const text = await readFile(hostileFile, 'utf8')
      const owed = [1, 2, 3, 5, 6].map(n => ({ reference: `CT000100${n}`, name: 'Somebody' }))
      const council = await aRemittance(owed, [text], '164.99')
      const { id } = await council.lump()
      const posted = await council.post(id)
      assert(posted.ok)
      assert.equal(posted.value.posted, 1)
      const { putAside, remitted: paidOver, rows } = await council.remittance()
      assert.deepEqual([rows, putAside, paidOver], [7, 6, 164_99n])
      assert.equal((await council.queries()).length, 6)
      assert.equal(await council.balance(0), 450_00n)
      assert.equal(await council.suspense(), 114_99n)
    },
  )
})
