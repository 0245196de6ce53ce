import { z } from 'zod'
import { giveApproval, record } from '#administration'
import { ledgerAccount, post, takeBookBetweenFiles, lockBalances } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { liableParties, lockParties } from '#protections'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { refundFacts } from './facts.ts'
import { mayHave } from './may-refund.ts'
import { findDetails, hadAHand, hashOfDetails, joinedThem } from './payee-details.ts'
import { contentOf, lockRefund, type One, type Refund, refundKind } from './refund.ts'
import * as refusals from './refusals.ts'

type Deciding = One & { readonly today: Temporal.PlainDate; readonly actor: string }

/**
 * Agrees to a refund and posts it, in one transaction: never by whoever proposed it, joined the payee's records, or had a hand in bank details
 * of theirs. Everything that stands in the way is asked again, under the locks that holds and postings take. Refuses
 * a credit that has shrunk; nothing is posted then.
 */
export async function agreeToRefund(db: Db, deciding: Deciding): Promise<Outcome<void>> {
  const { councilId, refundId, actor } = deciding
  const waiting = await lockRefund(db, deciding)
  if (waiting?.state !== 'proposed') return refused(refusals.notWaiting)
  const hands = await mayDecide(db, deciding, waiting)
  if (!hands.ok) return hands
  const may = await mayStill(db, deciding, waiting)
  if (!may.ok) return may
  const given = await giveApproval(db, {
    councilId,
    subjectKind: refundKind,
    subjectId: refundId,
    contentHash: contentOf(
      waiting,
      hashOfDetails(await findDetails(db, { councilId, ...waiting })),
    ),
    approvedBy: actor,
  })
  if (!given) return refused(refusals.secondPerson)
  const entryId = await postRefund(db, deciding, waiting)
  await db.run(sql`
    update payments.refund set state = 'agreed', decided_by = ${actor}::text, decided_at = clock_timestamp(),
      entry_id = ${entryId}::uuid
    where council_id = ${councilId}::int and id = ${refundId}::uuid`)
  return done(undefined)
}

/** Whether these are the right hands: not the proposer's, nor any that were on the bank details or joined the records. */
export async function mayDecide(
  db: Db,
  { councilId, today, actor }: Deciding,
  { proposedBy, partyId, verifiedBy }: Refund,
): Promise<Outcome<void>> {
  if (proposedBy === actor) return refused(refusals.secondPerson)
  if (verifiedBy === null) return refused(refusals.notVerified)
  const asked = { councilId, partyId, staffId: actor, today }
  if (verifiedBy === actor || (await hadAHand(db, asked))) return refused(refusals.handInDetails)
  return (await joinedThem(db, asked)) ? refused(refusals.joinedThem) : done(undefined)
}

async function mayStill(
  db: Db,
  { councilId }: Deciding,
  { accountId, partyId, amount }: Refund,
): Promise<Outcome<void>> {
  if (!(await takeBookBetweenFiles(db, councilId))) return refused(refusals.fileBeingApplied)
  await lockParties(db, {
    councilId,
    partyIds: await liableParties(db, { councilId, accountIds: [accountId] }),
  })
  await lockBalances(db, councilId, [accountId])
  const facts = await refundFacts(db, { councilId, accountId, partyId })
  const whose = mayHave(facts)
  if (!whose.ok) return whose
  const credit = facts.credit - facts.onItsWay
  return credit < amount ? refused(refusals.creditShrank(credit)) : done(undefined)
}

/** The money leaves the account for the council's own place for refunds, under the refund's name: once for ever. */
async function postRefund(
  db: Db,
  { councilId, refundId, today, actor }: Deciding,
  { accountId, amount }: Refund,
): Promise<string> {
  const reference = `${refundKind}/${refundId}`
  const { refunds, entryId } = await db.one(
    z.object({ refunds: z.string(), entryId: z.string() }),
    sql`
      select ${ledgerAccount(councilId, 'refunds')} as refunds,
        platform.id_of('entry', ${councilId}::int, ${reference}::text) as entry_id`,
  )
  await post(db, {
    councilId,
    actor,
    entry: {
      kind: 'refund',
      effectiveOn: today,
      reference,
      narrative: 'Credit paid back to a bank account',
      sourceKind: refundKind,
      sourceId: refundId,
      postings: [{ debit: accountId, credit: refunds, amount }],
    },
  })
  return entryId
}

/** Says no to a proposal, and why. Nothing is posted; never by whoever proposed it, who withdraws it. */
export async function refuseRefund(
  db: Db,
  refusing: One & { readonly why: string; readonly actor: string },
): Promise<Outcome<void>> {
  const { councilId, refundId, why, actor } = refusing
  const waiting = await lockRefund(db, refusing)
  if (waiting?.state !== 'proposed') return refused(refusals.notWaiting)
  if (waiting.proposedBy === actor) return refused(refusals.secondPerson)
  if (why.trim() === '') return refused(refusals.whyRefused)
  await db.run(sql`
    update payments.refund set state = 'refused', decided_by = ${actor}::text, decided_at = clock_timestamp(),
      decided_why = ${why}::text
    where council_id = ${councilId}::int and id = ${refundId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'refused a refund',
    objectKind: refundKind,
    objectId: refundId,
  })
  return done(undefined)
}
