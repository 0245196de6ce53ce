import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aDatabase } from '#platform/testing/database.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import { page, redirect, route } from './route.ts'
import { aServer, someSession } from './testing.ts'

// The raw requests live beside the checkout, with the rest of the shared reference material.
const folder = join(import.meta.dirname, '../../../shared/hostile/http')
const skip = existsSync(folder) ? false : 'the hostile requests are not beside this checkout'

const database = await aDatabase()
const publicPage = (path: string) =>
  route({
    method: 'GET',
    path,
    permission: 'public',
    query: z.object({ next: z.string().optional(), q: z.string().optional() }),
    handle: async () => page(layout({ title: path, session: undefined, content: html`` })),
  })
const submit = (path: string) =>
  route({
    method: 'POST',
    path,
    permission: 'public',
    form: z.object({ email: z.string().optional() }),
    handle: async () => redirect('/'),
  })
const routes = [
  publicPage('/sign-in'),
  publicPage('/search'),
  publicPage('/case/:id'),
  ...['/sign-in', '/payments', '/forgotten-password', '/case/:id'].map(submit),
  { ...submit('/imports'), upload: { largestBytes: 1_000_000 } },
]
const limits = {
  headersTimeout: 400,
  requestTimeout: 800,
  connectionsCheckingInterval: 100,
  keepAliveTimeout: 200,
}
const { server, logged } = await aServer({
  database,
  routes,
  limits,
  sessions: { leader: someSession() },
})
await server.listen({ host: '127.0.0.1', port: 0 })
const { port } = z.object({ port: z.number() }).parse(server.server.address())
after(async () => {
  await server.close()
  await database.close()
})

/** Sends bytes as they are and keeps whatever comes back until the other end closes. */
const exchange = (bytes: Buffer): Promise<string> =>
  new Promise(resolve => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('latin1')
    socket.on('data', chunk => (answer += chunk))
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
  })

/** What must come back. Everything else in the folder must be answered below 500. */
const expected: Readonly<Record<string, readonly number[]>> = {
  bad_percent: [400],
  big_header: [431],
  chunk_ext: [400, 403, 413, 415],
  cl_te: [400],
  csrf_text_plain: [403, 415],
  dup_cl: [400],
  http09: [400, 408],
  host_poison: [400, 403, 421],
  multipart_10k_parts: [403, 413],
  multipart_bad: [400, 401, 403],
  override: [403],
  slow_body: [408],
  slow_head: [408],
  spoof_ip: [403],
  te_obfuscated: [400, 501],
  trace: [400, 404, 405],
  traversal: [400, 404],
  traversal2: [400, 404],
}

suite('hostile requests (HI-H)', { skip }, () => {
  test('each is refused, none is a fault, and the next person is served', async () => {
    for (const file of (await readdir(folder)).filter(file => file.endsWith('.raw'))) {
      const name = file.replace('.raw', '')
      const raw = (await readFile(join(folder, file))).toString('latin1')
      const bytes = Buffer.from(raw.replaceAll('{{HOST}}', `127.0.0.1:${port}`), 'latin1')
      const answer = await exchange(bytes)
      const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) =>
        Number(status),
      )
      assert.equal(statuses.length, 1, `${name}: ${statuses.join(' ')}`)

      const [status = 400] = statuses
      const allowed = expected[name]
      assert(allowed ? allowed.includes(status) : status < 500, `${name} was answered ${status}`)
      assert.doesNotMatch(answer, /\n\s+at |node_modules|select |root:/, `${name} tells too much`)
      assert.doesNotMatch(answer, /evil\.example(?!%2F)|^set-cookie: x=1/im, `${name} is echoed`)
    }
    assert.equal(Reflect.get({}, 'isAdmin'), undefined)
    assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200)
    assert(!logged.some(line => line.includes('"severity":"error"')), 'no fault was logged')
    assert(!logged.some(line => /evil|etc|passwd|isAdmin/.test(line)), 'no address was logged')
  })

  test('slow connections are let go, however many, while others are served (M5)', async () => {
    const slow = Array.from({ length: 20 }, (_, n) =>
      exchange(
        Buffer.from(
          n % 2 === 0
            ? 'GET /health HTTP/1.1\r\nHost: a\r\nX-slow: '
            : 'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nemail=',
        ),
      ),
    )
    assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200)
    for (const answer of await Promise.all(slow)) assert.match(answer, /^HTTP\/1\.1 408/)
  })
})
