import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/** The kinds of debt that the law treats alike. */
export type DebtFamily = (typeof debtFamilies)[number]
export const debtFamilies = [
  'council tax',
  'business rates',
  'sundry',
  'adult social care',
  'benefit overpayment',
  'housing',
  'leasehold',
] as const

/** A kind of debt: what governs it, what the council may do about it, and who raised it. */
export type DebtType = {
  readonly name: string
  readonly family: DebtFamily
  readonly governingLaw: string
  /** Remedies the debt type allows in law; policy chooses among them. */
  readonly remedies: readonly string[]
  readonly owningService: string
}

const county = ['county court claim', 'arrangement']
const liabilityOrder = [
  'liability order',
  'attachment of earnings',
  'attachment of benefits',
  'enforcement agent',
  'charging order',
  'arrangement',
]

/** The register a council starts with. It adds its own with `addDebtType`: no release is needed. */
export const shippedDebtTypes: readonly DebtType[] = [
  {
    name: 'council tax',
    family: 'council tax',
    governingLaw: 'Local Government Finance Act 1992; SI 1992/613',
    remedies: liabilityOrder,
    owningService: 'Revenues',
  },
  {
    name: 'business rates',
    family: 'business rates',
    governingLaw: 'Local Government Finance Act 1988; SI 1989/1058',
    remedies: ['liability order', 'enforcement agent', 'arrangement'],
    owningService: 'Revenues',
  },
  {
    name: 'sundry invoice',
    family: 'sundry',
    governingLaw: 'Contract; Limitation Act 1980',
    remedies: county,
    owningService: 'Finance',
  },
  {
    name: 'adult social care charge',
    family: 'adult social care',
    governingLaw:
      'Care Act 2014 section 69; in Wales, Social Services and Well-being (Wales) Act 2014 section 70',
    remedies: county,
    owningService: 'Adult social care',
  },
  {
    name: 'housing benefit overpayment',
    family: 'benefit overpayment',
    governingLaw: 'Social Security Administration Act 1992 section 75',
    remedies: [
      'deduction from benefit',
      'direct earnings attachment',
      'county court claim',
      'arrangement',
    ],
    owningService: 'Benefits',
  },
  {
    name: 'former tenant arrears',
    family: 'housing',
    governingLaw: 'Tenancy agreement; Limitation Act 1980',
    remedies: county,
    owningService: 'Housing',
  },
  {
    name: 'garage',
    family: 'housing',
    governingLaw: 'Licence agreement; Limitation Act 1980',
    remedies: county,
    owningService: 'Housing',
  },
  {
    name: 'leasehold service charge',
    family: 'leasehold',
    governingLaw: 'Lease; Landlord and Tenant Act 1985 sections 18 to 30',
    remedies: county,
    owningService: 'Housing',
  },
  {
    name: 'rechargeable repair',
    family: 'housing',
    governingLaw: 'Tenancy agreement; Limitation Act 1980',
    remedies: county,
    owningService: 'Housing',
  },
  {
    name: 'court costs',
    family: 'sundry',
    governingLaw: 'Order of the court',
    remedies: ['arrangement'],
    owningService: 'Revenues',
  },
]

/** Adds a kind of debt to a council's register, or corrects what is said of it. */
export const addDebtType = async (db: Db, councilId: number, type: DebtType): Promise<void> => {
  await db.run(sql`
    insert into debts.debt_type (council_id, name, family, governing_law, remedies, owning_service)
    values (${councilId}::int, ${type.name}, ${type.family}, ${type.governingLaw}, ${[...type.remedies]}::text[], ${type.owningService})
    on conflict (council_id, name) do update set
      family = excluded.family, governing_law = excluded.governing_law, remedies = excluded.remedies,
      owning_service = excluded.owning_service`)
}

/** Opens a council's register with the types its remit has. `remit` lists names of shipped types. */
export async function seedDebtTypes(
  db: Db,
  councilId: number,
  remit: readonly string[],
): Promise<void> {
  for (const type of shippedDebtTypes) {
    if (remit.includes(type.name)) await addDebtType(db, councilId, type)
  }
}
