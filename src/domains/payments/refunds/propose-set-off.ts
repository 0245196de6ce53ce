import { randomUUID } from 'node:crypto'
import { record, requestApproval } from '#administration'
import { lockBalances } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { liableParties, lockParties } from '#protections'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'
import { contentOfSetOff, lockSetOff, type OneSetOff, setOffKind } from './set-off.ts'
import { type Between, maySetOffNow } from './set-off-facts.ts'

export type NewSetOff = Between & {
  readonly why: string
  /** Who asked for it and how that is known, where somebody did. */
  readonly askedWords: string
  readonly actor: string
}

/** Takes the people and balances of two accounts until the transaction ends, in the order that everybody takes them. */
export async function lockBoth(
  db: Db,
  {
    councilId,
    fromAccountId,
    toAccountId,
  }: Pick<Between, 'councilId' | 'fromAccountId' | 'toAccountId'>,
): Promise<void> {
  const accountIds = [fromAccountId, toAccountId]
  await lockParties(db, {
    councilId,
    partyIds: await liableParties(db, { councilId, accountIds }),
  })
  await lockBalances(db, councilId, accountIds)
}

/**
 * Proposes that a credit goes to another debt of the same people. Nothing is posted until somebody else agrees. Refuses what
 * `maySetOffNow` does. Answers its id.
 */
export async function proposeSetOff(db: Db, asked: NewSetOff): Promise<Outcome<string>> {
  const { councilId, fromAccountId, toAccountId, amount, why, askedWords, actor } = asked
  await lockBoth(db, asked)
  const may = await maySetOffNow(db, asked)
  if (!may.ok) return may
  const id = randomUUID()
  const rule = may.value.says
  await db.run(sql`
    insert into payments.set_off
      (council_id, id, from_account_id, to_account_id, amount, why, asked, asked_words, rule, proposed_by)
    values (${councilId}::int, ${id}::uuid, ${fromAccountId}::uuid, ${toAccountId}::uuid, ${amount}::bigint, ${why}::text,
      ${asked.asked}::text, ${asked.asked === 'this' ? askedWords : ''}::text, ${rule}::text, ${actor}::text)`)
  await requestApproval(db, {
    councilId,
    subjectKind: setOffKind,
    subjectId: id,
    contentHash: contentOfSetOff({ id, fromAccountId, toAccountId, amount, rule }),
    requestedBy: actor,
  })
  return done(id)
}

/** Takes a proposal back: by whoever made it, and while nobody has decided. */
export async function withdrawSetOff(
  db: Db,
  withdrawing: OneSetOff & { readonly actor: string },
): Promise<Outcome<void>> {
  const { councilId, setOffId, actor } = withdrawing
  const waiting = await lockSetOff(db, withdrawing)
  if (waiting?.state !== 'proposed') return refused(refusals.notWaiting)
  if (waiting.proposedBy !== actor) return refused(refusals.ownProposal)
  await db.run(sql`
    update payments.set_off set state = 'withdrawn', withdrawn_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${setOffId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'withdrew a set-off',
    objectKind: setOffKind,
    objectId: setOffId,
  })
  return done(undefined)
}
