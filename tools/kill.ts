// Kills a load, a night and the taking in of a statement again and again, and shows that each ends as if nothing had happened.
// node run.mjs tools/kill.ts [--rows 50000] [--kills 50] [--seed 7] [--work load,night,statement] [--pglite]
// On the PostgreSQL server of TEST_DATABASE_URL, where it makes databases of its own; with --pglite or without a server, on
// the embedded database. Prints a line a kill and a summary; ends with 1 at the first difference.
import { parseArgs } from 'node:util'
import { anInstallation } from './installation.ts'
import { killMany } from './kill/kills.ts'
import { aLoad, aNight, aStatement, chanceFrom } from './kill/works.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '7' },
    work: { type: 'string', default: 'load,night,statement' },
    pglite: { type: 'boolean', default: false },
  },
})
const [rows, kills, seed] = [Number(values.rows), Number(values.kills), Number(values.seed)]
const server = values.pglite ? undefined : process.env['TEST_DATABASE_URL']
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
    const killed = await killMany(installation, work, { kills, chance, tell })
    summary.push(
      `${work.name}: ${killed.kills} kills (${killed.foundNothing} found nothing done, ${killed.foundAll} all of it), ${killed.ends} ends, each the same as the uninterrupted one (${killed.secondsUninterrupted.toFixed(1)} s); every invariant held`,
    )
  }
  for (const line of summary) tell(line)
} finally {
  await installation.remove()
}
