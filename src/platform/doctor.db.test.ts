import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { suite, test } from 'node:test'
import { systemClock } from './clock.ts'
import { doctor } from './doctor.ts'
import { sql } from './sql.ts'
import { aDatabase } from './testing/database.ts'

const config = { dataFolder: tmpdir(), acceptsPglite: undefined }
const finding = async (
  name: string,
  database: Awaited<ReturnType<typeof aDatabase>>,
  now = () => systemClock.now(),
) => (await doctor(database, config, { liveCouncils: [], now })).find(({ check }) => check === name)

suite('doctor on a database', () => {
  test('everything is looked at, and said in sentences a machine can carry', async () => {
    await using database = await aDatabase()
    const found = await doctor(database, config, { liveCouncils: [], now: () => systemClock.now() })
    assert.deepEqual(
      found.map(({ check }) => check),
      [
        'engine',
        'version',
        'fsync',
        'full_page_writes',
        'synchronous_commit',
        'data_checksums',
        'role',
        'clock',
        'space',
        'migrations',
      ],
    )
    assert.deepEqual(JSON.parse(JSON.stringify(found)), found)
    for (const name of ['version', 'clock', 'migrations'])
      assert.equal((await finding(name, database))?.verdict, 'fine', name)
  })

  test('a clock two seconds out, and a migration that is missing, are refused', async () => {
    await using database = await aDatabase()
    const slow = () => systemClock.now().subtract({ seconds: 3 })
    assert.equal((await finding('clock', database, slow))?.verdict, 'refused')
    const fast = () => systemClock.now().add({ seconds: 3 })
    assert.equal((await finding('clock', database, fast))?.verdict, 'refused')

    await database.run(sql`delete from platform.migration where name like '0002%'`)
    const migrations = await finding('migrations', database)
    assert.equal(migrations?.verdict, 'refused')
    assert.equal(migrations.finding, '0002-administration.sql')
  })
})
