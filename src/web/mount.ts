import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Clock, londonDate } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import type { Cookies } from './cookies.ts'
import { isSame, tokenField, tokenOfVisit } from './csrf.ts'
import { submitted, type Typed } from './form.ts'
import { isKey, keyField, type Once } from './form-key.ts'
import { type Fields, receive, type Received } from './receive.ts'
import {
  addressNotUnderstood,
  formNotUnderstood,
  notAllowed,
  Refused,
  signedOut,
} from './refused.ts'
import { type AnyRoute, NotFound, type Reply, type Request } from './route.ts'
import { fieldsOf } from './routes.ts'
import { send } from './send.ts'
import { type Session, type Sessions, viewerOf } from './session.ts'

export type Means = {
  readonly database: Database
  readonly sessions: Sessions
  readonly once: Once
  readonly clock: Clock
  readonly cookies: Cookies
  readonly secret: string
  readonly config: Pick<Config, 'baseUrl'>
}

/** A page may take this long in the database before it is given up and rolled back. */
const timeoutSeconds = 30

/** Answers one request by one route: who is asking, may they, what did they send, and only then the handler. */
export const answer =
  (route: AnyRoute, means: Means) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const now = means.clock.now()
    const session = await whoIsAsking(request, means, now)
    request.session = session
    if (!session && route.permission !== 'public') {
      if (route.method === 'POST') throw signedOut()
      return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303)
    }
    if (!mayUse(route, session)) throw notAllowed()

    const params = route.params.safeParse(request.params)
    if (!params.success) throw new NotFound('parameters')
    const query = route.query.safeParse(request.query)
    if (!query.success || /%00/.test(request.url)) throw addressNotUnderstood()

    const received: Received =
      route.method === 'POST' && !route.raw
        ? await receive(request, route, fields => isGenuine(fields, request, session, means))
        : { fields: {} }
    const { [tokenField]: _, [keyField]: key, ...typed } = received.fields
    if (key !== undefined && !isKey(key)) throw formNotUnderstood()
    const known = fieldsOf(route.form)
    const isKnown = (name: string) => Object.hasOwn(known, name) || route.moreFields?.test(name)
    if (!Object.keys(typed).every(isKnown)) throw formNotUnderstood()

    const given = {
      params: params.data,
      query: query.data,
      // A list where one answer is expected is refused by the form's own schema.
      form: submitted(route.form, typed as Typed),
      database: means.database,
      now,
      today: londonDate(now),
      address: request.ip,
      origin: originOf(request, means),
      isTraining: isTraining(means),
      ...(received.file && { file: received.file }),
      ...(route.raw && { message: messageOf(request) }),
    }
    const answered = await handle(route, session, given, means, {
      key,
      content: [request.url, typed],
    }).finally(received.discard)
    return send(request, reply, answered, means)
  }

const originOf = ({ headers, protocol }: FastifyRequest, { config }: Means): string =>
  config.baseUrl === undefined
    ? `${protocol}://${headers.host ?? 'localhost'}`
    : new URL(config.baseUrl).origin

/** A header that came twice says two things, so that it says nothing. */
const messageOf = ({ body, headers }: FastifyRequest) => ({
  bytes: body instanceof Uint8Array ? body : new Uint8Array(),
  header: (name: string) => {
    const value = headers[name]
    return typeof value === 'string' ? value : undefined
  },
})

/** The embedded engine is for trying and training only, and every page says so. */
export const isTraining = ({ database }: Pick<Means, 'database'>): boolean =>
  database.engine === 'PGlite'

const mayUse = ({ permission }: AnyRoute, session: Session | undefined): boolean => {
  if (permission === 'public') return true
  return permission === 'signed in' || (session?.permissions.includes(permission) ?? false)
}

/** Who is signed in, if anybody. */
export async function whoIsAsking(
  request: FastifyRequest,
  means: Means,
  now: Temporal.Instant,
): Promise<Session | undefined> {
  const token = means.cookies.session(request)
  if (token === undefined) return undefined
  const isPoll = request.headers['evenhand-poll'] !== undefined
  const session = await means.sessions.find(token, now, { isPoll })
  if (!session || !isTraining(means)) return session
  return { ...session, council: { ...session.council, isTraining: true } }
}

function isGenuine(
  fields: Fields,
  request: FastifyRequest,
  session: Session | undefined,
  { cookies, secret }: Means,
): boolean {
  // A form that carries its token twice is as good as one that carries it once.
  const given = [fields[tokenField]].flat()
  const visit = cookies.visit(request)
  const expected =
    session?.csrfToken ?? (visit === undefined ? undefined : tokenOfVisit(secret, visit))
  return expected !== undefined && given.every(token => isSame(token, expected))
}

type Given = Omit<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council'>

/**
 * In one transaction as the session’s council, unless the route keeps its own or is public. A form with a key is done and
 * remembered in that transaction: sent again, it is answered the same and nothing is done.
 */
function handle(
  route: AnyRoute,
  session: Session | undefined,
  given: Given,
  { database, once }: Means,
  { key, content }: { readonly key: string | undefined; readonly content: readonly unknown[] },
): Promise<Reply> {
  const run = (db: Db) =>
    route.handle({ ...given, db, session, council: session?.council } as Parameters<
      AnyRoute['handle']
    >[0])
  const keepsItsOwn = route.permission === 'public' || route.transaction === 'none' || route.upload
  if (!session || keepsItsOwn) return run(noTransaction)
  const runOnce = async (db: Db) => {
    if (key === undefined) return run(db)
    const sent = {
      councilId: session.council.id,
      actor: session.staffId,
      route: `${route.method} ${route.path}`,
      key,
      content,
    }
    const answered = await once(db, sent, () => run(db))
    if (!answered.ok) throw new Refused(409, answered.refusal.says)
    return answered.value
  }
  const limits =
    route.transaction === 'without a viewer' ? {} : { timeoutSeconds, ...viewerOf(session) }
  return asCouncil(database, session.council.id, runOnce, limits)
}

const refuse = async (): Promise<never> => {
  throw new Error('This route has no transaction: use asCouncil(database, …) or asDoorkeeper')
}
const noTransaction: Db = {
  many: refuse,
  maybeOne: refuse,
  one: refuse,
  run: refuse,
  script: refuse,
  copy: refuse,
}
