const alike: Readonly<Record<string, string>> = {
  ltd: 'limited',
  cyf: 'cyfyngedig',
  '&': 'and',
  co: 'company',
}

/** A company's name with what is written in several ways written in one. */
const standard = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('&', ' & ')
    .replaceAll(/[.,'’()]/g, '')
    .split(/\s+/)
    .filter(word => word !== '')
    .map(word => alike[word] ?? word)
    .join(' ')

/** “Smith Ltd t/a Smith Plumbing” → its own name, and the one it trades under. */
export const partsOfName = (name: string): { readonly own: string; readonly trading?: string } => {
  const [own = '', trading] = name.split(/\s+(?:t\/a|trading as)\s+/i)
  return { own, ...(trading !== undefined && { trading }) }
}

/** Whether the register calls a company otherwise than our record does, beyond “Ltd” and “Limited” and the like. */
export const isCalledOtherwise = (ours: string, registers: string): boolean =>
  standard(partsOfName(ours).own) !== standard(registers)

/** The names that somebody trades under, as their sources call them now. */
export const tradingNamesIn = (
  records: readonly { readonly name: string; readonly supersededAt: Temporal.Instant | null }[],
): readonly string[] => [
  ...new Set(
    records
      .filter(({ supersededAt }) => supersededAt === null)
      .map(({ name }) => partsOfName(name).trading ?? '')
      .filter(trading => trading !== ''),
  ),
]
