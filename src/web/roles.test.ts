import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Role, permissionsOf, roles } from './roles.ts'

const everyRole = Object.keys(roles) as readonly Role[]
const who = (permission: string) =>
  everyRole.filter(role => permissionsOf([role]).some(held => held === permission))

suite('who may do what', () => {
  test('the administrator sees no case', () => {
    for (const permission of [
      'work:view',
      'people:search',
      'people:view',
      'accounts:view',
      'letters:view',
    ])
      assert(!who(permission).includes('administrator'), permission)
  })

  test('a run is submitted by the team leader and approved by the approver, never by one role', () => {
    assert.deepEqual(who('runs:submit'), ['team leader'])
    assert.deepEqual(who('runs:approve'), ['approver'])
  })

  test('a file for Bacs is proposed by one role and released by another', () => {
    assert.deepEqual(who('direct-debits:submit'), ['local-taxation officer', 'team leader'])
    assert.deepEqual(who('direct-debits:release'), ['approver'])
  })

  test('whoever asks for debt checks sees nothing else, and nobody with casework has to ask', () => {
    assert.deepEqual(permissionsOf(['debt-check user']), ['debt-checks:ask'])
    assert.deepEqual(who('debt-checks:ask'), ['debt-check user'])
    assert.deepEqual(who('debt-checks:view'), [
      'team leader',
      'auditor',
      'information-governance officer',
    ])
  })

  test('the auditor changes nothing', () => {
    assert(permissionsOf(['auditor']).every(permission => /:(view|search)$/.test(permission)))
  })

  test('a role that does not exist allows nothing', () => {
    assert.deepEqual(permissionsOf(['emperor', '__proto__', 'constructor']), [])
  })
})
