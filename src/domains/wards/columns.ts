/** Where in a row each thing is that a file of wards can say. */
export type Columns = {
  readonly postcode: number | undefined
  readonly wardCode: number | undefined
  readonly wardName: number | undefined
  /** The authority that bills there, and its county: a row is an authority's when either names it. */
  readonly authorities: readonly number[]
}

/**
 * What the columns are called, the first that is there: by the ONS Postcode Directory (`pcds`, `oslaua`, `osward`; since 2025 `lad25cd`,
 * `wd25cd`, of whatever year), by its National Statistics Postcode Lookup (`laua`, `ward`), and by a council for itself.
 */
const called = {
  postcode: [/^pcds$/, /^pcd[278]?$/, /^postcode$/],
  wardCode: [/^wd\d\dcd$/, /^osward$/, /^wardcode$/, /^ward$/],
  wardName: [/^wd\d\dnm$/, /^wardname$/, /^ward$/],
  authority: [/^lad\d\dcd$/, /^oslaua$/, /^laua$/],
  county: [/^cty\d\dcd$/, /^oscty$/, /^cty$/],
} as const

/**
 * The columns of a header. Capitals, spaces and signs do not count. Of several years the latest is meant. A file that only names its wards
 * has the names for codes.
 */
export function columnsOf(header: readonly string[]): Columns {
  const names = header.map(name => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
  const find = (known: keyof typeof called, taken?: number): number | undefined => {
    for (const pattern of called[known]) {
      const fitting = names.filter((name, n) => pattern.test(name) && n !== taken).toSorted()
      const latest = fitting.at(-1)
      if (latest !== undefined) return names.findIndex((name, n) => name === latest && n !== taken)
    }
    return undefined
  }
  const code = find('wardCode')
  const name = find('wardName', code)
  return {
    postcode: find('postcode'),
    wardCode: code ?? name,
    wardName: name,
    authorities: [find('authority'), find('county')].filter(n => n !== undefined),
  }
}
