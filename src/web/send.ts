import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasForm, newVisit, tokenOfVisit, withTokens } from './csrf.ts'
import { Html } from './html.ts'
import { localPath } from './local-path.ts'
import type { Page } from './layout.ts'
import type { Means } from './mount.ts'
import type { Reply } from './route.ts'
import { shell } from './shell.ts'

/** Puts a reply on the wire. */
export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Reply,
  means: Means,
  now: Temporal.Instant,
): FastifyReply {
  switch (answer.is) {
    case 'page':
      return sendPage(request, reply, answer.page, answer.status, means, now)
    case 'redirect':
      if (answer.session === 'ended') means.cookies.endSession(reply)
      else if (answer.session) means.cookies.setSession(reply, answer.session.token)
      return reply.redirect(localPath(answer.to), 303)
    case 'file':
      return reply
        .type(answer.contentType)
        .header('content-disposition', `${answer.disposition}; ${filename(answer.name)}`)
        .send(Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength))
  }
}

/** A page in its surroundings, with the tokens its forms need. Also sends the pages that say no. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page | Html,
  status: number,
  means: Pick<Means, 'database' | 'cookies' | 'secret'>,
  now: Temporal.Instant,
): FastifyReply {
  const { session } = request
  const isTraining = means.database.engine === 'PGlite'
  const whole = page instanceof Html ? page : shell(page, { session, now, isTraining })
  const token = !hasForm(whole.markup)
    ? undefined
    : (session?.csrfToken ?? tokenOfVisit(means.secret, visitOf(request, reply, means)))
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send((token === undefined ? whole : withTokens(whole, token)).markup)
}

function visitOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { cookies }: Pick<Means, 'cookies'>,
): string {
  const known = cookies.visit(request)
  if (known !== undefined) return known
  const visit = newVisit()
  cookies.setVisit(reply, visit)
  return visit
}

/** RFC 6266: a plain name for old browsers and the true one for the rest. */
const filename = (name: string) =>
  `filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)}`
