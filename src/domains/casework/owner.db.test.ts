import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { anOfficer } from '#administration/testing'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { giveUpCase, ownerOf, takeCase } from './owner.ts'

const database = await aDatabase()
after(() => database.close())
const {
  parties: [personId = ''],
} = await aCouncilWithAccounts(database, 1, 1)
const one = await anOfficer(database, 'one', [1])
const other = await anOfficer(database, 'other', [1])
const asked = (actor: string) => ({ councilId: 1, personId, actor })
const take = (actor: string) => asCouncil(database, 1, db => takeCase(db, asked(actor)))

suite('whose case a person is', () => {
  test('of two who take it at once one has it, and the other only when it was given up', async () => {
    const taken = await Promise.all([take(one), take(other)])
    assert.equal(taken.filter(({ ok }) => ok).length, 1)
    const [has, hasNot] = taken[0]?.ok ? [one, other] : [other, one]
    assert((await take(has)).ok, 'taking it again changes nothing')
    assert.equal((await asCouncil(database, 1, db => ownerOf(db, asked(has))))?.staffId, has)
    await asCouncil(database, 1, db => giveUpCase(db, asked(hasNot)))
    const refusal = await take(hasNot)
    assert(!refusal.ok && /of the tests has this case/.test(refusal.refusal.says))
    await asCouncil(database, 1, db => giveUpCase(db, asked(has)))
    assert.equal(await asCouncil(database, 1, db => ownerOf(db, asked(has))), undefined)
    assert((await take(hasNot)).ok)
  })
})
