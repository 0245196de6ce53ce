export { recordPageView } from './access.ts'
export { type ApprovalRequest, giveApproval, refuseApproval, requestApproval } from './approvals.ts'
export { type AuditEntry, record, recordSet } from './audit.ts'
export { type Chain, verifyChain } from './chain.ts'
export { councilBySlug, councils, type CouncilSetUp, createCouncil } from './councils.ts'
export { someAreas, whereInWords } from './emergency/area.ts'
export {
  askToLift,
  beginStop,
  type EmergencyStop,
  emergencyStops,
  findEmergencyStop,
  liftStop,
} from './emergency/stops.ts'
export { type FigureName, figureInWords, type Figures } from './figures/catalogue.ts'
export { agreeFigure, proposeFigure } from './figures/change.ts'
export { figure, figureAgreedSince, figuresOf } from './figures/in-force.ts'
export { forgetOldKeys, once } from './idempotency.ts'
export { administrationRoutes } from './routes.ts'
export { sessionsIn } from './sessions.ts'
export { signIn } from './sign-in.ts'
export {
  addStaff,
  appoint,
  disable,
  isStaff,
  type Member,
  type NewStaff,
  staffNames,
  staffOf,
} from './staff.ts'
