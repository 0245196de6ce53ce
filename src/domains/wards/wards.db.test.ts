import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { bringWards } from './bring.ts'
import { wardFiles, wardsOf } from './queries.ts'
import { broughtWards, bytesOf } from './testing/index.ts'

const database = await aDatabase()
after(() => database.close())

const bring = (councilId: number, lines: readonly string[], authority?: string) =>
  bringWards(database, {
    councilId,
    fileName: 'ONSPD_UK.csv',
    bytes: bytesOf(lines),
    authority,
    actor: 'ada',
  })
const wards = (councilId: number) => asCouncil(database, councilId, db => wardsOf(db, councilId))
const called = async (councilId: number) =>
  (await wards(councilId)).map(({ name, postcodes }) => [name, postcodes])
const wardAt = (councilId: number, postcode: string) =>
  asCouncil(database, councilId, db =>
    db.maybeOne(
      z.object({ name: z.string() }),
      sql`
        select name from wards.ward_of_postcode
        where council_id = ${councilId}::int and postcode = wards.as_kept(${postcode}::text)`,
    ),
  )

suite('a council’s wards', () => {
  test('are those of the newest file; the older is kept, with who brought it and its digest', async () => {
    await aCouncilWithAccounts(database, 1, 1)
    assert.deepEqual(await wards(1), [])
    await broughtWards(database, 1, 'TN4 8AB,R,Riverside', 'TN4 8AC,H,Holme', 'TN4 8AD,H,Holme')
    assert.deepEqual(await called(1), [
      ['Holme', 2],
      ['Riverside', 1],
    ])
    await broughtWards(database, 1, 'TN4 8AB,H,Holme and Riverside', 'TN4 8AC,H,Holme')
    assert.deepEqual(await called(1), [['Holme and Riverside', 2]])
    assert.equal((await wardAt(1, 'tn48ab'))?.name, 'Holme and Riverside')
    assert.equal(await wardAt(1, 'TN4 8AD'), undefined)
    const files = await asCouncil(database, 1, db => wardFiles(db, 1))
    assert.deepEqual(
      files.map(({ number, kept, broughtBy }) => [number, kept, broughtBy]),
      [
        [2, 2, 'system:test'],
        [1, 3, 'system:test'],
      ],
    )
    assert.equal(new Set(files.map(({ sha256 }) => sha256)).size, 2)
    await assert.rejects(
      database.run(sql`delete from wards.postcode where council_id = 1`),
      /keeps what was written/,
    )
  })

  test('are another council’s own', async () => {
    await aCouncilWithAccounts(database, 2, 1)
    assert.deepEqual(await wards(2), [])
    const seen = await asCouncil(database, 2, db =>
      db.many(
        z.object({ code: z.string() }),
        sql`select code from wards.ward where council_id = 1`,
      ),
    )
    assert.deepEqual(seen, [])
  })

  test('stay as they are when the same file comes again, and go back when an older one does', async () => {
    await aCouncilWithAccounts(database, 3, 1)
    const [one, two] = [['TN4 8AB,R,Riverside'], ['TN4 8AB,H,Holme']]
    assert.deepEqual(await broughtWards(database, 3, ...one), { number: 1, again: false })
    assert.deepEqual(await broughtWards(database, 3, ...one), { number: 1, again: true })
    assert.deepEqual(await broughtWards(database, 3, ...two), { number: 2, again: false })
    assert.deepEqual(await broughtWards(database, 3, ...one), { number: 3, again: false })
    assert.deepEqual(await called(3), [['Riverside', 1]])
  })

  test('are named by a file of names; one without is called by its code, and two of one name are told apart', async () => {
    await aCouncilWithAccounts(database, 4, 1)
    const names = ['WD24CD,WD24NM', 'E05000001,St Mary’s', 'E05000002,St Mary’s', 'E05000009,Far']
    const early = await bring(4, names)
    assert(!early.ok)
    assert.match(early.refusal.says, /no file of postcodes has been brought yet/)
    const directory = [
      'pcds,oslaua,osward',
      'TN4 8AB,E07000116,E05000001',
      'TN4 8AC,E07000116,E05000002',
      'TN4 8AD,E07000116,E05000003',
      'ME1 1AA,E06000035,E05000009',
    ]
    assert((await bring(4, directory, 'E07000116')).ok)
    assert.deepEqual(await called(4), [
      ['E05000001', 1],
      ['E05000002', 1],
      ['E05000003', 1],
    ])
    assert((await bring(4, names)).ok)
    assert.deepEqual(await called(4), [
      ['E05000003', 1],
      ['St Mary’s (E05000001)', 1],
      ['St Mary’s (E05000002)', 1],
    ])
    assert.deepEqual(await bring(4, names), { ok: true, value: { number: 1, again: true } })
    const other = await bring(4, ['WD24CD,WD24NM', 'E05000009,Far'])
    assert(!other.ok)
    assert.match(other.refusal.says, /names no ward that is in force here/)
    // What wards are called stays when the next quarter’s postcodes come.
    assert((await bring(4, [...directory, 'TN4 8AE,E07000116,E05000001'], 'E07000116')).ok)
    assert.deepEqual((await called(4)).at(-2), ['St Mary’s (E05000001)', 2])
  })

  test('of the whole country, where no authority was named, are those of the districts of the council’s properties or else addresses', async () => {
    await aCouncilWithAccounts(database, 5, 1)
    const directory = [
      'pcds,oslaua,osward',
      'QX1 9ZZ,E07000116,E05000001',
      'TN4 8AB,E07000117,E05000002',
    ]
    // Its only person lives at QX1 1AA.
    assert((await bring(5, directory)).ok)
    assert.deepEqual(await called(5), [['E05000001', 1]])
    await asCouncil(database, 5, db =>
      db.run(sql`
        insert into debts.property (council_id, id, reference, address, postcode)
        values (5, gen_random_uuid(), 'P1', '1 Mill Lane', 'TN4 8ZZ')`),
    )
    assert((await bring(5, [...directory, 'TN4 8AC,E07000117,E05000002'])).ok)
    assert.deepEqual(await called(5), [['E05000002', 2]])
  })

  test('have as many postcodes as the file gives them, each of them found', async () => {
    await aCouncilWithAccounts(database, 7, 1)
    const letters = 'ABDEFGHJLN'.split('')
    const postcodes = Array.from(
      { length: 2_000 },
      (_, n) => `QX${n % 20} ${Math.trunc(n / 20) % 10}${letters[Math.trunc(n / 200)]}A`,
    )
    await broughtWards(database, 7, ...postcodes.map(postcode => `${postcode},R,Riverside`))
    assert.deepEqual(await called(7), [['Riverside', 2_000]])
    assert.equal((await wardAt(7, 'qx199na'))?.name, 'Riverside')
  })

  test('stay when a file is refused: one that is not UTF-8, or whose quote is never closed', async () => {
    await aCouncilWithAccounts(database, 6, 1)
    await broughtWards(database, 6, 'TN4 8AB,R,Riverside')
    const bytes = async function* () {
      yield Buffer.from('postcode,ward\nTN4 8AB,Ynys M\xf4n\n', 'latin1')
    }
    const odd = { councilId: 6, fileName: 'a.csv', authority: undefined, actor: 'ada' }
    const says = async (asked: ReturnType<typeof bringWards>) => {
      const outcome = await asked
      assert(!outcome.ok)
      return outcome.refusal.says
    }
    assert.match(await says(bringWards(database, { ...odd, bytes: bytes() })), /“CSV UTF-8”/)
    assert.match(
      await says(bring(6, ['postcode,ward', '"TN4 8AB,R'])),
      /A quote opens on line 2 and is not closed.*Nothing was kept/,
    )
    assert.deepEqual(await called(6), [['Riverside', 1]])
  })
})
