/** Enquiries: what other teams ask about somebody's debts, and what they were told. */
export { ask, type Ask, type Subject } from './ask.ts'
export { type Disclosure, disclosuresOf } from './disclosure.ts'
export { seedPurposes } from './purpose.ts'
export { enquiriesRoutes } from './routes.ts'
export { askForTraining } from './training.ts'
