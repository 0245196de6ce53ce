import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Installation } from '../installation.ts'

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts')

/** How a command ended: by itself, or after something was done to it, and after how long. */
export type Ended = { readonly wasStruck: boolean; readonly milliseconds: number }

/** What is done to a command while it runs, or to what it runs on. */
export type Blow = (child: ChildProcess) => Promise<void>

/**
 * Runs an Evenhand command in a process of its own, as an operator would. After `after` milliseconds the blow falls, if it runs
 * so long; what it ends as then is what the blow made of it. One that fails by itself is a fault.
 */
export const runCommand = (
  { settings }: Installation,
  words: readonly string[],
  { after, blow }: { readonly after?: number; readonly blow?: Blow } = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, ...words],
      { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4_000)
      })
    }
    let falling: Promise<void> | undefined
    const timer =
      blow &&
      setTimeout(() => {
        falling = blow(child)
        falling.catch(reject)
      }, after)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const milliseconds = performance.now() - started
      if (falling) falling.then(() => resolve({ wasStruck: true, milliseconds }), reject)
      else if (code === 0) resolve({ wasStruck: false, milliseconds })
      else reject(new Error(`“evenhand ${words.join(' ')}” ended with ${code ?? signal}: ${said}`))
    })
  })
