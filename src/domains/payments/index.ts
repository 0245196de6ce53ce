/** Payments: money coming in. */
export { type BankAccount, checkModulus, type ModulusResult } from './direct-debit/modulus.ts'
export { type ModulusTable, readModulusTable } from './direct-debit/modulus-table.ts'
export { readReport } from './direct-debit/reports/read.ts'
export type { Report } from './direct-debit/reports/report.ts'
export {
  type Debit,
  type Instruction,
  type ServiceUser,
  standard18,
  type Submission,
} from './direct-debit/standard18.ts'
