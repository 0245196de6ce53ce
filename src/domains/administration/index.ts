export { type AuditEntry, record, recordSet } from './audit.ts'
