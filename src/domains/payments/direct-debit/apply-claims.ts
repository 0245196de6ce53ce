import { createHash } from 'node:crypto'
import { ledgerAccount, post, reverse } from '#debts'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import { raise } from './alarms.ts'
import {
  type Applying,
  carryOut,
  isKnown,
  keepItem,
  type TakenCollection,
  takenOn,
} from './applying.ts'
import { lockMandateByReference } from './mandate.ts'
import { reasonFor } from './reasons.ts'
import type { Claim, Ddica } from './reports/report.ts'

/**
 * Money that payers had back under the guarantee: taken off the account where it had been posted, the mandate moved as
 * the reason says, and an alarm for somebody to judge the claim. A claim that the bank takes back puts the payment back.
 */
export async function applyClaims(db: Db, of: Applying, report: Ddica): Promise<void> {
  const on = report.reportedOn ?? of.today
  let line = 0
  for (const claim of report.claims) {
    for (const { collectedOn, amount } of claim.collections) {
      line += 1
      const { claimReference, reference, reason, isCancelled } = claim
      const key = `DDICA/${isCancelled ? 'taken back/' : ''}${claimReference}/${reference}/${collectedOn}/${amount}`
      if (await isKnown(db, of.councilId, key)) continue
      const done = await settle(db, of, { claim, collectedOn, amount, on })
      await keepItem(db, of, { key, line, reference, reason, amount, ...done })
    }
  }
}

type OneOf = {
  readonly claim: Claim
  readonly collectedOn: Temporal.PlainDate
  readonly amount: Pence
  readonly on: Temporal.PlainDate
}

async function settle(
  db: Db,
  of: Applying,
  one: OneOf,
): Promise<{ readonly did: string; readonly mandateId?: string; readonly collectionId?: string }> {
  const { councilId } = of
  const { claim, collectedOn, amount } = one
  const mandate = await lockMandateByReference(db, { councilId, reference: claim.reference })
  const found =
    mandate &&
    (await takenOn(db, councilId, mandate.id, collectedOn)).find(taken =>
      claim.isCancelled
        ? (taken.state === 'refunded' || taken.state === 'collected') && taken.claimed >= amount
        : (taken.state === 'submitted' || taken.state === 'collected') &&
          taken.amount - taken.claimed >= amount,
    )
  if (!mandate || !found) {
    await raise(db, {
      councilId,
      kind: 'claim',
      mandateId: mandate?.id,
      says: `An indemnity claim of ${formatPounds(amount)}, reference ${claim.reference}, is about no collection that stands here. Nothing was posted: find out what it is, and challenge it if it is wrong.`,
    })
    return {
      did: 'Left it for somebody to look at: it is no collection of ours',
      ...(mandate && { mandateId: mandate.id }),
    }
  }
  const ids = { mandateId: mandate.id, collectionId: found.id }
  if (claim.isCancelled) {
    await putBack(db, of, found, one)
    return { ...ids, did: 'Put the payment back: the bank took its claim back' }
  }
  const reason = reasonFor('DDICA', claim.reason) ?? { says: claim.reason, effect: 'pause' }
  await payBack(db, of, found, {
    ...one,
    because: `Paid back under the Direct Debit Guarantee: ${reason.says}`,
  })
  const did = await carryOut(db, of, { mandate, reason })
  await raise(db, {
    councilId,
    kind: 'claim',
    mandateId: mandate.id,
    says: `A payer had ${formatPounds(amount)} back from their bank: ${reason.says}. It was taken off the account. Look whether the claim is right, and challenge it with the bank if it is not.`,
  })
  return { ...ids, did: `Took the payment back off the account: ${reason.says}. ${did}` }
}

async function payBack(
  db: Db,
  { councilId, actor }: Applying,
  found: TakenCollection,
  { claim, amount, on, because }: OneOf & { readonly because: string },
): Promise<void> {
  if (amount < found.amount) {
    // A part: what is left of the payment stands, and so does the collection.
    const [bank, account] = await placesOf(db, councilId, found.id)
    const sourceId = `${found.id}/claimed/${nameOf(claim, amount)}`
    await post(db, {
      councilId,
      actor,
      entry: {
        kind: 'refund',
        effectiveOn: on,
        reference: `direct debit/${sourceId}`,
        narrative: because,
        sourceKind: 'direct debit',
        sourceId,
        postings: [{ debit: account, credit: bank, amount }],
      },
    })
    return
  }
  if (found.entryId !== null)
    await reverse(db, { councilId, entryId: found.entryId, on, because, actor })
  await db.run(sql`
    update payments.collection set state = 'refunded', state_why = ${because}::text
    where council_id = ${councilId}::int and id = ${found.id}::uuid`)
}

async function putBack(
  db: Db,
  { councilId, actor }: Applying,
  found: TakenCollection,
  { claim, on, amount }: OneOf,
): Promise<void> {
  const [bank, account] = await placesOf(db, councilId, found.id)
  const sourceId = `${found.id}/claim taken back/${nameOf(claim, amount)}`
  const reference = `direct debit/${sourceId}`
  await post(db, {
    councilId,
    actor,
    entry: {
      kind: 'payment',
      effectiveOn: on,
      reference,
      narrative: 'Direct debit: the bank took its claim back',
      sourceKind: 'direct debit',
      sourceId,
      postings: [{ debit: bank, credit: account, amount }],
    },
  })
  // Of a claim that was taken back in part, the rest is still with the payer; one that was only in part left the collection as it was.
  if (found.state === 'collected' || amount < found.amount) return
  await db.run(sql`
    update payments.collection set
      state = 'collected', state_why = 'The bank took its claim back',
      collected_on = coalesce(collected_on, collect_on),
      entry_id = platform.id_of('entry', ${councilId}::int, ${reference}::text)
    where council_id = ${councilId}::int and id = ${found.id}::uuid`)
}

/** A claim as its entry is named by it, so that each is posted once and two of one report are two. A bank's own reference may be anything. */
const nameOf = ({ claimReference }: Claim, amount: Pence): string =>
  createHash('sha256').update(`${claimReference}/${amount}`).digest('hex').slice(0, 16)

async function placesOf(
  db: Db,
  councilId: number,
  collectionId: string,
): Promise<readonly [bank: string, account: string]> {
  const { bank, account } = await db.one(
    z.object({ bank: z.string(), account: z.string() }),
    sql`
      select ${ledgerAccount(councilId, 'bank')} as bank, account_id as account from payments.collection
      where council_id = ${councilId}::int and id = ${collectionId}::uuid`,
  )
  return [bank, account]
}
