import { z } from 'zod'
import { deliveredByPost } from '#law/time/service.ts'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { noticeFor, presentAgainOn } from './days.ts'
import { dueBy } from './payable.ts'
import { askForNotice } from './plan.ts'
import * as refusals from './refusals.ts'
import { serviceUserOf } from './settings.ts'

const returned = z.object({
  mandateId: z.string(),
  partyId: z.string(),
  accountId: z.string(),
  dueKey: z.string(),
  dueOn: date,
  collectOn: date,
  amount: pence,
})

/**
 * Plans to take once more what came back for want of money, with fresh notice, within a month of the first time. An
 * officer decides it, having spoken with the payer or not; nothing does it by itself. Refuses what was paid in another way since. Returns the
 * new day.
 */
export async function presentAgain(
  db: Db,
  {
    councilId,
    collectionId,
    today,
    actor,
  }: {
    readonly councilId: number
    readonly collectionId: string
    readonly today: Temporal.PlainDate
    readonly actor: string
  },
): Promise<Outcome<Temporal.PlainDate>> {
  const first = await db.maybeOne(
    returned,
    sql`
      select collection.mandate_id, mandate.party_id, collection.account_id, collection.due_key, collection.due_on,
        collection.collect_on, collection.amount
      from payments.collection as collection
      join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = collection.mandate_id
      where collection.council_id = ${councilId}::int and collection.id = ${collectionId}::uuid
        and collection.state = 'returned' and collection.return_reason = '0' and collection.represents_id is null
        and mandate.state = 'active' and mandate.paused_why is null
        and not exists (
          select from payments.collection as again
          where again.council_id = ${councilId}::int and again.represents_id = collection.id and again.state <> 'cancelled')
      for no key update of collection`,
  )
  const serviceUser = await serviceUserOf(db, councilId)
  const on =
    first &&
    presentAgainOn(
      first.collectOn,
      deliveredByPost(today, 'first class'),
      noticeFor(today, serviceUser?.noticeDays),
    )
  if (!first || !on) return refused(refusals.cannotPresentAgain)
  const { due } = await db.one(
    z.object({ due: pence }),
    sql`
      select ${dueBy(councilId, sql`${first.accountId}::uuid`, sql`${on}::date`)} - coalesce(sum(amount), 0)::bigint as due
      from payments.collection
      where council_id = ${councilId}::int and account_id = ${first.accountId}::uuid
        and state in ('planned', 'notified', 'submitted') and collect_on <= ${on}::date`,
  )
  if (due < first.amount) return refused(refusals.paidOtherwise)
  const noticeId = await askForNotice(db, { councilId, today, ...first })
  await db.run(sql`
    insert into payments.collection
      (council_id, id, mandate_id, account_id, due_key, due_on, collect_on, amount, presentation, represents_id, notice_id)
    values (${councilId}::int, gen_random_uuid(), ${first.mandateId}::uuid, ${first.accountId}::uuid,
      ${first.dueKey}::text, ${first.dueOn}::date, ${on}::date, ${first.amount}::bigint, 're-presentation',
      ${collectionId}::uuid, ${noticeId}::uuid)`)
  await record(db, {
    councilId,
    actor,
    action: 'asked to present again',
    objectKind: 'collection',
    objectId: collectionId,
    detail: { on: on.toString() },
  })
  return done(on)
}
