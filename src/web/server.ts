import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Config } from '#platform/config.ts'
import { faultOf, type Log } from '#platform/log.ts'
import { cookiesFor } from './cookies.ts'
import { comesFromElsewhere } from './csrf.ts'
import { faultPage, newReference, notFoundPage, refusedPage } from './failures.ts'
import type { Html } from './html.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { localPath } from './local-path.ts'
import { answer, isTraining, type Means, whoIsAsking } from './mount.ts'
import { securityHeaders, serveAssets, serveHealth } from './plain.ts'
import { notFromHere, Refused, sentenceFor } from './refused.ts'
import { type AnyRoute, NotFound, redirect, route } from './route.ts'
import { checkRoutes } from './routes.ts'
import { sendPage } from './send.ts'
import type { Session } from './session.ts'
import { homeOf } from './navigation.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking, once known. */
    session: Session | undefined
  }
}

type Options = Pick<Means, 'database' | 'sessions' | 'once' | 'clock'> & {
  readonly routes: readonly AnyRoute[]
  readonly config: Pick<Config, 'baseUrl'>
  readonly log: Log
  /** Signs the forms of people not signed in. The same in every process that serves one address. */
  readonly secret?: string
  readonly limits?: Partial<Limits>
}

/** The web server: every limit said aloud, every route with its permission, nothing trusted that a header claims. */
export async function createServer(options: Options): Promise<FastifyInstance> {
  const { routes, config, log } = options
  const limits = { ...defaultLimits, ...options.limits }
  const isSecure = config.baseUrl?.startsWith('https:') ?? false
  const means: Means = {
    ...options,
    cookies: cookiesFor({ isSecure }),
    secret: options.secret ?? randomBytes(32).toString('hex'),
  }
  const all = [...routes, ...ownRoutes]
  checkRoutes(all)

  const server = Fastify({
    logger: false,
    trustProxy: false,
    bodyLimit: limits.bodyLimit,
    requestTimeout: limits.requestTimeout,
    connectionTimeout: limits.connectionTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    maxRequestsPerSocket: limits.maxRequestsPerSocket,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: limits.maxParamLength },
    http: {
      maxHeaderSize: limits.maxHeaderSize,
      headersTimeout: limits.headersTimeout,
      requestTimeout: limits.requestTimeout,
      connectionsCheckingInterval: limits.connectionsCheckingInterval,
    },
    frameworkErrors: (error, request, reply) => void fail(error, request, reply),
    clientErrorHandler: (error, socket) => {
      const { code } = error
      const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[code] ?? 400
      if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
      log.info('request refused', { route: 'unread', status })
      socket.end(
        `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${sentenceFor(status)}\n`,
      )
    },
  })

  const fail = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const status = statusOf(error)
    const around = { session: request.session, isTraining: isTraining(means) }
    const say = (page: Html) => sendPage(request, reply, { status, page }, means)
    if (status === 404) return say(notFoundPage(around))
    if (error instanceof Refused)
      return say(refusedPage(around, status, error.says, cameFrom(request)))
    if (status < 500) return say(refusedPage(around, status, sentenceFor(status)))
    const errorReference = newReference()
    log.error('fault', { ...faultOf(error), errorReference, route: patternOf(request) })
    return say(faultPage(around, errorReference))
  }

  // Forms only. A body of any other kind is refused with 415.
  server.removeAllContentTypeParsers()
  server.decorateRequest('session', undefined)
  server.setErrorHandler((error, request, reply) => fail(error, request, reply))
  // An address that nothing answers still has the navigation for somebody who is signed in.
  server.setNotFoundHandler(async (request, reply) => {
    request.session = await whoIsAsking(request, means, means.clock.now())
    return fail(new NotFound('address'), request, reply)
  })
  await server.register(helmet, securityHeaders(isSecure))
  await server.register(cookie)
  await server.register(formbody, { bodyLimit: limits.bodyLimit })

  const ourOrigin = config.baseUrl === undefined ? undefined : new URL(config.baseUrl).origin
  server.addHook('onRequest', async (request, reply) => {
    // Pages about people are never kept by a browser or a proxy; assets say otherwise themselves.
    reply.header('cache-control', 'no-store')
    const isSafe = request.method === 'GET' || request.method === 'HEAD'
    if (!isSafe && comesFromElsewhere(request.headers, ourOrigin)) throw notFromHere()
  })
  server.addHook('onResponse', async (request, reply) => {
    log.info('request', {
      route: patternOf(request),
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
      ...(request.session && { councilId: request.session.council.id }),
    })
  })

  serveAssets(server)
  serveHealth(server, means)
  for (const route of all.filter(({ upload, raw }) => !upload && !raw)) put(server, route, means)
  // Machines send JSON, which is kept as the bytes it came in: a signature is over those.
  await server.register(async machines => {
    machines.removeAllContentTypeParsers()
    machines.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) =>
      done(null, body),
    )
    for (const route of all.filter(({ raw }) => raw)) put(machines, route, means)
  })
  await server.register(async uploads => {
    await uploads.register(multipart, { limits: limits.multipart })
    for (const route of all.filter(({ upload }) => upload)) put(uploads, route, means)
  })
  return server
}

const put = (server: FastifyInstance, route: AnyRoute, means: Means) =>
  server.route({
    method: route.method,
    url: route.path,
    handler: answer(route, means),
    ...(route.raw && { bodyLimit: route.raw.largestBytes }),
  })

/** The page of ours that a form was on, as the browser says. */
const cameFrom = ({ headers }: FastifyRequest): string => {
  const from = URL.parse(headers.referer ?? '')
  return from?.host === headers.host ? localPath(`${from?.pathname}${from?.search}`) : '/'
}

/** The route as written, never the address as asked for: addresses name people. */
const patternOf = ({ method, routeOptions }: FastifyRequest): string =>
  `${method} ${routeOptions?.url ?? 'unknown'}`

const statusOf = (error: unknown): number =>
  error instanceof NotFound
    ? 404
    : error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : 500

/** The routes that belong to no room: the front door, and staying signed in. */
export const ownRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    path: '/',
    permission: 'signed in',
    transaction: 'none',
    handle: async ({ session }) => redirect(homeOf(session)),
  }),
  // Finding the session has already marked it as used.
  route({
    method: 'POST',
    path: '/session/stay',
    permission: 'signed in',
    transaction: 'none',
    handle: async ({ session }) => redirect(homeOf(session)),
  }),
]
