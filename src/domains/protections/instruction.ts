import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'

/**
 * What may be done differently, in words that whoever picks up the telephone can act on. By which channel somebody may
 * be reached at all is a contact detail, in `parties`, that letters and calls obey.
 */
export const instructions = {
  'support need': [
    'Short messages in plain words',
    'Large print',
    'Through an interpreter',
    'Telephone in the afternoon only',
    'Take it slowly, and check that they follow',
    'Speak to whoever speaks for them',
    'Visit by day, and say so beforehand',
    'Do not visit',
  ],
  risk: ['Two officers at every visit', 'Meet at the office only', 'Do not visit'],
} as const
export const instructionKinds = Object.keys(instructions) as readonly (keyof typeof instructions)[]

const instruction = z.object({
  id: z.string(),
  partyId: z.string(),
  becauseOf: z.enum(['support need', 'risk']),
  says: z.string(),
  detail: z.string(),
  lapsesOn: date,
  recordedAt: instant,
  by: z.string(),
})
/** What to do differently with somebody. The reason is not kept: nobody needs it to do as it says. */
export type Instruction = z.infer<typeof instruction>

/** Whether nobody has renewed it by its day: it is still shown, as one to be looked at. */
export const hasLapsed = (
  { lapsesOn }: Pick<Instruction, 'lapsesOn'>,
  today: Temporal.PlainDate,
): boolean => isBefore(lapsesOn, today)

/** Whether a support need is recorded that has not lapsed, in a query that has `protections.instruction as instruction`. */
export const isSupportNeed = (today: Temporal.PlainDate): Sql => sql`
  instruction.because_of = 'support need' and instruction.ended_at is null and instruction.lapses_on >= ${today}::date`

/** What to do differently with a person, risks first; ended ones are left out. */
export const instructionsFor = (
  db: Db,
  { councilId, partyId }: { readonly councilId: number; readonly partyId: string },
): Promise<readonly Instruction[]> =>
  db.many(
    instruction,
    sql`
      select instruction.id, instruction.party_id, instruction.because_of, instruction.says, instruction.detail,
        instruction.lapses_on, instruction.recorded_at, coalesce(staff.name, instruction.recorded_by) as by
      from protections.instruction as instruction
      left join administration.staff as staff on staff.staff_id::text = instruction.recorded_by
      where instruction.council_id = ${councilId}::int and instruction.ended_at is null
        and instruction.party_id in (${partiesOf(councilId, partyId)})
      order by instruction.because_of, instruction.recorded_at, instruction.id`,
  )

export type NewInstruction = Pick<Instruction, 'partyId' | 'becauseOf' | 'says' | 'detail'> & {
  readonly councilId: number
  readonly lapsesOn: Temporal.PlainDate
  readonly today: Temporal.PlainDate
  readonly actor: string
}

/** Longest an instruction stands without somebody looking at it again. */
const longest = { months: 12 }

/**
 * Says what to do differently with somebody, until a day within twelve months. Audited without what it says, which is
 * nobody's business outside the case. Refuses a day that has passed or is too far, and what is not on the list.
 */
export async function instruct(db: Db, given: NewInstruction): Promise<Outcome<string>> {
  const { councilId, partyId, becauseOf, says, detail, lapsesOn, today, actor } = given
  if (isBefore(lapsesOn, today)) return refused(refusals.lapsesBeforeToday)
  if (isBefore(today.add(longest), lapsesOn)) return refused(refusals.lapsesTooLate)
  if (!(instructions[becauseOf] as readonly string[]).includes(says))
    return refused(refusals.notAnInstruction)
  const id = randomUUID()
  await db.run(sql`
    insert into protections.instruction
      (council_id, id, party_id, because_of, says, detail, lapses_on, recorded_by)
    values (${councilId}::int, ${id}::uuid, ${partyId}::uuid, ${becauseOf}, ${says}, ${detail}, ${lapsesOn}::date, ${actor})`)
  await record(db, {
    councilId,
    actor,
    action: 'said what to do differently',
    objectKind: 'instruction',
    objectId: id,
    detail: { because: becauseOf, party: partyId },
  })
  return done(id)
}

/** Ends what was to be done differently with a person, and why. Answers whether it was theirs and still stood. */
export async function endInstruction(
  db: Db,
  ending: {
    readonly councilId: number
    readonly personId: string
    readonly instructionId: string
    readonly why: string
    readonly actor: string
  },
): Promise<boolean> {
  const { councilId, personId, instructionId, why, actor } = ending
  const ended = await db.run(sql`
    update protections.instruction set ended_at = clock_timestamp(), ended_by = ${actor}, ended_why = ${why}
    where council_id = ${councilId}::int and id = ${instructionId}::uuid and ended_at is null
      and party_id in (${partiesOf(councilId, personId)})`)
  if (ended === 0) return false
  await record(db, {
    councilId,
    actor,
    action: 'ended what to do differently',
    objectKind: 'instruction',
    objectId: instructionId,
    detail: { why },
  })
  return true
}
