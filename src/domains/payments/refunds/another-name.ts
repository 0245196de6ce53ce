import { wordsOfName } from '#parties'

/**
 * Whether a bank account is in a name that has no word in common with the payee's. “Mrs Z O’Hara” is Zoë O'Hara's; initials and
 * titles count for nothing. It stops nothing: people marry, and have others look after their money. It is for whoever agrees to see.
 */
export const isAnotherName = (holder: string, payee: string): boolean =>
  wordsOfName(holder).isDisjointFrom(wordsOfName(payee))
