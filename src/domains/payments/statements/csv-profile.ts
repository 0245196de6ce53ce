import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { dateFormats } from '#imports'

const column = z.string().min(1, 'is empty: give the heading as it is in the file')
const shape = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'is small letters, figures and hyphens'),
    title: z.string().min(1),
    version: z.literal(1),
    encoding: z.enum(['utf-8', 'windows-1252']).default('utf-8'),
    delimiter: z.string().length(1).default(','),
    /** Lines before the headings. */
    skipLines: z.int().min(0).max(50).default(0),
    dates: z.array(z.enum(dateFormats)).min(1),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('GBP'),
    /** How an amount less than nothing is written. */
    negative: z.enum(['minus', 'trailing minus', 'parentheses', 'DR']).default('minus'),
    /** Of two columns, the one of debits has amounts less than nothing, as some banks write them. */
    debitsAreNegative: z.boolean().default(false),
    order: z.enum(['oldest first', 'newest first']),
    columns: z.strictObject({
      bookedOn: column,
      /** One column with a sign, or two without. */
      amount: column.optional(),
      credit: column.optional(),
      debit: column.optional(),
      balance: column.optional(),
      sortCode: column.optional(),
      account: column.optional(),
      reference: column.optional(),
      payer: column.optional(),
      description: z.array(column).min(1),
      code: column.optional(),
    }),
  })
  .refine(
    ({ columns: { amount, credit, debit } }) =>
      amount === undefined
        ? credit !== undefined && debit !== undefined
        : credit === undefined && debit === undefined,
    { error: 'names one column of amounts, or one of credits and one of debits' },
  )

/** How one bank writes its CSV download, as data: an operator can describe another (`evenhand bank-download`). */
export type BankCsvProfile = Readonly<z.infer<typeof shape>>

/** Reads a profile; throws what is wrong with it. */
export const readBankCsvProfile = (text: string): BankCsvProfile => shape.parse(JSON.parse(text))

const folder = new URL('./profiles/', import.meta.url)

/** The banks whose downloads are described here, by name. None has been tried with a live bank. */
export const shippedBankCsvProfiles = (): readonly BankCsvProfile[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => readBankCsvProfile(readFileSync(new URL(file, folder), 'utf8')))

export const bankCsvProfile = (name: string): BankCsvProfile | undefined =>
  shippedBankCsvProfiles().find(profile => profile.name === name)
