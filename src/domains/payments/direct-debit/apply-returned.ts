import { reverse } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
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
import { type Reason, reasonFor } from './reasons.ts'
import type { Arudd, ReturnedDebit } from './reports/report.ts'

/**
 * Debits that came back unpaid: each is reversed where it was posted, with the bank's reason, and the mandate follows the
 * reason. One that is not ours raises an alarm, because money moved that we know nothing of.
 */
export async function applyReturned(db: Db, of: Applying, report: Arudd): Promise<void> {
  const seen = new Map<string, number>()
  for (const [n, item] of report.returned.entries()) {
    const { reference, reason, amount, collectedOn } = item
    const says = `ARUDD/${reference}/${collectedOn}/${amount}`
    const times = (seen.get(says) ?? 0) + 1
    seen.set(says, times)
    const key = `${says}/${times}`
    if (await isKnown(db, of.councilId, key)) continue
    await keepItem(db, of, {
      key,
      line: n + 1,
      reference,
      reason,
      amount,
      ...(await giveBack(db, of, report, item)),
    })
  }
}

async function giveBack(
  db: Db,
  of: Applying,
  report: Arudd,
  { reference, reason: code, amount, collectedOn }: ReturnedDebit,
): Promise<{ readonly did: string; readonly mandateId?: string; readonly collectionId?: string }> {
  const { councilId } = of
  // The reader refuses a code that is not known.
  const reason = reasonFor('ARUDD', code) ?? { says: code, effect: 'pause' }
  const mandate = await lockMandateByReference(db, { councilId, reference })
  const found =
    mandate &&
    (await takenOn(db, councilId, mandate.id, collectedOn)).find(
      taken =>
        taken.amount === amount &&
        taken.claimed === 0n &&
        (taken.state === 'submitted' || taken.state === 'collected'),
    )
  if (!mandate || !found) {
    await raise(db, {
      councilId,
      kind: 'not ours',
      mandateId: mandate?.id,
      says: `A debit that came back unpaid, reference ${reference}, is none that was collected here and stands. Nothing was posted for it: find out what it is.`,
    })
    return {
      did: 'Left it for somebody to look at: it is no collection of ours',
      ...(mandate && { mandateId: mandate.id }),
    }
  }
  await returnUnpaid(db, of, { found, reason, code, on: report.reportedOn ?? of.today })
  const did = await carryOut(db, of, { mandate, reason, on: report.reportedOn })
  return {
    mandateId: mandate.id,
    collectionId: found.id,
    did: `Took the payment back off the account: ${reason.says}. ${did}`,
  }
}

async function returnUnpaid(
  db: Db,
  { councilId, actor }: Applying,
  {
    found,
    reason,
    code,
    on,
  }: {
    readonly found: TakenCollection
    readonly reason: Reason
    readonly code: string
    readonly on: Temporal.PlainDate
  },
): Promise<void> {
  if (found.entryId !== null) {
    await reverse(db, {
      councilId,
      entryId: found.entryId,
      on,
      because: `Direct debit returned unpaid: ${reason.says}`,
      actor,
    })
  }
  await db.run(sql`
    update payments.collection set state = 'returned', return_reason = ${code}::text, state_why = ${reason.says}::text
    where council_id = ${councilId}::int and id = ${found.id}::uuid`)
}
