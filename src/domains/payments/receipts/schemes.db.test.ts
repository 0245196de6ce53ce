import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import type { ReferenceScheme } from './references.ts'
import { addScheme, dropScheme, schemesOf } from './schemes.ts'
import { aReceivingCouncil } from './testing/council.ts'
import { trainingSchemes } from './training-schemes.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const actor = 'system:test'
const priya = { reference: '70000012H', name: 'Priya Okafor' }
const council = await aReceivingCouncil(database, councilId, [
  priya,
  { reference: '70000013D', name: 'Owen Castle' },
])
const [councilTax] = trainingSchemes
const add = (changes: Partial<ReferenceScheme>) =>
  council.inCouncil(db =>
    addScheme(db, {
      councilId,
      scheme: { ...(councilTax ?? assert.fail()), ...changes },
      actor,
    }),
  )
const refusal = async (changes: Partial<ReferenceScheme>): Promise<string> => {
  const added = await add(changes)
  return added.ok ? 'kept' : added.refusal.says
}

suite('how a source writes its references', () => {
  test('is kept where its accounts are written so, and finds slips from then on', async () => {
    for (const { source, pattern } of await council.inCouncil(db => schemesOf(db, councilId)))
      assert(
        (await council.inCouncil(db => dropScheme(db, { councilId, source, pattern, actor }))).ok,
      )
    const slip = { remittance: '70000021H', name: 'Priya Okafor', amount: '50.00' }
    await council.takeCredits({ ...slip, amount: '7.77', reference: 'A' })
    assert.equal(await council.balance(0), 500_00n)
    const added = await add({})
    assert.deepEqual(added, { ok: true, value: { fit: 2, of: 2 } })
    await council.takeCredits({ ...slip, amount: '8.88', reference: 'B' })
    assert.equal(await council.balance(0), 491_12n)
    const { actions } = await database.one(
      z.object({ actions: z.array(z.string()) }),
      sql`
        select array_agg(action order by seq) as actions from administration.audit
        where council_id = ${councilId}::int and object_kind = 'reference scheme' and object_id = 'council-tax'`,
    )
    assert.deepEqual(actions, ['dropped', 'set'])
  })

  test('is refused where they are not, and where it can be no pattern or check', async () => {
    assert.match(
      await refusal({ pattern: '8[0-9]{7}[A-H]' }),
      /Of 2 accounts of that source, 0 are/,
    )
    assert.match(await refusal({ weights: [1, 7, 4, 7, 4, 7, 4, 7] }), /written so/)
    assert.match(await refusal({ source: 'nobody' }), /No account of that source/)
    for (const pattern of ['(7+)+H', '7.*', '7[9-0]', '7{3,1}', '', '7|8', '[A-Z]+', '\\d{8}'])
      assert.match(await refusal({ pattern }), /A pattern is/, pattern)
    assert.match(await refusal({ modulus: 10 }), /A check character needs/)
    assert.match(await refusal({ modulus: null }), /A check character needs/)
    assert.equal((await council.inCouncil(db => schemesOf(db, councilId))).length, 1)
  })

  test('is dropped once', async () => {
    const pattern = councilTax?.pattern ?? ''
    const drop = () =>
      council.inCouncil(db => dropScheme(db, { councilId, source: 'council-tax', pattern, actor }))
    assert((await drop()).ok)
    assert(!(await drop()).ok)
  })
})
