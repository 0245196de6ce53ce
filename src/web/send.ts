import type { FastifyReply, FastifyRequest } from 'fastify'
import { lacksTokens, newVisit, tokenOfVisit, withTokens } from './csrf.ts'
import { withKeys } from './form-key.ts'
import type { Html } from './html.ts'
import { localPath } from './local-path.ts'
import type { Means } from './mount.ts'
import type { Reply } from './route.ts'

/** Puts a reply on the wire. */
export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Reply,
  means: Means,
): FastifyReply {
  switch (answer.is) {
    case 'page':
      return sendPage(request, reply, answer, means)
    case 'redirect':
      if (answer.cookie?.session === 'none') means.cookies.endSession(reply)
      else if (answer.cookie) means.cookies.setSession(reply, answer.cookie.session)
      return reply.redirect(localPath(answer.to), 303)
    case 'status':
      return reply.code(answer.status).type('text/plain; charset=utf-8').send('')
    case 'file':
      if (answer.contentType === pdf) reply.header('content-security-policy', policyOfPdf)
      return reply
        .type(answer.contentType)
        .header('content-disposition', disposition(answer))
        .send(Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength))
  }
}

/** A page, with the tokens and the keys that its forms need. Also sends the pages that say no. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, page }: { readonly status: number; readonly page: Html },
  means: Pick<Means, 'cookies' | 'secret'>,
): FastifyReply {
  const token = () =>
    request.session?.csrfToken ?? tokenOfVisit(means.secret, visitOf(request, reply, means))
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(withKeys(lacksTokens(page.markup) ? withTokens(page.markup, token()) : page.markup))
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

const pdf = 'application/pdf'
/** A browser shows a PDF in a page of its own making, which embeds it and has a style inside. Nothing else may come. */
const policyOfPdf =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** Only PDF opens in the browser. RFC 6266: a plain name for old browsers and the true one for the rest. */
const disposition = ({ contentType, name }: Extract<Reply, { is: 'file' }>) => {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16)}`,
  )
  const how = contentType === pdf ? 'inline' : 'attachment'
  return `${how}; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encoded}`
}
