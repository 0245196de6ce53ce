export { takeIn, type TakeIn } from './take-in.ts'
export {
  type Address,
  addressesOf,
  type ContactPoint,
  contactPointsOf,
  findParty,
  partiesOf,
  type Party,
  type SourceRecord,
  sourceRecordsOf,
} from './queries.ts'
export {
  type Authority,
  authoritiesOf,
  authorityKinds,
  authorityScopes,
  type CoveredDebt,
  coverInWords,
  coversDebt,
  endAuthority,
  giveAuthority,
  mayBeSaid,
  passAuthority,
} from './authority.ts'
export { recordDeath } from './death.ts'
export { type IdentityEvent, identityEventsOf } from './history.ts'
export { type Housemate, housemates } from './household.ts'
export { type Described, type Fitting, whoIsDescribed } from './identify.ts'
export * from './details/index.ts'
export * from './matching/index.ts'
export {
  lift,
  partyToOpen,
  restrict,
  restrictedRecord,
  type Restriction,
  restrictionOf,
} from './restriction.ts'
export { type FoundParty, searchParties } from './search.ts'
