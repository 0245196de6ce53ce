import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { createCouncil, signIn } from '#administration'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { Answer } from './command.ts'
import { examine } from './doctor-command.ts'
import { namedCouncil } from './installation.ts'
import { addPerson } from './staff-command.ts'

const database = await aDatabase()
after(() => database.close())

const setUp = (councilId: number, isTraining: boolean) =>
  createCouncil(database, {
    councilId,
    slug: `town-${'abc'[councilId]}`,
    name: `Town ${councilId}`,
    nation: 'England',
    remit: ['council tax'],
    colour: 'blue',
    address: '',
    telephone: '',
    coolingMinutes: 0,
    isTraining,
  })

await setUp(1, true)
const townOne = await namedCouncil(database, '1')
const person = {
  signInName: 'Priya',
  name: 'Priya Shah',
  roles: ['team leader'],
  councils: [townOne],
  isTraining: false,
}
const passwordIn = (answer: Answer): string | undefined =>
  z.object({ password: z.string().optional() }).parse(answer.data).password

suite('evenhand staff', () => {
  test('somebody added can sign in with the password that was shown, and nowhere is it kept', async () => {
    const answer = await addPerson(database, person)
    const password = passwordIn(answer) ?? ''
    assert.match(password, /^(\w{5}-){3}\w{5}$/)
    assert(answer.words.includes(password))
    const now = Temporal.Instant.from('2026-03-27T12:00:00Z')
    const signedIn = await signIn(database, { name: 'priya', password, address: 'here', now })
    assert(signedIn.ok)
    const kept = await database.many(
      z.object({ everything: z.string() }),
      sql`select staff::text as everything from administration.staff as staff`,
    )
    assert(!JSON.stringify(kept).includes(password))
  })

  test('somebody who is there keeps their password, and none is shown', async () => {
    const again = await addPerson(database, { ...person, roles: ['auditor'] })
    assert.equal(passwordIn(again), undefined)
    assert.match(again.words, /as auditor\. The password stays as it was/)
  })

  test('a role that is none is refused with a sentence', async () => {
    const answer = await addPerson(database, { ...person, roles: ['emperor'] })
    assert.equal(answer.refused, true)
    assert.match(answer.words, /emperor/)
  })

  test('a council that does not exist is wrong usage', async () => {
    await assert.rejects(namedCouncil(database, 'atlantis'), /There is no council “atlantis”/)
  })
})

suite('evenhand doctor', () => {
  const config = { dataFolder: tmpdir(), acceptsPglite: undefined }

  test('training councils may be on the embedded database; a real one needs a name behind it', async () => {
    const before = await examine(database, config)
    assert.match(before.words, /engine +P/)
    await setUp(2, false)
    const after = await examine(database, config)
    const engine = z
      .object({ checks: z.array(z.object({ check: z.string(), verdict: z.string() })) })
      .parse(after.data)
      .checks.find(({ check }) => check === 'engine')
    if (database.engine === 'PostgreSQL') {
      assert.equal(engine?.verdict, 'fine')
    } else {
      assert.equal(before.refused, false, before.words)
      assert.equal(engine?.verdict, 'refused')
      assert.equal(after.refused, true)
      assert.match(after.words, /! engine +PGlite\n +The embedded database holds data of Town 2/)
      const accepted = await examine(database, { ...config, acceptsPglite: 'Priya Shah' })
      assert.equal(accepted.refused, false, accepted.words)
    }
  })
})
