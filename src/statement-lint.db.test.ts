import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { statementLint } from '#platform/testing/statement-lint.ts'
import { exceptions, isMeant, tenantRelations } from '#platform/testing/watch-statements.ts'
import {
  assembled,
  standIns,
  writtenIn,
  type Written,
} from '#platform/testing/written-statements.ts'

// Statements as they are written. `npm test` also judges them as they are sent (platform/testing/watch-statements.ts).

/**
 * Statements that are put together from what is not in the file, so that they can be read only when they are sent:
 * where they are, and why.
 */
const readWhenSent: readonly (readonly [file: string, why: string])[] = []

const sources = await Promise.all(
  (
    await Array.fromAsync(
      glob('src/**/*.ts', { exclude: ['**/*.test.ts', '**/testing/**', '**/testing.ts'] }),
    )
  ).map(async file => [file.replaceAll('\\', '/'), await readFile(file, 'utf8')] as const),
)
const pieces = sources.flatMap(([file, source]) => writtenIn(file, source))
const isStatement = ({ text }: Written) =>
  /^\s*(with|select|insert|update|delete|merge|create|copy)\b/i.test(text)
const statements = pieces.filter(isStatement)

const database = await aDatabase()
after(() => database.close())
const lint = await statementLint(await tenantRelations(database))

/** What is wrong with a statement; undefined when PostgreSQL’s parser cannot read it as it is written. */
function judged(written: Written): readonly string[] | undefined {
  for (const standIn of standIns) {
    try {
      return lint(assembled(written, pieces, standIn))
    } catch {
      // The next way to fill its gaps may be one the parser can read.
    }
  }
  return undefined
}

suite('every statement names its council', () => {
  const all = statements.map(written => ({ written, complaints: judged(written) }))

  test('each that can be read as it is written', () => {
    const wrong = all.flatMap(({ written: { file, line }, complaints = [] }) =>
      complaints
        .filter(complaint => !isMeant(file, complaint))
        .map(complaint => `${file}:${line}: a statement ${complaint}`),
    )
    assert.deepEqual(wrong, [])
    assert(all.length > 150, 'there are statements to read')
  })

  test('each that cannot is listed, and nothing else is', () => {
    const unread = all.filter(({ complaints }) => !complaints).map(({ written }) => written.file)
    assert.deepEqual([...new Set(unread)].sort(), readWhenSent.map(([file]) => file).sort())
  })

  test('each exception is still needed', () => {
    for (const [file, table] of exceptions) {
      const needs = all.some(
        ({ written, complaints = [] }) =>
          written.file === file && complaints.some(complaint => complaint.endsWith(` ${table}`)),
      )
      assert(needs, `${file} no longer needs its exception for ${table}`)
    }
  })

  test('a statement that forgets is found wherever it is put together', () => {
    const source = `
      const some = (id: string) => sql\`id = \${id}::uuid\`
      const theirs = sql\`council_id = \${councilId}::int\`
      db.run(sql\`select 1 from debts.account where \${theirs} and \${some(id)}\`)
      db.run(sql\`select 1 from debts.account where \${some(id)}\`)
      db.run(sql\`select 1 from debts.account where \${sql\`council_id = \${councilId}::int\`}\`)
      db.run(sql\`select 1 from (\${given}) as line join debts.entry using (council_id) where true\`)
      db.script('delete from debts.liability')
      db.script(\`create temporary table x on commit drop as select * from debts.account\`)`
    const found = writtenIn('example.ts', source)
    const complaints = found
      .filter(isStatement)
      .map(one => lint(assembled(one, found, '$1')).length)
    assert.deepEqual(complaints, [0, 1, 0, 0, 1, 1])
  })
})
