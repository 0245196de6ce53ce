import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Config } from '#platform/config.ts'
import { faultOf, type Log } from '#platform/log.ts'
import { sql } from '#platform/sql.ts'
import { assets } from './assets.ts'
import { cookiesFor } from './cookies.ts'
import { comesFromElsewhere } from './csrf.ts'
import { faultPage, newReference, notFoundPage, refusedPage } from './failures.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { answer, type Means } from './mount.ts'
import { notFromHere, Refused, sentenceFor } from './refused.ts'
import { type AnyRoute, redirect, route } from './route.ts'
import { checkRoutes } from './routes.ts'
import { sendPage } from './send.ts'
import type { Session } from './session.ts'
import { homeOf } from './shell.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking, once known. */
    session: Session | undefined
  }
}

type Options = Pick<Means, 'database' | 'sessions' | 'clock'> & {
  readonly routes: readonly AnyRoute[]
  readonly config: Pick<Config, 'baseUrl'>
  readonly log: Log
  /** Signs the forms of people not signed in. The same in every process that serves one address. */
  readonly secret?: string
  readonly limits?: Partial<Limits>
}

/** The web server: every limit said aloud, every route with its permission, nothing trusted that a header claims. */
export async function createServer(options: Options): Promise<FastifyInstance> {
  const { routes, config, log, clock } = options
  const limits = { ...defaultLimits, ...options.limits }
  const isSecure = config.baseUrl?.startsWith('https:') ?? false
  const means: Means = {
    ...options,
    cookies: cookiesFor({ isSecure }),
    secret: options.secret ?? randomBytes(32).toString('hex'),
  }
  const all = [...routes, ...ownRoutes(means)]
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
      const code = String(error.code)
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
    const page = (page: Parameters<typeof sendPage>[2]) =>
      sendPage(request, reply, page, status, means, clock.now())
    if (status === 404) return page(notFoundPage())
    if (error instanceof Refused) return page(refusedPage(status, error.says))
    if (status < 500) return page(refusedPage(status, sentenceFor(status)))
    const errorReference = newReference()
    log.error('fault', { ...faultOf(error), errorReference, route: patternOf(request) })
    return page(faultPage(errorReference))
  }

  // Forms only. A body of any other kind is refused with 415.
  server.removeAllContentTypeParsers()
  server.decorateRequest('session', undefined)
  server.setErrorHandler((error, request, reply) => fail(error, request, reply))
  server.setNotFoundHandler((request, reply) => sendPage(request, reply, notFoundPage(), 404, means, clock.now()))
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
      ...(request.session && { councilId: request.session.councilId }),
    })
  })

  serveAssets(server)
  serveHealth(server, means)
  for (const route of all.filter(({ upload }) => !upload)) put(server, route, means)
  await server.register(async uploads => {
    await uploads.register(multipart, { limits: limits.multipart })
    for (const route of all.filter(({ upload }) => upload)) put(uploads, route, means)
  })
  return server
}

const put = (server: FastifyInstance, route: AnyRoute, means: Means) =>
  server.route({ method: route.method, url: route.path, handler: answer(route, means) })

/** The route as written, never the address as asked for: addresses name people. */
const patternOf = ({ method, routeOptions }: FastifyRequest): string =>
  `${method} ${routeOptions?.url ?? 'unknown'}`

const statusOf = (error: unknown): number =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500

const securityHeaders = (isSecure: boolean) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
      upgradeInsecureRequests: null,
    },
  },
  // Not 'no-referrer': that makes browsers send “Origin: null” with our own forms.
  referrerPolicy: { policy: 'same-origin' as const },
  strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
})

function serveAssets(server: FastifyInstance): void {
  server.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const asset = assets.get(request.params.name)
    if (!asset) return reply.callNotFound()
    void reply
      .type(asset.contentType)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('etag', `"${asset.version}"`)
      .header('vary', 'accept-encoding')
    if (request.headers['if-none-match'] === `"${asset.version}"`) return reply.code(304).send()
    const acceptsGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
    return asset.gzipped && acceptsGzip
      ? reply.header('content-encoding', 'gzip').send(asset.gzipped)
      : reply.send(asset.bytes)
  })
}

/** For whatever watches the installation: is the process up, and can it do anything? */
function serveHealth(server: FastifyInstance, { database }: Means): void {
  server.get('/health', async (_, reply) => reply.type('text/plain; charset=utf-8').send('Running\n'))
  server.get('/ready', async (_, reply) => {
    const asked = database.one(z.object({ one: z.number() }), sql`select 1 as one`)
    const isReady = await Promise.race([
      asked.then(
        () => true,
        () => false,
      ),
      wait(3_000, false, { ref: false }),
    ])
    return reply
      .code(isReady ? 200 : 503)
      .type('text/plain; charset=utf-8')
      .send(isReady ? 'Ready\n' : 'The database does not answer. Nothing is lost; try again in a minute.\n')
  })
}

/** The routes that belong to no room: the front door, and staying signed in. */
const ownRoutes = ({ sessions }: Means): readonly AnyRoute[] => [
  route({
    method: 'GET',
    path: '/',
    permission: 'signed in',
    transaction: 'none',
    handle: async ({ session }) => redirect(homeOf(session)),
  }),
  route({
    method: 'POST',
    path: '/session/stay',
    permission: 'signed in',
    transaction: 'none',
    handle: async ({ session, sessionToken, now }) => {
      if (sessionToken !== undefined) await sessions.touch(sessionToken, now)
      return redirect(homeOf(session))
    },
  }),
]
