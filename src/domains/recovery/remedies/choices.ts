import { z } from 'zod'
import { isSomebodyHidden } from '#debts'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

export const choiceStates = ['waiting', 'in force', 'refused', 'taken back', 'ended'] as const
export type ChoiceState = (typeof choiceStates)[number]

/** Sentences or names as a row keeps them, a line each. */
const lines = z
  .string()
  .transform((text): readonly string[] => (text === '' ? [] : text.split('\n')))

const shown = z.array(
  z.object({
    remedy: z.string(),
    is: z.string(),
    says: z.string(),
    findings: z.array(
      z.object({
        known: z.string(),
        says: z.string(),
        found: z.string().nullable(),
        law: z.string().nullable(),
      }),
    ),
  }),
)
/** Every remedy as it was shown when one was chosen. */
export type Shown = z.infer<typeof shown>

const choice = z.object({
  id: z.string(),
  accountId: z.string(),
  partyId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  name: z.string(),
  referralId: z.string(),
  referralKind: z.string(),
  isReferralOpen: z.boolean(),
  remedy: z.string(),
  verdict: z.enum(['open', 'outside policy', 'none']),
  setAside: lines,
  cautions: lines,
  reason: z.string(),
  shown,
  balance: pence,
  contentHash: z.string(),
  chosenBy: z.string(),
  chosenOn: date,
  chosenAt: instant,
  state: z.enum(choiceStates),
  /** Who agreed, refused or took it back; whoever chose it, where nobody had to agree. */
  decidedBy: z.string().nullable(),
  decidedOn: date.nullable(),
  decidedWhy: z.string(),
  endedBy: z.string().nullable(),
  endedOn: date.nullable(),
  endedAs: z.string().nullable(),
  endedWhy: z.string(),
})
/** A remedy that an officer chose, what it was chosen from, and what became of it. */
export type RemedyChoice = z.infer<typeof choice>

const choices = (councilId: number): Sql => sql`
  select choice.id, choice.account_id, account.lead_party_id as party_id, account.reference, account.debt_type, party.name,
    choice.referral_id, referral.kind as referral_kind, referral.closed_at is null as is_referral_open,
    choice.remedy, choice.verdict, choice.set_aside, choice.cautions, choice.reason, choice.shown, choice.balance,
    choice.content_hash, choice.chosen_by, choice.chosen_on, choice.chosen_at,
    coalesce(ended.kind, decided.kind, 'waiting') as state,
    decided.done_by as decided_by, decided.done_on as decided_on, coalesce(decided.why, '') as decided_why,
    ended.done_by as ended_by, ended.done_on as ended_on, ended.return_code as ended_as, coalesce(ended.why, '') as ended_why
  from recovery.remedy_choice as choice
  join recovery.referral as referral on referral.council_id = ${councilId}::int and referral.id = choice.referral_id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = choice.account_id
  join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
  left join recovery.remedy_event as decided
    on decided.council_id = ${councilId}::int and decided.choice_id = choice.id and decided.kind <> 'ended'
  left join recovery.remedy_event as ended
    on ended.council_id = ${councilId}::int and ended.choice_id = choice.id and ended.kind = 'ended'
  where choice.council_id = ${councilId}::int`

export const findChoice = (
  db: Db,
  { councilId, choiceId }: { readonly councilId: number; readonly choiceId: string },
): Promise<RemedyChoice | undefined> =>
  db.maybeOne(choice, sql`${choices(councilId)} and choice.id = ${choiceId}::uuid`)

/**
 * What was chosen for some accounts, the latest first: fifty at most. Nothing, to a viewer from whom somebody liable is kept: the reasons may be
 * about them. With a day, only what was chosen by then, as it stood at its end.
 */
export const choicesOn = async (
  db: Db,
  {
    councilId,
    accountIds,
    on,
  }: {
    readonly councilId: number
    readonly accountIds: readonly string[]
    readonly on?: Temporal.PlainDate
  },
): Promise<readonly RemedyChoice[]> => {
  const found = await db.many(
    choice,
    sql`
      ${choices(councilId)} and choice.account_id = any(${[...accountIds]}::uuid[])
        and not ${isSomebodyHidden(councilId, sql`choice.account_id`)}
        and (${on ?? null}::date is null or choice.chosen_on <= ${on ?? null}::date)
      order by choice.chosen_at desc, choice.id limit 50`,
  )
  return on ? found.map(one => asItStood(one, on)) : found
}

/** A choice as it stood at the end of a day: what was decided about it, and how it ended, later is not told. */
export function asItStood(one: RemedyChoice, on: Temporal.PlainDate): RemedyChoice {
  const isSo = (day: Temporal.PlainDate | null) =>
    day !== null && Temporal.PlainDate.compare(day, on) <= 0
  const unended = { endedBy: null, endedOn: null, endedAs: null, endedWhy: '' }
  if (!isSo(one.decidedOn)) {
    return {
      ...one,
      ...unended,
      state: 'waiting',
      decidedBy: null,
      decidedOn: null,
      decidedWhy: '',
    }
  }
  return one.state === 'ended' && !isSo(one.endedOn)
    ? { ...one, ...unended, state: 'in force' }
    : one
}

/** Those that wait for an approver, the longest waiting first: a hundred at most. */
export const waitingChoices = (db: Db, councilId: number): Promise<readonly RemedyChoice[]> =>
  db.many(
    choice,
    sql`${choices(councilId)} and choice.verdict = 'outside policy' and decided.kind is null
      order by choice.chosen_at, choice.id limit 100`,
  )

/** The choice for an account that waits for an approver, where there is one. */
export const waitingFor = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<RemedyChoice | undefined> =>
  db.maybeOne(
    choice,
    sql`
      ${choices(councilId)} and choice.account_id = ${accountId}::uuid and choice.verdict = 'outside policy'
        and decided.kind is null`,
  )

/** The choice whose remedy runs for an account, where one does. */
export const runningFor = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<RemedyChoice | undefined> =>
  db.maybeOne(
    choice,
    sql`
      ${choices(councilId)} and choice.account_id = ${accountId}::uuid and recovery.runs_until_it_ends(choice.remedy)
        and decided.kind = 'in force' and ended.kind is null`,
  )
