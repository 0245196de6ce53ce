import { randomUUID } from 'node:crypto'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { appointmentsThatMayBe } from './appointments.ts'
import * as refusals from './refusals.ts'
import { relationshipsOf } from './relationships.ts'

/** Which of the officers of a company is meant: as the register names them, in standard form. */
export type Appointee = {
  readonly number: string
  readonly given: string
  readonly family: string
  readonly bornIn: string
}

/**
 * Keeps an officer's word, with a reason, that somebody is, or is not, who the register names as an officer of a company.
 * Nothing of what is owed, planned or sent changes by it. Refuses where they cannot be: another name, another month of birth,
 * or a word that was said already and not taken back. Audited.
 */
export async function answerAppointee(
  db: Db,
  said: Appointee & {
    readonly councilId: number
    readonly personId: string
    readonly isSame: boolean
    readonly why: string
    readonly actor: string
  },
): Promise<Outcome<string>> {
  const { councilId, personId, number, given, family, bornIn, isSame, why, actor } = said
  // Two at once: one waits for the other, and finds what it said.
  await db.run(sql`
    select from parties.party where council_id = ${councilId}::int and id = ${personId}::uuid for update`)
  const isMeant = (one: Appointee) =>
    one.number === number && one.given === given && one.family === family && one.bornIn === bornIn
  const known = await relationshipsOf(db, councilId, personId)
  if (known.some(one => one.personId === personId && one.answer && isMeant(one)))
    return refused(refusals.saidAlready)
  const whose = (await appointmentsThatMayBe(db, { councilId, personId, number })).find(isMeant)
  if (!whose) return refused(refusals.cannotBe)
  const id = randomUUID()
  await db.run(sql`
    insert into companies.appointee_answer
      (council_id, id, number, given, family, born_in, party_id, is_same, why, answered_by)
    values (${councilId}::int, ${id}::uuid, ${number}, ${given}, ${family}, ${bornIn}, ${whose.partyId}::uuid, ${isSame}, ${why},
      ${actor})`)
  await record(db, {
    councilId,
    actor,
    action: isSame ? 'said who runs a business' : 'said who does not run a business',
    objectKind: 'person',
    objectId: personId,
    detail: { answer: id, number, name: whose.name, role: whose.role, why },
  })
  return done(id)
}

/** Takes an officer's word back, with a reason: it is kept, and says nothing any more. Answers whether it stood and was theirs. Audited. */
export async function takeBackAnswer(
  db: Db,
  asked: {
    readonly councilId: number
    readonly personId: string
    readonly answerId: string
    readonly why: string
    readonly actor: string
  },
): Promise<boolean> {
  const { councilId, personId, answerId, why, actor } = asked
  const taken = await db.run(sql`
    update companies.appointee_answer as answer set
      taken_back_at = clock_timestamp(), taken_back_by = ${actor}, taken_back_why = ${why}
    from parties.party as party
    where answer.council_id = ${councilId}::int and answer.id = ${answerId}::uuid and answer.taken_back_at is null
      and party.council_id = ${councilId}::int and party.id = answer.party_id and party.person_id = ${personId}::uuid`)
  if (taken === 0) return false
  await record(db, {
    councilId,
    actor,
    action: 'took back who runs a business',
    objectKind: 'person',
    objectId: personId,
    detail: { answer: answerId, why },
  })
  return true
}
