import type { RemedySheet } from '../remedies/facts.ts'
import { aFactSheet } from './sheet.ts'

/** A council tax account with a liability order, of somebody of whom nothing more was recorded. A test states only what matters to it. */
export const aRemedySheet = (differences: Partial<RemedySheet> = {}): RemedySheet => ({
  ...aFactSheet({ stage: 'remedy decision', 'last notice': 'liability order' }),
  balance: 850_00n,
  overdue: 850_00n,
  'order made': true,
  'last return': 'open',
  'under orders': 850_00n,
  'attachments elsewhere': false,
  'deduction elsewhere': false,
  'agent came back': false,
  'remedy tried': false,
  'support need': false,
  'since landlord decision': null,
  vulnerability: 'not recorded',
  'council tax reduction': 'not recorded',
  employment: 'not recorded',
  benefits: 'not recorded',
  'housing benefit': 'not recorded',
  landlord: 'not recorded',
  home: 'not recorded',
  'third party': 'not recorded',
  councillor: 'not recorded',
  ...differences,
})
