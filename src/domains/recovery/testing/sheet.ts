import type { FactSheet } from '../facts.ts'

/** A council tax account that has just been billed. A test states only what matters to it. */
export const aFactSheet = (differences: Partial<FactSheet> = {}): FactSheet => ({
  balance: 312_40n,
  overdue: 0n,
  stage: 'billed',
  'since due': null,
  'since notice': null,
  'since last payment': null,
  'new default since notice': false,
  'whole amount due': false,
  'in dispute': false,
  'arrangement in force': false,
  'breathing space': false,
  'mental health crisis': false,
  'insolvent or dissolved': false,
  'held for another reason': false,
  'emergency stop': false,
  deceased: false,
  'address known': true,
  'letters stopped by': 'nothing',
  'stale data': false,
  ...differences,
})
