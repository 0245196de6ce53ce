export { mistakeInAPlan, mistakeThatWent } from './bulk-mistake.ts'
export { anySheet, rowOfSheet } from './any-sheet.ts'
export {
  aCouncilInArrears,
  approveOn,
  dayOf,
  drain,
  onDay,
  pay,
  planOn,
  valueOf,
} from './nights.ts'
export { isForPropertyAt } from './flooding.ts'
export { liveAYear } from './year/live.ts'
export { playRace, races } from './races/index.ts'
