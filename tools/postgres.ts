import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Cluster = {
  readonly url: string
  /** Ends every process of it at once, as a failing machine does. */
  crash(): Promise<void>
  /** Starts it after a crash: it recovers from its log. */
  start(): void
  /** Stops every process of it where it is, until `thaw`. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

/** The newest PostgreSQL server programs on this machine, or undefined. */
function serverPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const candidates = existsSync(debian)
    ? readdirSync(debian)
        .sort((a, b) => Number(b) - Number(a))
        .map(version => join(debian, version, 'bin'))
    : []
  const fromPath = (process.env['PATH'] ?? '').split(':')
  return [...candidates, ...fromPath].find(
    folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
}

/**
 * Starts a throw-away PostgreSQL on loopback from the programs installed here, or answers undefined when there are
 * none. PostgreSQL refuses to run as root, so for root it runs as the `nobody` user.
 */
export async function throwAwayCluster(): Promise<Cluster | undefined> {
  const programs = serverPrograms()
  if (!programs) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-postgres-'))
  await chmod(folder, 0o777)
  const port = await freePort()
  const data = join(folder, 'data')
  const run = (program: string, ...args: string[]) => {
    const command = [join(programs, program), ...args]
    const asRoot = process.getuid?.() === 0
    const result = asRoot
      ? spawnSync(
          'setpriv',
          ['--reuid=nobody', '--regid=nogroup', '--clear-groups', ...command],
          options,
        )
      : spawnSync(command[0] ?? program, command.slice(1), options)
    if (result.status !== 0) {
      throw new Error(`PostgreSQL's ${program} failed: ${result.stderr || result.stdout}`)
    }
  }
  const options = { encoding: 'utf8' as const, cwd: folder }
  run(
    'initdb',
    '-D',
    data,
    '-U',
    'evenhand',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  )
  const settings = `-p ${port} -k ${folder} -h 127.0.0.1 -c fsync=off -c max_connections=100 -c shared_buffers=256MB`
  const start = () =>
    run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start')
  start()
  return {
    url: `postgres://evenhand@127.0.0.1:${port}/postgres`,
    crash: async () => {
      const processes = processesOf(data)
      signal('SIGKILL', processes)
      while (processes.some(pid => parentOf(pid) !== undefined)) await pause(20)
    },
    start,
    freeze: () => signal('SIGSTOP', processesOf(data)),
    thaw: () => signal('SIGCONT', processesOf(data)),
    stop: async () => {
      run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The server and every process that it began, the server first: it would begin another for one that ends. */
function processesOf(data: string): readonly number[] {
  const [first = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  const server = Number(first)
  const children = readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .map(Number)
    .filter(pid => parentOf(pid) === server)
  return [server, ...children]
}

/** What Linux says of a process; undefined of one that has ended meanwhile. */
function parentOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1])
  } catch {
    return undefined
  }
}

function signal(name: NodeJS.Signals, pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It ended by itself.
    }
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
