import type { FastifyReply, FastifyRequest } from 'fastify'

/** The two cookies there are: who is signed in, and, before that, which visit a form belongs to. */
export type Cookies = {
  session(request: FastifyRequest): string | undefined
  visit(request: FastifyRequest): string | undefined
  setSession(reply: FastifyReply, token: string): void
  setVisit(reply: FastifyReply, visit: string): void
  endSession(reply: FastifyReply): void
}

/**
 * Never readable by scripts and never sent from another site's form. On https they are also `Secure`, and
 * `__Host-` keeps anybody on a neighbouring name from planting one.
 */
export function cookiesFor({ isSecure }: { readonly isSecure: boolean }): Cookies {
  const prefix = isSecure ? '__Host-' : ''
  const [session, visit] = [`${prefix}evenhand_session`, `${prefix}evenhand_visit`]
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const
  const read = (request: FastifyRequest, name: string) => {
    const value = request.cookies[name]
    return value !== undefined && /^[\w.~-]{1,200}$/.test(value) ? value : undefined
  }
  return {
    session: request => read(request, session),
    visit: request => read(request, visit),
    setSession: (reply, token) => void reply.setCookie(session, token, options),
    setVisit: (reply, value) => void reply.setCookie(visit, value, options),
    endSession: reply => void reply.clearCookie(session, options),
  }
}
