import type { Permission } from './permissions.ts'

/** The council a session works in: one at a time. */
export type Council = {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly nation: 'England' | 'Wales'
  readonly colour: 'blue' | 'green' | 'purple' | 'teal' | 'maroon'
  readonly isTraining: boolean
}

/** Someone signed in. The council comes from here and from nowhere else. */
export type Session = {
  readonly staffId: string
  readonly name: string
  readonly roles: readonly string[]
  readonly permissions: readonly Permission[]
  readonly council: Council
  /** Councils this person may switch to, this one among them. */
  readonly councils: readonly Pick<Council, 'id' | 'name'>[]
  readonly csrfToken: string
  readonly tokenHash: string
  /** What is stopped in an emergency, in words: said at the top of every page. */
  readonly emergency?: string
}

/** How the web server finds out who is asking. Made by the administration room. */
export type Sessions = {
  /**
   * The live session of a cookie's token, marked as just used; undefined when it ended or timed out. A page that
   * asks again by itself (`isPoll`) is not use: it must not keep a session alive.
   */
  find(
    token: string,
    now: Temporal.Instant,
    how?: { readonly isPoll: boolean },
  ): Promise<Session | undefined>
}

/** Minutes: signed out after this long without a page, whatever happens after the second. */
export const idleMinutes = 30
export const absoluteMinutes = 12 * 60

/** Whom restricted records are kept from, unless they name this officer: whoever's role does not open them all. */
export const viewerOf = ({ staffId, permissions }: Session): { readonly viewer?: string } =>
  permissions.includes('restricted:view') ? {} : { viewer: staffId }
