import { z } from 'zod'
import { type Company, company } from './company.ts'

/** What came for a company, each part as JSON text was parsed; a part that the register has nothing for is left out. */
export type Parts = {
  readonly profile: unknown
  readonly officers?: unknown
  readonly controllers?: unknown
  readonly insolvency?: unknown
  readonly charges?: unknown
}

/** Either the company, or why what came could not be read, in a sentence without what it said. */
export type Understood =
  | { readonly is: 'found'; readonly company: Company }
  | { readonly is: 'could not be read'; readonly problem: string }

// What is left out and what is null are the same: both come.
const text = z.string().trim().min(1).nullish()
const day = z.iso.date().nullish()
const flag = z.boolean().nullish()

const address = z
  .object({
    care_of: text,
    po_box: text,
    premises: text,
    address_line_1: text,
    address_line_2: text,
    locality: text,
    region: text,
    country: text,
    postal_code: text,
  })
  .nullish()

const profile = z.object({
  company_name: z.string().trim().min(1),
  company_number: z.string().trim().min(1),
  company_status: company.shape.status,
  company_status_detail: text,
  type: text,
  registered_office_address: address,
  date_of_creation: day,
  date_of_cessation: day,
  sic_codes: z.array(z.string()).nullish(),
  accounts: z.object({ overdue: flag, next_due: day }).nullish(),
  confirmation_statement: z.object({ overdue: flag }).nullish(),
  previous_company_names: z
    .array(z.object({ name: z.string(), effective_from: day, ceased_on: day }))
    .nullish(),
})

const officers = z.object({
  total_results: z.number().int().nullish(),
  items: z.array(
    z.object({
      name: z.string(),
      officer_role: z.string(),
      // The public is told the month. One that cannot be read is one that was not said: the company is understood without.
      date_of_birth: z
        .object({
          month: z.number().int().min(1).max(12),
          year: z.number().int().min(1800).max(2100),
        })
        .nullish()
        .catch(null),
      appointed_on: day,
      resigned_on: day,
    }),
  ),
})

const controllers = z.object({
  items: z.array(
    z.object({
      // Whose name the law keeps secret has none.
      name: text,
      kind: z.string(),
      ceased_on: day,
      identification: z.object({ registration_number: text }).nullish(),
    }),
  ),
})

const insolvency = z.object({
  cases: z.array(
    z.object({
      type: z.string().min(1),
      dates: z.array(z.object({ type: z.string(), date: z.iso.date() })).nullish(),
      practitioners: z
        .array(
          z.object({
            name: z.string(),
            role: text,
            address,
            appointed_on: day,
            ceased_to_act_on: day,
          }),
        )
        .nullish(),
    }),
  ),
})

const charges = z.object({ total_count: z.number().int().nonnegative().nullish() })

const answer = z.object({
  profile,
  officers: officers.optional(),
  controllers: controllers.optional(),
  insolvency: insolvency.optional(),
  charges: charges.optional(),
})

/**
 * Makes a company of what came, or says why it could not be read: a part that is not of its shape, a status that is not
 * one of the register's, or another company than was asked for. Nothing is guessed.
 */
export function readAnswer(number: string, parts: Parts): Understood {
  const read = answer.safeParse(parts)
  if (!read.success) {
    const where = read.error.issues[0]?.path.join('.') ?? 'the answer'
    return {
      is: 'could not be read',
      problem: where.endsWith('company_status')
        ? 'Its status is none that is known'
        : `What came is not of the shape expected, at ${where}`,
    }
  }
  const { profile: told } = read.data
  if (told.company_number.replace(/^0+/, '') !== number.replace(/^0+/, ''))
    return { is: 'could not be read', problem: 'The answer is about another company' }
  return { is: 'found', company: companyOf(number, read.data) }
}

function companyOf(number: string, { profile: told, ...more }: z.infer<typeof answer>): Company {
  const names = more.officers?.items ?? []
  return {
    number,
    name: told.company_name,
    status: told.company_status,
    statusDetail: told.company_status_detail ?? null,
    type: told.type ?? null,
    registeredOffice: linesOf(told.registered_office_address),
    createdOn: told.date_of_creation ?? null,
    ceasedOn: told.date_of_cessation ?? null,
    sicCodes: told.sic_codes ?? [],
    accountsOverdue: told.accounts?.overdue ?? false,
    accountsDueOn: told.accounts?.next_due ?? null,
    statementOverdue: told.confirmation_statement?.overdue ?? false,
    previousNames: (told.previous_company_names ?? []).map(former => ({
      name: former.name,
      from: former.effective_from ?? null,
      until: former.ceased_on ?? null,
    })),
    officers: names.map(one => ({
      name: one.name,
      role: one.officer_role,
      bornIn: one.date_of_birth
        ? `${one.date_of_birth.year}-${String(one.date_of_birth.month).padStart(2, '0')}`
        : null,
      appointedOn: one.appointed_on ?? null,
      resignedOn: one.resigned_on ?? null,
    })),
    officersInAll: Math.max(more.officers?.total_results ?? 0, names.length),
    controllers: (more.controllers?.items ?? []).map(one => ({
      name: one.name ?? 'A name that the law keeps secret',
      isCompany: /^(corporate-entity|legal-person)/.test(one.kind),
      companyNumber: one.identification?.registration_number ?? null,
      ceasedOn: one.ceased_on ?? null,
    })),
    charges: more.charges?.total_count ?? null,
    cases: (more.insolvency?.cases ?? []).map(one => ({
      type: one.type,
      dates: (one.dates ?? []).map(({ type, date }) => ({ type, on: date })),
      practitioners: (one.practitioners ?? []).map(who => ({
        name: who.name,
        role: who.role ?? null,
        address: linesOf(who.address),
        appointedOn: who.appointed_on ?? null,
        ceasedOn: who.ceased_to_act_on ?? null,
      })),
    })),
  }
}

const linesOf = (given: z.infer<typeof address>): string[] =>
  given
    ? [
        given.care_of,
        given.po_box,
        [given.premises, given.address_line_1].filter(Boolean).join(' '),
        given.address_line_2,
        given.locality,
        given.region,
        given.country,
        given.postal_code,
      ].flatMap(line => (line === null || line === undefined || line === '' ? [] : [line]))
    : []
