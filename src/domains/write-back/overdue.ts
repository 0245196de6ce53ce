import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/**
 * Looks at what was sent and not answered in the days its source has: it waits to be sent again, as the same message, as often
 * as the source's settings allow, and is then an exception for a person. Nothing is forgotten.
 */
export const keepAsking = (
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<number> =>
  db.run(sql`
    update write_back.message as message set
      state = case when message.attempt < told.attempts then 'waiting' else 'unanswered' end,
      exception_on = case when message.attempt < told.attempts then null else ${today}::date end
    from write_back.source as told
    where message.council_id = ${councilId}::int and message.state = 'sent'
      and told.council_id = ${councilId}::int and told.source = message.source
      and message.sent_on + told.answer_days < ${today}::date`)
