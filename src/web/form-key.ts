import { randomUUID } from 'node:crypto'
import type { Db } from '#platform/db.ts'
import type { Outcome } from '#values/outcome.ts'
import type { Fields } from './receive.ts'
import type { Reply } from './route.ts'

/** The hidden field by which a form that is sent again is known: made anew for every form of every page that is shown. */
export const keyField = '_key'

export const isKey = (given: Fields[string]): given is string =>
  typeof given === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(given)

/** Gives every form a key of its own, so that no page can forget it. */
export const withKeys = (markup: string): string =>
  markup.replace(
    /<form\b[^>]*\bmethod="post"[^>]*>/g,
    tag => `${tag}<input type="hidden" name="${keyField}" value="${randomUUID()}">`,
  )

/** A form as it was sent. */
export type Sent = {
  readonly councilId: number
  readonly actor: string
  /** The route as written: `POST /accounts/:account/contacts`. */
  readonly route: string
  readonly key: string
  /** What was typed and chosen, and the address it was sent to. */
  readonly content: readonly unknown[]
}

/**
 * How the web server does what a form asks once, however often it is sent: a button pressed twice, a browser that asks
 * again because the answer was lost. Made by the administration room.
 */
export type Once = (db: Db, sent: Sent, work: () => Promise<Reply>) => Promise<Outcome<Reply>>
