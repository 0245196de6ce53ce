import { setTimeout as pause } from 'node:timers/promises'
import type { Cluster } from '../postgres.ts'
import type { Blow } from './command.ts'

/** What can happen to work in its middle. */
export type Trouble = {
  readonly name: string
  readonly blow: Blow
  /** Puts right what the blow left, before anybody looks. */
  readonly mend: () => Promise<void>
}

const nothingToMend = async (): Promise<void> => {}

/** The command itself is killed, which no process can refuse or tidy up after. */
export const killed: Trouble = {
  name: 'kill',
  blow: async child => {
    child.kill('SIGKILL')
  },
  mend: nothingToMend,
}

/** The database server ends at once under the command, and recovers from its log when it is started again. */
export const crashOf = (cluster: Cluster): Trouble => ({
  name: 'crash of the database',
  blow: () => cluster.crash(),
  mend: async () => cluster.start(),
})

/** The database answers nothing for a while and then goes on, as on a machine that was suspended. */
export const freezeOf = (cluster: Cluster, milliseconds: number): Trouble => ({
  name: `${milliseconds / 1000} s of a frozen database`,
  blow: async () => {
    cluster.freeze()
    await pause(milliseconds)
    cluster.thaw()
  },
  mend: nothingToMend,
})
