export {
  addDebtType,
  debtFamilies,
  type DebtFamily,
  type DebtType,
  seedDebtTypes,
  shippedDebtTypes,
} from './debt-types.ts'
export {
  type Entry,
  type EntryKind,
  ledgerAccount,
  keepBalance,
  lockBalances,
  openLedger,
  post,
  postSet,
  type Posting,
  reverse,
} from './ledger.ts'
export {
  heardFrom,
  takeInAccounts,
  type TakeInAccounts,
  takeInTransactions,
  type TakeInTransactions,
  updateAccounts,
} from './take-in.ts'
export { type Added, addedTo, type Sharer, sharersOf } from './made-up-of.ts'
export { type Component, componentsOf, explainBalance, whatHappened } from './balance.ts'
export {
  isAnybodyRestricted,
  isSomebodyHidden,
  refuseIfHidden,
  restrictedWords,
  withSomebodyHidden,
} from './hidden.ts'
export { daysApart, heardBackEntry } from './heard-back.ts'
export { keepInSuspense, partOffSuspense, suspenseItem, suspenseMoved } from './suspense.ts'
export { memberLiableFor, peopleLiableFor } from './member.ts'
export { takeBookAfterFile, takeBookBetweenFiles, takeBookForFile } from './turns.ts'
export {
  type Account,
  accountsByReference,
  accountsCalled,
  accountsOf,
  accountToOpen,
  entryKinds,
  findAccount,
  isAccountRestricted,
  type Liable,
  liableFor,
  type Part,
  type StatementLine,
  statementOf,
  statementsOf,
} from './queries.ts'
