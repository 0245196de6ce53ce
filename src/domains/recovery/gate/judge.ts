import { type Action, actions, reaches } from '../actions.ts'
import { holds } from '../condition.ts'
import { explain, findingOf } from '../explain.ts'
import type { FactSheet } from '../facts.ts'
import { usualHolds } from '../policies/usual-holds.ts'
import { asksOf, type Provision, type Regime } from '../regimes/index.ts'
import { decide, noPolicy, type Rule, waiting } from '../rules.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import type { Caution } from './sense-check.ts'
import type { Block, FittingHold, Verdict } from './verdict.ts'

/** One account at the gate: what is proposed for it, what is true of it, and what governs it. */
export type Case = {
  readonly action: Action
  readonly debtType: string
  readonly sheet: FactSheet
  /** Pence that are late, or due within the days of a notice issued on the day. */
  readonly claim: Pence
  /** Pence that the step would claim; left out, whatever is due. */
  readonly amount?: Pence
  /** The law of the debt, in the nation, on the day; none where none is known here. */
  readonly regime: Regime | undefined
  /** Days that this law has been in force on the day. */
  readonly sinceLaw: number
  /** The policy in force with the law underneath; none where the council has none. */
  readonly rules: readonly Rule[] | undefined
  readonly cautions: readonly Caution[]
  /** Whether a night has taken in all that the sources say of it: holds and stages. */
  readonly isTakenIn: boolean
}

/**
 * What the gate says of a step: whoever proposed it, and whenever it is asked. Pure: the same case, the same verdict. The
 * law first, then the policy, then common sense.
 */
export function judge(at: Case): Verdict {
  const [first, ...others] = blocksOf(at)
  if (first) return { is: 'blocked by law', blocks: [first, ...others] }
  const { rules, sheet, action, cautions, debtType } = at
  const held = heldBy(at)
  if (!rules) {
    const why = `the council has no policy for ${debtType}, so a step is for two people to decide`
    return {
      is: 'outside policy',
      rule: noPolicy,
      outcome: 'none',
      why,
      findings: [],
      holds: held,
      cautions,
    }
  }
  const decided = decide(rules, sheet)
  if (decided?.outcome !== action) {
    const explained = explain(rules, sheet).rules
    const [other] = decided
      ? explained
      : explained.filter(({ name }) => rules.some(r => r.name === name && r.outcome === action))
    return {
      is: 'outside policy',
      rule: decided?.name ?? waiting,
      outcome: decided?.outcome ?? 'wait',
      why: decided?.why ?? 'nothing is due yet',
      findings: other?.findings ?? [],
      holds: held,
      cautions,
    }
  }
  const [one, ...more] = cautions
  return one
    ? { is: 'caution', rule: decided.name, cautions: [one, ...more] }
    : { is: 'clear', rule: decided.name }
}

/** Every hold of the council's that fits; where it has no policy, of those that every policy we ship has. */
function heldBy({ rules, sheet, action }: Case): readonly FittingHold[] {
  const ours = rules
    ? rules
        .filter(({ outcome }) => outcome === 'hold')
        .map(({ name, why, needs }) => ({ name, why, when: needs.map(need => need.condition) }))
    : usualHolds.filter(({ stops }) => stops === undefined || reaches(action))
  return ours
    .filter(({ when }) => when.every(condition => holds(condition, sheet)))
    .map(({ name, why }) => ({ name, why }))
}

/** Pence that a step claims on the day: all that is owed where the balance is payable by then, or what is late and soon due. */
export const claimOf = ({
  action,
  sheet,
  claim,
  regime,
}: Pick<Case, 'action' | 'sheet' | 'claim' | 'regime'>): Pence =>
  regime?.before[action]?.claims === 'balance' ? sheet.balance : claim

function blocksOf({
  action,
  sheet,
  claim,
  amount,
  regime,
  sinceLaw,
  debtType,
  isTakenIn,
}: Case): readonly Block[] {
  if (!regime) {
    return [just(`No law of recovery is known here for ${debtType}, so nothing can be done here`)]
  }
  const floor = regime.before[action]
  if (!floor) return [just(`The law of ${debtType} knows no ${action}`)]
  const found: Block[] = regime.holds
    .filter(({ stops }) => stops === undefined || reaches(action))
    .filter(({ when }) => when.every(condition => holds(condition, sheet)))
    .map(hold => ({ ...blockOf(hold.name, hold, sheet), isHold: true }))
  if (!follows(action, sheet) && !mayBeFirst(floor, sheet, sinceLaw)) {
    found.push(
      just(
        floor.mayBeFirst && sheet['last notice'] === 'none'
          ? `${aStep(action)} may be the first only for what fell due since this law began`
          : `${aStep(action)} does not follow the stage “${sheet.stage}”`,
      ),
    )
  }
  const lacking = asksOf(floor).find(({ condition }) => !holds(condition, sheet))
  if (lacking) {
    // The law of what is not so, and none where it is nobody's.
    const { law } = lacking
    found.push({ ...blockOf(`Not yet so: ${lower(floor.name)}`, floor, sheet), law })
  }
  const due = claimOf({ action, sheet, claim, regime })
  const asked = amount ?? due
  if (due <= 0n) found.push(just('Nothing is due that it could claim'))
  else if (due < asked) {
    found.push(just(`Only ${formatPounds(due)} of what would be claimed is due now`))
  }
  if (!isTakenIn) {
    found.push(
      just('Its source has told something that the next night takes in: a hold, or a stage'),
    )
  }
  return found
}

const just = (says: string): Block => ({ says, isHold: false, law: undefined, findings: [] })

/** “A reminder”, “An invoice reminder”: as a sentence begins. */
export const aStep = (action: string): string => `${/^[aeiou]/.test(action) ? 'An' : 'A'} ${action}`

const lower = (text: string): string => text.replace(/^./, first => first.toLowerCase())

const blockOf = (says: string, provision: Provision, sheet: FactSheet): Block => ({
  says,
  isHold: false,
  law: provision.law,
  findings: asksOf(provision).map(asked => findingOf(asked, sheet)),
})

/** The database holds the same floor: an earlier step first, and each once. */
function follows(action: Action, { stage, 'last notice': notice }: FactSheet): boolean {
  const before: readonly string[] | 'anything' = actions[action].follows
  if (before === 'anything') return true
  return before.length === 0 ? notice === 'none' : before.includes(stage) || before.includes(notice)
}

/** What was in default before a law that drops an earlier step is dealt with as the law before it was. */
const mayBeFirst = (
  floor: Provision,
  { 'last notice': notice, 'since due': sinceDue }: FactSheet,
  sinceLaw: number,
): boolean =>
  floor.mayBeFirst === true && notice === 'none' && sinceDue !== null && sinceDue <= sinceLaw
