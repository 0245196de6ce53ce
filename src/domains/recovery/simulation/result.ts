import { z } from 'zod'

const money = z.union([
  z.bigint(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(BigInt),
])
const day = z.union([
  z.instanceof(Temporal.PlainDate),
  z.string().transform(text => Temporal.PlainDate.from(text)),
])

const version = z.object({ debtType: z.string(), fingerprint: z.string() })

/** One account under both policies, in English, without a name. */
const sample = z.object({
  accountId: z.string(),
  balance: money,
  before: z.string(),
  after: z.string(),
})
export type Sample = z.infer<typeof sample>

/** What a change of rule does for somebody: whether something is sent that was not, or the other way about. */
export const effects = ['sooner', 'later', 'another step', 'nothing different'] as const
export type Effect = (typeof effects)[number]

const ruled = z.object({ rule: z.string(), outcome: z.string() })
const move = z.object({
  debtType: z.string(),
  from: ruled,
  to: ruled,
  effect: z.enum(effects),
  accounts: z.number(),
  balance: money,
  samples: z.array(sample),
})
/** Accounts that are decided otherwise: by another rule, or by one of the same name that leads elsewhere. */
export type Move = z.infer<typeof move>

const steps = z.object({
  debtType: z.string(),
  step: z.string(),
  before: z.number(),
  beforeBalance: money,
  after: z.number(),
  afterBalance: money,
})
/** How many accounts have a step due, under each. */
export type StepCount = z.infer<typeof steps>

const segment = z.object({
  by: z.enum(['type of debt', 'stage', 'balance']),
  value: z.string(),
  accounts: z.number(),
  moved: z.number(),
  balance: money,
  movedBalance: money,
})
/** A part of the book: how many accounts are in it, how many move, and what those owe. */
export type Segment = z.infer<typeof segment>

const group = z.object({
  group: z.string(),
  accounts: z.number(),
  sooner: z.number(),
  later: z.number(),
  anotherStep: z.number(),
})
/** A group of people of the equality table. No number in it is between 1 and 9, nor can one be worked out. */
export type Group = z.infer<typeof group>

const characteristic = z.object({ by: z.string(), groups: z.array(group) })
/** Without groups, so few are affected that any number would show who they are. */
export type Characteristic = z.infer<typeof characteristic>

export const simulationSchema = z.object({
  asAt: day,
  tried: z.array(version),
  against: z.array(version),
  accounts: z.number(),
  moved: z.number(),
  moves: z.array(move),
  steps: z.array(steps),
  segments: z.array(segment),
  equality: z.array(characteristic),
})

/** What policies that are tried would change on the book, beside those in force. Money in pence. */
export type Simulation = z.infer<typeof simulationSchema>

/** As it is kept and as `--json` prints it: amounts are pence, as text, and days are written as 2026-03-31. */
export const simulationAsJson = (simulation: Simulation): string =>
  JSON.stringify(simulation, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
