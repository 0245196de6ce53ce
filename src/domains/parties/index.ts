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
export {
  gatherPeople,
  type Matched,
  matchPeople,
  type Person,
  standardise,
  type TargetField,
  targetFields,
} from './matching/index.ts'
