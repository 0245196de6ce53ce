import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { partiesOf } from '../queries.ts'

/** What an officer decided or marked of a detail. */
export const marks = ['accepted', 'rejected', 'not theirs', 'gone away', 'confidential'] as const
export type MarkKind = (typeof marks)[number]
export const detailKinds = ['address', 'telephone', 'email'] as const
export type DetailKind = (typeof detailKinds)[number]

const mark = z.object({
  id: z.string(),
  kind: z.enum(detailKinds),
  standardForm: z.string(),
  mark: z.enum(marks),
  onDay: date,
  because: z.string(),
  gateway: z.string().nullable(),
  markedAt: instant,
  by: z.string(),
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  endedWhy: z.string().nullable(),
})
/** A mark on one detail of a person, whoever says the detail and however often. */
export type Mark = z.infer<typeof mark>

const detailRow = z.object({
  id: z.string(),
  partyId: z.string(),
  kind: z.enum(detailKinds),
  standardForm: z.string(),
  /** An address in one line, a telephone number or an e-mail address. */
  text: z.string(),
  source: z.string(),
  asAt: date,
  validTo: date.nullable(),
  recordedAt: instant,
  /** The officer who was told; null where a source's file says it. */
  toldTo: z.string().nullable(),
  gateway: z.string().nullable(),
  /** Whether the source lets other services use it for recovery; null where nobody has said. */
  mayBeUsed: z.boolean().nullable(),
  /** Whether it waits for somebody to accept or reject it. */
  isProposed: z.boolean(),
})
/** An address, telephone number or e-mail address of a person, with the marks that stand on it. */
export type Detail = z.infer<typeof detailRow> & { readonly marks: readonly Mark[] }

export const hasMark = ({ marks }: Detail, ...kinds: readonly MarkKind[]): boolean =>
  marks.some(({ mark }) => kinds.includes(mark))

/** Whether others than its source may see what it is: it waits, and the source does not let it be used. */
export const isKeptBack = ({ isProposed, mayBeUsed, toldTo }: Detail): boolean =>
  isProposed && mayBeUsed === false && toldTo === null

/** All that is known of how to reach a person, what is so now first; confidential addresses among them. */
export async function detailsOf(
  db: Db,
  councilId: number,
  personId: string,
): Promise<readonly Detail[]> {
  const rows = await db.many(
    detailRow,
    sql`
      select detail.id, detail.party_id, detail.kind, detail.standard_form,
        coalesce(detail.value, concat_ws(', ', array_to_string(detail.lines, ', '), nullif(detail.postcode, ''))) as text,
        detail.source, detail.as_at, detail.valid_to, detail.recorded_at, coalesce(staff.name, detail.told_to) as told_to,
        coalesce(detail.gateway, said.gateway) as gateway, said.may_be_used,
        exists (
          select from parties.proposed_detail as proposed
          where proposed.council_id = ${councilId}::int and proposed.id = detail.id) as is_proposed
      from parties.detail as detail
      left join administration.staff as staff on staff.staff_id::text = detail.told_to
      left join lateral (
        select gateway.may_be_used, gateway.gateway from parties.source_gateway as gateway
        where gateway.council_id = ${councilId}::int and gateway.source = detail.source
        order by gateway.said_at desc limit 1) as said on true
      where detail.council_id = ${councilId}::int and detail.party_id in (${partiesOf(councilId, personId)})
      order by detail.valid_to is not null, array_position(array['address', 'telephone', 'email'], detail.kind),
        detail.as_at desc, detail.id`,
  )
  const standing = (await marksOf(db, councilId, personId)).filter(({ endedAt }) => !endedAt)
  return rows.map(row => ({
    ...row,
    marks: standing.filter(
      ({ kind, standardForm }) => kind === row.kind && standardForm === row.standardForm,
    ),
  }))
}

/** Every mark on a person's details, those that stand first; one that several parties of theirs have, once. */
export const marksOf = (db: Db, councilId: number, personId: string): Promise<readonly Mark[]> =>
  db.many(
    mark,
    sql`
      select * from (
        select distinct on (mark.kind, mark.standard_form, mark.mark, mark.ended_at)
          mark.id, mark.kind, mark.standard_form, mark.mark, mark.on_day, mark.because, mark.gateway, mark.marked_at,
          coalesce(staff.name, mark.marked_by) as by, mark.ended_at, coalesce(ender.name, mark.ended_by) as ended_by,
          mark.ended_why
        from parties.detail_mark as mark
        left join administration.staff as staff on staff.staff_id::text = mark.marked_by
        left join administration.staff as ender on ender.staff_id::text = mark.ended_by
        where mark.council_id = ${councilId}::int and mark.party_id in (${partiesOf(councilId, personId)})
        order by mark.kind, mark.standard_form, mark.mark, mark.ended_at, mark.marked_at, mark.id
      ) as theirs
      order by ended_at is not null, ended_at desc, marked_at desc, id`,
  )
