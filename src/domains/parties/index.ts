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
export * from './matching/index.ts'
export { type FoundParty, searchParties } from './search.ts'
