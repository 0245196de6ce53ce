import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'

/** What a command is told: its words in order, and its options. */
export type Asked = {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly json: boolean
  /** Says a line at once, for a command that takes long. */
  readonly say: (line: string) => void
}

/**
 * What a command answers: something for a machine, the same in words, and whether it was refused. Nothing of either where
 * it has said everything as it went.
 */
export type Answer = {
  readonly data: unknown
  readonly words: string
  readonly refused?: boolean
}

export type Command = {
  readonly name: string
  /** The words and options, as the help shows them. */
  readonly usage: string
  readonly does: string
  readonly options?: ParseArgsOptionsConfig
  readonly run: (asked: Asked) => Promise<Answer>
}

/** The command was not written as it must be. Its sentence says what is missing; exit code 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage'
}

/** The nth word, or a sentence that says what belongs there. */
export function word(asked: Asked, n: number, what: string): string {
  const found = asked.words[n]
  if (found === undefined) throw new WrongUsage(`Say ${what}.`)
  return found
}

export function option(asked: Asked, name: string): string | undefined {
  const value = asked.options[name]
  return typeof value === 'string' ? value : undefined
}

export function neededOption(asked: Asked, name: string, what: string): string {
  const value = option(asked, name)
  if (value === undefined) throw new WrongUsage(`Say --${name}: ${what}.`)
  return value
}

export function dateOption(
  asked: Asked,
  name: string,
  otherwise: Temporal.PlainDate,
): Temporal.PlainDate {
  const text = option(asked, name)
  if (text === undefined) return otherwise
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError()
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    throw new WrongUsage(
      `--${name} takes a day that exists, like 2026-06-01. “${text}” is not one.`,
    )
  }
}

export function numberOption(asked: Asked, name: string, otherwise: number): number {
  const text = option(asked, name)
  if (text === undefined) return otherwise
  if (!/^\d{1,9}$/.test(text))
    throw new WrongUsage(`--${name} takes a whole number. “${text}” is not one.`)
  return Number(text)
}

/** Everything the command line can do, as a person reads it. */
export const help = (commands: readonly Command[]): string =>
  [
    'Evenhand: corporate debt recovery for councils.',
    '',
    'evenhand <command> …   (--json for machines; --help with a command says more)',
    '',
    ...commands.map(({ usage, does }) => `  ${usage}\n      ${does}`),
    '',
    'Exit codes: 0 done, 1 refused with the reason, 2 not written as it must be.',
    'Settings come from the environment: DATABASE_URL (PostgreSQL; without it the embedded training database in',
    'EVENHAND_DATA, ./data by default), HOST, PORT, BASE_URL, EVENHAND_LOG (silent, error, info).',
  ].join('\n')

/**
 * Runs the command that `args` names and returns the exit code. What is for a person or a machine goes to `say`;
 * what went wrong goes to `complain`.
 */
export async function runCommand(
  commands: readonly Command[],
  args: readonly string[],
  { say, complain }: { say(text: string): void; complain(text: string): void },
): Promise<0 | 1 | 2> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === 'help') {
    say(help(commands))
    return name === undefined ? 2 : 0
  }
  const command = commands.find(found => found.name === name)
  if (!command) {
    complain(`There is no command “${name}”. evenhand --help lists them.`)
    return 2
  }
  try {
    const { values, positionals } = parse(command, rest)
    if (values['help'] === true) {
      say(`evenhand ${command.usage}\n    ${command.does}`)
      return 0
    }
    const json = values['json'] === true
    const options = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.join(',') : value,
      ]),
    )
    const answer = await command.run({ words: positionals, options, json, say })
    const whole = json ? JSON.stringify(answer.data, writable, 2) : answer.words
    if (whole) say(whole)
    return answer.refused ? 1 : 0
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error))
    if (error instanceof WrongUsage) complain(`Usage: evenhand ${command.usage}`)
    return error instanceof WrongUsage ? 2 : 1
  }
}

function parse(command: Command, rest: readonly string[]) {
  try {
    return parseArgs({
      args: [...rest],
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error))
  }
}

/** Pence as whole numbers (they are far below 2^53), dates and moments as ISO text. */
const writable = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? Number(value) : value
