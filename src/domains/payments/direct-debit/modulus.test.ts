import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { checkModulus } from './modulus.ts'
import { type ModulusTable, readModulusTable } from './modulus-table.ts'

const samples = '../shared/samples/bank/modulus'

function tableOf(weights: string, substitutions = ''): ModulusTable {
  const table = readModulusTable(weights, substitutions)
  assert(table.ok, 'the table of the test can be read')
  return table.value
}

// Weights made up for these tests; the exceptions are the published ones.
const ours = tableOf(
  [
    '100000 109999 MOD11    0    0    0    0    0    0    8    7    6    5    4    3    2    1',
    '110000 119999 MOD10    0    0    0    0    0    0    7    1    3    7    1    3    7    1',
    '120000 129999 DBLAL    2    1    2    1    2    1    2    1    2    1    2    1    2    1   1',
    '130000 139999 MOD11    0    0    0    0    0    0    8    7    6    5    4    3    2    1',
    '130000 139999 DBLAL    2    1    2    1    2    1    2    1    2    1    2    1    2    1   3',
    '140000 149999 MOD11    0    0    0    0    0    0    8    7    6    5    4    3    0    0   4',
    '150000 159999 MOD11    0    0    0    0    0    0    8    7    6    5    4    3    2    1  14',
    '160000 169999 MOD11    0    0    0    0    0    0    8    7    6    5    4    3    2    1  12',
    '160000 169999 MOD10    0    0    0    0    0    0    7    1    3    7    1    3    7    1  13',
    '170000 179999 MOD11    1    2    5    3    6    4    8    7   10    9    3    1    2    1   6',
    '180000 189999 MOD11    1    1    1    1    1    1    8    7    6    5    4    3    2    1   7',
  ].join('\r\n'),
  '938173 938017\n',
)

const check = (sortCode: string, accountNumber: string) =>
  checkModulus({ sortCode, accountNumber }, ours)

suite('modulus check', () => {
  test('a total that divides passes, one digit out fails, an unknown sort code cannot be checked', () => {
    // 8×1 + 7×2 + 6×3 + 5×4 + 4×5 + 3×6 + 2×7 + 1×9 = 121 = 11 × 11
    assert.equal(check('100001', '12345679'), 'passes')
    assert.equal(check('100001', '12345678'), 'fails')
    // 7 + 2 + 9 + 28 + 5 + 18 + 49 + 2 = 120
    assert.equal(check('110001', '12345672'), 'passes')
    assert.equal(check('990001', '12345678'), 'cannot be checked')
  })

  test('exception 1 adds 27', () => {
    const last = Array.from('0123456789').filter(
      digit => check('120000', `1234567${digit}`) === 'passes',
    )
    assert.equal(last.length, 1)
    // The sort code 2 + 2; the account 2 + 2 + 6 + 4 + 1 + 6 + 5.
    assert.equal((4 + 26 + Number(last[0]) + 27) % 10, 0)
  })

  test('exception 3 leaves the second check out where the third digit is 6 or 9; both are needed otherwise', () => {
    // The first check divides for both (0 and 55); the second, 5 with the sort code alone, for neither.
    assert.equal(check('130000', '00000000'), 'fails')
    assert.equal(check('130000', '00900001'), 'passes')
    assert.equal(check('130000', '12345679'), 'passes')
  })

  test('exception 4 compares the remainder with the last two digits', () => {
    // 8 + 14 + 18 + 20 + 20 + 18 = 98 = 8 × 11 + 10
    assert.equal(check('140000', '12345610'), 'passes')
    assert.equal(check('140000', '12345609'), 'fails')
  })

  test('exception 6 cannot be checked where it is a foreign currency account', () => {
    assert.equal(check('170000', '41234555'), 'cannot be checked')
    assert.notEqual(check('170000', '31234555'), 'cannot be checked')
  })

  test('exception 7 leaves the sort code out where the seventh digit is 9', () => {
    const without = Array.from('0123456789').filter(
      h => check('180000', `0034569${h}`) === 'passes',
    )
    // 18 + 20 + 20 + 18 + 18 + h = 94 + h
    assert.deepEqual(without, ['5'])
  })

  test('exceptions 12 and 13: either is enough', () => {
    assert.equal(check('160000', '12345679'), 'passes')
    assert.equal(check('160000', '12345672'), 'passes')
    assert.equal(check('160000', '12345671'), 'fails')
  })

  test('exception 14 tries again without a last digit of 0, 1 or 9', () => {
    // With its last digit 107; without it 0 then 1234560: 7 + 12 + 15 + 16 + 15 + 12 = 77 = 7 × 11.
    assert.equal(check('150000', '12345609'), 'passes')
    assert.equal(check('150000', '12345605'), 'fails')
    assert.equal(check('150000', '12345679'), 'passes')
    assert.equal(check('150000', '12345678'), 'fails')
  })

  test('a table that is not one is refused, and so is an exception nobody knows', () => {
    const code = (weights: string, substitutions?: string) => {
      const read = readModulusTable(weights, substitutions)
      return read.ok ? 'read' : read.refusal.code
    }
    const line =
      '100000 109999 MOD11    0    0    0    0    0    0    8    7    6    5    4    3    2    1'
    assert.equal(code(line), 'read')
    assert.equal(code(`${line}\r\n\u001A`), 'read')
    assert.equal(code(''), 'no-weights')
    assert.equal(code('<html>Not found</html>'), 'not-a-modulus-table')
    assert.equal(code(line.replace('MOD11', 'MOD12')), 'not-a-modulus-table')
    assert.equal(code(line.replace(/ 1$/, '')), 'not-a-modulus-table')
    assert.equal(code(`${line}  15`), 'unknown-exception')
    assert.equal(code([line, line, line].join('\n')), 'more-than-two-checks')
    assert.equal(code(line, '938173,938017'), 'not-a-modulus-table')
  })

  test(
    'every published case ends as published',
    {
      skip: !existsSync(samples) && 'the published table is not beside this folder',
    },
    async () => {
      const read = (file: string) => readFile(`${samples}/${file}`, 'utf8')
      const table = tableOf(await read('valacdos-v640.txt'), await read('scsubtab.txt'))
      const cases: Readonly<Record<'valid' | 'invalid', readonly (readonly [string, string])[]>> =
        JSON.parse(await read('test-cases.json'))
      const failing = ([sortCode, accountNumber]: readonly [string, string]) =>
        checkModulus({ sortCode, accountNumber }, table) === 'fails'
      assert.deepEqual(cases.valid.filter(failing), [])
      assert.deepEqual(
        cases.invalid.filter(one => !failing(one)),
        [],
      )
      assert.equal(cases.valid.length + cases.invalid.length, 34)
    },
  )
})
