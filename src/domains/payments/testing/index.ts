export { aReceivingCouncil } from '../receipts/testing/council.ts'
