import { z } from 'zod'
import { date, instant } from '#platform/rows.ts'

export const holdKinds = [
  'dispute',
  'arrangement',
  'breathing space',
  'mental health crisis',
  'insolvency',
  'dissolution',
  'other',
] as const
export type HoldKind = (typeof holdKinds)[number]

/** Whether the law and not the council says so: nobody here can cut it short of their own accord. */
export const isByLaw = (kind: HoldKind): boolean =>
  kind === 'breathing space' || kind === 'mental health crisis'

export const hold = z.object({
  id: z.string(),
  partyId: z.string(),
  /** Null: every account the party is liable for. */
  accountId: z.string().nullable(),
  kind: z.enum(holdKinds),
  startsAt: instant,
  /** The end it was given, or the moment it was lifted if that came first. */
  endsAt: instant.nullable(),
  /** When somebody looks at it again, if it was given no end. */
  reviewOn: date.nullable(),
  recordedAt: instant,
  recordedBy: z.string(),
  reason: z.string(),
  source: z.enum(['officer', 'source system', 'companies register']),
  liftedBy: z.string().nullable(),
  liftedWhy: z.string().nullable(),
})

/** Recovery is on hold, for a reason, until a moment. */
export type Hold = z.infer<typeof hold>

/** Whether a hold still runs, or has yet to begin, at a moment. */
export const isOver = ({ endsAt }: Pick<Hold, 'endsAt'>, now: Temporal.Instant): boolean =>
  endsAt !== null && Temporal.Instant.compare(endsAt, now) <= 0

/** Whether it holds recovery at a moment: begun, and not over. */
export const isRunning = (
  hold: Pick<Hold, 'startsAt' | 'endsAt'>,
  now: Temporal.Instant,
): boolean => Temporal.Instant.compare(hold.startsAt, now) <= 0 && !isOver(hold, now)

const dayOf = (moment: Temporal.Instant): Temporal.PlainDate =>
  moment.toZonedDateTimeISO('Europe/London').toPlainDate()

export const firstDay = ({ startsAt }: Pick<Hold, 'startsAt'>): Temporal.PlainDate =>
  dayOf(startsAt)

/** The last day it covers, whole or in part; undefined while nobody has said. */
export const lastDay = ({ endsAt }: Pick<Hold, 'endsAt'>): Temporal.PlainDate | undefined =>
  endsAt === null ? undefined : dayOf(endsAt.subtract({ nanoseconds: 1 }))
