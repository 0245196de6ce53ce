import { z } from 'zod'
import { post, reverse, takeInTransactions } from '#debts'
import { someEntry } from '#debts/testing'
import { recordDeath } from '#parties'
import type { Database } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { type HoldKind, placeHold } from '#protections'
import type { Pence } from '#values/money.ts'
import {
  aCollectingCouncil,
  day,
  goodAccount,
  valueOf,
} from '../../direct-debit/testing/council.ts'
import { agreeToRefund, refuseRefund } from '../decide-refund.ts'
import { agreeToSetOff, refuseSetOff } from '../decide-set-off.ts'
import { verifyDetails } from '../payee-details.ts'
import { type NewRefund, proposeRefund, withdrawRefund } from '../propose-refund.ts'
import {
  type NewSetOff,
  proposeSetOff as proposeSetOffIn,
  withdrawSetOff,
} from '../propose-set-off.ts'
import { findRefund } from '../refund.ts'
import { fileOfList } from '../list.ts'
import { cameBack, wasPaid } from '../outcome.ts'
import { proposeList, releaseList, withdrawList } from '../release-list.ts'
import { findSetOff } from '../set-off.ts'
import { undoSetOff as undoSetOffIn } from '../undo-set-off.ts'

export const today = day('2026-06-01')

/** A council whose accounts each owe £1,000 until `inCredit` overpays them. */
export async function aCouncilInCredit(database: Database, councilId: number, accounts: number) {
  const council = await aCollectingCouncil(database, councilId, accounts)
  return { ...council, ...doing(database, council) }
}

/** What tests do with such a council, each in a transaction of its own. */
const doing = (database: Database, council: Awaited<ReturnType<typeof aCollectingCouncil>>) => {
  const { councilId, inCouncil, partyOf } = council
  let payments = 0
  const pay = (accountId: string, amount: Pence, on = '2026-05-01') =>
    inCouncil(db =>
      post(db, {
        councilId,
        actor: 'system:test',
        entry: someEntry(council, accountId, {
          kind: 'payment',
          reference: `payment ${(payments += 1)}`,
          amount,
          on: day(on),
        }),
      }),
    )
  /** The payer's bank takes the last payment back. */
  const takeBackPayment = async (accountId: string) => {
    const { entryId } = await database.one(
      z.object({ entryId: z.string() }),
      sql`
        select entry.id as entry_id from debts.entry as entry
        join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
        where entry.council_id = ${councilId}::int and entry.kind = 'payment' and posting.credit = ${accountId}::uuid
        order by posting.number desc limit 1`,
    )
    await inCouncil(db =>
      reverse(db, {
        councilId,
        entryId,
        on: today,
        because: 'Returned unpaid',
        actor: 'system:test',
      }),
    )
  }
  const charge = (accountId: string, amount: Pence, on = '2026-05-20') =>
    inCouncil(db =>
      post(db, {
        councilId,
        actor: 'system:test',
        entry: someEntry(council, accountId, {
          reference: `more ${(payments += 1)}`,
          amount,
          on: day(on),
        }),
      }),
    )
  /** Pays all that is owed and so much more. */
  const inCredit = async (accountId: string, credit: Pence, on?: string) =>
    pay(accountId, (await council.balance(accountId)) + credit, on)

  const propose = async (
    accountId: string,
    amount: Pence,
    differences: Partial<NewRefund> = {},
  ) => {
    const partyId = await partyOf(accountId)
    return inCouncil(db =>
      proposeRefund(db, {
        councilId,
        accountId,
        partyId,
        amount,
        why: 'They paid twice',
        holder: 'Zoë O’Hara',
        account: goodAccount,
        verified: { how: 'called back', words: 'On the number of 2021' },
        today,
        actor: 'system:proposer',
        ...differences,
      }),
    )
  }
  const agree = (refundId: string, actor = 'system:approver') =>
    inCouncil(db => agreeToRefund(db, { councilId, refundId, today, actor }))
  const refuse = (refundId: string, actor = 'system:approver', why = 'Not theirs') =>
    inCouncil(db => refuseRefund(db, { councilId, refundId, why, actor }))
  const withdraw = (refundId: string, actor = 'system:proposer') =>
    inCouncil(db => withdrawRefund(db, { councilId, refundId, actor }))
  const refund = (refundId: string) => inCouncil(db => findRefund(db, { councilId, refundId }))
  const verify = async (refundId: string, actor = 'verifier') => {
    const detailsId = (await refund(refundId))?.detailsId ?? ''
    return inCouncil(db =>
      verifyDetails(db, {
        councilId,
        detailsId,
        verified: { how: 'in person', words: 'Her card and passport' },
        actor,
      }),
    )
  }
  const agreed = async (accountId: string, amount: Pence) => {
    const refundId = valueOf(await propose(accountId, amount))
    valueOf(await agree(refundId))
    return refundId
  }
  const proposeSetOff = (
    fromAccountId: string,
    toAccountId: string,
    amount: Pence,
    differences: Partial<NewSetOff> = {},
  ) =>
    inCouncil(db =>
      proposeSetOffIn(db, {
        councilId,
        fromAccountId,
        toAccountId,
        amount,
        asked: 'nothing',
        askedWords: '',
        why: 'It is late there',
        today,
        actor: 'system:proposer',
        ...differences,
      }),
    )
  const agreeSetOff = (setOffId: string, actor = 'system:approver') =>
    inCouncil(db => agreeToSetOff(db, { councilId, setOffId, today, actor }))
  const notSetOff = (setOffId: string, actor = 'system:approver') =>
    inCouncil(db => refuseSetOff(db, { councilId, setOffId, why: 'Not now', actor }))
  const unproposed = (setOffId: string, actor = 'system:proposer') =>
    inCouncil(db => withdrawSetOff(db, { councilId, setOffId, actor }))
  const undoSetOff = (setOffId: string, why = 'They wanted it repaid') =>
    inCouncil(db => undoSetOffIn(db, { councilId, setOffId, why, today, actor: 'system:approver' }))
  const setOff = (setOffId: string) => inCouncil(db => findSetOff(db, { councilId, setOffId }))
  const listed = (actor = 'system:proposer') =>
    inCouncil(db => proposeList(db, { councilId, actor }))
  const released = (listId: string, actor = 'releaser') =>
    inCouncil(db => releaseList(db, { councilId, listId, actor }))
  const unlisted = (listId: string, actor = 'system:proposer') =>
    inCouncil(db => withdrawList(db, { councilId, listId, why: 'Not today', actor }))
  const paid = (refundId: string, actor = 'system:proposer') =>
    inCouncil(db => wasPaid(db, { councilId, refundId, actor }))
  const back = (refundId: string, why = 'The account is closed') =>
    inCouncil(db => cameBack(db, { councilId, refundId, why, today, actor: 'system:proposer' }))
  const file = (listId: string) => inCouncil(db => fileOfList(db, { councilId, listId }))
  /** A hold that runs from now, on everything that whoever leads an account owes. */
  const hold = async (accountId: string, kind: HoldKind) => {
    const partyId = await partyOf(accountId)
    const startsAt = Temporal.Instant.from('2026-05-30T09:00:00Z')
    return inCouncil(db =>
      placeHold(db, {
        councilId,
        partyId,
        kind,
        startsAt,
        receivedAt: startsAt,
        reason: 'A test',
        actor: 'officer',
      }),
    )
  }
  const dies = async (accountId: string) => {
    const partyId = await partyOf(accountId)
    return inCouncil(db =>
      recordDeath(db, { councilId, partyId, on: today, actor: 'officer', toldBy: 'a test' }),
    )
  }
  /** What the accounts' source tells of in its next file, on the day of the test. */
  const tell = (
    movements: readonly {
      readonly reference: string
      readonly accountId: string
      readonly kind: string
      readonly amount: Pence
    }[],
  ) =>
    inCouncil(db =>
      takeInTransactions(db, {
        councilId,
        actor: 'system:test',
        transactions: sql`
          select 'test'::text as source, reference as transaction_reference, account_id, kind, amount, ${today}::date as effective_on,
            'As its source tells it'::text as narrative, null::text as payer_name, null::text as given_reference,
            reference as source_id
          from unnest(
            ${movements.map(({ reference }) => reference)}::text[], ${movements.map(({ accountId }) => accountId)}::uuid[],
            ${movements.map(({ kind }) => kind)}::text[], ${movements.map(({ amount }) => amount)}::bigint[]
          ) as movement (reference, account_id, kind, amount)`,
      }),
    )
  const entries = async (accountId: string) =>
    (
      await database.one(
        z.object({ entries: count }),
        sql`
          select count(*) as entries from debts.posting
          where council_id = ${councilId}::int and ${accountId}::uuid in (debit, credit)`,
      )
    ).entries
  return {
    pay,
    takeBackPayment,
    charge,
    inCredit,
    proposeRefund: propose,
    agree,
    refuse,
    withdraw,
    refund,
    verify,
    agreed,
    proposeSetOff,
    agreeSetOff,
    refuseSetOff: notSetOff,
    withdrawSetOff: unproposed,
    undoSetOff,
    setOff,
    proposeList: listed,
    releaseList: released,
    withdrawList: unlisted,
    paid,
    back,
    file,
    hold,
    dies,
    tell,
    entries,
  }
}
