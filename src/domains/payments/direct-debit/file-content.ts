import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { type Cycle, noticeBy, noticeFor } from './days.ts'
import { notOwed, protectedAccounts } from './payable.ts'
import type { Presentation, ServiceUser, Submission } from './standard18.ts'

const payer = {
  reference: z.string(),
  payerName: z.string(),
  sortCode: z.string(),
  accountNumber: z.string(),
  version: z.number(),
  mandateId: z.string(),
}
const debitRow = z.object({
  ...payer,
  collectionId: z.string(),
  amount: pence,
  isPresentedAgain: z.boolean(),
  isFirst: z.boolean(),
  noticeOn: date,
})
const instructionRow = z.object({
  ...payer,
  instructionId: z.string(),
  kind: z.enum(['new', 'cancelled', 'converted']),
})

/** What a day's file has in it. */
export type FileContent = {
  readonly cycle: Cycle
  readonly serviceUser: ServiceUser
  readonly instructions: readonly z.infer<typeof instructionRow>[]
  readonly debits: readonly z.infer<typeof debitRow>[]
}

/**
 * What would go to Bacs for a day: every instruction that waits, and every collection of that day that was notified in
 * time, on an active mandate, for no more than is owed on its day, from nobody who is protected. Always in the same order.
 */
export async function contentFor(
  db: Db,
  {
    councilId,
    cycle,
    serviceUser,
  }: {
    readonly councilId: number
    readonly cycle: Cycle
    readonly serviceUser: ServiceUser & { readonly noticeDays: number | undefined }
  },
): Promise<FileContent> {
  const instructions = await db.many(
    instructionRow,
    sql`
      select instruction.id as instruction_id, instruction.kind, mandate.reference, mandate.id as mandate_id,
        details.version, details.payer_name, details.sort_code, details.account_number
      from payments.instruction_to_send as instruction
      join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = instruction.mandate_id
      join payments.bank_details as details
        on details.council_id = ${councilId}::int and details.mandate_id = instruction.mandate_id
        and details.version = instruction.version
      where instruction.council_id = ${councilId}::int and instruction.file_id is null
        and instruction.dropped_why is null
      order by instruction.kind, mandate.reference, details.version`,
  )
  const debits = await db.many(
    debitRow,
    sql`
      select collection.id as collection_id, collection.amount, collection.notice_on, mandate.reference,
        mandate.id as mandate_id, details.version, details.payer_name, details.sort_code, details.account_number,
        collection.presentation = 're-presentation' as is_presented_again,
        not exists (
          select from payments.collection as earlier
          where earlier.council_id = ${councilId}::int and earlier.mandate_id = mandate.id and earlier.file_id is not null
        ) as is_first
      from payments.collection as collection
      join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = collection.mandate_id
      join payments.bank_details as details
        on details.council_id = ${councilId}::int and details.mandate_id = mandate.id and details.state = 'in use'
      where collection.council_id = ${councilId}::int and collection.state = 'notified'
        and collection.collect_on = ${cycle.entry}::date and mandate.state = 'active' and mandate.paused_why is null
        and collection.id not in (select less.id from (${notOwed(councilId)}) as less)
        and collection.account_id not in (
          select protected.account_id from (${protectedAccounts(councilId)}) as protected)
      order by mandate.reference, collection.id`,
  )
  const told = noticeBy(cycle.entry, noticeFor(cycle.entry, serviceUser.noticeDays))
  return {
    cycle,
    serviceUser,
    instructions,
    debits: debits.filter(({ noticeOn }) => !isBefore(told, noticeOn)),
  }
}

/**
 * The content by its hash: what one person proposes and another releases. It covers every account number, amount and name,
 * and neither the serial number nor the day it is made, which come with the release.
 */
export const hashOf = ({ cycle, serviceUser, instructions, debits }: FileContent): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        cycle.entry.toString(),
        [serviceUser.number, serviceUser.name, serviceUser.account],
        instructions.map(one => [one.instructionId, one.kind, ...payerOf(one)]),
        debits.map(one => [
          one.collectionId,
          one.amount.toString(),
          presentationOf(one),
          ...payerOf(one),
        ]),
      ]),
    )
    .digest('hex')

const payerOf = (one: {
  readonly reference: string
  readonly payerName: string
  readonly sortCode: string
  readonly accountNumber: string
}) => [one.reference, one.payerName, one.sortCode, one.accountNumber]

const presentationOf = ({ isPresentedAgain, isFirst }: z.infer<typeof debitRow>): Presentation =>
  isPresentedAgain ? 're-presentation' : isFirst ? 'first' : 'regular'

/** The same as Bacs takes it. */
export const submissionOf = (
  { cycle, serviceUser, instructions, debits }: FileContent,
  { serial, createdOn }: { readonly serial: number; readonly createdOn: Temporal.PlainDate },
): Submission => {
  const payer = (one: Parameters<typeof payerOf>[0]) => ({
    name: one.payerName,
    account: { sortCode: one.sortCode, accountNumber: one.accountNumber },
  })
  return {
    serviceUser,
    serial: String(serial).padStart(6, '0'),
    createdOn,
    processingOn: cycle.processing,
    instructions: instructions.map(one => ({
      is: one.kind,
      reference: one.reference,
      payer: payer(one),
    })),
    debits: debits.map(one => ({
      presentation: presentationOf(one),
      reference: one.reference,
      payer: payer(one),
      amount: one.amount,
      on: cycle.processing,
    })),
  }
}
