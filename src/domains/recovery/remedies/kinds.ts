/** What gets money that a court has ordered, or an overpayment: as officers name each, in the order they are shown. */
export const remedyKinds = [
  'attachment of earnings',
  'attachment of allowances',
  'direct earnings attachment',
  'deduction from housing benefit',
  'deduction from benefits',
  'recovery from the landlord',
  'enforcement agent',
  'court attachment of earnings',
  'third party debt order',
  'warrant of control',
  'writ of control',
  'charging order',
  'bankruptcy',
  'winding up',
  'committal review',
  'county court claim',
  'forfeiture',
] as const
export type RemedyKind = (typeof remedyKinds)[number]

/** What may be known of an account's remedy: the one that runs, or that the last one has ended and none was chosen since. */
export type RunningRemedy = 'none' | RemedyKind | 'ended'
export const runningRemedies: readonly RunningRemedy[] = ['none', ...remedyKinds, 'ended']

/** How a remedy ended, and what that means. Each leads back to the choice of a remedy while anything is owed. */
export const endings = {
  'paid off': 'All that was owed is paid',
  'no goods': 'There was nothing worth taking, or nobody could be met',
  'too little': 'It brought too little to go on with',
  'not employed': 'They have left the employer, or it does not employ them',
  'benefit ended': 'They do not get that benefit any more, or nothing is left of it to deduct',
  'not begun': 'It could not be begun: whoever was to do it did not take it',
  vulnerable: 'They need support first: the account is put on hold until somebody ends that',
  'called off': 'We ended it',
} as const
export type Ending = keyof typeof endings
export const endingKinds = Object.keys(endings) as readonly Ending[]
