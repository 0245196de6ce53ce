export { takeIn, type TakeIn } from './take-in.ts'
export {
  type Address,
  addressesOf,
  type ContactPoint,
  contactPointsOf,
  findParty,
  partiesOf,
  type FoundParty,
  type Party,
  searchParties,
  type SourceRecord,
  sourceRecordsOf,
} from './queries.ts'
export * from './matching/index.ts'
