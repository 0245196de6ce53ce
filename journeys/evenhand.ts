import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Someone who can sign in to the sample councils. */
export type Officer = {
  readonly signInName: string
  readonly password: string
  readonly role: string
  readonly council: string
}

export type Running = {
  readonly address: string
  readonly officers: readonly Officer[]
  stop(): Promise<void>
}

/** As many accounts as `npm start` makes: enough for matching to learn from, and for something on every desk on any day. */
export const sampleAccounts = 1200

/**
 * Starts Evenhand as `npm start` does, with small sample councils in a folder of its own. With `TEST_SERVER` (what this
 * prints of itself, as JSON) it uses the one already running: the suite starts one for all the journeys.
 */
export async function startEvenhand({
  accounts = sampleAccounts,
}: { readonly accounts?: number } = {}): Promise<Running> {
  const given = process.env['TEST_SERVER']
  if (given !== undefined) {
    return { ...(JSON.parse(given) as Omit<Running, 'stop'>), stop: async () => {} }
  }
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-journeys-'))
  const main = join(import.meta.dirname, '..', 'src', 'main.ts')
  const server = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      main,
      'demo',
      '--accounts',
      String(accounts),
      '--json',
    ],
    {
      env: {
        ...process.env,
        EVENHAND_DATA: folder,
        PORT: '0',
        DATABASE_URL: undefined,
        EVENHAND_LOG: 'error',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ready = await new Promise<string>((resolve, reject) => {
    let printed = ''
    server.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const line = printed.split('\n').find(text => text.startsWith('{"address"'))
      if (line !== undefined) resolve(line)
    })
    server.on('exit', code =>
      reject(new Error(`Evenhand stopped with code ${code} before it was ready.`)),
    )
  })
  const { address, officers } = JSON.parse(ready) as Omit<Running, 'stop'>
  return {
    address,
    officers,
    stop: async () => {
      server.kill('SIGTERM')
      if (server.exitCode === null) await new Promise(resolve => server.on('exit', resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
