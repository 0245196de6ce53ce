import type { Sql } from '#platform/sql.ts'

/**
 * Selects what changed and was recorded since a moment, a row for each account that it is told about: `effect_key text,
 * account_id uuid, entry_id uuid, amount bigint, happened_on date, code text, until_on date, says text, recorded_at
 * timestamptz`. The key names the change for ever; an entry and an amount (pence, what it adds to what is owed) are money's.
 */
export type Changes = (of: { readonly councilId: number; readonly since: Temporal.Instant }) => Sql

/** A kind of thing that sources are told. Adding one is an entry in the list in `index.ts`. */
export type Kind = {
  /** What it is called in files and on pages. */
  readonly kind: string
  /** How it is found; left out where another room says it as it happens (`tellSource`). */
  readonly changes?: Changes
  /** Whether the source's own files have told of it since, of the row `message`: then it needs no other answer. */
  readonly heardBack?: (councilId: number) => Sql
}
