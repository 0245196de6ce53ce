import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { giveApproval, record, requestApproval } from '#administration'
import { lockBalances } from '#debts'
import type { Db } from '#platform/db.ts'
import { queueEffects } from '#platform/effects.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lockAttempt } from './attempts.ts'
import { disputesOf } from './disputes/dispute.ts'
import { partsOf, refundPartsOf } from './parts.ts'
import type { Part } from './post-payment.ts'
import * as refusals from './refusals.ts'

/** The kind of approval that a refund needs, and of effect that asks Pay for it. */
export const refundKind = 'card refund'

const refundStates = ['asked', 'agreed', 'refused', 'submitted', 'success', 'error'] as const
export type RefundState = (typeof refundStates)[number]

const refund = z.object({
  id: z.string(),
  attemptId: z.string(),
  amount: pence,
  why: z.string(),
  state: z.enum(refundStates),
  askedBy: z.string(),
  decidedBy: z.string().nullable(),
  availableBefore: pence.nullable(),
  refundId: z.string().nullable(),
})
/** Money back to the card that paid. */
export type Refund = z.infer<typeof refund>

const columns = sql`
  id, attempt_id, amount, why, state, asked_by, decided_by, available_before, refund_id`

type One = { readonly councilId: number; readonly refundId: string }

export const findRefund = (db: Db, { councilId, refundId }: One): Promise<Refund | undefined> =>
  db.maybeOne(
    refund,
    sql`
      select ${columns} from payments.card_refund
      where council_id = ${councilId}::int and id = ${refundId}::uuid`,
  )

/** Takes one for a change; everything that changes one takes it first. */
export const lockRefund = (db: Db, { councilId, refundId }: One): Promise<Refund | undefined> =>
  db.maybeOne(
    refund,
    sql`
      select ${columns} from payments.card_refund
      where council_id = ${councilId}::int and id = ${refundId}::uuid for no key update`,
  )

/** What was asked, agreed and paid back of a payment, the latest first. */
export const refundsOf = (
  db: Db,
  { councilId, attemptIds }: { readonly councilId: number; readonly attemptIds: readonly string[] },
): Promise<readonly Refund[]> =>
  db.many(
    refund,
    sql`
      select ${columns} from payments.card_refund
      where council_id = ${councilId}::int and attempt_id = any(${[...attemptIds]}::uuid[])
      order by asked_at desc, id`,
  )

const counts = ({ state }: Refund): boolean => state !== 'refused' && state !== 'error'

/** What of each account's part of a payment was not paid back, nor is about to be. */
export async function leftToPayBack(
  db: Db,
  {
    councilId,
    requestId,
    attemptId,
  }: { readonly councilId: number; readonly requestId: string; readonly attemptId: string },
): Promise<readonly Part[]> {
  const left = new Map(
    (await partsOf(db, { councilId, requestId })).map(({ accountId, amount }) => [
      accountId,
      amount,
    ]),
  )
  for (const { id } of (await refundsOf(db, { councilId, attemptIds: [attemptId] })).filter(counts))
    for (const { accountId, amount } of await refundPartsOf(db, { councilId, refundId: id }))
      left.set(accountId, (left.get(accountId) ?? 0n) - amount)
  return [...left].map(([accountId, amount]) => ({ accountId, amount }))
}

/**
 * Asks for money to go back to the card that paid it. Nothing leaves until somebody else agrees. Refuses more than was paid
 * of an account, a second refund while one is not finished, what its payer disputes, and what went to a bank account or another debt since. Returns its id.
 */
export async function askForRefund(
  db: Db,
  asked: {
    readonly councilId: number
    readonly attemptId: string
    readonly parts: readonly Part[]
    readonly why: string
    readonly actor: string
  },
): Promise<Outcome<string>> {
  const { councilId, attemptId, parts, why, actor } = asked
  const attempt = await lockAttempt(db, asked)
  if (attempt?.state !== 'success') return refused(refusals.notPaid)
  if (parts.length === 0) return refused(refusals.nothingChosen)
  const before = await refundsOf(db, { councilId, attemptIds: [attemptId] })
  if (before.some(({ state }) => state === 'asked' || state === 'agreed' || state === 'submitted'))
    return refused(refusals.refundWaiting)
  const of = { councilId, attemptId, requestId: attempt.requestId }
  const left = new Map((await leftToPayBack(db, of)).map(part => [part.accountId, part.amount]))
  if (!parts.every(({ accountId, amount }) => amount <= (left.get(accountId) ?? 0n)))
    return refused(refusals.moreThanPaid)

  if (await isDisputed(db, { councilId, attemptId })) return refused(refusals.isDisputed)
  if (await wentAlready(db, { councilId, attemptId, parts })) return refused(refusals.wentAlready)

  const id = randomUUID()
  const amount = sum(parts.map(part => part.amount))
  await db.run(sql`
    insert into payments.card_refund (council_id, id, attempt_id, amount, why, asked_by)
    values (${councilId}::int, ${id}::uuid, ${attemptId}::uuid, ${amount}::bigint, ${why}::text, ${actor}::text)`)
  await db.run(sql`
    insert into payments.card_refund_part (council_id, refund_id, account_id, amount)
    select ${councilId}::int, ${id}::uuid, part.account_id, part.amount
    from unnest(
      ${parts.map(({ accountId }) => accountId)}::uuid[], ${parts.map(part => part.amount)}::bigint[]
    ) as part (account_id, amount)`)
  await requestApproval(db, {
    councilId,
    subjectKind: refundKind,
    subjectId: id,
    contentHash: hashOf(attemptId, parts),
    requestedBy: actor,
  })
  return done(id)
}

/** Whether the payer's bank may take it back, or did: paid back to the card as well, it would be out twice. */
const isDisputed = async (
  db: Db,
  { councilId, attemptId }: { readonly councilId: number; readonly attemptId: string },
): Promise<boolean> =>
  (await disputesOf(db, { councilId, attemptIds: [attemptId] })).some(
    ({ status }) => status !== 'won',
  )

/**
 * Whether the credit that a payment made went to a bank account or another debt since: then its account would owe again, and the money
 * would be out twice.
 */
const wentAlready = async (
  db: Db,
  {
    councilId,
    attemptId,
    parts,
  }: {
    readonly councilId: number
    readonly attemptId: string
    readonly parts: readonly Part[]
  },
): Promise<boolean> => {
  await lockBalances(
    db,
    councilId,
    parts.map(({ accountId }) => accountId),
  )
  return (
    (await db.run(sql`
      select
      from unnest(
        ${parts.map(({ accountId }) => accountId)}::uuid[], ${parts.map(part => part.amount)}::bigint[]
      ) as part (account_id, amount)
      join payments.card_attempt as attempt on attempt.council_id = ${councilId}::int and attempt.id = ${attemptId}::uuid
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = part.account_id
      join (
        select account_id, decided_at from payments.refund
        where council_id = ${councilId}::int and state in ('agreed', 'sent', 'paid')
        union all
        select from_account_id, decided_at from payments.set_off
        where council_id = ${councilId}::int and state = 'agreed'
      ) as gone on gone.account_id = part.account_id and gone.decided_at >= attempt.finished_at
      where ledger.balance + part.amount > 0`)) > 0
  )
}

/** What is agreed to: which payment, and how much from which account. */
const hashOf = (attemptId: string, parts: readonly Part[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        attemptId,
        parts.map(({ accountId, amount }) => `${accountId} ${amount}`).toSorted(),
      ]),
    )
    .digest('hex')

/** Agrees to a refund or refuses it; never by whoever asked. Agreed: the outbox asks Pay for it, once. */
export async function decideOnRefund(
  db: Db,
  deciding: One & { readonly agreed: boolean; readonly actor: string },
): Promise<Outcome<void>> {
  const { councilId, refundId, agreed, actor } = deciding
  const waiting = await lockRefund(db, deciding)
  if (waiting?.state !== 'asked') return refused(refusals.nothingWaits)
  if (waiting.askedBy === actor) return refused(refusals.secondPerson)
  const { attemptId } = waiting
  const parts = await refundPartsOf(db, deciding)
  if (agreed && (await isDisputed(db, { councilId, attemptId })))
    return refused(refusals.isDisputed)
  if (agreed && (await wentAlready(db, { councilId, attemptId, parts })))
    return refused(refusals.wentAlready)
  if (agreed) {
    const given = await giveApproval(db, {
      councilId,
      subjectKind: refundKind,
      subjectId: refundId,
      contentHash: hashOf(attemptId, parts),
      approvedBy: actor,
    })
    if (!given) return refused(refusals.secondPerson)
  }
  await db.run(sql`
    update payments.card_refund set
      state = ${agreed ? 'agreed' : 'refused'}::text, decided_by = ${actor}::text,
      finished_at = case when ${agreed}::boolean then null else clock_timestamp() end
    where council_id = ${councilId}::int and id = ${refundId}::uuid`)
  if (!agreed) {
    await record(db, {
      councilId,
      actor,
      action: 'refused a card refund',
      objectKind: refundKind,
      objectId: refundId,
    })
    return done(undefined)
  }
  await queueEffects(db, {
    councilId,
    effects: sql`
      select ${`${refundKind}/${refundId}`}::text as effect_key, ${refundKind}::text as kind, null::uuid as action_id,
        ${JSON.stringify({ refundId })}::jsonb as payload`,
  })
  return done(undefined)
}
