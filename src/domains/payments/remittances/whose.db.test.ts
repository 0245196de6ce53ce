import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { restrict } from '#parties'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { postingsOf } from '../receipts/receipt.ts'
import type { Owed } from '../receipts/testing/council.ts'
import { rowsOf } from './remittance.ts'
import { headings, owen, priya, remitted } from './testing/remitted.ts'

const database = await aDatabase()
after(() => database.close())
let councils = 0
const aRemittance = (
  ...[owed, lines, banked]: readonly [readonly Owed[], readonly string[], string]
) => remitted(database, ++councils, { owed, lines, banked })

suite('whose a row of a remittance is', () => {
  test('is found by a long reference that looks like a card’s, and no card number of any other is kept', async () => {
    const long = { reference: '4012888888881881', name: 'Priya Okafor' }
    const council = await aRemittance(
      [long],
      [
        headings,
        'PL1,4012888888881881,2026-05-20,PAID,25.00,0,25.00,',
        'PL2,4444333322221111,2026-05-20,PAID,5.00,0,5.00,',
      ],
      '30.00',
    )
    const rows = await council.rows()
    assert.deepEqual(
      rows.map(({ given, state }) => [given, state]),
      [
        ['4012888888881881', 'to post'],
        ['************1111', 'put aside'],
      ],
    )
    assert((await council.post((await council.lump()).id)).ok)
    assert.equal(await council.balance(0), 475_00n)
  })

  test('is known of a counter’s list, which is paid over whole: two alike of two transactions are two, and the same told twice is asked about', async () => {
    const council = await aRemittance(
      [priya, owen],
      [
        'Paid_On,Reference,Transaction,Amount,Shop',
        '2026-05-20,70000012H,T1,20.00,High Street',
        '2026-05-20,70000012H,T2,20.00,High Street',
        '2026-05-20,7000 0013D,T3,5.50,High Street',
        '2026-05-20,70000012H,T1,20.00,High Street',
        '2026-05-20,70000012H,T4,,High Street',
        '2026-05-20,70000012H,T5,1.00,High Street,2.00',
      ],
      '45.50',
    )
    assert((await council.post((await council.lump()).id)).ok)
    assert.deepEqual(
      [await council.balance(0), await council.balance(1), await council.suspense()],
      [460_00n, 494_50n, 0n],
    )
    const asked = (await council.rows()).filter(({ state }) => state === 'put aside')
    assert.equal(asked.length, 3)
    assert.match(asked[0]?.query ?? '', /told before/)
    assert.match(asked[1]?.query ?? '', /amount/)
    assert.match(asked[2]?.query ?? '', /cells/)
  })

  test('is not said of somebody whose record is restricted: what was paid is, and nothing that tells whose it is', async () => {
    const council = await aRemittance(
      [priya, owen],
      [
        headings,
        'PL1,70000012H,2026-05-20,PAID,25.00,0,25.00,rang twice',
        'PL2,70000013D,2026-05-20,PAID,5.00,0,5.00,',
      ],
      '30.00',
    )
    const { councilId } = council
    assert((await council.post((await council.lump()).id)).ok)
    const nobody = '33333333-3333-4333-8333-333333333333'
    await council.inCouncil(async db => {
      const { personId } = await db.one(
        z.object({ personId: z.string() }),
        sql`
          select party.person_id from debts.account
          join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
          where account.council_id = ${councilId}::int and account.reference = '70000012H'`,
      )
      const restricted = await restrict(db, {
        councilId,
        personId,
        why: 'Works here',
        allowed: [],
        actor: 'leader',
      })
      assert(restricted.ok)
    })
    const seen = await asCouncil(
      database,
      councilId,
      async db => {
        const rows = await rowsOf(db, councilId, council.of.remittanceId, { limit: 9 })
        const [first] = rows
        return { rows, postings: await postingsOf(db, councilId, first?.receiptId ?? '') }
      },
      { viewer: nobody },
    )
    assert.deepEqual(
      seen.rows.map(row => [row.given, row.placement, row.notes, row.why, row.remitted]),
      [
        ['Restricted', 'Restricted', '', '', 25_00n],
        ['70000013D', 'PL2', '', 'Nothing was kept.', 5_00n],
      ],
    )
    assert.deepEqual(
      seen.postings.map(({ reference, why, amount }) => [reference, why, amount]),
      [['Restricted', '', 25_00n]],
    )
    assert.equal((await council.rows())[0]?.given, '70000012H', 'who may see them all does')
  })
})
