import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { aCouncil } from '#administration/testing'
import { migrate } from '#platform/migrate.ts'
import { anInstallation } from '../../tools/installation.ts'
import { runCommand } from './command.ts'
import { wardsCommand } from './wards-command.ts'

const installation = await anInstallation(process.env['TEST_DATABASE_URL'])
installation.enter()
after(() => installation.remove())

async function wards(...words: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []]
  const code = await runCommand([wardsCommand], ['wards', ...words, '--council', '1'], {
    say: text => said.push(text),
    complain: text => complained.push(text),
  })
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}

async function aFile(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(installation.folder, name)
  await writeFile(path, `\ufeff${lines.join('\r\n')}\r\n`)
  return path
}

suite('the command that brings wards', () => {
  before(async () => {
    const database = await installation.open()
    await migrate(database)
    await aCouncil(database, 1)
    await database.close()
  })

  test('keeps the rows of an authority of a file of the country, and names them', async () => {
    const directory = await aFile(
      'ONSPD_UK.csv',
      'pcds,oslaua,osward',
      ...Array.from({ length: 2_000 }, (_, n) => `ME1 ${n % 10}AA,E06000035,E05000009`),
      'TN4 8AB,E07000116,E05000001',
      'TN4 8AC,E07000116,E05000001',
      'TN4 8AD,E07000116,E05000002',
    )
    const names = await aFile('names.csv', 'WD24CD,WD24NM', 'E05000001,Riverside')
    const brought = await wards(directory, '--authority', 'e07000116', '--names', names)
    assert.deepEqual([brought.code, brought.complained], [0, ''])
    assert.match(brought.said, /Council 1 has 2 wards:/)
    assert.match(brought.said, /E05000001 {2}Riverside, 2 postcodes/)
    assert.match(brought.said, /E05000002 {2}E05000002, 1 postcodes/)
  })

  test('refuses in a sentence what is no file of wards, and what cannot be read', async () => {
    const other = await wards(await aFile('other.csv', 'name,amount', 'Ada,1'))
    assert.equal(other.code, 1)
    assert.match(other.said, /no column of postcodes.*Nothing was kept/)
    const missing = await wards(join(installation.folder, 'nowhere.csv'))
    assert.equal(missing.code, 2)
    assert.match(missing.complained, /cannot be read\. Nothing was brought/)
    const wrong = await wards('a.csv', '--authority', 'Kent')
    assert.equal(wrong.code, 2)
    assert.match(wrong.complained, /a letter and eight figures/)
  })
})
