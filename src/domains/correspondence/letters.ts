import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { count, date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import type { Refusal } from '#values/outcome.ts'
import type { LetterFacts } from './letter.ts'
import * as refusals from './refusals.ts'
import { typesetLetter } from './typeset.ts'

const about = z.object({
  reference: z.string(),
  debtType: z.string(),
  balance: pence,
  periodFrom: date.nullable(),
  periodTo: date.nullable(),
  property: z.string().nullable(),
  jointly: z.boolean(),
  addressee: z.string(),
  isOrganisation: z.boolean(),
  addressId: z.string().nullable(),
  lines: z.array(z.string()).nullable(),
  postcode: z.string().nullable(),
  council: z.string(),
  nation: z.enum(['England', 'Wales']),
  councilAddress: z.string(),
  telephone: z.string(),
})

/** What a notice says, and to whom. */
export type NewLetter = {
  readonly councilId: number
  readonly actionId: string
  readonly accountId: string
  readonly partyId: string
  readonly notice: string
  readonly claimed: bigint
  readonly issuedOn: Temporal.PlainDate
}

/** The letter may not go as it is, and trying again will not help: its message is the refusal's sentence. */
export class LetterRefused extends Error {
  override readonly name = 'LetterRefused'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.says)
    this.refusal = refusal
  }
}

/**
 * Writes a letter and puts it in the outbox that a person can open, in the transaction of the step it serves. It goes
 * to an address of that person, theirs on that day and not known bad. Throws
 * `LetterRefused` when it may not be written.
 */
export async function writeLetter(db: Db, letter: NewLetter): Promise<void> {
  const { councilId, actionId, accountId, partyId } = letter
  const found = await db.one(
    about,
    sql`
      select account.reference, account.debt_type, ledger.balance, account.period_from, account.period_to,
        property.address as property,
        exists (select from debts.liability where liability.council_id = ${councilId}::int
          and liability.account_id = account.id and liability.kind = 'joint') as jointly,
        party.name as addressee, party.kind = 'organisation' as is_organisation, home.address_id, home.lines, home.postcode, council.name as council, council.nation,
        council.address as council_address, council.telephone
      from debts.account as account
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = ${partyId}::uuid
      join administration.council as council on council.council_id = ${councilId}::int
      left join debts.property as property on property.council_id = ${councilId}::int and property.id = account.property_id
      left join parties.postal_address as home on home.council_id = ${councilId}::int and home.party_id = party.id
        and home.valid_from <= ${letter.issuedOn}::date
      where account.council_id = ${councilId}::int and account.id = ${accountId}::uuid`,
  )
  if (found.addressId === null || found.lines === null) {
    throw new LetterRefused(refusals.noAddress)
  }
  const facts: LetterFacts = {
    notice: letter.notice,
    nation: found.nation,
    council: found.council,
    councilAddress: found.councilAddress.split(/\r?\n/).filter(line => line.trim() !== ''),
    telephone: found.telephone,
    addressee: found.addressee,
    isOrganisation: found.isOrganisation,
    addressLines: [...found.lines, found.postcode ?? ''].filter(line => line !== ''),
    reference: found.reference,
    debtType: found.debtType,
    about: aboutInWords(found),
    claimed: letter.claimed,
    balance: found.balance,
    issuedOn: letter.issuedOn,
    jointly: found.jointly,
  }
  const typeset = await typesetLetter(facts)
  if (!typeset.ok) throw new LetterRefused(typeset.refusal)
  const { pdf, pages, sha256, title, template, version } = typeset.value
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`
      insert into correspondence.letter
        (council_id, id, action_id, account_id, party_id, address_id, template, template_version, title, channel, facts,
         generated_at, dispatched_at, sha256, pages)
      values (
        ${councilId}::int, platform.id_of('letter', ${councilId}::int, ${`${actionId}/${partyId}`}), ${actionId}::uuid,
        ${accountId}::uuid, ${partyId}::uuid, ${found.addressId}::uuid, ${template}, ${version}::int, ${title}, 'post',
        ${JSON.stringify(facts, written)}::jsonb, clock_timestamp(), clock_timestamp(), ${sha256}, ${pages}::int)
      returning id`,
  )
  await db.run(sql`
    insert into correspondence.letter_file (council_id, letter_id, pdf)
    values (${councilId}::int, ${id}::uuid, decode(${Buffer.from(pdf).toString('base64')}::text, 'base64'))`)
}

const written = (_key: string, value: unknown) =>
  typeof value === 'bigint' ? value.toString() : value

const aboutInWords = ({
  debtType,
  periodFrom,
  periodTo,
  property,
}: z.infer<typeof about>): string =>
  [
    debtType,
    periodFrom && periodTo && `${formatDate(periodFrom)} to ${formatDate(periodTo)}`,
    property,
  ]
    .filter(Boolean)
    .join(', ')

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

const letters = (councilId: number) => sql`
  select letter.id, letter.title, letter.template, letter.template_version, letter.party_id, party.name as addressee,
    letter.account_id, account.reference as account_reference, letter.dispatched_at, letter.pages, letter.sha256
  from correspondence.letter as letter
  join parties.party as party on party.council_id = ${councilId}::int and party.id = letter.party_id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = letter.account_id
  where letter.council_id = ${councilId}::int`

export const lettersTo = (
  db: Db,
  { councilId, partyId }: { readonly councilId: number; readonly partyId: string },
): Promise<readonly Letter[]> =>
  db.many(
    letterRow,
    sql`${letters(councilId)} and letter.party_id = ${partyId}::uuid order by letter.dispatched_at desc limit 50`,
  )

/** The newest letters, a page at a time, all or about one account reference. */
export const recentLetters = (
  db: Db,
  {
    councilId,
    reference,
    skip,
  }: { readonly councilId: number; readonly reference: string; readonly skip: number },
): Promise<readonly Letter[]> =>
  db.many(
    letterRow,
    sql`
      ${letters(councilId)} and (${reference}::text = '' or account.reference = ${reference}::text)
      order by letter.dispatched_at desc, letter.id
      limit 50 offset ${skip}::int`,
  )

export const countLetters = async (db: Db, councilId: number): Promise<number> =>
  (
    await db.one(
      z.object({ n: count }),
      sql`select count(*) as n from correspondence.letter where council_id = ${councilId}::int`,
    )
  ).n

/** One letter with its bytes as they went. Opening it is opening the person's record: the route audits it. */
export async function openLetter(
  db: Db,
  councilId: number,
  id: string,
): Promise<(Letter & { readonly pdf: Uint8Array }) | undefined> {
  const letter = await db.maybeOne(
    letterRow,
    sql`${letters(councilId)} and letter.id = ${id}::uuid`,
  )
  if (!letter) return undefined
  const { pdf } = await db.one(
    z.object({ pdf: z.instanceof(Uint8Array) }),
    sql`select pdf from correspondence.letter_file where council_id = ${councilId}::int and letter_id = ${id}::uuid`,
  )
  return { ...letter, pdf }
}

export const auditOpened = (
  db: Db,
  {
    councilId,
    letterId,
    actor,
  }: { readonly councilId: number; readonly letterId: string; readonly actor: string },
) => record(db, { councilId, actor, action: 'opened', objectKind: 'letter', objectId: letterId })
