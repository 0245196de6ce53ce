import { randomUUID } from 'node:crypto'
import { record, requestApproval } from '#administration'
import { lockBalances } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { lockParties, liableParties } from '#protections'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { BankAccount } from '../direct-debit/modulus.ts'
import { refundFacts } from './facts.ts'
import { mayRefund } from './may-refund.ts'
import { owedElsewhere } from './owed-elsewhere.ts'
import {
  checkNewDetails,
  findDetails,
  hashOfDetails,
  keepDetails,
  type Verified,
  verifyDetails,
} from './payee-details.ts'
import { contentOf, lockRefund, type One, refundKind } from './refund.ts'
import * as refusals from './refusals.ts'

export type NewRefund = {
  readonly councilId: number
  readonly accountId: string
  /** Who is paid: somebody who is liable for the account. */
  readonly partyId: string
  readonly amount: Pence
  readonly why: string
  readonly holder: string
  readonly account: BankAccount
  /** How it was made sure whose bank account it is; absent while nobody has. */
  readonly verified?: Verified | undefined
  readonly today: Temporal.PlainDate
  readonly actor: string
}

/**
 * Proposes that money in credit goes back to a bank account. Nothing is posted until somebody else agrees. Refuses more than is in credit
 * and not spoken for, a payee who is not liable, an account number that is not its sort code's, and whatever `mayRefund`
 * does. Answers its id.
 */
export async function proposeRefund(db: Db, asked: NewRefund): Promise<Outcome<string>> {
  const { councilId, accountId, partyId, amount, why, verified, today, actor } = asked
  await lockParties(db, {
    councilId,
    partyIds: await liableParties(db, { councilId, accountIds: [accountId] }),
  })
  await lockBalances(db, councilId, [accountId])
  const may = mayRefund(await refundFacts(db, asked), amount)
  if (!may.ok) return may
  const checked = await checkNewDetails(asked, db)
  if (!checked.ok) return checked

  const detailsId = await keepDetails(db, asked, checked.value)
  if (verified) await verifyDetails(db, { councilId, detailsId, verified, actor })
  const id = randomUUID()
  const owed = await owedElsewhere(db, { councilId, accountId, today })
  await db.run(sql`
    insert into payments.refund (council_id, id, account_id, party_id, details_id, amount, why, owed_elsewhere, proposed_by)
    values (${councilId}::int, ${id}::uuid, ${accountId}::uuid, ${partyId}::uuid, ${detailsId}::uuid, ${amount}::bigint,
      ${why}::text, ${owed.reduce((total, { balance }) => total + balance, 0n)}::bigint, ${actor}::text)`)
  await requestApproval(db, {
    councilId,
    subjectKind: refundKind,
    subjectId: id,
    contentHash: contentOf(
      { id, accountId, partyId, amount },
      hashOfDetails(await findDetails(db, { councilId, detailsId })),
    ),
    requestedBy: actor,
  })
  return done(id)
}

/** Takes a proposal back: by whoever made it, and while nobody has decided. */
export async function withdrawRefund(
  db: Db,
  withdrawing: One & { readonly actor: string },
): Promise<Outcome<void>> {
  const { councilId, refundId, actor } = withdrawing
  const waiting = await lockRefund(db, withdrawing)
  if (waiting?.state !== 'proposed') return refused(refusals.notWaiting)
  if (waiting.proposedBy !== actor) return refused(refusals.ownProposal)
  await db.run(sql`
    update payments.refund set state = 'withdrawn', withdrawn_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${refundId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'withdrew a refund',
    objectKind: refundKind,
    objectId: refundId,
  })
  return done(undefined)
}
