import { z } from 'zod'
import type { Database, Db } from '#platform/db.ts'
import type { Submitted } from './form.ts'
import type { Html } from './html.ts'
import type { Permission } from './permissions.ts'
import type { Council, Session } from './session.ts'

/** A way into the system, as data: what it is called, who may use it, what it takes and what it does. */
export type Route<Params, Query, Form> = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Every route names one. To be open to all it has to say 'public'; to everybody signed in, 'signed in'. */
  readonly permission: Permission | 'signed in' | 'public'
  readonly params: z.ZodType<Params>
  readonly query: z.ZodType<Query>
  readonly form: z.ZodType<Form>
  /** How fields are called beside those of the form, where how many there are follows from what it is about. */
  readonly moreFields?: RegExp
  /** Takes one file of at most this many bytes beside its fields. Such a route manages its own transactions. */
  readonly upload?: { readonly largestBytes: number }
  /**
   * A machine's message: JSON of at most this many bytes, given as it came, without a form's token. The handler makes sure
   * who sent it, over the bytes themselves. Only on public routes.
   */
  readonly raw?: { readonly largestBytes: number }
  /**
   * 'none': the handler manages its own transactions with `database`; its `db` refuses to be used, and a form of it that is sent again must
   * be known by what it does. 'without a viewer': one transaction that leaves nobody out, whoever asks, and takes the time it needs.
   */
  readonly transaction?: 'none' | 'without a viewer'
  readonly handle: (request: Request<Params, Query, Form>) => Promise<Reply>
}

export type Request<Params, Query, Form> = {
  readonly params: Params
  readonly query: Query
  readonly form: Submitted<Form>
  /** The council's own data, in one transaction that ends with the reply. Absent (a fault to use) on public routes. */
  readonly db: Db
  /**
   * For work that manages its own transactions: an import, a run. Only on routes that say `transaction: 'none'`
   * and on uploads: inside another transaction it would wait for itself.
   */
  readonly database: Database
  readonly now: Temporal.Instant
  /** The business date: the day it is in London. */
  readonly today: Temporal.PlainDate
  readonly session: Session
  readonly council: Council
  /** What was uploaded, still arriving: read it once, to its end. The form's other fields come before it. */
  readonly file?: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }
  /** On raw routes: what was sent, and its headers. */
  readonly message?: {
    readonly bytes: Uint8Array
    readonly header: (name: string) => string | undefined
  }
  /** How people reach this installation: as it was set, otherwise as the browser asked. */
  readonly origin: string
  /** Where the request came from, for slowing guesses down; never logged. */
  readonly address: string
  /** Whether this is the embedded database, which is for trying and training only. */
  readonly isTraining: boolean
}

export type Reply =
  | {
      readonly is: 'page'
      readonly status: 200 | 400 | 401 | 403 | 404 | 409 | 429
      readonly page: Html
    }
  | { readonly is: 'redirect'; readonly to: string; readonly cookie?: SetCookie }
  | {
      readonly is: 'file'
      readonly contentType: string
      readonly name: string
      readonly bytes: Uint8Array
    }
  /** For machines: whether it was taken, and nothing else. */
  | { readonly is: 'status'; readonly status: 200 | 400 | 401 | 404 }

/** The session cookie to set; 'none' takes it away. */
export type SetCookie = { readonly session: string }

export const page = (page: Html): Reply => ({ is: 'page', status: 200, page })
export const pageWithErrors = (page: Html): Reply => ({ is: 'page', status: 400, page })
/** Someone else changed it, or the law or policy says no: nothing was done. */
export const pageRefused = (page: Html): Reply => ({ is: 'page', status: 409, page })
export const redirect = (to: string, cookie?: SetCookie): Reply => ({
  is: 'redirect',
  to,
  ...(cookie && { cookie }),
})
/** Opens in the browser when it can, and is saved under `name`. */
export const file = (reply: Omit<Extract<Reply, { is: 'file' }>, 'is'>): Reply => ({
  is: 'file',
  ...reply,
})

type Stated<P, Q, F> = Omit<Route<P, Q, F>, 'params' | 'query' | 'form'> & {
  readonly params?: z.ZodType<P>
  readonly query?: z.ZodType<Q>
  readonly form?: z.ZodType<F>
}

const nothing = z.unknown()

/** Says what a route is, so that `handle` knows what its parameters, query and form mean. */
export const route = <P = unknown, Q = unknown, F = unknown>(
  stated: Stated<P, Q, F>,
): AnyRoute => ({
  ...stated,
  params: stated.params ?? nothing,
  query: stated.query ?? nothing,
  form: stated.form ?? nothing,
  // The server gives `handle` only what these schemas made, so a route can be kept beside routes of other shapes.
  handle: stated.handle as AnyRoute['handle'],
})

export type AnyRoute = Route<unknown, unknown, unknown>

/** The thing asked for is not there. Thrown, because there is nothing else the handler can do. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

export const notFound = (): never => {
  throw new NotFound()
}
