import { z } from 'zod'
import { restrictedWords } from '#debts'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { type Evidence, evidenceOn, standing } from './evidence.ts'

const went = z.object({
  /** Of the step, or of a letter that is none. */
  id: z.string(),
  isStep: z.boolean(),
  title: z.string(),
  source: z.enum(['evenhand', 'source system']),
  /** The day it went; of one that its source sent, the day its source says. */
  issuedOn: date,
  /** The day from which recovery counts; null of a letter that is no step. */
  countsFrom: date.nullable(),
  claimed: pence.nullable(),
  withdrawnWhy: z.string().nullable(),
  to: z.string(),
  letterId: z.string().nullable(),
  /** The envelope's lines, the name first, as they stood on the letter. */
  address: z.array(z.string()).nullable(),
  isConfidential: z.boolean().nullable(),
  sha256: z.string().nullable(),
  pages: z.number().nullable(),
  writtenAt: instant.nullable(),
  /** The outbox's: what it was handed over under, and when. */
  effectKey: z.string().nullable(),
  handedOverAt: instant.nullable(),
  /** The first mark of its address as gone away or not theirs since it went. */
  markedOn: date.nullable(),
  markedAs: z.string().nullable(),
})

/** A notice or another letter about an account that went, with every record of how it was served, the newest first. */
export type NoticeThatWent = z.infer<typeof went> & { readonly evidence: readonly Evidence[] }

/** What recovery counts as a letter, not a list; what a source only tells of a court is no notice here. */
export const notNotices = ['summons', 'liability order', 'judgment'] as const

/**
 * The notices and other letters about an account, in the order in which they went: ours with the letter, its source's without. A step that
 * somebody works from a list is none. Refusing whoever may not see everybody liable is the caller's.
 */
export async function noticesThatWent(
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly NoticeThatWent[]> {
  const evidence = await evidenceOn(db, { councilId, accountId })
  const rows = await db.many(
    went,
    sql`
      select notice.*, coalesce(party.name, ${restrictedWords}) as to,
        letter.id as letter_id,
        case when letter.id is not null then
          array[letter.facts ->> 'addressee'] || array(select jsonb_array_elements_text(letter.facts -> 'addressLines')) end as address,
        address.is_confidential, letter.sha256, letter.pages, letter.dispatched_at as written_at, effect.effect_key,
        effect.occurred_at as handed_over_at, marked.on_day as marked_on, marked.mark as marked_as
      from (
        select action.id, true as is_step, action.kind as title, action.source,
          coalesce(action.issued_on, action.served_on) as issued_on, action.served_on as counts_from, action.claimed,
          action.cancelled_why as withdrawn_why, action.party_id, ours.id as of_letter
        from recovery.action as action
        left join correspondence.letter as ours
          on ours.council_id = ${councilId}::int and ours.action_id = action.id and ours.account_id = action.account_id
            and ours.party_id = action.party_id
        where action.council_id = ${councilId}::int and action.account_id = ${accountId}::uuid
          and action.served_on is not null and action.kind <> all(${[...notNotices]}::text[])
          and (action.source = 'source system' or ours.id is not null)
        union all
        select other.id, false, other.title, 'evenhand', (other.dispatched_at at time zone 'Europe/London')::date, null, null, null,
          other.party_id, other.id
        from correspondence.letter as other
        where other.council_id = ${councilId}::int and other.account_id = ${accountId}::uuid
          and not exists (
            select from recovery.action as step
            where step.council_id = ${councilId}::int and step.id = other.action_id and step.account_id = other.account_id
              and step.party_id = other.party_id)
      ) as notice (id, is_step, title, source, issued_on, counts_from, claimed, withdrawn_why, party_id, of_letter)
      left join parties.party as party on party.council_id = ${councilId}::int and party.id = notice.party_id
      left join correspondence.letter as letter on letter.council_id = ${councilId}::int and letter.id = notice.of_letter
      left join parties.address as address on address.council_id = ${councilId}::int and address.id = letter.address_id
      left join lateral (
        select sent.effect_key, sent.occurred_at from platform.effect as sent
        where sent.council_id = ${councilId}::int and sent.action_id = notice.id and sent.state = 'sent'
        order by sent.occurred_at desc limit 1
      ) as effect on true
      left join lateral (
        select either.on_day, either.mark from (
          select address.undeliverable_on as on_day, 'gone away' as mark
          union all
          select bad.on_day, bad.mark from parties.detail_mark as bad
          where bad.council_id = ${councilId}::int and bad.party_id = letter.party_id and bad.kind = 'address'
            and bad.standard_form = address.standard_form and bad.mark in ('gone away', 'not theirs') and bad.ended_at is null
        ) as either
        where either.on_day >= notice.issued_on
        order by either.on_day limit 1
      ) as marked on letter.id is not null
      order by notice.issued_on, letter.dispatched_at, notice.id`,
  )
  const byNotice = Map.groupBy(evidence, ({ noticeId }) => noticeId)
  return rows.map(row => ({ ...row, evidence: byNotice.get(row.id) ?? [] }))
}

/** What stands of how it was served. */
export const standingOf = ({ evidence }: Pick<NoticeThatWent, 'evidence'>): Evidence | undefined =>
  standing(evidence)
