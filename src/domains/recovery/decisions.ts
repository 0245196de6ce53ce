import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { proposalInWords, proposedOn } from './proposals/in-words.ts'
import { proposalsOn } from './proposals/proposal.ts'
import { choicesOn } from './remedies/choices.ts'
import { choiceInWords } from './remedies/in-words.ts'

/** What was decided about an account by a night, what officers proposed and which remedies they chose, newest first, a line each. */
export const decisionsOn = async (
  db: Db,
  {
    councilId,
    accountId,
    limit = 20,
  }: { readonly councilId: number; readonly accountId: string; readonly limit?: number },
): Promise<readonly { readonly on: Temporal.PlainDate; readonly says: string }[]> => {
  const rows = await db.many(
    z.object({
      decidedOn: date,
      rule: z.string(),
      outcome: z.string(),
      itemOutcome: z.string().nullable(),
      reason: z.string().nullable(),
    }),
    sql`
      select decision.decided_on, decision.rule, decision.outcome, item.outcome as item_outcome, item.reason
      from recovery.decision as decision
      left join recovery.run_item as item
        on item.council_id = ${councilId}::int and item.run_id = decision.run_id and item.account_id = decision.account_id
      where decision.council_id = ${councilId}::int and decision.account_id = ${accountId}::uuid
      order by decision.decided_on desc, decision.run_id limit ${limit}::int`,
  )
  const proposals = await proposalsOn(db, { councilId, accountId })
  const choices = await choicesOn(db, { councilId, accountIds: [accountId] })
  return [
    ...choices.map(choice => ({ on: choice.chosenOn, says: choiceInWords(choice) })),
    ...proposals.map(proposal => ({ on: proposedOn(proposal), says: proposalInWords(proposal) })),
    ...rows.map(row => ({ on: row.decidedOn, says: inOneLine(row) })),
  ]
    .sort((one, other) => Temporal.PlainDate.compare(other.on, one.on))
    .slice(0, limit)
}

function inOneLine({
  rule,
  outcome,
  itemOutcome,
  reason,
}: {
  readonly rule: string
  readonly outcome: string
  readonly itemOutcome: string | null
  readonly reason: string | null
}): string {
  if (outcome === 'hold') return `On hold: ${rule}`
  if (outcome === 'wait') return 'Nothing due yet'
  if (outcome === 'none') return 'No policy for this type of debt'
  const became = itemOutcome === 'done' ? 'sent' : (itemOutcome ?? 'not sent again')
  return `${rule}: ${became}${reason === null ? '' : ` (${reason})`}`
}
