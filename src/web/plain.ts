import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { assets } from './assets.ts'

// What is the same for everybody: security headers, assets, and the two addresses that machines watch.

/** Nothing inline, nothing from elsewhere, nothing framed. */
export const securityHeaders = (isSecure: boolean) => ({
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

export function serveAssets(server: FastifyInstance): void {
  server.get<{ Params: { name: string }; Querystring: { v?: string } }>(
    '/assets/:name',
    async (request, reply) => {
      const asset = assets.get(request.params.name)
      if (!asset) return reply.callNotFound()
      void reply
        .type(asset.contentType)
        // For ever at the address that names its version; otherwise asked about each time.
        .header(
          'cache-control',
          request.query.v === asset.version ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
        .header('etag', `"${asset.version}"`)
        .header('vary', 'accept-encoding')
      if (request.headers['if-none-match'] === `"${asset.version}"`) return reply.code(304).send()
      const acceptsGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
      return asset.gzipped && acceptsGzip
        ? reply.header('content-encoding', 'gzip').send(asset.gzipped)
        : reply.send(asset.bytes)
    },
  )
}

/** For whatever watches the installation: is the process up, and can it do anything? */
export function serveHealth(
  server: FastifyInstance,
  { database }: { readonly database: Database },
): void {
  server.get('/health', async (_, reply) =>
    reply.type('text/plain; charset=utf-8').send('Running\n'),
  )
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
      .send(
        isReady
          ? 'Ready\n'
          : 'The database does not answer. Nothing is lost; try again in a minute.\n',
      )
  })
}
