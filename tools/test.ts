// The whole suite: pure tests once, database tests on PGlite and on PostgreSQL, journeys in a real browser.
// `npm test`, or `npm test -- <part of a path>` for some of it. Ends with the line that counts.
import { spawn } from 'node:child_process'
import { glob } from 'node:fs/promises'
import { startEvenhand } from '../journeys/evenhand.ts'
import { throwAwayCluster } from './postgres.ts'

const wanted = process.argv.slice(2)
const files = (await Array.fromAsync(glob(['src/**/*.test.ts', 'journeys/**/*.test.ts'])))
  .filter(file => wanted.length === 0 || wanted.some(part => file.includes(part)))
  .sort()
const isDatabase = (file: string) => file.endsWith('.db.test.ts')
const isJourney = (file: string) => file.startsWith('journeys')
const pure = files.filter(file => !isDatabase(file) && !isJourney(file))
const database = files.filter(isDatabase)
const journeys = files.filter(isJourney)

type Result = { readonly passed: number; readonly failed: number; readonly skipped: number }

/** Long enough for the slowest file on a busy machine: a test that hangs fails by name and does not keep CI waiting. */
const longest = ['--test-timeout', `${10 * 60_000}`]

/** Runs test files under one heading; the counts are read from node's own summary. */
const runTests = (heading: string, args: readonly string[], environment: NodeJS.ProcessEnv) =>
  new Promise<Result>(resolve => {
    console.log(`\n== ${heading}`)
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '--test',
        '--test-reporter=spec',
        ...longest,
        ...args,
      ],
      {
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    // The summary comes before the failing tests' own words, which may be long.
    const counts = new Map<string, number>()
    let unfinished = ''
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk)
      const lines = (unfinished + chunk.toString()).split('\n')
      unfinished = lines.pop() ?? ''
      for (const line of lines) {
        const [, word, number] = /^\S+ (pass|fail|cancelled|skipped) (\d+)$/.exec(line) ?? []
        if (word !== undefined) counts.set(word, Number(number))
      }
    })
    child.on('close', code => {
      const count = (word: string) => counts.get(word) ?? 0
      const failed = count('fail') + count('cancelled')
      resolve({
        passed: count('pass'),
        failed: failed === 0 && code !== 0 ? 1 : failed,
        skipped: count('skipped'),
      })
    })
  })

const results: Result[] = []
const engines: string[] = []
if (pure.length > 0)
  results.push(
    await runTests('Rules and pages (no database)', ['--test-isolation=none', ...pure], {}),
  )
if (database.length > 0) {
  const own = process.env['TEST_DATABASE_URL']
  const cluster = own === undefined ? await throwAwayCluster() : undefined
  const url = own ?? cluster?.url
  try {
    engines.push('PGlite')
    const { TEST_DATABASE_URL: _, ...withoutServer } = process.env
    void _
    results.push(
      await runTests('On PGlite', ['--test-concurrency=2', ...database], {
        ...withoutServer,
        TEST_DATABASE_URL: undefined,
        TEST_STATEMENTS: 'each must name its council',
      }),
    )
    if (url === undefined) {
      console.log(
        '\nNo PostgreSQL server programs are installed here and TEST_DATABASE_URL is not set: PostgreSQL was not tested.',
      )
    } else {
      engines.push('PostgreSQL')
      results.push(
        await runTests('On PostgreSQL', ['--test-concurrency=2', ...database], {
          TEST_DATABASE_URL: url,
        }),
      )
    }
  } finally {
    await cluster?.stop()
  }
}
if (journeys.length > 0) {
  console.log('\nStarting Evenhand with sample councils for the journeys…')
  const server = await startEvenhand()
  try {
    const environment = { TEST_SERVER: JSON.stringify(server) }
    results.push(
      await runTests('Journeys in a browser', ['--test-concurrency=1', ...journeys], environment),
    )
  } finally {
    await server.stop()
  }
}

const total = (of: keyof Result) => results.reduce((sum, result) => sum + result[of], 0)
console.log(`\nEngines: ${engines.join(', ') || 'none needed'}`)
console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`)
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1
