import assert from 'node:assert/strict'
import type { Database } from '#platform/db.ts'
import { differences, type Fingerprint, fingerprint } from '../../src/fingerprint.ts'
import { verify } from '../../src/verify.ts'
import { runCommand } from './command.ts'
import type { Installation } from '../installation.ts'
import { killed, type Trouble } from './troubles.ts'

/** A piece of work that must end the same however often it was interrupted. */
export type Work = {
  readonly name: string
  /** The command that does it, and that carries on after an interruption. */
  readonly words: readonly string[]
  /** How much of it the database has. Nothing or all: what is half done must not be seen. */
  readonly done: (database: Database) => Promise<number>
}

export type Killed = {
  readonly kills: number
  /** Commands that ended before their kill came: not counted as kills. */
  readonly tooLate: number
  /** How many kills found nothing of the work done, and how many all of it. */
  readonly foundNothing: number
  readonly foundAll: number
  /** Ends compared with the uninterrupted one. */
  readonly ends: number
  readonly secondsUninterrupted: number
}

/**
 * Does the work once undisturbed, then kills it (or has another trouble happen to it) at instants spread by chance over the time that
 * took, each time carrying on with the same command: sometimes to its end, sometimes into the next kill. Every end is compared with the
 * undisturbed one by fingerprint, and every invariant is asked. The installation is as `keep` left it at the start, and
 * is put back there after each end. Throws at the first difference.
 */
export async function killMany(
  installation: Installation,
  work: Work,
  {
    kills,
    chance,
    trouble = killed,
    tell = () => {},
  }: {
    readonly kills: number
    readonly trouble?: Trouble
    /** From 0 up to 1, the same sequence for the same seed. */
    readonly chance: () => number
    readonly tell?: (line: string) => void
  },
): Promise<Killed> {
  // Starting and stopping is not the work: kills are spread over what comes between.
  const idle = await runCommand(installation, ['councils'])
  const whole = await runCommand(installation, work.words)
  const expected = await stateOf(installation, work)
  tell(`${work.name}, uninterrupted: ${seconds(whole.milliseconds)}, state ${short(expected)}`)
  await installation.restore()

  const counts = { kills: 0, tooLate: 0, foundNothing: 0, foundAll: 0, ends: 0 }
  const compare = async () => {
    const found = await stateOf(installation, work)
    assert.deepEqual(differences(found.state, expected.state), [], 'the state is not the same')
    assert.equal(found.state.hash, expected.state.hash)
    counts.ends += 1
    await installation.restore()
  }
  let inARow = 0
  // A machine that was busy when the work was timed may be quick now, and every kill would come too late.
  let pace = 1
  while (counts.kills < kills) {
    const within = idle.milliseconds + chance() * (whole.milliseconds - idle.milliseconds)
    const instant = within * pace
    const { wasStruck } = await runCommand(installation, work.words, {
      after: instant,
      blow: trouble.blow,
    })
    if (!wasStruck) {
      counts.tooLate += 1
      pace *= 0.9
      inARow = 0
      await compare()
      continue
    }
    await trouble.mend()
    counts.kills += 1
    inARow += 1
    const found = await doneIn(installation, work)
    assert(
      found === 0 || found === expected.done,
      `${trouble.name} at ${seconds(instant)}, ${found} of ${expected.done} could be seen`,
    )
    counts[found === 0 ? 'foundNothing' : 'foundAll'] += 1
    const says = `${trouble.name} ${counts.kills} at ${seconds(instant)}: ${found === 0 ? 'nothing' : 'all'} of it done`
    const isLast = counts.kills === kills
    if (isLast || inARow === 6 || chance() < 0.35) {
      const resumed = await runCommand(installation, work.words)
      await compare()
      tell(
        `${says}; ${inARow} in a row; carried on for ${seconds(resumed.milliseconds)}, same state`,
      )
      inARow = 0
    } else tell(`${says}; and again`)
  }
  return { ...counts, secondsUninterrupted: whole.milliseconds / 1000 }
}

type State = { readonly state: Fingerprint; readonly done: number }

/** What the work came to, having asked that nothing is wrong with it. */
async function stateOf(installation: Installation, work: Work): Promise<State> {
  const database = await installation.open()
  try {
    const breaches = await verify(database)
    assert.deepEqual(breaches, [], 'an invariant is broken')
    return { state: await fingerprint(database), done: await work.done(database) }
  } finally {
    await database.close()
  }
}

async function doneIn(installation: Installation, work: Work): Promise<number> {
  const database = await installation.open()
  try {
    return await work.done(database)
  } finally {
    await database.close()
  }
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`
const short = ({ state }: State): string => state.hash.slice(0, 12)
