import { z } from 'zod'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Pay, PayRefused } from '../pay.ts'

const waiting = z.object({
  id: z.string(),
  reference: z.string(),
  agreementId: z.string().nullable(),
})

/** The agreement that a payment begins, while nobody has cancelled it. */
const begunBy = (db: Db, councilId: number, requestId: string) =>
  db.maybeOne(
    waiting,
    sql`
      select id, reference, agreement_id from payments.card_agreement
      where council_id = ${councilId}::int and request_id = ${requestId}::uuid and state <> 'cancelled'`,
  )

/**
 * Makes sure that Pay has the agreement to which a payer agrees by a payment, and answers Pay's name for it; undefined where
 * the payment begins none. An answer that was lost is looked for by our reference. One that Pay made twice takes nothing: only the one
 * whose first payment was paid has a card.
 */
export async function agreementAtPay(
  database: Database,
  pay: Pay,
  {
    councilId,
    councilName,
    requestId,
  }: { readonly councilId: number; readonly councilName: string; readonly requestId: string },
): Promise<{ readonly is: 'there'; readonly agreementId: string } | PayRefused | undefined> {
  const ours = await asCouncil(database, councilId, db => begunBy(db, councilId, requestId))
  if (!ours) return undefined
  if (ours.agreementId !== null) return { is: 'there', agreementId: ours.agreementId }
  const [before] = await pay.findAgreements(ours.reference)
  const made = before
    ? { is: 'made' as const, agreement: before }
    : await pay.createAgreement({
        reference: ours.reference,
        description: `Regular payments to ${councilName}`,
      })
  if (made.is === 'refused') return made
  const kept = await asCouncil(database, councilId, async db => {
    await db.run(sql`
      update payments.card_agreement set agreement_id = ${made.agreement.agreementId}::text
      where council_id = ${councilId}::int and id = ${ours.id}::uuid and agreement_id is null`)
    return begunBy(db, councilId, requestId)
  })
  return kept?.agreementId ? { is: 'there', agreementId: kept.agreementId } : undefined
}
