export type NameParts = { readonly given: string; readonly family: string }

const titles = new Set([
  ...['mr', 'mrs', 'miss', 'ms', 'mx', 'dr', 'prof', 'rev', 'revd', 'sir', 'dame', 'lady', 'lord'],
  ...['master', 'cllr', 'hon', 'messrs', 'esq', 'jr', 'snr', 'jnr', 'sr'],
])

/** After a comma, what is no given name: “, 1st Baron Clifford of Chudleigh”, “, Jr”, “, QC”, “, Esq”. */
const honours =
  /,\s*(\d+(st|nd|rd|th)\b|(jr|jnr|snr|sr|esq|qc|kc|mp|obe|mbe|cbe|phd|md|bart|bt|ii+|iv)\b\.?(\s|,|$)|(baron|duke|earl|marquess|viscount|count)\b).*$/i

/** What is written where nobody's name is known: it names nobody, and no two of them are one. */
const placeholder =
  /^\s*((the|new|current|present)\s+)*(account\s*holders?|occupiers?|owners?|owner\W+occupiers?|residents?|tenants?|householders?|ratepayers?|customers?)\s*$/i

export const isPlaceholder = (full: string): boolean => placeholder.test(full)

/** A whole name as its given name and family name: “SMITH, Mr John”, “Mr J Smith”, “The Executors of John Smith (Deceased)”. */
export function nameParts(full: string): NameParts {
  const person = full
    .replace(/\(.*?\)/g, ' ')
    .replace(/\b(the )?(late|executors?|exors?|personal representatives?|estate) (of )?/gi, ' ')
    .replace(/\b(t\/a|trading as|c\/o|o\/b\/o)\b.*$/i, ' ')
    .replace(/\b(deceased|dec'?d)\b/gi, ' ')
    .replace(honours, ' ')
  const [before = '', after] = person.split(',', 2)
  if (after !== undefined && after.trim() !== '')
    return { given: plain(after), family: plain(before) }
  const all = plain(before).split(' ')
  return { given: all.slice(0, -1).join(' '), family: all.at(-1) ?? '' }
}

/** Of two people in one name, who is named first: “Mr J and Mrs A Smith” and “Mr & Mrs J Smith” are J Smith. Anybody else is themselves. */
export function namedFirst(full: string): string {
  const [first = '', ...others] = full.split(/\s*&\s*|\s+and\s+/i)
  if (others.length === 0) return full
  const names = plain(first).split(' ').filter(Boolean)
  if (names.length === 0) return others.join(' ')
  if (names.length > 1 && names.some((name, n) => n > 0 && name.length > 1)) return first
  return `${first} ${plain(others.join(' ')).split(' ').at(-1) ?? ''}`
}

/** Without titles, in single spaces. */
const plain = (text: string): string =>
  text
    .split(/[\s./]+/)
    .filter(word => word !== '' && !titles.has(word.toLowerCase()))
    .join(' ')
