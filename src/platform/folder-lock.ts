import { randomUUID } from 'node:crypto'
import { link, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Our own lock on the folder of the embedded database, which takes none itself: a second process that opened it
 * would make acknowledged money vanish. The owner is named by process and by boot, so that a
 * number reused after a restart is not mistaken for it. A live owner's lock is never stolen.
 */
const owner = z.object({
  pid: z.number().int(),
  boot: z.string(),
  started: z.string(),
  /** Where the number means something: numbers are counted afresh in each container. */
  space: z.string().default(''),
  host: z.string().default(''),
})
type Owner = z.infer<typeof owner>

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

export type Lock = { release(): Promise<void> }

/** Takes the folder for this process, or refuses within moments, naming the process that has it. */
export const takeFolder = async (folder: string): Promise<Lock> =>
  take(lockOf(folder), folder, {
    pid: process.pid,
    boot: await bootId(),
    started: (await startOf(process.pid)) ?? '',
    space: await processSpace(),
    host: hostname(),
  })

/** Refuses at once, naming the owner, when another live process has the folder. Takes nothing. */
export async function refuseIfTaken(folder: string): Promise<void> {
  const path = lockOf(folder)
  const found = await read(path)
  const them = found === undefined ? undefined : ownerIn(found)
  if (!them) return
  if (them.space !== (await processSpace())) throw new FolderInUse(elsewhere(path, folder, them))
  if (await isAlive(them, await bootId())) throw new FolderInUse(open(folder, them))
}

const lockOf = (folder: string): string => join(folder, 'evenhand.lock')

async function take(path: string, folder: string, us: Owner): Promise<Lock> {
  for (;;) {
    if (await create(path, us)) return { release: () => rm(path, { force: true }) }
    const found = await read(path)
    if (found === undefined) continue
    const them = ownerIn(found)
    if (them && them.space !== us.space) throw new FolderInUse(elsewhere(path, folder, them))
    if (them && (await isAlive(them, us.boot))) throw new FolderInUse(open(folder, them))

    // The owner is dead. Its lock is replaced, never taken away, and by whoever holds the lock named for that death: one
    // that found it dead a moment earlier must not replace the lock of the one who has taken over since.
    const turn = await take(`${path}.${idOf(them)}`, folder, us)
    try {
      if ((await read(path)) !== found) continue
      const ours = await written(path, us)
      await rename(ours, path)
      return { release: () => rm(path, { force: true }) }
    } finally {
      await turn.release()
    }
  }
}

const open = (folder: string, { pid }: Owner) =>
  `The embedded database in ${folder} is open in process ${pid}. Nothing was changed. Stop that process first, or use a PostgreSQL database (DATABASE_URL), which many processes can share.`

const elsewhere = (path: string, folder: string, { pid, host }: Owner) =>
  `The embedded database in ${folder} was opened by process ${pid} of another container or machine (${host}), and whether that still runs cannot be seen from here. Nothing was changed. Stop it first; if it is gone for certain, delete ${path}.`

const idOf = (them: Owner | undefined) =>
  them ? `${them.pid}-${them.started.replace(/\W/g, '') || 'gone'}` : 'unreadable'

/** Whole or not at all: a lock that can be seen names its owner. False when there is one already. */
async function create(path: string, us: Owner): Promise<boolean> {
  const ours = await written(path, us)
  try {
    await link(ours, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(ours, { force: true })
  }
}

async function written(path: string, us: Owner): Promise<string> {
  const own = `${path}.${randomUUID().slice(0, 8)}`
  await writeFile(own, JSON.stringify(us), { flag: 'wx' })
  return own
}

/** What the lock says; undefined when it is gone. */
const read = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })

/** Undefined when a loss of power left nothing that can be read: then nobody who wrote it is alive. */
function ownerIn(text: string): Owner | undefined {
  try {
    return owner.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

async function isAlive(them: Owner, boot: string): Promise<boolean> {
  if (!isSameBoot(them.boot, boot)) return false
  try {
    process.kill(them.pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  const started = await startOf(them.pid)
  if (started === 'dead') return false
  return started === undefined || them.started === '' || started === them.started
}

/** Changes with every start of the machine. Outside Linux, the minute it started in, as near as the clock says. */
const bootId = (): Promise<string> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    text => text.trim(),
    () =>
      `up since ${Math.round((Temporal.Now.instant().epochMilliseconds / 1000 - uptime()) / 60)}`,
  )

/** A clock that was put right moves the minute a machine started in, and is no restart. */
export function isSameBoot(one: string, other: string): boolean {
  const [a, b] = [one, other].map(text => Number(/^up since (\d+)$/.exec(text)?.[1] ?? NaN))
  return one === other || Math.abs((a ?? NaN) - (b ?? NaN)) <= 10
}

/**
 * When a process started, in the kernel's ticks; tells a reused number from the process that had it. One that has died
 * and only waits for its parent to notice says 'dead'.
 */
const startOf = (pid: number): Promise<string | undefined> =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    text => {
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
      return /[ZX]/.test(fields[0] ?? '') ? 'dead' : fields[19]
    },
    () => undefined,
  )

const processSpace = (): Promise<string> =>
  readlink('/proc/self/ns/pid').then(
    space => space,
    () => '',
  )
