import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'

/**
 * A bank account as it is kept, however a bank or a person writes it: a British IBAN is the sort code and account number
 * that it ends in.
 */
export function standardAccount(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()
  return /^GB\d{2}[A-Z]{4}(\d{14})$/.exec(plain)?.[1] ?? plain
}

/**
 * Which of the council's accounts a bank means, where it can be one alone: many write the currency behind it, the bank's own code before
 * it, or the account number of eight figures without its sort code. Where the bank leaves the account out, it is the only one there is.
 * Undefined where it is none of them, or may be several.
 */
export function whichOfOurs(text: string, ours: ReadonlySet<string>): string | undefined {
  const standard = standardAccount(text.replace(/\s*GBP$/i, ''))
  if (ours.has(standard)) return standard
  const [only, ...others] = [...ours].filter(
    number =>
      standard === '' ||
      (/^\d{8}$/.test(standard) && number.endsWith(standard)) ||
      // The code of a bank has six letters, and no account number has one.
      (/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?\d{14}$/.test(standard) && standard.endsWith(number)),
  )
  return others.length === 0 ? only : undefined
}

const bankAccount = z.object({ number: z.string(), name: z.string(), addedAt: instant })
/** An account of the council's own, whose statements are taken in. */
export type BankAccount = z.infer<typeof bankAccount>

export const bankAccounts = (db: Db, councilId: number): Promise<readonly BankAccount[]> =>
  db.many(
    bankAccount,
    sql`
      select number, name, added_at from payments.bank_account where council_id = ${councilId}::int order by name, number`,
  )

/** Adds an account of the council's, or names it anew. Refuses what is no account number. */
export async function addBankAccount(
  db: Db,
  {
    councilId,
    number,
    name,
    actor,
  }: {
    readonly councilId: number
    readonly number: string
    readonly name: string
    readonly actor: string
  },
): Promise<Outcome<string>> {
  const standard = standardAccount(number)
  if (!/^(\d{14}|[A-Z]{2}\d{2}[A-Z0-9]{8,30})$/.test(standard))
    return refused(refusals.notABankAccount)
  await db.run(sql`
    insert into payments.bank_account (council_id, number, name, added_by)
    values (${councilId}::int, ${standard}, ${name}, ${actor})
    on conflict (council_id, number) do update set name = excluded.name`)
  await record(db, {
    councilId,
    actor,
    action: 'added',
    objectKind: 'bank account',
    objectId: endOf(standard),
  })
  return done(standard)
}

/** What is said of an account where the whole number is no business of the reader's. */
export const endOf = (number: string): string => `ending ${number.slice(-4)}`
