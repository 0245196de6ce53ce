import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { disable } from '#administration'
import { anOfficer } from '#administration/testing'
import { aCouncilWithAccounts } from '#debts/testing'
import { restrict } from '#parties'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { assignCase, caseOfficers } from './assign.ts'
import { ownerOf, takeCase } from './owner.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const {
  parties: [personId = '', hidden = ''],
} = await aCouncilWithAccounts(database, councilId, 2)
await aCouncilWithAccounts(database, 2, 1)
const one = await anOfficer(database, 'one', [1])
const other = await anOfficer(database, 'other', [1], ['housing officer'])
const leader = await anOfficer(database, 'leader', [1], ['team leader'])
const auditor = await anOfficer(database, 'auditor', [1], ['auditor'])
const elsewhere = await anOfficer(database, 'elsewhere', [2])
const left = await anOfficer(database, 'left', [1])
await disable(database, { staffId: left, by: leader })

const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
const assign = async (staffId: string, person = personId) => {
  const given = { councilId, personId: person, staffId, why: 'leave', actor: leader }
  const assigned = await inCouncil(db => assignCase(db, given))
  return assigned.ok ? assigned.value.name : assigned.refusal.code
}
const whose = async (person = personId) =>
  (await inCouncil(db => ownerOf(db, { councilId, personId: person })))?.staffId

suite('a case that a team leader gives to an officer', () => {
  test('is theirs from then on, whoever had it, with who, from whom, to whom and why in the audit trail', async () => {
    assert.equal(await assign(one), 'one of the tests')
    assert.equal(await whose(), one)
    assert.equal(await assign(other), 'other of the tests')
    assert.equal(await whose(), other)
    const taken = await inCouncil(db => takeCase(db, { councilId, personId, actor: one }))
    assert.equal(taken.ok || taken.refusal.code, 'casework/owned-by-another')
    const audited = await inCouncil(db =>
      db.many(
        z.object({ canonical: z.string() }),
        sql`
          select canonical from administration.audit
          where council_id = 1 and action = 'assigned a case' order by seq`,
      ),
    )
    assert.equal(audited.length, 2)
    const { actor, detail } = JSON.parse(audited[1]?.canonical ?? '{}') as Record<string, unknown>
    assert.equal(actor, leader)
    assert.deepEqual(typeof detail === 'string' ? JSON.parse(detail) : detail, {
      from: one,
      to: other,
      why: 'leave',
    })
  })

  test('is not given to whoever works no cases here, has left, or has it already', async () => {
    await assign(one)
    for (const nobody of [auditor, elsewhere, left])
      assert.equal(await assign(nobody), 'casework/not-a-case-officer')
    assert.equal(await assign(one), 'casework/theirs-already')
    assert.equal(await whose(), one)
    const names = (await inCouncil(db => caseOfficers(db, councilId))).map(({ name }) => name)
    assert.deepEqual(names, ['leader of the tests', 'one of the tests', 'other of the tests'])
  })

  test('of a restricted person is given only to somebody who may open it', async () => {
    const restricting = { councilId, personId: hidden, why: 'x', allowed: [one], actor: leader }
    assert((await inCouncil(db => restrict(db, restricting))).ok)
    assert.equal(await assign(other, hidden), 'casework/may-not-open-it')
    assert.equal(await whose(hidden), undefined)
    assert.equal(await assign(one, hidden), 'one of the tests')
    assert.equal(await assign(leader, hidden), 'leader of the tests')
  })

  test('of two team leaders at once is one officer’s in the end', async () => {
    const both = await Promise.all([assign(other), assign(leader)])
    assert(both.every(name => name.endsWith('of the tests')))
    const owned = await inCouncil(db =>
      db.run(sql`
        select from casework.owner
        where council_id = 1 and party_id = ${personId}::uuid and given_up_at is null`),
    )
    assert.equal(owned, 1)
  })
})
