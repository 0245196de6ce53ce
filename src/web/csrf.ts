import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Html } from './html.ts'

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

const form = /<form\b[^>]*\bmethod="post"[^>]*>/g

/** Whether a page asks for anything to be sent, and so needs a token. */
export const hasForm = (markup: string): boolean => markup.search(form) !== -1

/**
 * Every form gets its token as the page leaves, first among its fields, so no page can forget it and an
 * upload is known to be genuine before its file is read. Text cannot contain a form: html`` escapes it.
 */
export const withTokens = (page: Html, token: string): Html =>
  new Html(
    page.markup.replace(form, tag => `${tag}<input type="hidden" name="${tokenField}" value="${token}">`),
  )
