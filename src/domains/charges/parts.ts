import type { StatementLine } from '#debts'
import { type Pence, sum } from '#values/money.ts'
import type { Component } from './component.ts'
import { kindsOfCharge } from './kinds.ts'

/** A part of what is owed: what was charged of it, waived, paid, and is left. */
export type PartOfDebt = {
  readonly name: string
  /** The charge it is; none for the debt itself, and for what a source system told of. */
  readonly componentId?: string
  readonly charged: Pence
  readonly waived: Pence
  readonly paid: Pence
  readonly left: Pence
}

const order = { costs: 0, compensation: 1, interest: 2 } as const

/**
 * What is owed, part by part: the debt itself, then costs, fixed sums and interest. A payment is read as paying the debt itself first, which is
 * kindest, since interest runs on that alone; then costs, fixed sums and interest, each from the oldest. What is left of the parts
 * is the balance; a credit is on the debt itself.
 */
export function partsOfDebt(
  statement: readonly StatementLine[],
  components: readonly Component[],
): readonly PartOfDebt[] {
  const principal = statement.filter(({ part }) => part === 'principal')
  const charged = sum(principal.filter(isCharged).map(({ amount }) => amount))
  const came = -sum(principal.filter(line => !isCharged(line)).map(({ amount }) => amount))
  const others = [
    ...components.toSorted(
      (a, b) => order[kindsOfCharge[a.kind].part] - order[kindsOfCharge[b.kind].part],
    ),
  ].map(one => ({
    name: kindsOfCharge[one.kind].title,
    componentId: one.id,
    charged: one.charged,
    waived: one.waived,
  }))
  const told = toldBySource(statement, components)
  const parts = [
    ...told.filter(({ name }) => name.startsWith('Costs')),
    ...others,
    ...told.filter(({ name }) => !name.startsWith('Costs')),
  ]
  let over = came - charged
  const paidOf = parts.map(part => {
    const owed = part.charged - part.waived
    const paid = over <= 0n || owed <= 0n ? 0n : over < owed ? over : owed
    over -= paid
    return { ...part, paid, left: owed - paid }
  })
  const paid = came - sum(paidOf.map(part => part.paid))
  return [
    { name: 'The debt itself', charged, waived: 0n, paid, left: charged - paid },
    ...paidOf.filter(part => part.charged !== 0n || part.waived !== 0n),
  ]
}

/** What was charged, as against what came in: adjustments and transfers change what was charged. */
const isCharged = ({ kind, reversedKind }: StatementLine): boolean => {
  const counted = kind === 'reversal' ? reversedKind : kind
  return counted !== 'payment' && counted !== 'refund'
}

/** Costs and interest that a source system told of, and that no charge of ours is. */
function toldBySource(statement: readonly StatementLine[], components: readonly Component[]) {
  return (['costs', 'interest'] as const).flatMap(part => {
    const all = sum(
      statement.filter(line => line.part === part && !line.isWaiver).map(({ amount }) => amount),
    )
    const ours = sum(
      components.filter(({ kind }) => kindsOfCharge[kind].part === part).map(one => one.charged),
    )
    return all === ours
      ? []
      : [
          {
            name: part === 'costs' ? 'Costs told by the source' : 'Interest told by the source',
            charged: all - ours,
            waived: 0n,
          },
        ]
  })
}
