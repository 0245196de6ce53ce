export { gatherPeople, type Matched, matchPeople, type Scored } from './match.ts'
export { type Person, standardise, type TargetField, targetFields } from './person.ts'
