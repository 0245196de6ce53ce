import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { endHold, holdsOf } from '#protections'
import { companyEvents } from './history.ts'
import { holdAsRegistered } from './keep.ts'
import { companiesOf, readingsOf } from './queries.ts'
import { aCouncilOfCompanies, answerOf, moment, number } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const { inCouncil, partyOf, keep } = await aCouncilOfCompanies(database, 1, 5)
const holds = async (n: number) => {
  const partyId = await partyOf(n)
  return inCouncil(db => holdsOf(db, { councilId: 1, partyId }))
}
const live = async (n: number) => (await holds(n)).filter(({ liftedBy }) => liftedBy === null)

suite('a company number', () => {
  for (const [written, standard] of [
    ['1234567', '01234567'],
    ['01234567', '01234567'],
    [' 0123 4567 ', '01234567'],
    ['sc1234', 'SC001234'],
    ['SC 001234', 'SC001234'],
    ['NI-12345', 'NI012345'],
    ['oc301234', 'OC301234'],
    ['IP12345R', 'IP12345R'],
    ['00000000', null],
    ['0', null],
    ['', null],
    ['123456789', null],
    ['ABC12345', null],
    ['n/a', null],
  ] as const) {
    test(`“${written}” is ${standard ?? 'none'}`, async () => {
      const made = await database.one(
        z.object({ number: z.string().nullable() }),
        sql`select companies.standard_number(${written}::text) as number`,
      )
      assert.equal(made.number, standard)
    })
  }
})

suite('what the register says of those who owe', () => {
  test('a liquidation holds everything they owe at once, and ends when the register says otherwise', async () => {
    await keep(number(1), answerOf('liquidation', number(1)), moment(9))
    const [hold] = await live(1)
    assert.deepEqual(
      [hold?.kind, hold?.source, hold?.accountId, hold?.reason],
      ['insolvency', 'companies register', null, 'The register of companies says: In liquidation'],
    )
    // The night again, and the same answer again, place no second.
    await inCouncil(db => holdAsRegistered(db, 1))
    await keep(number(1), answerOf('liquidation', number(1)), moment(10))
    assert.equal((await holds(1)).length, 1)
    await keep(number(1), answerOf('active', number(1)), moment(11))
    assert.deepEqual(await live(1), [])
    // Said anew, it is another hold.
    await keep(number(1), answerOf('liquidation', number(1)), moment(12))
    assert.equal((await live(1)).length, 1)
    assert.equal((await holds(1)).length, 2)
  })

  test('what cannot be read, is not found, or was not reached leaves the hold as it was, and says so', async () => {
    await keep(number(2), answerOf('dissolved', number(2)), moment(9))
    assert.equal((await live(2))[0]?.kind, 'dissolution')
    for (const answer of [
      { is: 'could not be read', problem: 'Its status is none that is known', came: '{}' },
      { is: 'not found', came: '' },
      {
        is: 'failed',
        problem: 'It took too long to answer',
        isEverybodys: false,
        tryAgainInSeconds: 60,
      },
    ] as const) {
      await keep(number(2), answer, moment(10))
      assert.equal((await live(2)).length, 1, answer.is)
    }
    const partyId = await partyOf(2)
    const [known] = await inCouncil(db => companiesOf(db, 1, partyId))
    assert.deepEqual(
      [known?.answer, known?.problem, known?.understood?.status],
      ['not found', 'It took too long to answer', 'dissolved'],
    )
  })

  test('ended by an approver’s decision it is not placed again, until the register says something else', async () => {
    await keep(number(3), answerOf('liquidation', number(3)), moment(9))
    const [hold] = await live(3)
    const ending = {
      councilId: 1,
      holdId: hold?.id ?? '',
      because: 'The winding up was stayed',
      actor: 'someone',
    }
    const refused = await inCouncil(db => endHold(db, ending))
    assert.equal(refused.ok ? '' : refused.refusal.code, 'registers-until-decided')
    assert((await inCouncil(db => endHold(db, { ...ending, mayEndByLaw: true }))).ok)
    await inCouncil(db => holdAsRegistered(db, 1))
    await keep(number(3), answerOf('liquidation', number(3)), moment(10))
    assert.deepEqual(await live(3), [])
    await keep(number(3), answerOf('administration', number(3)), moment(11))
    assert.equal((await live(3)).length, 1)
  })

  test('a party that gets its number later is held by the next night', async () => {
    await keep(number(9), answerOf('liquidation', number(9)), moment(9))
    await database.run(
      sql`update parties.source_record set company_number = '90000009' where council_id = 1 and person_number = '4'`,
    )
    assert.deepEqual(await live(4), [])
    await inCouncil(db => holdAsRegistered(db, 1))
    assert.equal((await live(4)).length, 1)
  })

  test('each change stays, with when it was read; the same again is none; and a reading refuses to be changed', async () => {
    const partyId = await partyOf(1)
    const events = companyEvents(await inCouncil(db => readingsOf(db, 1, partyId)))
    assert.deepEqual(
      events.map(({ says }) => says.replace(/; called.*/, '').replace(/.*: /, '')),
      ['In liquidation', 'Active', 'In liquidation'],
    )
    await assert.rejects(
      database.run(sql`update companies.reading set came = '' where council_id = 1`),
    )
  })
})
