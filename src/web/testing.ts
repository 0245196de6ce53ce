import { createLog } from '#platform/log.ts'
import { clockAt } from '#platform/clock.ts'
import type { Database } from '#platform/db.ts'
import { done } from '#values/outcome.ts'
import type { Once } from './form-key.ts'
import { permissions } from './permissions.ts'
import { createServer } from './server.ts'
import type { AnyRoute } from './route.ts'
import type { Session } from './session.ts'

export const noon = '2026-03-27T12:00:00Z'

/** Somebody signed in who may do everything; a test takes away what it is about. */
export const someSession = (differences: Partial<Session> = {}): Session => ({
  staffId: '00000000-0000-4000-8000-000000000001',
  name: 'Priya Shah',
  roles: ['team leader'],
  permissions,
  council: {
    id: 1,
    slug: 'wychwood',
    name: 'Wychwood Council',
    nation: 'England',
    colour: 'blue',
    isTraining: true,
  },
  councils: [{ id: 1, name: 'Wychwood Council' }],
  csrfToken: 'token-of-the-session',
  tokenHash: 'hash-of-the-token',
  ...differences,
})

type Options = {
  readonly database: Database
  readonly routes?: readonly AnyRoute[]
  /** By the cookie's value. */
  readonly sessions?: Readonly<Record<string, Session>>
  /** How a form that is sent again is known: by default it is not. */
  readonly once?: Once
  readonly baseUrl?: string
  readonly limits?: Parameters<typeof createServer>[0]['limits']
}

/** A web server for a test, and the lines it logged. */
export async function aServer({
  database,
  routes = [],
  sessions = {},
  once = async (_, __, work) => done(await work()),
  baseUrl,
  limits,
}: Options) {
  const logged: string[] = []
  const server = await createServer({
    database,
    routes,
    sessions: { find: async token => sessions[token] },
    once,
    config: { baseUrl },
    clock: clockAt(noon),
    log: createLog('info', line => logged.push(line)),
    secret: 'a secret for tests',
    ...(limits && { limits }),
  })
  return { server, logged }
}

/** The fields that a form of ours shows, as a browser sends them. */
export function fieldsOn(page: string): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {}
  for (const [, attributes = ''] of page.matchAll(/<input ([^>]*)>/g)) {
    const name = /name="([^"]*)"/.exec(attributes)?.[1]
    if (name !== undefined) fields[name] = /value="([^"]*)"/.exec(attributes)?.[1] ?? ''
  }
  for (const [, name = '', options = ''] of page.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>([^]*?)<\/select>/g,
  ))
    fields[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? ''
  for (const [, name = '', text = ''] of page.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>([^]*?)<\/textarea>/g,
  ))
    fields[name] = text.trim()
  return fields
}
