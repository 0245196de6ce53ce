import { language, type SheetIn } from '../language.ts'

/** What another council asked about a tenancy in arrears before it decided what to do next. See `rent-rules.ts`. */
export const rentFacts = {
  'arrears known': {
    kind: 'flag',
    column: 'arrears_known',
    says: 'what is owed is known',
    saysNot: 'what is owed is not known',
  },
  arrears: { kind: 'money', column: 'arrears', says: 'the balance less what was posted this week' },
  'arrears after grace': {
    kind: 'money',
    column: 'arrears_after_grace',
    says: 'the arrears beyond this week’s rent',
  },
  'arrears beyond four weeks': {
    kind: 'money',
    column: 'arrears_beyond_four_weeks',
    says: 'the arrears after grace, less four weeks’ rent',
  },
  notice: {
    kind: 'choice',
    column: 'notice',
    says: 'the notice of seeking possession',
    options: ['none', 'waiting', 'active', 'lapsed'],
  },
  'last contact': {
    kind: 'choice',
    column: 'last_contact',
    says: 'the last contact',
    options: [
      'none',
      'text message',
      'letter one',
      'letter two',
      'other first letter',
      'court warning',
      'agreement breach letter',
      'court breach letter',
      'court breach visit',
      'warrant',
      'another',
    ],
  },
  'since last contact': { kind: 'days', column: 'days_since_contact', says: 'the last contact' },
  'since last payment': { kind: 'days', column: 'days_since_payment', says: 'the last payment' },
  paused: { kind: 'flag', column: 'is_paused', says: 'it is paused', saysNot: 'it is not paused' },
  'eviction date set': {
    kind: 'flag',
    column: 'has_eviction_date',
    says: 'an eviction date is set',
    saysNot: 'no eviction date is set',
  },
  'court date': {
    kind: 'choice',
    column: 'court_date',
    says: 'the court date',
    options: ['none', 'to come', 'past'],
  },
  'since court': { kind: 'days', column: 'days_since_court', says: 'the court date' },
  'court after last contact': {
    kind: 'flag',
    column: 'court_after_contact',
    says: 'the court date is later than the last contact',
    saysNot: 'the court date is not later than the last contact',
  },
  'court outcome': {
    kind: 'choice',
    column: 'court_outcome',
    says: 'the court’s outcome',
    options: ['none', 'outright possession', 'adjourned or suspended', 'another'],
  },
  agreement: {
    kind: 'choice',
    column: 'agreement',
    says: 'the agreement',
    options: ['none', 'live', 'breached'],
  },
  'agreement ordered': {
    kind: 'flag',
    column: 'agreement_ordered',
    says: 'the court’s order asks for an agreement',
    saysNot: 'no order asks for an agreement',
  },
  'agreement follows court': {
    kind: 'flag',
    column: 'agreement_follows_court',
    says: 'the agreement began on the court date or later',
    saysNot: 'no agreement began on the court date or later',
  },
} as const

export type RentSheet = SheetIn<typeof rentFacts>
export const rentLanguage = language(rentFacts)
