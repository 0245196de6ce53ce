import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, asDoorkeeper } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { auditLines } from './chain.ts'
import { beginStop } from './emergency/stops.ts'
import { sessionsIn, signOut, switchCouncil } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { addStaff, appoint, disable } from './staff.ts'
import { aCouncil, anOfficer, password } from './testing/index.ts'

const database = await aDatabase()
after(() => database.close())
const first = await aCouncil(database, 1)
const second = await aCouncil(database, 2)
const sessions = sessionsIn(database)
const noon = Temporal.Instant.from('2026-03-27T12:00:00Z')
const by = 'system:test'

const enter = (
  name: string,
  {
    word = password,
    address = '192.0.2.1',
    now = noon,
  }: { word?: string; address?: string; now?: Temporal.Instant } = {},
) => signIn(database, { name, password: word, address, now })

async function tokenOf(name: string, now = noon): Promise<string> {
  const signedIn = await enter(name, { now })
  assert(signedIn.ok)
  return signedIn.value
}

const codeOf = async (name: string, how: Parameters<typeof enter>[1]) => {
  const answer = await enter(name, how)
  return answer.ok ? 'signed in' : answer.refusal.code
}

const actionsIn = async (councilId: number, staffId: string) =>
  (await asCouncil(database, councilId, db => auditLines(db, councilId, {}, 1000)))
    .filter(
      ({ objectKind, objectId, by }) =>
        objectId === staffId || (objectKind === 'session' && by.startsWith('t')),
    )
    .map(({ action }) => action)

suite('signing in', () => {
  test('a name that does not exist, a wrong password and a closed account are answered alike', async () => {
    const staffId = await anOfficer(database, 'asha', [first])
    await disable(database, { staffId, by })
    await anOfficer(database, 'ben', [first])
    const answers = [
      await enter('asha'),
      await enter('ben', { word: 'a wrong password' }),
      await enter('nobody-at-all'),
      await enter("ben' or '1'='1"),
    ]
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    assert(!answers[0]?.ok)
  })

  test('guessing is slowed whether or not the name exists, and the wait is said', async () => {
    await anOfficer(database, 'cara', [first])
    for (const name of ['cara', 'not-cara']) {
      const how = { word: 'wrong', address: '192.0.2.2' }
      for (let n = 0; n < 5; n++)
        assert.equal(await codeOf(name, how), 'administration/wrong-name-or-password')
      const slowed = await enter(name, { address: '192.0.2.2' })
      assert(!slowed.ok)
      assert.match(slowed.refusal.says, /Wait 2 seconds/)
    }
    const later = { address: '192.0.2.2', now: noon.add({ seconds: 2 }) }
    assert.equal(await codeOf('cara', later), 'signed in')
  })

  test('tries made side by side do not pass for one', async () => {
    await anOfficer(database, 'dev', [first])
    const tries = Array.from({ length: 12 }, () =>
      codeOf('dev', { word: 'wrong', address: '192.0.2.3' }),
    )
    const slowed = (await Promise.all(tries)).filter(code => code === 'administration/try-later')
    assert.equal(slowed.length, 12 - 5)
  })

  test('strangers cannot keep somebody from the desk they always sign in at', async () => {
    await anOfficer(database, 'ella', [first])
    const desk = { address: '192.0.2.10' }
    assert.equal(await codeOf('ella', desk), 'signed in')
    for (let n = 0; n < 12; n++) await enter('ella', { word: 'wrong', address: `198.51.100.${n}` })
    assert.equal(await codeOf('ella', { address: '198.51.100.99' }), 'administration/try-later')
    assert.equal(await codeOf('ella', desk), 'signed in')
  })

  test('what was typed is kept nowhere', async () => {
    await enter('hunter2-typed-as-a-name', { address: '192.0.2.77' })
    const { kept } = await database.one(
      z.object({ kept: z.string() }),
      sql`
        select (select string_agg(attempt::text, ' ') from administration.sign_in_attempt as attempt)
          || (select string_agg(canonical, ' ') from administration.audit) as kept`,
    )
    assert.doesNotMatch(kept, /hunter2|192\.0\.2/)
    assert.doesNotMatch(kept, /(password|secret|token)"?\s*[:=]/i)
  })
})

suite('sessions', () => {
  test('a session is found by its token, and only the hash of that is kept', async () => {
    await anOfficer(database, 'finn', [first])
    const token = await tokenOf('finn')
    const session = await sessions.find(token, noon)
    assert.equal(session?.council.id, first)
    assert(session.permissions.includes('people:view'))
    assert.notEqual(session.tokenHash, token)
    assert.equal(await sessions.find('something-else', noon), undefined)
    assert.equal(await sessions.find(session.tokenHash, noon), undefined)
  })

  test('brings what stands of an emergency with it, of its own council alone, without entering one', async () => {
    await anOfficer(database, 'fay', [first])
    const token = await tokenOf('fay')
    const emergency = async () => (await sessions.find(token, noon))?.emergency
    assert.equal(await emergency(), undefined)
    const begin = (councilId: number, areas: readonly string[]) =>
      asCouncil(database, councilId, db =>
        beginStop(db, { councilId, areas, because: 'The river', by }),
      )
    await begin(1, ['TN4 8'])
    await begin(2, [])
    assert.equal(await emergency(), 'in TN4 8 (The river)')
    // In one reading, with the session: whoever stands at the door sees it before any council is entered.
    const seen = await asDoorkeeper(database, db =>
      db.run(sql`select from administration.emergency_stop where council_id in (1, 2)`),
    )
    assert.equal(seen, 2)
  })

  test('idle for half an hour ends it; a page that asks by itself is not use; twelve hours end it anyway', async () => {
    await anOfficer(database, 'gita', [first])
    const at = (minutes: number) => noon.add({ minutes })
    const polled = await tokenOf('gita')
    assert(await sessions.find(polled, at(20), { isPoll: true }))
    assert.equal(await sessions.find(polled, at(30)), undefined)
    assert.equal(await sessions.find(polled, at(1)), undefined, 'it stays ended')

    const busy = await tokenOf('gita', noon)
    for (let minutes = 25; minutes < 720; minutes += 25)
      assert(await sessions.find(busy, at(minutes)), `after ${minutes} minutes`)
    assert.equal(await sessions.find(busy, at(720)), undefined)
  })

  test('whoever is disabled, or has other roles, is out at the next page', async () => {
    const staffId = await anOfficer(
      database,
      'hari',
      [first, second],
      ['phone officer', 'team leader'],
    )
    const before = await tokenOf('hari')
    assert(await sessions.find(before, noon))
    await appoint(database, { staffId, councilId: first, roles: ['phone officer'], by })
    assert.equal(await sessions.find(before, noon), undefined)

    const between = await tokenOf('hari')
    await appoint(database, { staffId, councilId: first, roles: ['phone officer', 'auditor'], by })
    assert.equal(await sessions.find(between, noon), undefined, 'more roles are a new session too')

    const last = await tokenOf('hari')
    await disable(database, { staffId, by })
    assert.equal(await sessions.find(last, noon), undefined)
    assert.equal(await codeOf('hari', {}), 'administration/wrong-name-or-password')
    for (const councilId of [first, second])
      assert.equal((await actionsIn(councilId, staffId))[0], 'disabled')
  })

  test('switching council is a new session, in both chains, and never to a council one does not work for', async () => {
    const staffId = await anOfficer(database, 'tara', [first, second])
    const token = await tokenOf('tara')
    const session = await sessions.find(token, noon)
    assert(session)
    assert.deepEqual(
      session.councils.map(({ id }) => id),
      [first, second],
    )
    assert.equal(await switchCouncil(database, { session, to: 3, now: noon }), undefined)

    const switched = await switchCouncil(database, { session, to: second, now: noon })
    assert(switched !== undefined && switched !== token)
    assert.equal(await sessions.find(token, noon), undefined, 'the old cookie is worth nothing')
    const there = await sessions.find(switched, noon)
    assert.equal(there?.council.id, second)
    assert.notEqual(there.csrfToken, session.csrfToken)
    assert.equal(await switchCouncil(database, { session, to: second, now: noon }), undefined)

    await signOut(database, there, noon)
    assert.equal(await sessions.find(switched, noon), undefined)
    assert.deepEqual(await actionsIn(first, staffId), [
      'left for another council',
      'signed in',
      'appointed',
    ])
    assert.deepEqual(await actionsIn(second, staffId), [
      'signed out',
      'came from another council',
      'appointed',
    ])
  })
})

suite('staff', () => {
  const someone = { signInName: 'ivy', name: 'Ivy', password, isTraining: false, appointments: [] }
  const codeOfAdding = async (differences: Partial<Parameters<typeof addStaff>[1]>) => {
    const added = await addStaff(database, { ...someone, ...differences })
    return added.ok ? 'added' : added.refusal.code
  }
  const appointed = (...roles: string[]) => ({ appointments: [{ councilId: first, roles }] })

  test('a short password, an invented role, and an administrator who works cases are refused', async () => {
    assert.equal(
      await codeOfAdding({ password: 'elevenchars' }),
      'administration/password-too-short',
    )
    assert.equal(await codeOfAdding(appointed('wizard')), 'administration/not-a-role')
    assert.equal(await codeOfAdding(appointed('constructor')), 'administration/not-a-role')
    assert.equal(
      await codeOfAdding(appointed('administrator', 'phone officer')),
      'administration/administrator-sees-no-case',
    )
    assert.equal(await codeOfAdding(appointed('administrator')), 'added')
  })

  test('nobody changes their own roles or account', async () => {
    const staffId = await anOfficer(database, 'jo', [first])
    for (const change of [
      await appoint(database, { staffId, councilId: first, roles: ['approver'], by: staffId }),
      await disable(database, { staffId, by: staffId }),
    ])
      assert(!change.ok && change.refusal.code === 'administration/not-your-own')
  })

  test('the contract is quiet: no live session of somebody disabled or with other roles', async () => {
    const broken = await database.many(
      z.object({ sessionId: z.string() }),
      sql`
        select session.session_id from contract.session
        join contract.staff using (tenant_id, actor_id)
        where session.ended_at is null and (staff.status <> 'active' or not session.roles <@ staff.roles)`,
    )
    assert.deepEqual(broken, [])
  })
})
