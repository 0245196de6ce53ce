import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { post } from '#debts'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { lettersTo, openLetter } from './queries.ts'
import { LetterRefused, type NewLetter, writeLetter } from './write-letter.ts'

const database = await aDatabase()
after(() => database.close())

const today = Temporal.Now.plainDateISO('Europe/London')
const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 20)
const other = await aCouncilWithAccounts(database, 2, 1)
await database.run(sql`
  update administration.council set address = E'Civic Centre\nTestham QX1 1AA', telephone = '01632 960001', colour = 'teal'
  where council_id in (1, 2)`)

let used = 0
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)

/** A letter that may go: to a person of their own, who owes £500, about a step of its own. */
async function aLetter(differences: Partial<NewLetter> = {}): Promise<NewLetter> {
  const accountId = council.accounts[used] ?? ''
  used += 1
  const { leadPartyId } = await inCouncil(async db => {
    const entry = someEntry(council, accountId, {
      reference: `charge ${accountId}`,
      amount: 500_00n,
    })
    await post(db, { councilId, entry, actor: 'system:test' })
    return db.one(
      z.object({ leadPartyId: z.string() }),
      sql`select lead_party_id from debts.account where council_id = ${councilId}::int and id = ${accountId}::uuid`,
    )
  })
  return {
    councilId,
    actionId: randomUUID(),
    accountId,
    partyId: leadPartyId,
    notice: 'reminder',
    claimed: 100_00n,
    issuedOn: today,
    ...differences,
  }
}

const write = (letter: NewLetter) => inCouncil(db => writeLetter(db, letter))
const lettersOf = ({ partyId }: NewLetter) => inCouncil(db => lettersTo(db, { councilId, partyId }))
const rename = ({ partyId }: NewLetter, name: string) =>
  database.run(
    sql`update parties.party set name = ${name} where council_id = 1 and id = ${partyId}::uuid`,
  )
const refusalOf = (letter: NewLetter) =>
  write(letter).then(
    () => assert.fail('the letter was written'),
    (problem: unknown) => {
      assert(problem instanceof LetterRefused, String(problem))
      return problem.refusal.code
    },
  )

suite('writing letters', () => {
  test('a letter is kept with the bytes that went, the facts it was written from and where it went', async () => {
    const letter = await aLetter()
    await write(letter)
    const [kept, ...more] = await lettersOf(letter)
    assert(kept && more.length === 0)
    assert.deepEqual([kept.template, kept.pages, kept.accountId], ['reminder', 1, letter.accountId])
    const opened = await inCouncil(db => openLetter(db, councilId, kept.id))
    assert(opened)
    assert.equal(Buffer.from(opened.pdf.subarray(0, 5)).toString(), '%PDF-')
    assert.equal(createHash('sha256').update(opened.pdf).digest('hex'), kept.sha256)
    const { facts, home } = await database.one(
      z.object({ facts: z.record(z.string(), z.unknown()), home: z.string() }),
      sql`
        select facts, party_id::text as home from correspondence.letter as letter
        join parties.address using (council_id, party_id)
        where letter.council_id = 1 and letter.id = ${kept.id}::uuid and address.id = letter.address_id`,
    )
    assert.deepEqual(
      [facts['claimed'], facts['balance'], facts['colour']],
      ['10000', '50000', 'teal'],
    )
    assert.equal(home, letter.partyId)
  })

  test('written again for one step it is one letter, and the first stands', async () => {
    const letter = await aLetter()
    await write(letter)
    const before = await lettersOf(letter)
    await write({ ...letter, claimed: 99_00n })
    await write(letter)
    assert.deepEqual(await lettersOf(letter), before)
  })

  test('two at once for one step are one letter', async () => {
    const letter = await aLetter()
    await Promise.all([write(letter), write(letter)])
    assert.equal((await lettersOf(letter)).length, 1)
  })

  test('another step is another letter', async () => {
    const letter = await aLetter()
    await write(letter)
    await write({ ...letter, actionId: randomUUID(), notice: 'final notice' })
    assert.equal((await lettersOf(letter)).length, 2)
  })

  test('a letter whose step is undone was never written', async () => {
    const letter = await aLetter()
    await assert.rejects(
      inCouncil(async db => {
        await writeLetter(db, letter)
        throw new Error('the step failed')
      }),
      /the step failed/,
    )
    assert.deepEqual(await lettersOf(letter), [])
  })

  test('it is refused without an address, with one that is not theirs yet, or known bad', async () => {
    const letter = await aLetter()
    const change = (to: ReturnType<typeof sql>) =>
      database.run(
        sql`update parties.address set ${to} where council_id = 1 and party_id = ${letter.partyId}::uuid`,
      )
    await change(sql`valid_from = ${today.add({ days: 1 })}::date`)
    assert.equal(await refusalOf(letter), 'no-address-today')
    await change(sql`valid_from = '2020-01-01', valid_to = ${today}::date`)
    assert.equal(await refusalOf(letter), 'no-address-today')
    await change(sql`valid_to = null, undeliverable_on = ${today}::date`)
    assert.equal(await refusalOf(letter), 'no-address-today')
    assert.deepEqual(await lettersOf(letter), [])
  })

  test('it is refused when its template has no such notice or misses a fact', async () => {
    const letter = await aLetter()
    assert.equal(await refusalOf({ ...letter, notice: 'summons' }), 'no-letter-for-this')
    assert.equal(await refusalOf({ ...letter, claimed: 0n }), 'letter-lacks-something')
    await database.run(sql`update administration.council set telephone = '' where council_id = 1`)
    assert.equal(await refusalOf(letter), 'letter-lacks-something')
    await database.run(
      sql`update administration.council set telephone = '01632 960001' where council_id = 1`,
    )
    await write(letter)
  })

  test('the database itself refuses a letter about an account that its addressee does not owe', async () => {
    const [letter, another] = [await aLetter(), await aLetter()]
    await assert.rejects(
      write({ ...letter, accountId: another.accountId }),
      /only of an account that its addressee owes/,
    )
  })

  test('a hostile name is refused or written as it stands, and harms no other letter', async () => {
    const letter = await aLetter()
    for (const hostile of ['Ana 💷', 'PAID\u202EIN FULL', '李小龍', 'x'.repeat(400)]) {
      await rename(letter, hostile)
      assert.match(await refusalOf(letter), /^letter-(not-drawable|too-long)$/)
    }
    await rename(letter, '#panic("x") *bold* $x$ @ref')
    await write(letter)
    assert.equal((await lettersOf(letter)).length, 1)
  })

  test('what went is never changed or taken away, and is seen by its own council only', async () => {
    const letter = await aLetter()
    await write(letter)
    const [kept] = await lettersOf(letter)
    assert(kept)
    for (const change of [
      sql`update correspondence.letter set title = 'x' where council_id = 1`,
      sql`delete from correspondence.letter_file where council_id = 1`,
      sql`update correspondence.letter_file set pdf = '' where council_id = 1`,
    ]) {
      await assert.rejects(database.run(change))
    }
    assert.equal(
      await asCouncil(database, other.councilId, db => openLetter(db, other.councilId, kept.id)),
      undefined,
    )
  })
})
