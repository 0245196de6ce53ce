import { z } from 'zod'
import { type Status, statuses } from './words.ts'

const day = z.iso.date()

/** What we understood of what the register says about a company. Days are ISO text: it is kept as JSON. */
export const company = z.object({
  number: z.string(),
  name: z.string(),
  status: z.enum(Object.keys(statuses) as [Status, ...Status[]]),
  /** As it came; `detailInWords` knows the usual ones. */
  statusDetail: z.string().nullable(),
  type: z.string().nullable(),
  registeredOffice: z.array(z.string()),
  createdOn: day.nullable(),
  ceasedOn: day.nullable(),
  sicCodes: z.array(z.string()),
  accountsOverdue: z.boolean(),
  accountsDueOn: day.nullable(),
  statementOverdue: z.boolean(),
  previousNames: z.array(
    z.object({ name: z.string(), from: day.nullable(), until: day.nullable() }),
  ),
  officers: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      /** The month of birth, like 1971-03; null where it is not said, and in what was understood before it was asked. */
      bornIn: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .nullable()
        .default(null),
      appointedOn: day.nullable(),
      resignedOn: day.nullable(),
    }),
  ),
  /** How many officers the register has in all: it may be more than it sent. */
  officersInAll: z.number(),
  /** Who controls it. A company among them is its parent: the group. */
  controllers: z.array(
    z.object({
      name: z.string(),
      isCompany: z.boolean(),
      companyNumber: z.string().nullable(),
      ceasedOn: day.nullable(),
    }),
  ),
  /** How many charges are registered against it; null where it was not said. */
  charges: z.number().nullable(),
  cases: z.array(
    z.object({
      type: z.string(),
      dates: z.array(z.object({ type: z.string(), on: day })),
      practitioners: z.array(
        z.object({
          name: z.string(),
          role: z.string().nullable(),
          address: z.array(z.string()),
          appointedOn: day.nullable(),
          ceasedOn: day.nullable(),
        }),
      ),
    }),
  ),
})
export type Company = z.infer<typeof company>
export type InsolvencyCase = Company['cases'][number]

/** A company number in its one form: eight characters. */
export const companyNumber = z.string().regex(/^[0-9A-Z]{8}$/)
