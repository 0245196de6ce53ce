/** One person before anything is joined, and what all their records say. */
export type Somebody = {
  readonly personId: string
  /** When the party that leads them became known. */
  readonly knownSince: string
  readonly numbers: Range
  readonly births: Range
  readonly companyNumbers: Range
  /** Person or organisation; both, where somebody has made one of the two. */
  readonly kinds: Range
}

/** The lowest and the highest of what records say of one thing; none where no record says. */
export type Range = readonly [lowest: string, highest: string] | undefined

/** Two people to make one, and why. */
export type Union = { readonly one: string; readonly other: string; readonly why: string }

export type Refusal =
  | { readonly is: 'nobody there' }
  | { readonly is: 'conflict'; readonly conflict: Conflict }
  | { readonly is: 'decided different'; readonly because: string | null }
export type Answer = { readonly is: 'one person'; readonly lead: string } | Refusal

const conflicts = [
  ['numbers', 'two national insurance numbers'],
  ['births', 'two dates of birth'],
  ['companyNumbers', 'two company numbers'],
  ['kinds', 'a person and an organisation'],
] as const
export type Conflict = (typeof conflicts)[number][1]
/** What no one person has two of, as all the records of somebody say it. */
export type Single = Pick<Somebody, (typeof conflicts)[number][0]>

export type United = {
  /** What became of each union, in the order asked. */
  readonly answers: readonly Answer[]
  /** Each time that one person became part of another, in order. */
  readonly joins: readonly {
    readonly lead: string
    readonly joined: string
    readonly why: string
  }[]
  /** Who leads each person that was joined, in the end, and why. */
  readonly moves: ReadonlyMap<string, { readonly lead: string; readonly why: string }>
}

/** The one we have known longest leads: their page keeps its address. */
export const leadsBefore = (
  one: { readonly id: string; readonly knownSince: string },
  other: { readonly id: string; readonly knownSince: string },
): number =>
  one.knownSince === other.knownSince
    ? one.id < other.id
      ? -1
      : 1
    : one.knownSince < other.knownSince
      ? -1
      : 1

/** Why two people cannot be one without somebody looking: what no one person has two of. */
export const conflictBetween = (one: Single, other: Single): Conflict | undefined =>
  conflicts.find(([of]) => areTwo(one[of], other[of]))?.[1]

const areTwo = (one: Range, other: Range): boolean =>
  one !== undefined && other !== undefined && (one[0] !== other[1] || one[1] !== other[0])

const both = (one: Range, other: Range): Range =>
  one && other
    ? [one[0] < other[0] ? one[0] : other[0], one[1] > other[1] ? one[1] : other[1]]
    : (one ?? other)

type Group = Somebody & { readonly members: readonly string[] }

/**
 * Decides a list of unions, one after another: what an earlier one joined, a later one finds joined. `different` are people
 * whom somebody decided to be two. Where `mayConflict`, somebody has looked and knows better than the records.
 */
export function unite(
  people: readonly Somebody[],
  different: readonly {
    readonly one: string
    readonly other: string
    readonly because: string | null
  }[],
  unions: readonly Union[],
  { mayConflict }: { readonly mayConflict: boolean },
): United {
  const groups = new Map<string, Group>()
  for (const person of people)
    groups.set(person.personId, { ...person, members: [person.personId] })
  const apart = new Map<string, Map<string, string | null>>()
  const keepApart = (one: string, other: string, because: string | null) =>
    (apart.get(one) ?? apart.set(one, new Map()).get(one))?.set(other, because)
  for (const { one, other, because } of different) {
    keepApart(one, other, because)
    keepApart(other, one, because)
  }
  const joins: { lead: string; joined: string; why: string }[] = []
  const moves = new Map<string, { lead: string; why: string }>()

  const decide = ({ one, other, why }: Union): Answer => {
    const first = groups.get(moves.get(one)?.lead ?? one)
    const second = groups.get(moves.get(other)?.lead ?? other)
    if (!first || !second) return { is: 'nobody there' }
    const conflict = mayConflict ? undefined : conflictBetween(first, second)
    if (conflict) return { is: 'conflict', conflict }
    if (first === second) return { is: 'one person', lead: first.personId }
    const because = apart.get(first.personId)?.get(second.personId)
    if (because !== undefined) return { is: 'decided different', because }
    join(first, second, why)
    return { is: 'one person', lead: moves.get(one)?.lead ?? one }
  }

  const join = (first: Group, second: Group, why: string) => {
    const [lead, joining] = [first, second].toSorted((a, b) =>
      leadsBefore({ id: a.personId, ...a }, { id: b.personId, ...b }),
    ) as [Group, Group]
    joins.push({ lead: lead.personId, joined: joining.personId, why })
    for (const member of joining.members) moves.set(member, { lead: lead.personId, why })
    groups.set(lead.personId, {
      ...lead,
      numbers: both(lead.numbers, joining.numbers),
      births: both(lead.births, joining.births),
      companyNumbers: both(lead.companyNumbers, joining.companyNumbers),
      kinds: both(lead.kinds, joining.kinds),
      members: [...lead.members, ...joining.members],
    })
    groups.delete(joining.personId)
    for (const [other, because] of apart.get(joining.personId) ?? []) {
      apart.get(other)?.delete(joining.personId)
      keepApart(lead.personId, other, because)
      keepApart(other, lead.personId, because)
    }
  }

  return { answers: unions.map(decide), joins, moves }
}
