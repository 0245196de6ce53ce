import { open, readFile, rename, rm } from 'node:fs/promises'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Our own lock on the folder of the embedded database, which takes none itself: a second process that opened it
 * would make acknowledged money vanish (reliability.md M1). The owner is named by process and by boot, so that a
 * number reused after a restart is not mistaken for it. A live owner's lock is never stolen.
 */
const owner = z.object({ pid: z.number().int(), boot: z.string(), started: z.string() })
type Owner = z.infer<typeof owner>

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

export async function takeFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const path = join(folder, 'evenhand.lock')
  const us: Owner = {
    pid: process.pid,
    boot: await bootId(),
    started: (await startOf(process.pid)) ?? '',
  }
  for (;;) {
    if (await create(path, us)) {
      return { release: () => rm(path, { force: true }) }
    }
    const them = await read(path)
    if (them && (await isAlive(them, us.boot))) {
      throw new FolderInUse(
        `The embedded database in ${folder} is open in process ${them.pid}. Nothing was changed. Stop that process first, or use a PostgreSQL database (DATABASE_URL), which many processes can share.`,
      )
    }
    // Only one of several that find the owner dead can move its lock aside; the others look again.
    const aside = `${path}.${process.pid}.dead`
    await rename(path, aside).then(
      () => rm(aside, { force: true }),
      () => {},
    )
  }
}

async function create(path: string, us: Owner): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    await file.writeFile(JSON.stringify(us))
    await file.close()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Who holds it; undefined when the file is gone or was never finished by a process that died writing it. */
async function read(path: string): Promise<Owner | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) return undefined
    try {
      return owner.parse(JSON.parse(text))
    } catch {
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  }
  return undefined
}

async function isAlive(them: Owner, boot: string): Promise<boolean> {
  if (them.boot !== boot) return false
  try {
    process.kill(them.pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  const started = await startOf(them.pid)
  return started === undefined || them.started === '' || started === them.started
}

/** Changes with every start of the machine. */
const bootId = (): Promise<string> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    text => text.trim(),
    () =>
      `up since ${Math.round((Temporal.Now.instant().epochMilliseconds / 1000 - uptime()) / 60)}`,
  )

/** When a process started, in the kernel's ticks; tells a reused number from the process that had it. */
const startOf = (pid: number): Promise<string | undefined> =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    text => text.slice(text.lastIndexOf(')') + 2).split(' ')[19],
    () => undefined,
  )
