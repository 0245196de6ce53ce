import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
/** The hidden field that every form sends back. */
export const tokenField = '_csrf'

/** Whether two secrets are the same, in a time that does not say where they differ. */
export function isSame(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Before anybody has signed in: a random visit in a cookie, and its signature in the form. */
export const newVisit = (): string => randomBytes(24).toString('base64url')
export const tokenOfVisit = (secret: string, visit: string): string =>
  createHmac('sha256', secret).update(`visit:${visit}`).digest('base64url')

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Whether a browser says that this request was made by one of our own pages. Says nothing when the browser
 * sends neither header: then only the token decides. `origin` is ours when we know it, otherwise the host decides.
 */
export function comesFromElsewhere(headers: Headers, ourOrigin: string | undefined): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return true
  const origin = headers['origin']
  if (origin === undefined) return false
  if (typeof origin !== 'string') return true
  if (ourOrigin !== undefined) return origin !== ourOrigin
  const claimed = URL.parse(origin)
  return claimed === null || claimed.host !== headers['host']
}

const form = /(<form\b[^>]*\bmethod="post"[^>]*>)(.*?)<\/form>/gs
const field = `name="${tokenField}"`

/** Whether a page asks for anything to be sent without a token in it yet. */
export const lacksTokens = (markup: string): boolean =>
  [...markup.matchAll(form)].some(([, , inside]) => !inside?.includes(field))

/**
 * Every form leaves with a token, first among its fields, so that no page can forget it and an upload is known
 * to be genuine before its file is read. Text cannot hold a form: html`` escapes it.
 */
export const withTokens = (markup: string, token: string): string =>
  markup.replace(form, (whole, tag: string, inside: string) =>
    inside.includes(field)
      ? whole
      : `${tag}<input type="hidden" ${field} value="${token}">${inside}</form>`,
  )
