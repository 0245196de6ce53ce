import { cite } from '#values/citation.ts'
import type { QuestionDefinition } from './questions.ts'

const contracts = [
  'sundry',
  'adult social care',
  'benefit overpayment',
  'housing',
  'leasehold',
] as const
const isForRemedies = true as const

/** What an officer finds out before a remedy is chosen, and no source tells. None is taken to be so before it is recorded. */
export const remedyQuestions = {
  vulnerability: {
    says: 'whether anything makes them vulnerable',
    asks: 'Was it looked at whether they are vulnerable?',
    families: ['council tax', 'business rates', ...contracts],
    answers: {
      'none found': 'Yes, and nothing was found',
      vulnerable: 'Yes, and they are: they need support first',
    },
    isForRemedies,
  },
  'council tax reduction': {
    says: 'whether they get council tax reduction',
    asks: 'Do they get council tax reduction, or would they if they asked?',
    families: ['council tax'],
    answers: { 'gets it': 'Yes, or they would', 'does not get it': 'No, it was looked at' },
    isForRemedies,
  },
  employment: {
    says: 'whether they work for an employer',
    asks: 'Do they work for an employer?',
    families: ['council tax', ...contracts],
    answers: {
      'employer known': 'Yes, and we know which and where',
      'employer not known': 'Yes, and we do not know which',
      'not employed': 'No: they do not work, or work for themselves',
    },
    isForRemedies,
  },
  benefits: {
    says: 'which benefit they get',
    asks: 'Which benefit do they get?',
    families: ['council tax', 'benefit overpayment'],
    answers: {
      'universal credit': 'Universal credit',
      'income-based':
        'Income support, pension credit, or income-based jobseeker’s or employment and support allowance',
      'contribution-based': 'Contribution-based jobseeker’s or employment and support allowance',
      'none of these': 'None of these',
    },
    isForRemedies,
  },
  'housing benefit': {
    says: 'whether they get housing benefit now',
    asks: 'Do they get housing benefit now?',
    families: ['benefit overpayment'],
    law: cite('SI 2006/213', 'reg 102'),
    answers: { 'gets it': 'Yes, from this council', 'does not get it': 'No' },
    isForRemedies,
  },
  landlord: {
    says: 'whether it is recoverable from the landlord',
    asks: 'Does a decision say that it is recoverable from the landlord?',
    families: ['benefit overpayment'],
    law: cite('SI 2006/213', 'reg 101'),
    answers: {
      'recoverable from the landlord':
        'Yes: it was paid to the landlord, who was told so in a decision',
      'not from the landlord':
        'No: it was not paid there, or the landlord told us of it in writing and had no part in it',
    },
    dated: 'The day the landlord was told',
    datedFor: ['recoverable from the landlord'],
    isForRemedies,
  },
  home: {
    says: 'whether they own their home',
    asks: 'Do they own their home, or other land?',
    families: ['council tax', ...contracts],
    answers: {
      'owns it': 'Yes',
      'owns a share': 'Yes, with somebody else',
      'does not own it': 'No, it was looked up',
    },
    isForRemedies,
  },
  'third party': {
    says: 'whether somebody is known who holds money for them',
    asks: 'Is it known who holds money for them, such as their bank?',
    families: contracts,
    answers: { known: 'Yes', 'not found': 'No, it was looked for' },
    isForRemedies,
  },
  councillor: {
    says: 'whether they are an elected member of a council',
    asks: 'Are they an elected member of a council?',
    families: ['council tax'],
    law: cite('SI 1992/613', 'reg 44'),
    answers: { yes: 'Yes', no: 'No' },
    isForRemedies,
  },
} as const satisfies Record<string, QuestionDefinition>
