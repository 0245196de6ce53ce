import { organisationRoutes, personRoutes, type Routes } from './blocking.ts'
import { comparisons, type Comparison } from './comparisons.ts'
import { asOrganisation, type Organisation } from './organisation.ts'
import { organisationComparisons } from './organisation-comparisons.ts'
import { asPerson, type Person } from './person.ts'

/** What is matched: how its records are read again, which are worth comparing, and in what respects they are compared. */
export type Subject<Of> = {
  readonly kind: Kind
  readonly read: (kept: unknown) => Of
  readonly routes: Routes<Of>
  readonly comparisons: readonly Comparison<Of>[]
}

export const kinds = ['person', 'organisation'] as const
export type Kind = (typeof kinds)[number]

export const people: Subject<Person> = {
  kind: 'person',
  read: asPerson,
  routes: personRoutes,
  comparisons,
}

export const organisations: Subject<Organisation> = {
  kind: 'organisation',
  read: asOrganisation,
  routes: organisationRoutes,
  comparisons: organisationComparisons,
}
