// Starts Evenhand as a newcomer would (`npm start`, in a data folder of its own), signs in over HTTP, reads the queue, and
// stops it with the signal that stops it in production. Exits 0 when all of that worked.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aVisitor } from './visitor.ts'

const root = join(import.meta.dirname, '..')
const folder = await mkdtemp(join(tmpdir(), 'evenhand-smoke-'))
const server = spawn('npm', ['start', '--silent'], {
  cwd: root,
  env: { ...process.env, EVENHAND_DATA: folder, PORT: '0', DATABASE_URL: undefined },
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
})
let printed = ''
const address = await new Promise<string>((resolve, reject) => {
  const limit = setTimeout(() => reject(new Error('It did not start within 8 minutes.')), 480_000)
  server.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk)
    printed += chunk.toString()
    const found = /https?:\/\/[\w.:-]+/.exec(/Open (.*)/.exec(printed)?.[0] ?? '')
    // The table of people follows the address: wait for its end.
    if (found && printed.includes('Press Ctrl+C')) {
      clearTimeout(limit)
      resolve(found[0])
    }
  })
  server.on('exit', code => reject(new Error(`It stopped with code ${code} before it was ready.`)))
})

let problem: unknown
try {
  const [, name = '', password = ''] = /^\s+(\S+)\s+(\S.*?)\s{2,}phone officer/m.exec(printed) ?? []
  assert(name !== '' && password !== '', 'the phone officer and the password are printed')
  const visitor = aVisitor()
  const ask = (path: string) => visitor.ask(address, path)
  assert.equal((await ask('/health')).status, 200)
  assert.equal((await ask('/ready')).status, 200)
  const signedIn = await visitor.signIn(address, name, password)
  assert.equal(signedIn.status, 303, 'signing in leads on')
  const queue = await ask('/work')
  assert.equal(queue.status, 200)
  assert.match(queue.text, /My work/)
  assert.match(queue.text, /href="\/people\//, 'the queue has somebody in it')
  console.log('Signed in, read the queue.')
} catch (error) {
  problem = error
}

if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM')
await new Promise(resolve => server.on('exit', resolve))
await rm(folder, { recursive: true, force: true })
if (problem !== undefined) throw problem
console.log('Stopped.')
