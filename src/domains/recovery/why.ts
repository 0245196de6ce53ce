import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Explanation, explain, inText, sheetInText } from './explain.ts'
import type { FactSheet } from './facts.ts'
import { keptFacts, sheetOf } from './kept-facts.ts'
import { policySchema } from './policy.ts'
import { calculatorOf, regimeOf } from './regimes/index.ts'
import { proposalInWords } from './proposals/in-words.ts'
import { proposalsOn } from './proposals/proposal.ts'
import { choicesOn } from './remedies/choices.ts'
import { choiceInWords } from './remedies/in-words.ts'
import * as refusals from './refusals.ts'
import { noPolicy, rulesOf } from './rules.ts'
import { factColumnsOf } from './sheet.ts'
import { sides } from './trials/split.ts'

const kept = z.object({
  accountId: z.string(),
  reference: z.string(),
  source: z.string(),
  debtType: z.string(),
  family: z.string(),
  nation: z.enum(['England', 'Wales']),
  decidedOn: date,
  runId: z.string(),
  rule: z.string(),
  outcome: z.string(),
  fingerprint: z.string().nullable(),
  policy: z.string().nullable(),
  ...keptFacts,
  trialId: z.string().nullable(),
  trialSide: z.enum(sides).nullable(),
  trialFingerprint: z.string().nullable(),
  itemOutcome: z.string().nullable(),
  itemReason: z.string().nullable(),
  servedOn: date.nullable(),
})

/** Why an account had what it had on a day, "nothing happened" included. */
export type Why = {
  readonly accountId: string
  readonly reference: string
  /** The last night on or before the day that was asked about. */
  readonly on: Temporal.PlainDate
  /** The night whose decision still stood on that day. */
  readonly decidedOn: Temporal.PlainDate
  readonly runId: string
  readonly rule: string
  readonly outcome: string
  readonly policyFingerprint: string | null
  /** The trial that it was in, and what that means for it; undefined when it was in none. */
  readonly trial: { readonly id: string; readonly says: string } | undefined
  /** The calculator of the law that its dates follow. */
  readonly calculator: string | undefined
  readonly facts: FactSheet
  readonly explanation: Explanation | undefined
  /** What became of it in the run: planned, sent, or why not. */
  readonly happened: string
  /** What officers proposed for it by then, and the remedies they chose, with the reason and what became of it, the latest first. */
  readonly proposed: readonly string[]
  /** All of it in plain English. */
  readonly text: string
}

/**
 * Explains an account on a day from what was kept: the latest decision by then, its days moved on to the day (nothing
 * else can change between decisions, or there would have been another), the policy by its fingerprint and the law of
 * the day. `account` is an id or a source's reference; where two sources use one reference, say `source/reference`.
 */
export async function why(
  db: Db,
  {
    councilId,
    account,
    on,
  }: { readonly councilId: number; readonly account: string; readonly on: Temporal.PlainDate },
): Promise<Outcome<Why>> {
  const known = await db.many(
    z.object({ id: z.string() }),
    sql`
      select id from debts.account
      where council_id = ${councilId}::int and (reference = ${account}::text or id::text = ${account}::text
        or (reference = split_part(${account}::text, '/', 2) and source = split_part(${account}::text, '/', 1)))
      limit 2`,
  )
  const [found, another] = known
  if (!found || another) return refused(refusals.noSuchAccount(account))
  const decision = await db.maybeOne(
    kept,
    sql`
      select decision.account_id, account.reference, account.source, account.debt_type, type.family, council.nation,
        decision.decided_on, decision.run_id, decision.rule, decision.outcome, decision.fingerprint,
        coalesce(
          (select policy::text from recovery.policy_version as version
            where version.council_id = ${councilId}::int and version.debt_type = account.debt_type
              and version.fingerprint = decision.fingerprint limit 1),
          (select tried.policy::text from recovery.policy_draft_version as tried
            where tried.council_id = ${councilId}::int and tried.draft_id = trial.draft_id
              and tried.version = trial.version and tried.fingerprint = decision.fingerprint)) as policy,
        decision.trial_id, trial.fingerprint as trial_fingerprint, entered.side as trial_side,
        ${factColumnsOf('decision')}, item.outcome as item_outcome, item.reason as item_reason, action.served_on
      from recovery.decision as decision
      join recovery.run as run on run.council_id = ${councilId}::int and run.id = decision.run_id
      join debts.account as account on account.council_id = ${councilId}::int and account.id = decision.account_id
      join debts.debt_type as type on type.council_id = ${councilId}::int and type.name = account.debt_type
      join administration.council as council on council.council_id = ${councilId}::int
      left join recovery.trial as trial on trial.council_id = ${councilId}::int and trial.id = decision.trial_id
      left join recovery.trial_account as entered
        on entered.council_id = ${councilId}::int and entered.trial_id = decision.trial_id
        and entered.account_id = decision.account_id
      left join recovery.run_item as item
        on item.council_id = ${councilId}::int and item.run_id = decision.run_id and item.account_id = decision.account_id
      left join recovery.action as action
        on action.council_id = ${councilId}::int and action.id = item.action_id and action.cancelled_at is null
      where decision.council_id = ${councilId}::int and decision.account_id = ${found.id}::uuid
        and decision.decided_on <= ${on}::date
      order by decision.decided_on desc, run.attempt desc
      limit 1`,
  )
  if (!decision) return refused(refusals.notYetDecided(account, formatDate(on)))
  const { lastNight } = await db.one(
    z.object({ lastNight: date.nullable() }),
    sql`
      select max(business_date) as last_night from recovery.run
      where council_id = ${councilId}::int and business_date <= ${on}::date`,
  )
  const proposals = await proposalsOn(db, { councilId, accountId: found.id, on })
  const choices = await choicesOn(db, { councilId, accountIds: [found.id], on })
  const proposed = [...proposals.map(proposalInWords), ...choices.map(choiceInWords)]
  // Nobody decides on a day without a night: what stood then was the night before.
  return done(explained(decision, lastNight ?? decision.decidedOn, proposed))
}

function explained(
  decision: z.infer<typeof kept>,
  on: Temporal.PlainDate,
  proposed: readonly string[],
): Why {
  const { decidedOn, rule, outcome, reference, policy, family, nation } = decision
  const sheet = sheetOf(decision, decidedOn.until(on, { largestUnit: 'days' }).days)
  const regime = regimeOf(family, nation)
  const explanation =
    policy !== null && regime
      ? explain(rulesOf(policySchema.parse(JSON.parse(policy)), regime.on(on).value), sheet)
      : undefined
  const happened = whatHappened(decision)
  const trial = inTrial(decision)
  const title = `Account ${reference}, ${formatDate(on)}`
  const since = decidedOn.equals(on)
    ? ''
    : ` Decided on ${formatDate(decidedOn)}; nothing has changed since.`
  const text = [
    title,
    sheetInText(sheet),
    rule === noPolicy
      ? `No policy: this council has none yet for ${decision.debtType}, so nothing is done about it here.`
      : `${headline(rule, outcome)}${since}`,
    ...(trial ? [trial.says] : []),
    ...(explanation ? [inText(explanation)] : []),
    happened,
    ...proposed,
  ].join('\n')
  return {
    accountId: decision.accountId,
    reference,
    on,
    decidedOn,
    runId: decision.runId,
    rule,
    outcome,
    policyFingerprint: decision.fingerprint,
    trial,
    calculator: calculatorOf(family, nation),
    facts: sheet,
    explanation,
    happened,
    proposed,
    text,
  }
}

function inTrial({
  trialId,
  trialSide,
  trialFingerprint,
  fingerprint,
  debtType,
}: z.infer<typeof kept>): Why['trial'] {
  if (trialId === null) return undefined
  const decides =
    fingerprint === trialFingerprint
      ? 'This account is on the challenger’s side, and was decided under the challenger.'
      : trialSide === 'challenger'
        ? 'This account is on the challenger’s side, but somebody who owes it was protected, or known on both sides, so it was decided under the policy in force.'
        : 'This account is on the side of the policy in force, and was decided under it.'
  return { id: trialId, says: `In a trial of two policies for ${debtType}. ${decides}` }
}

const headline = (rule: string, outcome: string): string => {
  if (outcome === 'hold') return `On hold: ${rule}.`
  if (outcome === 'wait') return 'Nothing happened: nothing was due yet.'
  return `${rule}: ${outcome} was due.`
}

function whatHappened({
  outcome,
  itemOutcome,
  itemReason,
  servedOn,
}: z.infer<typeof kept>): string {
  if (outcome === 'hold' || outcome === 'wait' || outcome === 'none') return 'Nothing was sent.'
  if (servedOn) return `It was sent on ${formatDate(servedOn)}.`
  if (itemOutcome === null)
    return 'Nothing was sent: the notice was already on its way, or had been sent before.'
  if (itemReason !== null) return `It was not sent. ${itemReason}.`
  return itemOutcome === 'planned'
    ? 'It was planned, and waits for approval and its turn.'
    : 'It was released, and is on its way.'
}
