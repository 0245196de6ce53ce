import { readConfig } from '#platform/config.ts'
import { migrate } from '#platform/migrate.ts'
import { openDatabase } from '#platform/open.ts'
import { type Command, numberOption, runCommand } from './command-line/command.ts'
import { commands } from './command-line/commands.ts'
import { isPrepared, prepare, trainingOfficers } from './command-line/demo.ts'
import { serve, work } from './command-line/serve.ts'

const say = (line: string): void => console.log(line)

/** The commands that go on until they are stopped: they speak as they go, and answer nothing at the end. */
const lasting: readonly Command[] = [
  {
    name: 'demo',
    usage: 'demo [--accounts N] [--no-serve]',
    does: 'Sample councils with tonight’s run done, and the web server up: what npm start runs.',
    options: { accounts: { type: 'string' }, 'no-serve': { type: 'boolean' } },
    run: async asked => {
      const config = readConfig()
      const tell = asked.json ? () => {} : say
      const database = await openDatabase(config)
      try {
        tell(`Evenhand, on ${database.engine}.`)
        await migrate(database)
        if (!(await isPrepared(database))) {
          await prepare(database, config, { accounts: numberOption(asked, 'accounts', 1200), tell })
        }
        if (asked.options['no-serve'] === true) return { data: trainingOfficers(), words: 'Ready.' }
        await serve(database, config, {
          alsoWork: true,
          onReady: address =>
            asked.json
              ? say(JSON.stringify({ address, officers: trainingOfficers() }))
              : welcome(address),
        })
        return { data: {}, words: 'Stopped.' }
      } finally {
        await database.close()
      }
    },
  },
  {
    name: 'serve',
    usage: 'serve [--port N]',
    does: 'The web server. On the embedded database it works in the background too.',
    options: { port: { type: 'string' } },
    run: async asked => {
      const config = readConfig()
      const database = await openDatabase(config)
      try {
        await migrate(database)
        await serve(
          database,
          { ...config, port: numberOption(asked, 'port', config.port) },
          {
            onReady: address => say(`Evenhand is at ${address}`),
          },
        )
        return { data: {}, words: 'Stopped.' }
      } finally {
        await database.close()
      }
    },
  },
  {
    name: 'work',
    usage: 'work',
    does: 'A background worker. Any number may run against one PostgreSQL.',
    run: async () => {
      const config = readConfig()
      const database = await openDatabase(config)
      try {
        await migrate(database)
        await work(database, config)
        return { data: {}, words: 'Stopped.' }
      } finally {
        await database.close()
      }
    },
  },
]

function welcome(address: string): void {
  const officers = trainingOfficers()
  const width = (of: (officer: (typeof officers)[number]) => string) =>
    Math.max(...officers.map(officer => of(officer).length))
  const [names, passwords, roles] = [
    width(o => o.signInName),
    width(o => o.password),
    width(o => o.role),
  ]
  say('')
  say(`Open ${address} and sign in as:`)
  say('')
  for (const { signInName, password, role, council } of officers) {
    say(
      `  ${signInName.padEnd(names)}  ${password.padEnd(passwords)}  ${role.padEnd(roles)}  ${council}`,
    )
  }
  say('')
  say('Training data: nothing here is real. Press Ctrl+C to stop.')
}

process.exitCode = await runCommand([...lasting, ...commands], process.argv.slice(2), {
  say,
  complain: line => console.error(line),
})
