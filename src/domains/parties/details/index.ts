export { confidentialPostcodes, postcodesIn } from './confidential.ts'
export {
  type Detail,
  type DetailKind,
  detailKinds,
  detailsOf,
  hasMark,
  isKeptBack,
  type Mark,
  marksOf,
} from './detail.ts'
export { sayGateway, type SourceGateway, sourceGateways } from './gateway.ts'
export { type ReachEvent, reachEventsOf } from './history.ts'
export { ownAddress } from './own-address.ts'
export { linesOf } from './postal.ts'
export { endMark, markDetail, type Marking, markings } from './mark.ts'
export {
  decideDetail,
  noteForReview,
  tellDetail,
  tellings,
  type WaitingDetail,
  waitingDetails,
} from './propose.ts'
export {
  endSafeRoute,
  mayReach,
  type SafeRoute,
  safeRouteOf,
  safeRoutes,
  saySafeRoute,
  type Way,
} from './safe-route.ts'
