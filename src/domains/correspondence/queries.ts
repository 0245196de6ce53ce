import { z } from 'zod'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { count, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

const letterRow = z.object({
  id: z.string(),
  title: z.string(),
  template: z.string(),
  templateVersion: z.number(),
  partyId: z.string(),
  addressee: z.string(),
  accountId: z.string(),
  accountReference: z.string(),
  dispatchedAt: instant,
  pages: z.number(),
  sha256: z.string(),
})
/** A letter that went. */
export type Letter = z.infer<typeof letterRow>

const unsentRow = z.object({
  id: z.string(),
  template: z.string(),
  partyId: z.string(),
  addressee: z.string(),
  accountId: z.string(),
  accountReference: z.string(),
  queuedAt: instant,
  problem: z.string().nullable(),
})
/** A letter that was released and has not gone: it waits its turn, or `problem` says why it was called off. */
export type Unsent = z.infer<typeof unsentRow>

/** Where letters of the outbox can be. */
export const letterStates = ['sent', 'waiting', 'called off'] as const
export type LetterState = (typeof letterStates)[number]

/** How many the outbox shows at once. */
export const pageLength = 50

/** Which letters to list: of one template or all (''), about one account's reference or all (''). */
export type Wanted = {
  readonly councilId: number
  readonly template: string
  readonly reference: string
  readonly skip: number
}

const letters = (councilId: number): Sql => sql`
  select letter.id, letter.title, letter.template, letter.template_version, letter.party_id, party.name as addressee,
    letter.account_id, account.reference as account_reference, letter.dispatched_at, letter.pages, letter.sha256
  from correspondence.letter as letter
  join parties.party as party on party.council_id = ${councilId}::int and party.id = letter.party_id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = letter.account_id
  where letter.council_id = ${councilId}::int`

/** The letters that went to a person, newest first, fifty at most. */
export const lettersTo = (
  db: Db,
  { councilId, partyId }: { readonly councilId: number; readonly partyId: string },
): Promise<readonly Letter[]> =>
  db.many(
    letterRow,
    sql`${letters(councilId)} and letter.party_id in (${partiesOf(councilId, partyId)}) order by letter.dispatched_at desc limit 50`,
  )

/** The letters that went, newest first, a page at a time. */
export const sentLetters = (
  db: Db,
  { councilId, template, reference, skip }: Wanted,
): Promise<readonly Letter[]> =>
  db.many(
    letterRow,
    sql`
      ${letters(councilId)} and (${template}::text = '' or letter.template = ${template}::text)
        and (${reference}::text = '' or account.reference = ${reference}::text)
      order by letter.dispatched_at desc, letter.id desc
      limit ${pageLength}::int offset ${skip}::int`,
  )

const statesOf = (state: Exclude<LetterState, 'sent'>): Sql =>
  state === 'waiting'
    ? sql`effect.state in ('queued', 'sending', 'unknown')`
    : sql`effect.state = 'cancelled'`

/** The letters that were released and have not gone, newest first, a page at a time. */
export const unsentLetters = (
  db: Db,
  { councilId, template, reference, skip }: Wanted,
  state: Exclude<LetterState, 'sent'>,
): Promise<readonly Unsent[]> =>
  db.many(
    unsentRow,
    sql`
      select effect.id, effect.payload ->> 'notice' as template, party.id as party_id, party.name as addressee,
        account.id as account_id, account.reference as account_reference, effect.queued_at, effect.problem
      from platform.effect as effect
      join parties.party as party
        on party.council_id = ${councilId}::int and party.id = (effect.payload ->> 'party')::uuid
      join debts.account as account
        on account.council_id = ${councilId}::int and account.id = (effect.payload ->> 'account')::uuid
      where effect.council_id = ${councilId}::int and effect.kind = 'letter' and ${statesOf(state)}
        and (${template}::text = '' or effect.payload ->> 'notice' = ${template}::text)
        and (${reference}::text = '' or account.reference = ${reference}::text)
      order by effect.queued_at desc, effect.id desc
      limit ${pageLength}::int offset ${skip}::int`,
  )

/** How many letters there are in each state. */
export const countLetters = async (
  db: Db,
  councilId: number,
): Promise<Readonly<Record<LetterState, number>>> => {
  const row = await db.one(
    z.object({ sent: count, waiting: count, calledOff: count }),
    sql`
      select
        (select count(*) from correspondence.letter where council_id = ${councilId}::int) as sent,
        (select count(*) from platform.effect
          where council_id = ${councilId}::int and kind = 'letter' and ${statesOf('waiting')}) as waiting,
        (select count(*) from platform.effect
          where council_id = ${councilId}::int and kind = 'letter' and ${statesOf('called off')}) as called_off`,
  )
  return { sent: row.sent, waiting: row.waiting, 'called off': row.calledOff }
}

/** Whether a step already has its letter to somebody. */
export const hasLetter = async (
  db: Db,
  {
    councilId,
    actionId,
    partyId,
  }: { readonly councilId: number; readonly actionId: string; readonly partyId: string },
): Promise<boolean> =>
  (await db.run(sql`
    select id from correspondence.letter
    where council_id = ${councilId}::int and action_id = ${actionId}::uuid and party_id = ${partyId}::uuid`)) >
  0

/** One letter with its bytes as they went, and whether they show an address that is confidential. Opening it is opening the person's record: the route audits it. */
export async function openLetter(
  db: Db,
  councilId: number,
  id: string,
): Promise<(Letter & { readonly pdf: Uint8Array; readonly isConfidential: boolean }) | undefined> {
  const letter = await db.maybeOne(
    letterRow,
    sql`${letters(councilId)} and letter.id = ${id}::uuid`,
  )
  if (!letter) return undefined
  const file = await db.one(
    z.object({ pdf: z.instanceof(Uint8Array), isConfidential: z.boolean() }),
    sql`
      select file.pdf, address.is_confidential
      from correspondence.letter_file as file
      join correspondence.letter as letter on letter.council_id = ${councilId}::int and letter.id = file.letter_id
      join parties.address as address on address.council_id = ${councilId}::int and address.id = letter.address_id
      where file.council_id = ${councilId}::int and file.letter_id = ${id}::uuid`,
  )
  return { ...letter, ...file }
}

/** The bytes of letters as they went, by letter. Opening them is opening their people's records: the route audits it. */
export const letterFiles = async (
  db: Db,
  councilId: number,
  letterIds: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> => {
  const files = await db.many(
    z.object({ letterId: z.string(), pdf: z.instanceof(Uint8Array) }),
    sql`
      select letter_id, pdf from correspondence.letter_file
      where council_id = ${councilId}::int and letter_id = any(${[...letterIds]}::uuid[])`,
  )
  return new Map(files.map(({ letterId, pdf }) => [letterId, pdf]))
}
