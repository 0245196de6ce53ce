import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Installation } from '../installation.ts'

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts')

/** How a command ended: by itself, or killed, and after how long. */
export type Ended = { readonly wasKilled: boolean; readonly milliseconds: number }

/**
 * Runs an Evenhand command in a process of its own, as an operator would. After `killAfter` milliseconds it is killed
 * with SIGKILL, which no process can refuse or tidy up after. One that fails by itself is a fault.
 */
export const runCommand = (
  { settings }: Installation,
  words: readonly string[],
  { killAfter }: { readonly killAfter?: number } = {},
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
    const timer =
      killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const milliseconds = performance.now() - started
      if (signal === 'SIGKILL' && killAfter !== undefined)
        resolve({ wasKilled: true, milliseconds })
      else if (code === 0) resolve({ wasKilled: false, milliseconds })
      else reject(new Error(`“evenhand ${words.join(' ')}” ended with ${code ?? signal}: ${said}`))
    })
  })
