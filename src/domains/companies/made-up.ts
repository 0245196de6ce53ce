import type { Parts } from './read-answer.ts'

/** The kinds of company that are made up for training and tests, in the register's shape. None is anybody's. */
export const madeUpKinds = [
  'liquidation',
  'dissolved',
  'active',
  'striking off',
  'administration',
  'moratorium',
] as const
export type MadeUpKind = (typeof madeUpKinds)[number]

const address = {
  address_line_1: '1 Invented Row',
  locality: 'Exampleford',
  country: 'England',
  postal_code: 'ZE1 1AA',
}

const differences: Readonly<Record<MadeUpKind, object>> = {
  liquidation: { company_status: 'liquidation', has_insolvency_history: true },
  dissolved: { company_status: 'dissolved', date_of_cessation: '2026-02-10' },
  active: {
    company_status: 'active',
    previous_company_names: [
      {
        name: 'INVENTED BEGINNINGS LIMITED',
        effective_from: '2014-03-03',
        ceased_on: '2019-07-01',
      },
    ],
  },
  'striking off': {
    company_status: 'active',
    company_status_detail: 'active-proposal-to-strike-off',
    accounts: { next_due: '2025-12-31', overdue: true },
    confirmation_statement: { overdue: true },
  },
  administration: { company_status: 'administration', has_insolvency_history: true },
  moratorium: { company_status: 'active', has_insolvency_history: true },
}

const practitioner = (name: string, role: string) => ({
  name,
  role,
  address: { ...address, address_line_1: '20 Made Up Chambers' },
  appointed_on: '2026-01-15',
})

const insolvencies: Partial<Readonly<Record<MadeUpKind, object>>> = {
  liquidation: {
    cases: [
      {
        number: '1',
        type: 'creditors-voluntary-liquidation',
        dates: [{ type: 'wound-up-on', date: '2026-01-15' }],
        practitioners: [practitioner('Imogen Madeup', 'practitioner')],
      },
    ],
  },
  administration: {
    cases: [
      {
        number: '1',
        type: 'in-administration',
        dates: [{ type: 'administration-started-on', date: '2026-01-15' }],
        practitioners: [practitioner('Victor Fiction', 'administrator')],
      },
    ],
  },
  moratorium: {
    cases: [
      {
        number: '1',
        type: 'moratorium',
        dates: [{ type: 'moratorium-started-on', date: '2026-03-01' }],
      },
    ],
  },
}

/** Somebody as the register names its officers. */
export type MadeUpOfficer = { readonly name: string; readonly date_of_birth: object }

/** What the register would send about a made-up company of a kind, with one more director if somebody is said to be. */
export function madeUpCompany(
  kind: MadeUpKind,
  number: string,
  name: string,
  director?: MadeUpOfficer,
): Parts {
  const insolvency = insolvencies[kind]
  return {
    profile: {
      company_name: name.toUpperCase(),
      company_number: number,
      type: 'ltd',
      jurisdiction: 'england-wales',
      date_of_creation: '2014-03-03',
      registered_office_address: address,
      sic_codes: ['56101'],
      accounts: { next_due: '2026-12-31', overdue: false },
      confirmation_statement: { overdue: false },
      has_charges: kind === 'liquidation',
      links: { self: `/company/${number}` },
      ...differences[kind],
    },
    officers: {
      total_results: director ? 3 : 2,
      active_count: director ? 2 : 1,
      items: [
        ...(director
          ? [{ ...director, officer_role: 'director', appointed_on: '2017-09-11' }]
          : []),
        { name: 'SAMPLE, Petra', officer_role: 'director', appointed_on: '2014-03-03' },
        {
          name: 'EXAMPLE, Noel',
          officer_role: 'secretary',
          appointed_on: '2014-03-03',
          resigned_on: '2020-06-30',
        },
      ],
    },
    controllers: {
      items: [
        kind === 'striking off'
          ? { name: 'Ms Petra Sample', kind: 'individual-person-with-significant-control' }
          : {
              name: 'INVENTED HOLDINGS LIMITED',
              kind: 'corporate-entity-person-with-significant-control',
              identification: { registration_number: '99999999' },
            },
      ],
    },
    ...(kind === 'liquidation' && { charges: { total_count: 1, items: [] } }),
    ...(insolvency && { insolvency }),
  }
}
