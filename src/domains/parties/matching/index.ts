export {
  type Decision,
  decide,
  decidedMatchesOf,
  decisions,
  findMatch,
  matchesOf,
  matchesToReview,
  type Member,
  membersOf,
  type ProposedMatch,
} from './decide.ts'
export { join } from './join.ts'
export { gatherPeople, type Matched, matchPeople, type Scored } from './match.ts'
export { matchSettings, type MatchSettings, setMatchSettings } from './model-store.ts'
export { part } from './part.ts'
export {
  type Band,
  bands,
  belowReview,
  type BelowReview,
  type Threshold,
  thresholds,
} from './quality.ts'
export { mayBeNamed, type Named, namedIn, namedKey } from './named.ts'
export { wordsOfName } from './name-words.ts'
export { isSoleTrader } from './organisation.ts'
export { type Person, standardise, type TargetField, targetFields, type Told } from './person.ts'
export { partAsDifferent, undo } from './take-back.ts'
export { lockPeople } from './people.ts'
export { findMatches, type Found } from './propose.ts'
