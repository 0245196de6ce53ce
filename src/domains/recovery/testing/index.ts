export { aCouncilInArrears, dayOf, onDay, pay, planOn, valueOf } from './nights.ts'
