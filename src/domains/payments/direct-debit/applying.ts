import { z } from 'zod'
import { recordDeath } from '#parties'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { raise } from './alarms.ts'
import { detailsFromBank } from './change-details.ts'
import { isLive, type LockedMandate } from './mandate.ts'
import type { BankAccount } from './modulus.ts'
import { moveMandate, pauseMandate } from './move-mandate.ts'
import type { Reason } from './reasons.ts'

/** A report being applied: whose, which, on which day. */
export type Applying = {
  readonly councilId: number
  readonly reportId: string
  readonly today: Temporal.PlainDate
  readonly actor: string
}

/** One line of a report, and what it did in a sentence. */
export type Item = {
  /** What the line says, so that a report which repeats it does nothing. */
  readonly key: string
  readonly line: number
  readonly reference: string
  readonly reason: string
  readonly amount?: Pence
  readonly mandateId?: string | undefined
  readonly collectionId?: string | undefined
  readonly did: string
}

export const isKnown = async (db: Db, councilId: number, key: string): Promise<boolean> =>
  (await db.run(sql`
    select from payments.bacs_report_item where council_id = ${councilId}::int and item_key = ${key}::text`)) >
  0

export const keepItem = async (
  db: Db,
  { councilId, reportId }: Applying,
  item: Item,
): Promise<void> => {
  await db.run(sql`
    insert into payments.bacs_report_item
      (council_id, item_key, report_id, line, reference, reason, amount, mandate_id, collection_id, did)
    values (${councilId}::int, ${item.key}::text, ${reportId}::uuid, ${item.line}::int, ${item.reference}::text,
      ${item.reason}::text, ${item.amount ?? null}::bigint, ${item.mandateId ?? null}::uuid,
      ${item.collectionId ?? null}::uuid, ${item.did}::text)`)
}

/** What a bank's reason does to a mandate. Returns what was done, in a sentence. */
export async function carryOut(
  db: Db,
  { councilId, today, actor }: Applying,
  {
    mandate,
    reason: { says, effect },
    newAccount,
    on = today,
  }: {
    readonly mandate: LockedMandate
    readonly reason: Reason
    readonly newAccount?: BankAccount | undefined
    /** The day the bank says it counts from. */
    readonly on?: Temporal.PlainDate | undefined
  },
): Promise<string> {
  const of = { councilId, mandateId: mandate.id, actor }
  const bank = `The payer’s bank says that ${says}`
  const pause = async () => {
    await pauseMandate(db, { ...of, why: bank })
    await raise(db, {
      councilId,
      kind: 'paused',
      mandateId: mandate.id,
      says: `${bank}. Nothing is collected until somebody has looked: put it right with the payer, then resume the mandate or cancel it.`,
    })
    return 'Paused the mandate, for somebody to look at'
  }
  switch (effect) {
    case 'none':
    case 'present again':
      return 'Left the mandate as it is'
    case 'cancel':
      if (!isLive(mandate)) return 'The mandate had ended already'
      await moveMandate(db, { ...of, to: 'cancelled', why: bank, on: today })
      return 'Cancelled the mandate'
    case 'deceased':
      await recordDeath(db, {
        councilId,
        partyId: mandate.partyId,
        on,
        actor,
        toldBy: 'their bank',
      })
      if (isLive(mandate)) await moveMandate(db, { ...of, to: 'cancelled', why: bank, on: today })
      await raise(db, {
        councilId,
        kind: 'payer died',
        mandateId: mandate.id,
        says: 'A bank says that the payer has died. All contact with them has stopped and the mandate has ended. Check it, and follow the council’s bereavement route.',
      })
      return 'Cancelled the mandate and stopped all contact: the payer has died'
    case 'new details':
      if (!isLive(mandate)) return 'The mandate had ended already'
      if (!newAccount) return pause()
      await detailsFromBank(db, { ...of, account: newAccount })
      return 'Followed the account to where it was moved'
    case 'pause':
      return isLive(mandate) ? pause() : 'The mandate had ended already'
    case 'reinstate':
      return reinstate(db, of, { mandate, bank, today })
  }
}

async function reinstate(
  db: Db,
  of: { readonly councilId: number; readonly mandateId: string; readonly actor: string },
  {
    mandate,
    bank,
    today,
  }: { readonly mandate: LockedMandate; readonly bank: string; readonly today: Temporal.PlainDate },
): Promise<string> {
  if (isLive(mandate)) return 'The mandate had not ended'
  const other = await db.run(sql`
    select from payments.mandate
    where council_id = ${of.councilId}::int and account_id = ${mandate.accountId}::uuid
      and state in ('proposed', 'lodged', 'active', 'amended')`)
  if (other > 0 || mandate.state === 'dormant') {
    await raise(db, {
      councilId: of.councilId,
      kind: 'paused',
      mandateId: mandate.id,
      says: `${bank}, but the mandate cannot come back: the account has another, or this was long unused. Ask the payer which they mean.`,
    })
    return 'Left it for somebody to look at'
  }
  await moveMandate(db, { ...of, to: 'active', why: bank, on: today })
  return `${capitalised('reinstated')} the mandate`
}

const collection = z.object({
  id: z.string(),
  state: z.string(),
  amount: pence,
  collectOn: date,
  entryId: z.string().nullable(),
  /** What payers had back of it by claims, less what banks took back of those. */
  claimed: pence,
})
export type TakenCollection = z.infer<typeof collection>

/** The collections of a mandate that were taken on a day: reports name the day Bacs processed them or the day of entry. */
export const takenOn = (
  db: Db,
  councilId: number,
  mandateId: string,
  day: Temporal.PlainDate,
): Promise<readonly TakenCollection[]> =>
  db.many(
    collection,
    sql`
      select collection.id, collection.state, collection.amount, collection.collect_on, collection.entry_id, (
          select coalesce(sum(case when item.item_key like 'DDICA/taken back/%' then -item.amount else item.amount end), 0)::bigint
          from payments.bacs_report_item as item
          where item.council_id = ${councilId}::int and item.collection_id = collection.id and item.item_key like 'DDICA/%') as claimed
      from payments.collection as collection
      join payments.bacs_file as file on file.council_id = ${councilId}::int and file.id = collection.file_id
      where collection.council_id = ${councilId}::int and collection.mandate_id = ${mandateId}::uuid
        and ${day}::date in (file.processing_on, file.entry_on)
      order by collection.id
      for no key update of collection`,
  )
