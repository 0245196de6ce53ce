export { mistakeInAPlan, mistakeThatWent } from './bulk-mistake.ts'
export { anySheet, rowOfSheet } from './any-sheet.ts'
export { aCouncilInArrears, dayOf, onDay, pay, planOn, valueOf } from './nights.ts'
export { liveAYear } from './year/live.ts'
