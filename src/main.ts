import { readConfig } from '#platform/config.ts'
import { refuseIfTaken } from '#platform/folder-lock.ts'

const args = process.argv.slice(2)
const complain = (line: string): void => console.error(line)

/** What can be asked while another process has the embedded database open. */
const withoutDatabase = ['sample', 'profile', 'law', 'match', 'help']
const needsDatabase =
  args[0] !== undefined && !withoutDatabase.includes(args[0]) && !args.includes('--help')

try {
  // Before the rooms are read, which takes a second: a second opener is told at once who the first is.
  const { databaseUrl, dataFolder } = readConfig()
  if (needsDatabase && databaseUrl === undefined) await refuseIfTaken(dataFolder)

  const { runCommand } = await import('./command-line/command.ts')
  const { commands } = await import('./command-line/commands.ts')
  const { lastingCommands } = await import('./command-line/lasting-commands.ts')
  process.exitCode = await runCommand([...lastingCommands, ...commands], args, {
    say: line => console.log(line),
    complain,
  })
} catch (error) {
  complain(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
