export { takeIn, type TakeIn } from './take-in.ts'
export {
  type Address,
  addressesOf,
  type ContactPoint,
  contactPointsOf,
  findParty,
  type FoundParty,
  type Party,
  searchParties,
  type SourceRecord,
  sourceRecordsOf,
} from './queries.ts'
