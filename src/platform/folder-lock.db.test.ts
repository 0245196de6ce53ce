import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { FolderInUse, isSameBoot, takeFolder } from './folder-lock.ts'

// Real processes on a real folder. The embedded database only: a PostgreSQL server keeps its own folder.

const root = await mkdtemp(join(tmpdir(), 'evenhand-lock-'))
const running = new Set<ChildProcess>()
after(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(root, { recursive: true, force: true })
})

let folders = 0
const aFolder = () => join(root, `data-${++folders}`)
const lockOf = (folder: string) => join(folder, 'evenhand.lock')

/** Starts a process that opens the folder. Its lines come one at a time; undefined when it has ended. */
function opener(folder: string) {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'testing', 'hold-folder.ts'),
      folder,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
  running.add(child)
  let complaint = ''
  child.stderr.on('data', chunk => (complaint += String(chunk)))
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    return code as number | null
  })
  const lines = child.stdout[Symbol.asyncIterator]()
  return {
    pid: child.pid ?? 0,
    says: async () => String((await lines.next()).value ?? '').trim(),
    write: () => child.stdin.write('write\n'),
    close: () => child.stdin.write('close\n'),
    kill: () => child.kill('SIGKILL'),
    ended,
    complaint: () => complaint,
  }
}

const ourselves = async () => {
  const folder = await mkdtemp(join(root, 'own-'))
  const lock = await takeFolder(folder)
  const us = JSON.parse(await readFile(lockOf(folder), 'utf8')) as Record<string, unknown>
  await lock.release()
  return { folder, us }
}

suite('the folder of the embedded database', () => {
  test('a second opener ends with 1 within a second of looking, naming the owner, who carries on unharmed', async () => {
    const folder = aFolder()
    const first = opener(folder)
    assert.equal(await first.says(), 'open')
    const began = Temporal.Now.instant()
    await assert.rejects(takeFolder(folder), FolderInUse)
    assert(began.until(Temporal.Now.instant()).total('seconds') < 1)

    const second = opener(folder)
    assert.equal(await second.ended, 1)
    assert.match(second.complaint(), new RegExp(`is open in process ${first.pid}\\. Nothing was`))

    first.write()
    assert.equal(await first.says(), 'kept 1')
    first.close()
    assert.equal(await first.ended, 0)
    assert.deepEqual(await readdir(folder), ['pglite'], 'a lock is given back')
  })

  test('a killed owner is taken over, with everything it had been told was kept', async () => {
    const folder = aFolder()
    const first = opener(folder)
    assert.equal(await first.says(), 'open')
    for (const n of [1, 2, 3]) {
      first.write()
      assert.equal(await first.says(), `kept ${n}`)
    }
    first.kill()
    await first.ended

    const next = opener(folder)
    assert.equal(await next.says(), 'open', next.complaint())
    next.write()
    assert.equal(await next.says(), 'kept 4')
    next.close()
    assert.equal(await next.ended, 0)
  })

  test('of several that find the owner dead, one takes over and the others are refused', async () => {
    const { folder, us } = await ourselves()
    for (let round = 0; round < 20; round++) {
      await writeFile(lockOf(folder), JSON.stringify({ ...us, started: '1' }))
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => takeFolder(folder)))
      const won = tries.filter(one => one.status === 'fulfilled')
      assert.equal(won.length, 1)
      for (const one of tries)
        if (one.status === 'rejected') assert(one.reason instanceof FolderInUse, String(one.reason))
      await won[0]?.value.release()
      assert.deepEqual(await readdir(folder), [])
    }
  })

  test('several processes at once: one opens', async () => {
    const folder = aFolder()
    const all = Array.from({ length: 3 }, () => opener(folder))
    const said = await Promise.all(all.map(one => one.says()))
    assert.deepEqual(said.toSorted(), ['', '', 'open'])
    for (const one of all) one.close()
    const codes = await Promise.all(all.map(one => one.ended))
    assert.deepEqual(codes.map(String).toSorted(), ['0', '1', '1'])
  })

  test('a lock from before the machine started again is nobody’s', async () => {
    const { folder, us } = await ourselves()
    await writeFile(
      lockOf(folder),
      JSON.stringify({ ...us, boot: '00000000-0000-0000-0000-000000000000' }),
    )
    await (await takeFolder(folder)).release()
  })

  test('a number that another process has since been given is nobody’s', async () => {
    const { folder, us } = await ourselves()
    // Process 1 is alive, and did not start when this lock says its owner did.
    await writeFile(lockOf(folder), JSON.stringify({ ...us, pid: 1, started: '123456789' }))
    await (await takeFolder(folder)).release()
  })

  test('an owner that cannot be seen from here is not taken for dead', async () => {
    const { folder, us } = await ourselves()
    await writeFile(
      lockOf(folder),
      JSON.stringify({ ...us, pid: 7, space: 'pid:[1]', host: 'other' }),
    )
    await assert.rejects(takeFolder(folder), /process 7 of another container or machine \(other\)/)
  })

  test('a lock that a loss of power left empty is nobody’s', async () => {
    const { folder } = await ourselves()
    for (const left of ['', '{"pid": 1', 'null']) {
      await writeFile(lockOf(folder), left)
      await (await takeFolder(folder)).release()
    }
  })

  test('one who died while taking over holds nobody up', async () => {
    const { folder, us } = await ourselves()
    const dead = JSON.stringify({ ...us, started: '1' })
    await writeFile(lockOf(folder), dead)
    await writeFile(`${lockOf(folder)}.${String(us['pid'])}-1`, dead.replace('"1"', '"2"'))
    await (await takeFolder(folder)).release()
    assert.deepEqual(await readdir(folder), [])
  })

  test('a copy of the folder: refused while its owner lives, since it was copied under its hands; good afterwards', async () => {
    const folder = aFolder()
    const copied = aFolder()
    const first = opener(folder)
    assert.equal(await first.says(), 'open')
    await cp(folder, copied, { recursive: true })
    const early = opener(copied)
    assert.equal(await early.ended, 1)
    first.write()
    assert.equal(await first.says(), 'kept 1')
    first.kill()
    await first.ended

    await rm(copied, { recursive: true })
    await cp(folder, copied, { recursive: true })
    for (const place of [copied, folder]) {
      const next = opener(place)
      assert.equal(await next.says(), 'open', next.complaint())
      next.write()
      assert.equal(await next.says(), 'kept 2')
      next.close()
      assert.equal(await next.ended, 0)
    }
  })

  test('a clock put right is no restart, outside Linux', () => {
    assert(isSameBoot('up since 29000000', 'up since 29000003'))
    assert(!isSameBoot('up since 29000000', 'up since 29001000'))
    assert(!isSameBoot('a', 'b'))
    assert(isSameBoot('a', 'a'))
  })
})
