import type { FastifyReply, FastifyRequest } from 'fastify'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { type Clock, londonDate } from '#platform/clock.ts'
import type { Cookies } from './cookies.ts'
import { isSame, tokenField, tokenOfVisit } from './csrf.ts'
import { type Fields, noForm, submitted, unknownFields } from './form.ts'
import { receive } from './receive.ts'
import {
  addressNotUnderstood,
  formNotUnderstood,
  notAllowed,
  signedOut,
} from './refused.ts'
import { type AnyRoute, NotFound, type Reply, type Request } from './route.ts'
import { send } from './send.ts'
import type { Session, Sessions } from './session.ts'

export type Means = {
  readonly database: Database
  readonly sessions: Sessions
  readonly clock: Clock
  readonly cookies: Cookies
  readonly secret: string
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

    const params = route.params?.safeParse(request.params)
    if (params && !params.success) throw new NotFound('parameters')
    const query = route.query?.safeParse(request.query)
    if (query && !query.success) throw addressNotUnderstood()

    const received =
      route.method === 'POST'
        ? await receive(request, route, fields => isGenuine(fields, request, session, means))
        : { fields: {}, files: {}, discard: async () => {} }
    try {
      const { [tokenField]: _, ...fields } = received.fields
      const schema = route.form ?? noForm
      if (unknownFields(schema, fields).length > 0) throw formNotUnderstood()
      const form = submitted(schema, fields)
      const rest = {
        params: params?.data ?? {},
        query: query?.data ?? {},
        form,
        typed: form.typed,
        database: means.database,
        today: londonDate(now),
        now,
        files: received.files,
        url: request.url,
        peer: request.ip,
        sessionToken: means.cookies.session(request),
      }
      return send(request, reply, await handle(route, session, rest, means), means, now)
    } finally {
      await received.discard()
    }
  }

const mayUse = ({ permission }: AnyRoute, session: Session | undefined): boolean => {
  if (permission === 'public') return true
  return permission === 'signed in' || (session?.permissions.includes(permission) ?? false)
}

async function whoIsAsking(
  request: FastifyRequest,
  { sessions, cookies }: Means,
  now: Temporal.Instant,
): Promise<Session | undefined> {
  const token = cookies.session(request)
  const session = token === undefined ? undefined : await sessions.find(token, now)
  // A page that asks again by itself does not keep a session alive.
  const isPoll = request.headers['evenhand-poll'] !== undefined
  if (token && session && !isPoll && session.lastSeenAt.until(now).total('seconds') >= 60)
    await sessions.touch(token, now)
  return session
}

function isGenuine(
  fields: Fields,
  request: FastifyRequest,
  session: Session | undefined,
  { cookies, secret }: Means,
): boolean {
  const given = fields[tokenField]
  if (session) return isSame(given, session.csrfToken)
  const visit = cookies.visit(request)
  return visit !== undefined && isSame(given, tokenOfVisit(secret, visit))
}

type Rest = Omit<Request, 'db' | 'session' | 'council'>

/** In one transaction as the session's council, unless there is none or the route keeps its own. */
function handle(
  route: AnyRoute,
  session: Session | undefined,
  rest: Rest,
  { database }: Means,
): Promise<Reply> {
  const run = (db: Db) => route.handle({ ...rest, db, session, council: session?.council } as Request)
  return session && route.transaction !== 'none' && route.permission !== 'public'
    ? asCouncil(database, session.councilId, run, { timeoutSeconds })
    : run(noTransaction)
}

const fail = (): never => {
  throw new Error('This route has no council’s transaction: use asCouncil(database, …) or asDoorkeeper')
}
const noTransaction: Db = {
  many: async () => fail(),
  maybeOne: async () => fail(),
  one: async () => fail(),
  run: async () => fail(),
  script: async () => fail(),
  copy: async () => fail(),
}

