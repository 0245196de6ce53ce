/** A phrase as it begins a sentence or a line: its first letter large. */
export const capitalised = (phrase: string): string =>
  phrase.charAt(0).toUpperCase() + phrase.slice(1)

/** “a”, “a and b”, “a, b and c”. */
export const inAList = (parts: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts)
