import type { Config } from '#platform/config.ts'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/db.ts'
import { createLog } from '#platform/log.ts'
import { createWebServer, startWork } from '../app.ts'

/** Until somebody stops the process: Ctrl+C, or the signal that a service manager sends. */
const untilStopped = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

/**
 * Serves pages until stopped, then stops gracefully: requests under way are answered, the worker finishes the step in
 * hand. On PGlite the worker runs here too; on PostgreSQL it is a process of its own (`evenhand work`), unless `alsoWork`.
 */
export async function serve(
  database: Database,
  config: Config,
  {
    alsoWork = false,
    onReady,
  }: { readonly alsoWork?: boolean; readonly onReady: (address: string) => void },
): Promise<void> {
  const log = createLog(config.log)
  const parts = { database, config, clock: systemClock, log }
  const server = await createWebServer(parts)
  const address = await server.listen({ host: config.host, port: config.port })
  const worker = database.engine === 'PGlite' || alsoWork ? startWork(parts) : undefined
  onReady(config.baseUrl ?? address)
  await untilStopped()
  log.info('stopping')
  await server.close()
  await worker?.stop()
}

/** Works until stopped. Any number may run against one PostgreSQL. */
export async function work(database: Database, config: Config): Promise<void> {
  const worker = startWork({ database, config, clock: systemClock, log: createLog(config.log) })
  await untilStopped()
  await worker.stop()
}
