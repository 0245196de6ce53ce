import { type Command, numberOption } from './command.ts'
import { isPrepared, prepare, trainingOfficers } from './demo.ts'
import { refuseUnsafe } from './doctor-command.ts'
import { withDatabase } from './installation.ts'
import { serve, work } from './serve.ts'

const stopped = { data: {}, words: 'Stopped.' } as const

/** The commands that go on until they are stopped: they speak as they go, and answer nothing much at the end. */
export const lastingCommands: readonly Command[] = [
  {
    name: 'demo',
    usage: 'demo [--accounts N] [--no-serve]',
    does: 'Sample councils with tonight’s run done, and the web server up: what npm start runs.',
    options: { accounts: { type: 'string' }, 'no-serve': { type: 'boolean' } },
    run: async asked =>
      withDatabase(async (database, config) => {
        const tell = asked.json ? () => {} : asked.say
        tell(`Evenhand, on ${database.engine}.`)
        if (!(await isPrepared(database))) {
          await prepare(database, config, { accounts: numberOption(asked, 'accounts', 1200), tell })
        }
        if (asked.options['no-serve'] === true) return { data: trainingOfficers(), words: 'Ready.' }
        await serve(database, config, {
          alsoWork: true,
          onReady: address =>
            asked.say(
              asked.json
                ? JSON.stringify({ address, officers: trainingOfficers() })
                : welcome(address),
            ),
        })
        return stopped
      }),
  },
  {
    name: 'serve',
    usage: 'serve [--port N]',
    does: 'The web server. On the embedded database it works in the background too.',
    options: { port: { type: 'string' } },
    run: async asked =>
      withDatabase(async (database, config) => {
        await refuseUnsafe(database, config)
        const port = numberOption(asked, 'port', config.port)
        await serve(
          database,
          { ...config, port },
          { onReady: address => asked.say(`Evenhand is at ${address}`) },
        )
        return stopped
      }),
  },
  {
    name: 'work',
    usage: 'work',
    does: 'A background worker. Any number may run against one PostgreSQL.',
    run: async () =>
      withDatabase(async (database, config) => {
        await refuseUnsafe(database, config)
        await work(database, config)
        return stopped
      }),
  },
]

/** The address, and a table of who can sign in. */
function welcome(address: string): string {
  const officers = trainingOfficers()
  const width = (column: 'signInName' | 'password' | 'role') =>
    Math.max(...officers.map(officer => officer[column].length))
  const [names, passwords, roles] = [width('signInName'), width('password'), width('role')]
  return [
    '',
    `Open ${address} and sign in as:`,
    '',
    ...officers.map(
      ({ signInName, password, role, council }) =>
        `  ${signInName.padEnd(names)}  ${password.padEnd(passwords)}  ${role.padEnd(roles)}  ${council}`,
    ),
    '',
    'Training data: nothing here is real. Press Ctrl+C to stop.',
  ].join('\n')
}
