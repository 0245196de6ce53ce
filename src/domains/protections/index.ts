/** Protections: what stops recovery, for whom, why and until when. */
export { type Hold, type HoldKind, holdKinds } from './hold.ts'
export { endHold, type EndHold, type NewHold, placeHold } from './place-hold.ts'
export { findHold, holdsOf, holdsOn, liableParties, lockParties } from './queries.ts'
export { takeInSourceHolds } from './source-holds.ts'
export { protectionsRoutes } from './routes.ts'
