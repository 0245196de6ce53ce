// Kills a load, a night and the taking in of a statement again and again, and shows that each ends as if nothing had happened.
// node run.mjs tools/kill.ts [--rows 50000] [--kills 50] [--seed 7] [--work load,night,statement] [--pglite]
// With --trouble crash it is not the command that ends but the database server under it, with --trouble freeze the server stands
// still for --frozen seconds (45): each on a server of its own that is started for it.
// On the PostgreSQL server of TEST_DATABASE_URL, where it makes databases of its own; with --pglite or without a server, on
// the embedded database. Prints a line a kill and a summary; ends with 1 at the first difference.
import { parseArgs } from 'node:util'
import { anInstallation } from './installation.ts'
import { killMany } from './kill/kills.ts'
import { throwAwayCluster } from './postgres.ts'
import { crashOf, freezeOf, killed, type Trouble } from './kill/troubles.ts'
import { aLoad, aNight, aStatement, chanceFrom } from './kill/works.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '7' },
    work: { type: 'string', default: 'load,night,statement' },
    pglite: { type: 'boolean', default: false },
    trouble: { type: 'string', default: 'kill' },
    frozen: { type: 'string', default: '45' },
  },
})
const [rows, kills, seed] = [Number(values.rows), Number(values.kills), Number(values.seed)]
const cluster = values.trouble === 'kill' ? undefined : await throwAwayCluster()
const trouble = troubleOf(values.trouble, Number(values.frozen) * 1000)
const server = cluster?.url ?? (values.pglite ? undefined : process.env['TEST_DATABASE_URL'])
const installation = await anInstallation(server)
const tell = (line: string) =>
  console.log(`${Temporal.Now.plainTimeISO().toString().slice(0, 8)} ${line}`)
try {
  tell(`${installation.engine}, ${rows} rows, ${kills} kills of each, seed ${seed}`)
  const loading = await aLoad(installation, rows, seed)
  const chance = chanceFrom(seed)
  const summary: string[] = []
  for (const name of values.work.split(',')) {
    const work =
      name === 'load'
        ? loading
        : name === 'night'
          ? await aNight(installation)
          : await aStatement(installation, Math.ceil(rows / 10))
    const done = await killMany(installation, work, { kills, chance, trouble, tell })
    summary.push(
      `${work.name}: ${done.kills} times ${trouble.name} (${done.foundNothing} found nothing done, ${done.foundAll} all of it), ${done.ends} ends, each the same as the uninterrupted one (${done.secondsUninterrupted.toFixed(1)} s); every invariant held`,
    )
  }
  for (const line of summary) tell(line)
} finally {
  await installation.remove()
  await cluster?.stop()
}

function troubleOf(name: string, milliseconds: number): Trouble {
  if (name === 'kill') return killed
  if (!cluster) throw new Error('No PostgreSQL server is installed here to trouble.')
  if (name === 'crash') return crashOf(cluster)
  if (name === 'freeze') return freezeOf(cluster, milliseconds)
  throw new Error(`There is no trouble ${name}: kill, crash or freeze.`)
}
