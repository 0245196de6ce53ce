import { z } from 'zod'
import { ownAddress } from '#parties'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import type { Pence } from '#values/money.ts'
import type { Refusal } from '#values/outcome.ts'
import { type Collection, type Colour, colours, type LetterFacts } from './letter.ts'
import { hasLetter } from './queries.ts'
import * as refusals from './refusals.ts'
import { typesetLetter, type TypesetLetter } from './typeset.ts'

/** A notice to put in writing: for which step, about which account, to whom, asking for how much. */
export type NewLetter = {
  readonly councilId: number
  readonly actionId: string
  readonly accountId: string
  readonly partyId: string
  readonly notice: string
  readonly claimed: Pence
  readonly issuedOn: Temporal.PlainDate
  readonly collections?: readonly Collection[]
  readonly withdrawn?: LetterFacts['withdrawn']
  readonly tenancy?: LetterFacts['tenancy']
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
 * Writes a letter and puts it in the outbox that a person can open, in the transaction of the step it serves. Written
 * again for the same step and person, the first one stands and nothing is done. Throws `LetterRefused` when it may not
 * be written: nowhere that a letter to them may go that day, a fact missing, a character that cannot be drawn.
 */
export async function writeLetter(db: Db, letter: NewLetter): Promise<void> {
  if (await hasLetter(db, letter)) return
  const { addressId, facts } = await factsFor(db, letter)
  const typeset = await typesetLetter(facts)
  if (!typeset.ok) throw new LetterRefused(typeset.refusal)
  await keep(db, { letter, addressId, facts, typeset: typeset.value })
}

const about = z.object({
  reference: z.string(),
  debtType: z.string(),
  balance: pence,
  periodFrom: date.nullable(),
  periodTo: date.nullable(),
  dueOn: date.nullable(),
  property: z.string().nullable(),
  jointly: z.boolean(),
  owedBy: z.string(),
  isOrganisation: z.boolean(),
  goesTo: z.string().nullable(),
  stoppedBy: z.string().nullable(),
  /** Whether the address is of this party, and not of another record of the same person. */
  isOwn: z.boolean().nullable(),
  representative: z.string().nullable(),
  representativeOf: z.string().nullable(),
  lines: z.array(z.string()).nullable(),
  postcode: z.string().nullable(),
  council: z.string(),
  colour: z.enum(Object.keys(colours) as [Colour]),
  nation: z.enum(['England', 'Wales']),
  councilAddress: z.string(),
  telephone: z.string(),
})

async function factsFor(
  db: Db,
  letter: NewLetter,
): Promise<{ readonly addressId: string; readonly facts: LetterFacts }> {
  const { councilId, accountId, partyId, notice, claimed, issuedOn } = letter
  const found = await db.one(
    about,
    sql`
      select account.reference, account.debt_type, ledger.balance, account.period_from, account.period_to,
        account.due_on, property.address as property,
        exists (
          select from debts.liability
          where liability.council_id = ${councilId}::int and liability.account_id = account.id
            and liability.kind = 'joint') as jointly,
        party.name as owed_by, party.kind = 'organisation' as is_organisation, letters.goes_to, letters.stopped_by,
        home.lines, home.postcode, home.party_id = party.id as is_own, power.name as representative,
        power.organisation as representative_of, council.name as council, council.colour, council.nation, council.address as council_address,
        council.telephone
      from debts.account as account
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = ${partyId}::uuid
      join administration.council as council on council.council_id = ${councilId}::int
      left join debts.property as property on property.council_id = ${councilId}::int and property.id = account.property_id
      cross join lateral parties.where_letters_go(${councilId}::int, party.id, account.source, ${issuedOn}::date) as letters
      left join parties.address as home on home.council_id = ${councilId}::int and home.id = letters.goes_to
      left join parties.authority as power on power.council_id = ${councilId}::int and power.id = home.authority_id
      where account.council_id = ${councilId}::int and account.id = ${accountId}::uuid`,
  )
  const { goesTo, lines, postcode, councilAddress, ...known } = found
  if (goesTo === null || lines === null) throw new LetterRefused(refusals.noLetter(found.stoppedBy))
  const { nation, council, colour, telephone, isOrganisation, jointly } = known
  const { addressee, under } = addressed(known)
  return {
    addressId: found.isOwn
      ? goesTo
      : await ownAddress(db, { councilId, partyId, addressId: goesTo }),
    facts: {
      notice,
      nation,
      council,
      colour,
      councilAddress: councilAddress.split(/\r?\n/).filter(line => line.trim() !== ''),
      telephone,
      addressee,
      isOrganisation,
      addressLines: [...under, ...lines, postcode ?? ''].filter(line => line.trim() !== ''),
      reference: known.reference,
      debtType: known.debtType,
      about: aboutInWords(known),
      claimed,
      balance: known.balance,
      issuedOn,
      jointly,
      ...(letter.collections && { collections: letter.collections }),
      ...(letter.withdrawn && { withdrawn: letter.withdrawn }),
      ...(letter.tenancy && { tenancy: letter.tenancy }),
    },
  }
}

/** Whom the envelope names. Somebody who takes a person's letters is named first, then whom the letter is about. */
const addressed = ({
  owedBy,
  representative,
  representativeOf,
}: Pick<z.infer<typeof about>, 'owedBy' | 'representative' | 'representativeOf'>) =>
  representative === null
    ? { addressee: owedBy, under: [] }
    : { addressee: representative, under: [`for ${owedBy}`, representativeOf ?? ''] }

/** “council tax, 1 April 2026 to 31 March 2027, 4 Mill Lane”, “invoice, due 1 April 2026” */
const aboutInWords = ({
  debtType,
  periodFrom,
  periodTo,
  dueOn,
  property,
}: Pick<
  z.infer<typeof about>,
  'debtType' | 'periodFrom' | 'periodTo' | 'dueOn' | 'property'
>): string =>
  [
    debtType === 'sundry invoice' ? 'invoice' : debtType,
    periodFrom && periodTo
      ? `${formatDate(periodFrom)} to ${formatDate(periodTo)}`
      : dueOn && `due ${formatDate(dueOn)}`,
    property,
  ]
    .filter(Boolean)
    .join(', ')

/** The facts and the bytes. Should another have been first after all, theirs stands. */
async function keep(
  db: Db,
  {
    letter: { councilId, actionId, accountId, partyId },
    addressId,
    facts,
    typeset: { pdf, pages, sha256, title, template, version },
  }: {
    readonly letter: NewLetter
    readonly addressId: string
    readonly facts: LetterFacts
    readonly typeset: TypesetLetter
  },
): Promise<void> {
  const kept = await db.maybeOne(
    z.object({ id: z.string() }),
    sql`
      insert into correspondence.letter
        (council_id, id, action_id, account_id, party_id, address_id, template, template_version, title, channel, facts,
         generated_at, dispatched_at, sha256, pages)
      values (
        ${councilId}::int, platform.id_of('letter', ${councilId}::int, ${`${actionId}/${partyId}`}), ${actionId}::uuid,
        ${accountId}::uuid, ${partyId}::uuid, ${addressId}::uuid, ${template}, ${version}::int, ${title}, 'post',
        ${JSON.stringify(facts, written)}::jsonb, clock_timestamp(), clock_timestamp(), ${sha256}, ${pages}::int)
      on conflict (council_id, action_id, party_id) do nothing
      returning id`,
  )
  if (!kept) return
  await db.run(sql`
    insert into correspondence.letter_file (council_id, letter_id, pdf)
    values (${councilId}::int, ${kept.id}::uuid, decode(${Buffer.from(pdf).toString('base64')}::text, 'base64'))`)
}

const written = (_key: string, value: unknown) =>
  typeof value === 'bigint' ? value.toString() : value
