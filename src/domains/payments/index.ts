import { cardRoutes } from './card/routes.ts'
import { directDebitRoutes } from './direct-debit/routes.ts'
import { receiptRoutes } from './receipts/routes.ts'
import { creditAndRefundRoutes } from './refunds/routes.ts'
import { remittanceRoutes } from './remittances/routes.ts'

/** Payments: money coming in, and going back. */
export { keepCardAgreements } from './card/agreements/due.ts'
export { keepCardSettlements } from './card/settlements/learn.ts'
export { cardEffects } from './card/effects.ts'
export { cardJobs } from './card/jobs.ts'
export { setCardSettings } from './card/settings.ts'
export { setUpCardSamples } from './card/training.ts'
export { directDebitEffects } from './direct-debit/effects.ts'
export { isLive as isLiveMandate, type Mandate, mandatesOf } from './direct-debit/mandate.ts'
export { keepDirectDebits } from './direct-debit/night.ts'
export { directDebitLine } from './direct-debit/pages/direct-debit-line.ts'
export { loadModulusTable, setServiceUser } from './direct-debit/settings.ts'
export { takeReport } from './direct-debit/take-report.ts'
export { setUpTraining } from './direct-debit/training.ts'
export { type CreditHistory, creditHistoryOf } from './refunds/history.ts'
export { creditHistory } from './refunds/pages/credit-history.ts'
export { setUpTrainingCredits } from './refunds/training.ts'
export { isStatementTaken } from './receipts/board.ts'
export { gapInWords, gapsOfFile } from './receipts/follows-on.ts'
export { type PaymentIn, paymentsInOn } from './receipts/receipt.ts'
export { paymentsIn } from './receipts/pages/payments-in.ts'
export { bankCsvProfilesOf, setBankCsvProfile } from './receipts/bank-csv-profiles.ts'
export { setUpTrainingReceipts, trainingStatement } from './receipts/training.ts'
export { takeTrainingRemittance } from './remittances/training.ts'
export { takeStatement } from './receipts/take-statement.ts'
export { readStatements, wholeStatements } from './statements/read.ts'

export const paymentsRoutes = [
  ...cardRoutes,
  ...directDebitRoutes,
  ...receiptRoutes,
  ...creditAndRefundRoutes,
  ...remittanceRoutes,
]
