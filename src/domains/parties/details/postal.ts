const postcode = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i

/** An address as somebody types it: a line each, its postcode last. Undefined where it is none. */
export function asPostal(
  typed: readonly string[],
): { readonly lines: readonly string[]; readonly postcode: string } | undefined {
  const last = typed.at(-1) ?? ''
  return typed.length >= 2 && postcode.test(last)
    ? { lines: typed.slice(0, -1), postcode: last.toUpperCase() }
    : undefined
}

/** What was typed into a box of several lines, without its empty ones. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')
