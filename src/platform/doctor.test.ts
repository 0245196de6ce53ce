import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { judgeEngine, judgeServer, judgeSpace } from './doctor.ts'

const server = {
  version: 150_004,
  fsync: 'on',
  fullPageWrites: 'on',
  synchronousCommit: 'on',
  dataChecksums: 'on',
}
const refusedIn = (checks: ReturnType<typeof judgeServer>) =>
  checks.filter(({ verdict }) => verdict === 'refused').map(({ check }) => check)

suite('doctor', () => {
  test('a real council on the embedded database is refused, unless a person accepts it by name', () => {
    assert.equal(judgeEngine('PGlite', [], undefined).verdict, 'note')
    const refused = judgeEngine('PGlite', ['Aldermere Borough'], undefined)
    assert.equal(refused.verdict, 'refused')
    assert.match(refused.says, /Aldermere Borough.*EVENHAND_ACCEPTS_PGLITE/)
    const accepted = judgeEngine('PGlite', ['Aldermere Borough'], 'Priya Shah')
    assert.equal(accepted.verdict, 'note')
    assert.match(accepted.says, /Priya Shah/)
    assert.equal(judgeEngine('PostgreSQL', ['Aldermere Borough'], undefined).verdict, 'fine')
  })

  test('a server that does not keep what it says it kept is refused', () => {
    assert.deepEqual(refusedIn(judgeServer(server, 'PostgreSQL')), [])
    assert.deepEqual(refusedIn(judgeServer({ ...server, version: 140_011 }, 'PostgreSQL')), [
      'version',
    ])
    assert.deepEqual(
      refusedIn(
        judgeServer(
          { ...server, fsync: 'off', fullPageWrites: 'off', synchronousCommit: 'off' },
          'PostgreSQL',
        ),
      ),
      ['fsync', 'full_page_writes', 'synchronous_commit'],
    )
    assert.deepEqual(refusedIn(judgeServer({ ...server, fsync: 'off' }, 'PGlite')), [])
  })

  test('space: too little is refused, short is noted', () => {
    assert.equal(judgeSpace(10n ** 8n).verdict, 'refused')
    assert.equal(judgeSpace(10n ** 9n).verdict, 'note')
    assert.equal(judgeSpace(10n ** 10n).verdict, 'fine')
  })
})
