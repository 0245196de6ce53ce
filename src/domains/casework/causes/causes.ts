/** Why somebody says that they fell behind, as it is kept, and in the officer's words. The main one, where there are several. */
export const causes = {
  'income fell': 'Their income fell, or they lost work',
  health: 'Illness or disability',
  bereavement: 'Somebody died',
  relationship: 'A relationship ended',
  'benefit changed': 'A benefit or reduction changed, ended or is late',
  'cost of living': 'Their other bills went up',
  moved: 'They moved, or their household changed',
  'bill disputed': 'They say that the bill is wrong',
  'payment failed': 'A direct debit or another payment failed',
  overlooked: 'They forgot, or the bill did not reach them',
  business: 'Their business has less trade, or has closed',
  'will not pay': 'They say that they will not pay',
} as const
export type Cause = keyof typeof causes
export const allCauses = Object.keys(causes) as readonly Cause[]

/** What help was offered, as it is kept, and in words. An offer counts whether or not it was taken up. */
export const help = {
  instalments: 'Smaller or later payments',
  reduction: 'A reduction, discount, exemption or relief',
  'benefit check': 'A check of what they could claim',
  'debt advice': 'Free debt advice, and breathing space',
  'hardship payment': 'A hardship payment',
  'direct debit': 'Paying by direct debit',
} as const
export type Help = keyof typeof help
export const allHelp = Object.keys(help) as readonly Help[]

/** What puts somebody on the list though nothing is late yet, as long as anything is owed. */
export const beforeAnythingIsLate = ['benefit ending'] as const

/** What puts somebody on the list before any notice has gone, so that help comes first. */
export const earlyWarnings = [
  'first payment missed',
  'direct debit returned',
  'ended with something owed',
  ...beforeAnythingIsLate,
  'leaving soon',
] as const
export type EarlyWarning = (typeof earlyWarnings)[number]

export const isEarlyWarning = (reason: string): reason is EarlyWarning =>
  earlyWarnings.some(one => one === reason)
