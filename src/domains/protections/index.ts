/** Protections: what stops recovery, for whom, why and until when. */
export { endHold, type EndHold } from './end-hold.ts'
export { type Hold, type HoldKind, holdKinds, isRunning, lastDay } from './hold.ts'
export {
  endInstruction,
  hasLapsed,
  instruct,
  type Instruction,
  instructionsFor,
  isSupportNeed,
} from './instruction.ts'
export { holdsList } from './pages/holds-list.ts'
export { instructionTag } from './pages/instructions.page.ts'
export { type NewHold, placeHold } from './place-hold.ts'
export { protectBoth } from './protect-both.ts'
export { findHold, holdsOf, holdsOn, liableParties, lockParties } from './queries.ts'
export { type Question, questionsOn } from './questions/question.ts'
export { protectionsRoutes } from './routes.ts'
export { takeInRegisterHolds } from './register-holds.ts'
export { takeInSourceHolds } from './source-holds.ts'
