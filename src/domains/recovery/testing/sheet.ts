import { type FactSheet, lastNotices } from '../facts.ts'

const noticeOf = (stage: FactSheet['stage']): FactSheet['last notice'] =>
  lastNotices.find(notice => notice === stage) ?? 'none'

/** A council tax account that has just been billed. A test states only what matters to it. */
export const aFactSheet = (differences: Partial<FactSheet> = {}): FactSheet => ({
  balance: 312_40n,
  overdue: 0n,
  stage: 'billed',
  'last notice': differences.stage === undefined ? 'none' : noticeOf(differences.stage),
  'since period end': null,
  capacity: 'not recorded',
  'other options': 'not recorded',
  'deferred payment': 'not recorded',
  recoverable: 'not recorded',
  'since decision': null,
  'since time restarted': null,
  demand: 'not recorded',
  'demand in time': 'not recorded',
  organisation: false,
  'since due': null,
  'since notice': null,
  'since last payment': null,
  'last return': 'none',
  'since return': null,
  'order made': false,
  remedy: 'none',
  'new default since notice': false,
  'whole amount due': false,
  'in dispute': false,
  'arrangement in force': false,
  'breathing space': false,
  'mental health crisis': false,
  'since moratorium': null,
  'insolvent or dissolved': false,
  'held for another reason': false,
  'emergency stop': false,
  deceased: false,
  'address known': true,
  'letters stopped by': 'nothing',
  'stale data': false,
  ...differences,
})
