import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import {
  type Counted,
  type Parted,
  smallest,
  withoutSmallNumbers,
  withoutSmallParts,
} from '#values/small-numbers.ts'
import { decisionSql } from './facts.ts'
import { type Segment, segmentRules, segments, tooLittle } from './rules.ts'
import { segmentSheet } from './sheet.ts'

/** People of whom the facts come to one segment, and an officer's word or a contest leaves them in one. */
export type SegmentCount = {
  readonly workedOut: Segment
  readonly stands: Segment
  readonly isContested: boolean
  readonly people: number
}

/**
 * Counts people on whose accounts something is late, by what the facts come to and what stands: everybody once, by the account of
 * which most is late. One statement over the book; the readings are those of `rules.ts`, compiled.
 */
export const countSegments = (
  db: Db,
  asked: {
    readonly councilId: number
    readonly today: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<readonly SegmentCount[]> =>
  db.many(
    z.object({
      workedOut: z.enum(segments),
      stands: z.enum(segments),
      isContested: z.boolean(),
      people: count,
    }),
    sql`
      select worked_out, stands, is_contested, count(*) as people
      from (
        select distinct on (read.person_id) read.worked_out, coalesce(said.kind = 'contested', false) as is_contested,
          case when said.kind = 'contested' then 'not known'
            when said.segment is not null and coalesce(said.until >= ${asked.today}::date, true) then said.segment
            else read.worked_out end as stands
        from (
          select sheet.account_id, sheet.person_id, sheet.overdue,
            coalesce(reading.segment, 'not known') as worked_out
          from (
            select given.account_id, given.person_id, given.overdue, ${decisionSql(segmentRules, tooLittle)} as rule
            from (${segmentSheet(asked)} offset 0) as given
          ) as sheet
          left join unnest(${segmentRules.map(({ name }) => name)}::text[], ${segmentRules.map(({ segment }) => segment)}::text[])
            as reading (rule, segment) on reading.rule = sheet.rule
        ) as read
        left join (
          select distinct on (account_id) account_id, kind, segment, until
          from casework.segment_event where council_id = ${asked.councilId}::int
          order by account_id, number desc
        ) as said on said.account_id = read.account_id
        order by read.person_id, read.overdue desc, read.account_id
      ) as person
      group by worked_out, stands, is_contested`,
  )

/** A segment as the facts come to it, or several that are put together, and to which others officers' words have moved people. */
export type Moved = {
  readonly workedOut: string
  readonly people: number
  /** How many are overridden to each of `segments`, in that order; to its own, none. */
  readonly to: readonly number[]
}

/** A number of people of so many; or that it, or what is left of them, is so small that it could show who. */
export type Shown = number | 'few' | 'nearly all'

export type SegmentReport = {
  readonly people: number
  /** Of how many people the segment is overridden, and contested. */
  readonly overridden: Shown
  readonly contested: Shown
  /** By segment and where to; empty where some number would be small, however segments are put together. */
  readonly moved: readonly Moved[]
  /** By segment alone, where `moved` is empty; empty too where they could only be put together. */
  readonly bySegment: readonly Counted[]
}

const together = 'the others, together'

const total = (counts: readonly SegmentCount[]): number =>
  counts.reduce((sum, { people }) => sum + people, 0)
const isSmall = (people: number): boolean => people > 0 && people < smallest
const shown = (some: number, all: number): Shown =>
  isSmall(some) ? 'few' : isSmall(all - some) ? 'nearly all' : some

/** The counts as they may be shown: no number of people between 1 and 9, nor any that could be worked out from the others. */
export function reportOf(counts: readonly SegmentCount[]): SegmentReport {
  const contested = counts.filter(({ isContested }) => isContested)
  const isOverridden = ({ isContested, workedOut, stands }: SegmentCount) =>
    !isContested && workedOut !== stands
  const parted = segments.map(segment => {
    const of = counts.filter(({ workedOut }) => workedOut === segment)
    const moved = of.filter(isOverridden)
    return {
      group: segment,
      parts: [
        total(of) - total(moved),
        ...segments.map(to => total(moved.filter(({ stands }) => stands === to))),
      ],
    }
  })
  const moved = withoutSmallParts(parted).map(({ group, parts: [stay = 0, ...to] }) => ({
    workedOut: group,
    people: to.reduce((sum, part) => sum + part, stay),
    to,
  }))
  return {
    people: total(counts),
    overridden: shown(total(counts.filter(isOverridden)), total(counts)),
    contested: shown(total(contested), total(counts)),
    moved,
    bySegment: moved.length > 0 ? [] : segmentsAlone(parted),
  }
}

function segmentsAlone(parted: readonly Parted[]): readonly Counted[] {
  const counts = withoutSmallNumbers(
    parted.map(({ group, parts }) => ({
      name: group,
      people: parts.reduce((sum, part) => sum + part, 0),
    })),
    together,
  )
  return counts.some(({ name }) => name !== together) ? counts : []
}

/** A share of people in per cent with one place, rounded half up, in words; of nobody, none. */
export const shareInWords = (some: number, all: number): string => {
  if (all === 0) return '0%'
  const thousandths = Math.round((some * 1000) / all)
  return `${Math.floor(thousandths / 10)}.${thousandths % 10}%`
}
