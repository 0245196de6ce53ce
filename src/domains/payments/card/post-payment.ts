import { ledgerAccount, type Entry, post } from '#debts'
import type { Db } from '#platform/db.ts'
import { z } from 'zod'
import { type Sql, sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'

/** So much to or from one account. */
export type Part = { readonly accountId: string; readonly amount: Pence }

type Moved = {
  readonly councilId: number
  /** Of the try or of the refund: its entry is named by it, so that it is posted once for ever. */
  readonly id: string
  /** What the payer has on the receipt. */
  readonly reference: string
  readonly on: Temporal.PlainDate
  readonly parts: readonly Part[]
}

export const cardActor = 'system:card payments'

/** The one place from which card money reaches the ledger: what was paid, to the accounts it was paid for. */
export const postPaid = (db: Db, paid: Moved): Promise<string> =>
  postCard(
    db,
    paid,
    'payment',
    `Card payment ${paid.reference}`,
    (bank, { accountId, amount }) => ({
      debit: bank,
      credit: accountId,
      amount,
    }),
  )

/** And what went back to the card, from the accounts it had been paid to. */
export const postPaidBack = (db: Db, back: Moved): Promise<string> =>
  postCard(
    db,
    back,
    'refund',
    `Paid back to the card, ${back.reference}`,
    (bank, { accountId, amount }) => ({
      debit: accountId,
      credit: bank,
      amount,
    }),
  )

/** And what a payer's bank took back of a part of it. */
export const postLost = (db: Db, lost: Moved): Promise<string> =>
  postCard(
    db,
    lost,
    'dispute',
    `The payer’s bank took it back, ${lost.reference}`,
    (bank, { accountId, amount }) => ({
      debit: accountId,
      credit: bank,
      amount,
    }),
  )

/** The entry of one part of what was paid, from the first. For use inside a statement. */
export const paidEntry = (councilId: number, attemptId: string, n: number): Sql =>
  sql`platform.id_of('entry', ${councilId}::int, ${`card payment/${attemptId}/${n}`}::text)`

/**
 * An entry for each account, because each account's own source tells of its own part. Answers the first, by which the try
 * or the refund is known to be in the ledger.
 */
async function postCard(
  db: Db,
  { councilId, id, on, parts }: Moved,
  as: 'payment' | 'refund' | 'dispute',
  narrative: string,
  posting: (bank: string, part: Part) => Entry['postings'][number],
): Promise<string> {
  const { bank, entryId } = await db.one(
    z.object({ bank: z.string(), entryId: z.string() }),
    sql`
      select ${ledgerAccount(councilId, 'bank')} as bank,
        platform.id_of('entry', ${councilId}::int, ${`card ${as}/${id}/1`}::text) as entry_id`,
  )
  for (const [n, part] of parts.entries())
    await post(db, {
      councilId,
      actor: cardActor,
      entry: {
        kind: as === 'payment' ? 'payment' : 'refund',
        effectiveOn: on,
        reference: `card ${as}/${id}/${n + 1}`,
        narrative,
        sourceKind: `card ${as}`,
        sourceId: `${id}/${n + 1}`,
        postings: [posting(bank, part)],
      },
    })
  return entryId
}
