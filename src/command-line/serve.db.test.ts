import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'

// The program as a service manager runs it: a process of its own, asked to stop.

const database = await aDatabase()
const folder = await mkdtemp(join(tmpdir(), 'evenhand-serve-'))
after(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const program = [
  '--disable-warning=ExperimentalWarning',
  join(import.meta.dirname, '..', 'main.ts'),
]

async function served(data: string) {
  const child = spawn(process.execPath, [...program, 'serve', '--port', '0'], {
    env: {
      EVENHAND_DATA: data,
      EVENHAND_LOG: 'info',
      HOST: '127.0.0.1',
      ...(database.url !== undefined && { DATABASE_URL: database.url }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', chunk => (complaint += String(chunk)))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    const [, address] = /^Evenhand is at (http:\S+)/.exec(line) ?? []
    if (address === undefined) continue
    child.stdout.resume()
    return {
      address,
      ended,
      pid: child.pid,
      stop: () => child.kill('SIGTERM'),
      complaint: () => complaint,
    }
  }
  throw new Error(`It did not start: ${lines.join('\n')} ${complaint}`)
}

/** A request of which only half has been sent; `finish` sends the rest and gives the answer. */
async function halfARequest(address: string) {
  const { port, hostname } = new URL(address)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const body = 'a=b'
  socket.write(
    `POST /sign-in HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\na`,
  )
  let answer = ''
  socket.on('data', chunk => (answer += String(chunk)))
  const closed = once(socket, 'close')
  return {
    finish: async () => {
      socket.write(body.slice(1))
      await closed
      return answer
    },
  }
}

suite(`evenhand serve, on ${database.engine}`, () => {
  test('says it is well; asked to stop, it answers what is under way, takes nothing new, and ends with 0', async () => {
    const data = join(folder, 'data')
    const server = await served(data)
    assert.equal(await (await fetch(`${server.address}/health`)).text(), 'Running\n')
    assert.equal(await (await fetch(`${server.address}/ready`)).text(), 'Ready\n')
    assert.equal((await fetch(`${server.address}/work`, { redirect: 'manual' })).status, 303)

    if (database.engine === 'PGlite') {
      const second = spawnSync(process.execPath, [...program, 'councils'], {
        env: { EVENHAND_DATA: data },
        encoding: 'utf8',
      })
      assert.equal(second.status, 1)
      assert.match(second.stderr, new RegExp(`is open in process ${server.pid}\\.`))
    }

    const underWay = await halfARequest(server.address)
    // Another request, answered: so the half of the first has been read.
    await fetch(`${server.address}/health`)
    server.stop()
    // New connections are refused once it has begun to stop.
    for (;;) {
      const refused = await fetch(`${server.address}/health`).then(
        answer => answer.status === 503,
        () => true,
      )
      if (refused) break
    }
    assert.match(
      await underWay.finish(),
      /^HTTP\/1\.1 4\d\d /,
      'a form without its token, answered',
    )
    assert.equal(await server.ended, 0, server.complaint())
    if (database.engine === 'PGlite') assert.deepEqual(await readdir(data), ['pglite'])
  })
})
