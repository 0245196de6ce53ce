/** Payments: money coming in. */
export { hadAHandInDetails } from './direct-debit/change-details.ts'
export { directDebitEffects } from './direct-debit/effects.ts'
export { keepDirectDebits } from './direct-debit/night.ts'
export { loadModulusTable, setServiceUser } from './direct-debit/settings.ts'
export { takeReport } from './direct-debit/take-report.ts'
export { bankCsvProfile, shippedBankCsvProfiles } from './statements/csv-profile.ts'
export { readStatements, wholeStatements } from './statements/read.ts'
