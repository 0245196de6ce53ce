import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import type { Database } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { handOver } from './hand-over.ts'
import { aTellingCouncil, saysOf, valueOf } from './testing/index.ts'

const database = await aDatabase()
const folder = await mkdtemp(join(tmpdir(), 'evenhand-write-back-'))
after(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

let councils = 0

/** A council with a file made, and the folder that its source collects from. */
async function made() {
  const council = await aTellingCouncil(database, ++councils, 1)
  await council.pay(0, 'p1', 20_00n)
  await council.keep()
  const fileId = valueOf(await council.make())
  const to = join(folder, String(councils))
  return {
    ...council,
    to,
    text: await council.textOf(fileId),
    hand: (by: Database = database, where = to) =>
      handOver(by, {
        councilId: council.councilId,
        source: 'test',
        actor: 'operator',
        folder: where,
      }),
  }
}
const filesIn = async (path: string) =>
  (await readdir(path)).filter(name => name.endsWith('.csv')).toSorted()

/** A process that is killed just before it would commit for the nth time: what it did to files stays. */
const killedAt = (nth: number): Database => {
  let commits = 0
  return {
    ...database,
    transaction: work =>
      database.transaction(async db => {
        const result = await work(db)
        if (++commits === nth) throw new Error('killed')
        return result
      }),
  }
}

suite('handing a file over', () => {
  test('puts it whole where its source collects, once', async () => {
    const council = await made()
    assert.deepEqual(valueOf(await council.hand()), [join(council.to, 'test-000001.csv')])
    assert.equal(await readFile(join(council.to, 'test-000001.csv'), 'utf8'), council.text)
    assert.deepEqual(valueOf(await council.hand()), [])
  })

  for (const nth of [1, 2]) {
    test(`killed before its commit ${nth}, the same command carries on, also when the source has taken the file`, async () => {
      const council = await made()
      await assert.rejects(council.hand(killedAt(nth)), /killed/)
      const taken = nth === 2
      assert.deepEqual(await filesIn(council.to), taken ? ['test-000001.csv'] : [])
      if (taken)
        await rename(join(council.to, 'test-000001.csv'), join(folder, `taken-${councils}`))
      valueOf(await council.hand())
      assert.deepEqual(await filesIn(council.to), taken ? [] : ['test-000001.csv'])
      assert.deepEqual(valueOf(await council.hand()), [])
    })
  }

  test('laid down for one folder it goes there, whatever folder is said next; a folder that is gone is no proof', async () => {
    const council = await made()
    await assert.rejects(council.hand(killedAt(2)), /killed/)
    await rename(council.to, `${council.to}-away`)
    assert.match(saysOf(await council.hand(database, join(folder, 'other'))), /cannot be read/)
    await rename(`${council.to}-away`, council.to)
    assert.deepEqual(valueOf(await council.hand(database, join(folder, 'other'))), [
      join(council.to, 'test-000001.csv'),
    ])
    assert.deepEqual(await filesIn(join(folder, 'other')), [])
  })
})
