import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { enqueue } from '#platform/jobs.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { protectedAccounts } from '../../direct-debit/payable.ts'
import { stillTakenFor } from './agreed-days.ts'
import { cancelAgreement } from './cancel.ts'

/** The kind of job that takes one payment of an agreement; its key is the agreement and the day. */
export const takeJob = 'take an agreed card payment'

const actor = 'system:card agreements'

/**
 * A council's night of card agreements: calls off what may not be taken any more, has what is due today taken, and ends what is
 * over. Harmless to repeat. Answers how many payments are to be taken.
 */
export async function keepCardAgreements(
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<number> {
  await callOffWhatMayNot(db, councilId, today)
  await endWhatIsOver(db, councilId)
  const due = await db.many(
    z.object({ id: z.string(), takeOn: date }),
    sql`
      select taking.agreement_id as id, taking.take_on
      from payments.card_taking as taking
      join payments.card_agreement as agreement
        on agreement.council_id = ${councilId}::int and agreement.id = taking.agreement_id and agreement.state = 'active'
      where taking.council_id = ${councilId}::int and taking.state = 'planned' and taking.take_on <= ${today}::date
      order by taking.take_on, taking.agreement_id`,
  )
  for (const { id, takeOn } of due)
    await enqueue(db, { councilId, kind: takeJob, key: `${id}/${takeOn.toString()}` })
  return due.length
}

/** What is too late, and what would be taken from somebody who is protected. */
const callOffWhatMayNot = async (db: Db, councilId: number, today: Temporal.PlainDate) => {
  await db.run(sql`
    update payments.card_taking as taking set
      state = 'called off', called_off_why = coalesce(protected.why, 'Its day passed and it was not taken')
    from payments.card_agreement as agreement
    left join lateral (
      select min(protection.why) as why from (${protectedAccounts(councilId)}) as protection
      where protection.account_id = agreement.account_id) as protected on true
    where taking.council_id = ${councilId}::int and taking.state = 'planned' and taking.take_on <= ${today}::date
      and agreement.council_id = ${councilId}::int and agreement.id = taking.agreement_id
      and (protected.why is not null or taking.take_on < ${today.subtract({ days: stillTakenFor })}::date)`)
}

/** An agreement of which everything was taken, or whose first payment was called off, takes nothing more: it ends at Pay too. */
async function endWhatIsOver(db: Db, councilId: number): Promise<void> {
  const over = await db.many(
    z.object({ id: z.string(), why: z.string() }),
    sql`
      select agreement.id, case when request.state = 'cancelled'
        then 'Its first payment was called off' else 'Everything that was agreed is over' end as why
      from payments.card_agreement as agreement
      join payments.card_request as request on request.council_id = ${councilId}::int and request.id = agreement.request_id
      where agreement.council_id = ${councilId}::int and agreement.state in ('asked', 'active')
        and (agreement.state = 'asked' and request.state = 'cancelled' or agreement.state = 'active' and not exists (
          select from payments.card_taking as taking
          left join payments.card_attempt as attempt
            on attempt.council_id = ${councilId}::int and attempt.request_id = taking.request_id
          where taking.council_id = ${councilId}::int and taking.agreement_id = agreement.id
            and (taking.state = 'planned' or attempt.state in ('asked', 'created', 'started', 'submitted', 'capturable'))))`,
  )
  for (const { id, why } of over) await cancelAgreement(db, { councilId, id, why, actor })
}
