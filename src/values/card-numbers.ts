/** What may part the groups of a card number as people type it. */
const apart = String.raw`[\s.\u2010-\u2015-]`
const figures = new RegExp(String.raw`\d(?:${apart}?\d)*`, 'g')
const parted = new RegExp(apart)
const [shortest, longest] = [13, 19]

/**
 * A text without card numbers: 13 to 19 figures, together or in groups, that a card's check digit is right for, become
 * “************1111”. Banks' free text has them because payers write them there; nobody here may keep one. A long reference
 * passes the check one time in ten and is masked as well: better that than a card kept. Source: ISO/IEC 7812-1 (2 to 6 are banks' and cards').
 */
export const withoutCardNumbers = (text: string): string =>
  text.length < shortest ? text : text.replaceAll(figures, masked)

function masked(found: string): string {
  if (found.length < shortest) return found
  const separators = found.match(new RegExp(apart, 'g')) ?? []
  const groups = found.split(parted)
  let kept = ''
  for (let from = 0; from < groups.length;) {
    const upTo = endOfCard(groups, from)
    const digits = groups.slice(from, upTo ?? from + 1).join('')
    kept += upTo === undefined ? digits : digits.slice(-4).padStart(digits.length, '*')
    from = upTo ?? from + 1
    if (from < groups.length) kept += separators[from - 1]
  }
  return kept
}

/** Where a card number that begins with this group ends: the longest that is one; undefined where none is. */
function endOfCard(groups: readonly string[], from: number): number | undefined {
  let digits = ''
  let end: number | undefined
  for (let at = from; at < groups.length; at += 1) {
    digits += groups[at]
    if (digits.length > longest) break
    if (isCardNumber(digits)) end = at + 1
  }
  return end
}

/** Whether these figures can be a card's number: of its length, a bank's first figure, and the check digit right. */
export function isCardNumber(digits: string): boolean {
  if (digits.length < shortest || digits.length > longest || !/^[2-6]\d*$/.test(digits))
    return false
  // Luhn: every second figure from the right counts twice.
  const total = [...digits].toReversed().reduce((sum, digit, n) => {
    const worth = Number(digit) * (n % 2 === 0 ? 1 : 2)
    return sum + (worth > 9 ? worth - 9 : worth)
  }, 0)
  return total % 10 === 0
}
