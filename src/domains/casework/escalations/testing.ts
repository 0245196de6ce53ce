import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Db } from '#platform/db.ts'
import { recordContact } from '../contact.ts'

/** Noon in London on a day, as a request has it. */
export function noonOn(day: string) {
  const today = Temporal.PlainDate.from(day)
  return {
    today,
    now: today.toZonedDateTime({ timeZone: 'Europe/London', plainTime: '12:00' }).toInstant(),
  }
}

/** Somebody rings a person about an account and nobody answers: an attempt. Answers the contact's id. */
export async function tryToReach(
  db: Db,
  who: { readonly councilId: number; readonly personId: string; readonly accountId: string },
  day: string,
): Promise<string> {
  const contact = {
    id: randomUUID(),
    personId: who.personId,
    accountId: who.accountId,
    channel: 'telephone',
    direction: 'to them',
    outcome: 'no answer',
    note: '',
    promise: undefined,
    cause: undefined,
    helpOffered: [],
    correctsId: undefined,
  } as const
  const { councilId } = who
  const recorded = await recordContact(db, { councilId, contact, actor: 'tests', ...noonOn(day) })
  assert(recorded.ok)
  return contact.id
}
