import { z } from 'zod'
import { record } from '#administration'
import { type NewLetter, templates } from '#correspondence'
import { type Clock, londonDate } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { type Effect, settleEffect } from '#platform/effects.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { hasFailed } from '../failed.ts'

const payload = z.object({
  action: z.string(),
  account: z.string(),
  party: z.string(),
  notice: z.string(),
  sentOn: z.string(),
  /** Taken off the account with it, in pence. */
  costs: z.string(),
})

export type WriteApology = (db: Db, letter: NewLetter) => Promise<void>

/**
 * Writes the letter that says sorry for a withdrawn notice, for the outbox. It asks for nothing, so that no hold keeps it back; one that
 * cannot be written (nowhere to write to, or something broke three times) or whose person has died is called off, says why on the withdrawal's
 * list, and is for a person.
 */
export const apologyDispatcher =
  (write: WriteApology, clock: Clock) =>
  async (database: Database, effect: Effect): Promise<void> => {
    const { councilId, id, fence } = effect
    const { action, account, party, notice, sentOn, costs } = payload.parse(effect.payload)
    const settle = async (db: Db, state: 'sent' | 'cancelled', problem: string | null) => {
      if (!(await settleEffect(db, { councilId, id, fence, state, problem })))
        throw new Error('Another worker has taken this letter over. Nothing was sent by this one.')
      await record(db, {
        councilId,
        actor: 'system:outbox',
        action: state === 'sent' ? 'sent an apology' : 'called off an apology',
        objectKind: 'action',
        objectId: action,
      })
    }
    try {
      await asCouncil(database, councilId, async db => {
        if (await hasDied(db, councilId, party)) {
          await settle(db, 'cancelled', 'They have died: a person writes to their family.')
          return
        }
        const { apologyId } = await db.one(
          z.object({ apologyId: z.string() }),
          sql`select platform.id_of('apology', ${councilId}::int, ${action}::text) as apology_id`,
        )
        await write(db, {
          councilId,
          actionId: apologyId,
          accountId: account,
          partyId: party,
          notice: 'apology',
          claimed: 0n,
          issuedOn: londonDate(clock.now()),
          withdrawn: {
            title: templates[notice]?.title ?? notice,
            sentOn: Temporal.PlainDate.from(sentOn),
            costs: BigInt(costs),
          },
        })
        await settle(db, 'sent', null)
      })
    } catch (problem) {
      if (!hasFailed(problem, effect)) throw problem
      await asCouncil(database, councilId, db => settle(db, 'cancelled', problem.message))
    }
  }

const hasDied = async (db: Db, councilId: number, partyId: string): Promise<boolean> =>
  (await db.run(sql`
    select from parties.party
    where party.council_id = ${councilId}::int and party.id = ${partyId}::uuid and ${isOfTheDead(councilId)}`)) >
  0

/** Of `party`: whether any record of the person says that they have died. */
export const isOfTheDead = (councilId: number): Sql => sql`
  exists (
    select from parties.party as record
    where record.council_id = ${councilId}::int and record.person_id = party.person_id and record.deceased_on is not null)`
