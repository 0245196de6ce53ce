import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { bankCsvProfilesOf, setBankCsvProfile } from './bank-csv-profiles.ts'
import { aReceivingCouncil } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())

const names = async (councilId: number) =>
  (await asCouncil(database, councilId, db => bankCsvProfilesOf(db, councilId))).map(
    ({ name, title }) => `${name}: ${title}`,
  )

const set = (changes: object) =>
  asCouncil(database, 1, db =>
    setBankCsvProfile(db, {
      councilId: 1,
      text: JSON.stringify({
        name: 'barclays',
        title: 'Barclays, as we get it',
        version: 1,
        dates: ['yyyy-mm-dd'],
        order: 'oldest first',
        columns: { bookedOn: 'Day', amount: 'Amount', description: ['Words'] },
        ...changes,
      }),
      actor: 'system:test',
    }),
  )

suite('how a council’s banks write their downloads', () => {
  before(async () => {
    await aReceivingCouncil(database, 1, [{ reference: '1', name: 'Ann Archer' }])
    await aReceivingCouncil(database, 2, [{ reference: '1', name: 'Dee Dunn' }])
  })

  test('one that a council describes is its own, and in place of a shipped one of that name', async () => {
    const shipped = await names(1)
    assert((await set({})).ok)
    assert((await set({ title: 'Barclays, our way' })).ok)
    assert((await set({ name: 'tidewater', title: 'Tidewater' })).ok)
    assert.equal((await names(1)).length, shipped.length + 1)
    assert((await names(1)).includes('barclays: Barclays, our way'))
    assert.deepEqual(await names(2), shipped)
  })

  test('what is wrong is refused with where it is wrong, and what was described stays', async () => {
    const before = await names(1)
    const wrong = await set({ dates: ['month first'] })
    assert(!wrong.ok)
    assert.match(wrong.refusal.says, /nothing was changed\. At dates\.0/)
    assert.deepEqual(await names(1), before)
  })
})
