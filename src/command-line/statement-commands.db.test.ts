import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { z } from 'zod'
import { aReceivingCouncil } from '#payments/testing'
import { migrate } from '#platform/migrate.ts'
import { sql } from '#platform/sql.ts'
import { anInstallation } from '../../tools/installation.ts'
import { runCommand } from './command.ts'
import { statementCommands } from './statement-commands.ts'

const installation = await anInstallation(process.env['TEST_DATABASE_URL'])
installation.enter()
after(() => installation.remove())

async function evenhand(...words: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []]
  const code = await runCommand(statementCommands, words, {
    say: text => said.push(text),
    complain: text => complained.push(text),
  })
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}

const council = ['--council', '1'] as const

async function aFile(name: string, content: unknown): Promise<string> {
  const path = join(installation.folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

suite('a bank that a council describes itself', () => {
  before(async () => {
    const database = await installation.open()
    await migrate(database)
    await aReceivingCouncil(database, 1, [
      { reference: '7000 0001 X', name: 'Ann Archer' },
      { reference: '7000 0002 A', name: 'Ben Barker' },
    ])
    await database.close()
  })

  test('another bank’s download is taken in once it is described, with its name in place of a shipped one', async () => {
    const csv = await aFile(
      'june.csv',
      'Day;Paid in;Paid out;Words;Account\n2026-06-02;50.00;;70000001X ANN;20201555555555\n',
    )
    const unknown = await evenhand('statement', csv, '--bank', 'tidewater', ...council)
    assert.equal(unknown.code, 2)
    assert.match(unknown.complained, /There is no bank “tidewater”\. Known: barclays/)
    const described = {
      name: 'tidewater',
      title: 'Tidewater Bank download',
      version: 1,
      delimiter: ';',
      dates: ['yyyy-mm-dd'],
      order: 'oldest first',
      columns: {
        bookedOn: 'Day',
        credit: 'Paid in',
        debit: 'Paid out',
        description: ['Words'],
        account: 'Account',
      },
    }
    const wrong = await evenhand(
      'bank-download',
      await aFile('wrong.json', { ...described, dates: ['month first'] }),
      ...council,
    )
    assert.equal(wrong.code, 1)
    assert.match(wrong.said, /At dates\.0/)
    const set = await evenhand('bank-download', await aFile('bank.json', described), ...council)
    assert.equal(set.code, 0, set.complained)
    const taken = await evenhand(
      'statement',
      csv,
      '--bank',
      'tidewater',
      '--date',
      '2026-06-03',
      ...council,
    )
    assert.equal(taken.code, 0, taken.said + taken.complained)
    const database = await installation.open()
    const { amount } = await database.one(
      z.object({ amount: z.number() }),
      sql`select sum(amount)::int as amount from payments.receipt where council_id = 1`,
    )
    await database.close()
    assert.equal(amount, 50_00)
  })
})
