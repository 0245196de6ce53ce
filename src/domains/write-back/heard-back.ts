import type { Db } from '#platform/db.ts'
import { join, sql } from '#platform/sql.ts'
import { type Kind, kinds } from './kinds/index.ts'

/**
 * Acknowledges what sources have told of in their own files since, whether it had been sent, waited, or was on the list of
 * exceptions: the source has it. Answers how many.
 */
export const acknowledgeHeard = (db: Db, councilId: number): Promise<number> =>
  db.run(sql`
    update write_back.message as message set
      state = 'acknowledged', answered_by = 'heard back', answered_at = clock_timestamp()
    where council_id = ${councilId}::int and state in ('waiting', 'sent', 'rejected', 'unanswered')
      and (${join(
        kinds.flatMap((kind: Kind) =>
          kind.heardBack
            ? [sql`message.kind = ${kind.kind}::text and ${kind.heardBack(councilId)}`]
            : [],
        ),
        ' or ',
      )})`)
