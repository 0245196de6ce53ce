import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { parsePounds } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { Part } from './post-receipt.ts'
import { standardReference } from './references.ts'
import * as refusals from './refusals.ts'

/** The one account that somebody typed the reference of, whatever spaces and marks they left out. */
export async function accountCalled(
  db: Db,
  councilId: number,
  typed: string,
): Promise<Outcome<string>> {
  const found = await db.many(
    z.object({ id: z.string() }),
    sql`
      select id from debts.account
      where council_id = ${councilId}::int and standard_reference = ${standardReference(typed)}::text limit 2`,
  )
  const [only] = found
  if (!only) return refused(refusals.noSuchAccount)
  return found.length > 1 ? refused(refusals.severalAccounts) : done(only.id)
}

/** A line an account: its reference, and what goes to it in pounds. Refuses a line that it cannot read, saying which. */
export async function sharesFrom(
  db: Db,
  { councilId, lines }: { readonly councilId: number; readonly lines: string },
): Promise<Outcome<readonly Part[]>> {
  const parts: Part[] = []
  for (const [n, line] of lines.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [, reference, pounds] = /^(.+?)[\s,;]+(£?[\d,.]+)\s*$/.exec(line.trim()) ?? []
    const amount = parsePounds(pounds ?? '')
    if (reference === undefined || amount === undefined || amount <= 0n)
      return refused(refusals.noSuchShare(n + 1))
    const account = await accountCalled(db, councilId, reference)
    if (!account.ok)
      return refused({ ...account.refusal, says: `Line ${n + 1}: ${account.refusal.says}` })
    parts.push({ accountId: account.value, amount })
  }
  return done(parts)
}
