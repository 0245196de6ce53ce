export type NameParts = { readonly given: string; readonly family: string }

const titles = new Set([
  ...['mr', 'mrs', 'miss', 'ms', 'mx', 'dr', 'prof', 'rev', 'revd', 'sir', 'dame', 'lady', 'lord'],
  ...['master', 'cllr', 'hon', 'messrs', 'esq', 'jr', 'snr', 'jnr', 'sr'],
])

/** A whole name as its given name and family name: “SMITH, Mr John”, “Mr J Smith”, “The Executors of John Smith (Deceased)”. */
export function nameParts(full: string): NameParts {
  const person = full
    .replace(/\(.*?\)/g, ' ')
    .replace(/\b(the )?(late|executors?|exors?|personal representatives?|estate) (of )?/gi, ' ')
    .replace(/\b(t\/a|trading as|c\/o|o\/b\/o)\b.*$/i, ' ')
    .replace(/\b(deceased|dec'?d)\b/gi, ' ')
  const [before = '', after] = person.split(',', 2)
  if (after !== undefined && after.trim() !== '')
    return { given: plain(after), family: plain(before) }
  const all = plain(person).split(' ').filter(Boolean)
  return { given: all.slice(0, -1).join(' '), family: all.at(-1) ?? '' }
}

/** Without titles, in single spaces. */
const plain = (text: string): string =>
  text
    .split(/[\s.]+/)
    .filter(word => word !== '' && !titles.has(word.toLowerCase().replaceAll('.', '')))
    .join(' ')
