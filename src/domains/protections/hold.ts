import { z } from 'zod'
import { instant } from '#platform/rows.ts'

export const holdKinds = [
  'dispute',
  'arrangement',
  'breathing space',
  'mental health crisis',
  'other',
] as const
export type HoldKind = (typeof holdKinds)[number]

export const hold = z.object({
  id: z.string(),
  partyId: z.string(),
  /** Null: every account the party is liable for. */
  accountId: z.string().nullable(),
  kind: z.enum(holdKinds),
  startsAt: instant,
  /** The end it was given, or the moment it was lifted if that came first. */
  endsAt: instant.nullable(),
  recordedAt: instant,
  recordedBy: z.string(),
  reason: z.string(),
  source: z.enum(['officer', 'source system']),
  liftedBy: z.string().nullable(),
  liftedWhy: z.string().nullable(),
})

/** Recovery is on hold, for a reason, until a moment. */
export type Hold = z.infer<typeof hold>
