import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate, isBefore } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { inAList } from '#values/text.ts'
import { asPostal } from './details/postal.ts'
import { notReachable } from './details/refusals.ts'
import * as refusals from './refusals.ts'

export const authorityKinds = [
  'adviser',
  'attorney',
  'deputy',
  'appointee',
  'executor',
  'landlord',
  'agent',
  'solicitor',
] as const
export const authorityScopes = ['discuss and agree', 'discuss', 'pay only'] as const

const authority = z.object({
  id: z.string(),
  partyId: z.string(),
  kind: z.enum(authorityKinds),
  name: z.string(),
  organisation: z.string(),
  telephone: z.string(),
  scope: z.enum(authorityScopes),
  /** The kinds of debt that it covers, as the council's register names them; none, and no account: everything. */
  debtTypes: z.array(z.string()),
  /** The accounts that it covers beside those kinds, and what each was called when it was given. */
  accountIds: z.array(z.string()),
  accountNames: z.array(z.string()),
  evidence: z.string(),
  /** Where letters about the person go while it runs, a line each; null where they go to the person. */
  letters: z.array(z.string()).nullable(),
  startsOn: date,
  endsOn: date.nullable(),
  recordedAt: instant,
  endedAt: instant.nullable(),
  endedWhy: z.string().nullable(),
})
/** Somebody who may speak for a person: who, about what, on what evidence and until when. */
export type Authority = z.infer<typeof authority>

/** Everybody who speaks or spoke for a person, or for any of several, those who still may first; each is said once. */
export const authoritiesOf = (
  db: Db,
  councilId: number,
  ...partyIds: readonly string[]
): Promise<readonly Authority[]> =>
  db.many(
    authority,
    sql`
      select authority.id, authority.party_id, authority.kind, authority.name, authority.organisation, authority.telephone,
        authority.scope, authority.debt_types, authority.account_ids, authority.account_names, authority.evidence,
        case when address.id is not null then address.lines || address.postcode end as letters, authority.starts_on,
        authority.ends_on, authority.recorded_at, authority.ended_at, authority.ended_why
      from parties.authority as authority
      left join parties.address as address
        on address.council_id = ${councilId}::int and address.authority_id = authority.id
      where authority.council_id = ${councilId}::int and authority.party_id in (
        select everybody.id from parties.party as asked
        join parties.party as everybody on everybody.council_id = ${councilId}::int and everybody.person_id = asked.person_id
        where asked.council_id = ${councilId}::int and asked.id = any(${[...partyIds]}::uuid[]))
      order by authority.ended_at is not null, authority.ends_on nulls first, authority.name, authority.id`,
  )

/** “council tax and garage G-12 only”; undefined where it covers everything. */
export const coverInWords = ({
  debtTypes,
  accountNames,
}: Pick<Authority, 'debtTypes' | 'accountNames'>): string | undefined => {
  const covered = [...debtTypes, ...accountNames]
  return covered.length > 0 ? `${inAList(covered)} only` : undefined
}

/** A debt as an authority may cover it. */
export type CoveredDebt = { readonly id: string; readonly debtType: string }

/** Whether an authority that runs reaches a debt: all do, or its kind, or itself. */
export const coversDebt = (
  { debtTypes, accountIds }: Pick<Authority, 'debtTypes' | 'accountIds'>,
  { id, debtType }: CoveredDebt,
): boolean =>
  (debtTypes.length === 0 && accountIds.length === 0) ||
  debtTypes.includes(debtType) ||
  accountIds.includes(id)

/**
 * What may be said to somebody on a day, in a sentence for whoever has them on the telephone. A power that has run out,
 * ended or not begun lets nothing be said; one for some debts, nothing of the others.
 */
export function mayBeSaid(
  authority: Authority,
  today: Temporal.PlainDate,
): { readonly isAllowed: boolean; readonly says: string } {
  const { startsOn, endsOn, endedAt, endedWhy } = authority
  if (endedAt) return { isAllowed: false, says: `Say nothing: it was ended, ${endedWhy}` }
  if (isBefore(today, startsOn))
    return { isAllowed: false, says: `Say nothing yet: it begins on ${formatDate(startsOn)}` }
  if (endsOn && isBefore(endsOn, today))
    return { isAllowed: false, says: `Say nothing: it ran out on ${formatDate(endsOn)}` }
  const cover = coverInWords(authority)
  const says = scopeInWords[authority.scope]
  return {
    isAllowed: true,
    says: cover ? `${says}, for ${cover}: say nothing of other debts` : says,
  }
}

const scopeInWords: Readonly<Record<Authority['scope'], string>> = {
  'discuss and agree': 'May hear everything, and agree to pay',
  discuss: 'May hear everything, and agree to nothing',
  'pay only': 'May pay, and hear only what is left to pay',
}

export type NewAuthority = Pick<
  Authority,
  'kind' | 'name' | 'organisation' | 'telephone' | 'scope' | 'evidence' | 'startsOn' | 'endsOn'
> & {
  readonly councilId: number
  readonly partyId: string
  /** The kinds of debt that it covers, and the accounts; none of either: everything. */
  readonly debtTypes: readonly string[]
  readonly accountIds: readonly string[]
  /** The accounts that the person owes, each by what it is called: it can be for no other. */
  readonly owed: readonly (CoveredDebt & { readonly name: string })[]
  /** The address, a line each with its postcode last, that letters about the person go to; none: to the person. */
  readonly letters: readonly string[]
  readonly actor: string
}

const lasting: readonly string[] = ['attorney', 'deputy', 'appointee', 'executor', 'solicitor']

/**
 * Keeps that somebody may speak for a person, on evidence that was seen, and whether letters about them go there while it
 * runs. Refuses letters to somebody who may only pay or speaks for some debts only, and a kind or an account that the
 * person does not owe. Audited.
 */
export async function giveAuthority(db: Db, given: NewAuthority): Promise<Outcome<string>> {
  const { councilId, partyId, kind, name, organisation, telephone, scope, evidence } = given
  const { debtTypes, accountIds, owed, startsOn, endsOn, actor } = given
  if (endsOn && isBefore(endsOn, startsOn)) return refused(refusals.endsFirst)
  if (!endsOn && !lasting.includes(kind)) return refused(refusals.needsAnEnd)
  const unknown = debtTypes.filter(kind => !owed.some(({ debtType }) => debtType === kind))
  if (unknown.length > 0) return refused(refusals.notOwed(unknown))
  const accounts = owed.filter(({ id }) => accountIds.includes(id))
  if (accounts.length < new Set(accountIds).size) return refused(refusals.accountNotOwed)
  if (given.letters.length > 0 && scope === 'pay only') return refused(refusals.lettersNeedScope)
  if (given.letters.length > 0 && debtTypes.length + accounts.length > 0)
    return refused(refusals.lettersNeedEverything)
  const postal = given.letters.length > 0 ? asPostal(given.letters) : undefined
  if (given.letters.length > 0 && !postal) return refused(notReachable.address)
  const id = randomUUID()
  await db.run(sql`
    insert into parties.authority
      (council_id, id, party_id, kind, name, organisation, telephone, scope, debt_types, account_ids, account_names, evidence,
       starts_on, ends_on, recorded_at, recorded_by)
    values (${councilId}::int, ${id}::uuid, ${partyId}::uuid, ${kind}, ${name}, ${organisation}, ${telephone}, ${scope},
      ${[...debtTypes]}::text[], ${accounts.map(({ id }) => id)}::uuid[], ${accounts.map(account => account.name)}::text[],
      ${evidence}, ${startsOn}::date, ${endsOn}::date, clock_timestamp(), ${actor})`)
  if (postal)
    await db.run(sql`
      insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from, authority_id)
      values (${councilId}::int, ${randomUUID()}::uuid, ${partyId}::uuid, ${[...postal.lines]}::text[], ${postal.postcode},
        'authority', ${startsOn}::date, ${id}::uuid)`)
  await record(db, {
    councilId,
    actor,
    action: 'gave authority',
    objectKind: 'authority',
    objectId: id,
    detail: {
      kind,
      scope,
      debtTypes: debtTypes.join(', '),
      accounts: accounts.map(({ id }) => id).join(' '),
      takesLetters: postal !== undefined,
    },
  })
  return done(id)
}

/** Ends an authority of a person now, with why. One that has ended stays as it ended. Answers whether they have it. */
export async function endAuthority(
  db: Db,
  {
    councilId,
    personId,
    authorityId,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly personId: string
    readonly authorityId: string
    readonly why: string
    readonly actor: string
  },
): Promise<boolean> {
  const theirs = await authoritiesOf(db, councilId, personId)
  if (!theirs.some(({ id }) => id === authorityId)) return false
  const ended = await db.run(sql`
    update parties.authority set ended_at = clock_timestamp(), ended_by = ${actor}, ended_why = ${why}
    where council_id = ${councilId}::int and id = ${authorityId}::uuid and ended_at is null`)
  if (ended > 0)
    await record(db, {
      councilId,
      actor,
      action: 'ended authority',
      objectKind: 'authority',
      objectId: authorityId,
      detail: { why },
    })
  return true
}

/** Gives an authority to whom it was given by: it ends for the one and begins, as it was, for the other. Audited. */
export async function passAuthority(
  db: Db,
  {
    councilId,
    authorityId,
    to,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly authorityId: string
    readonly to: string
    readonly why: string
    readonly actor: string
  },
): Promise<void> {
  const id = randomUUID()
  await db.run(sql`
    with first as (
      update parties.authority set ended_at = clock_timestamp(), ended_by = ${actor}, ended_why = ${why}
      where council_id = ${councilId}::int and id = ${authorityId}::uuid and ended_at is null
      returning kind, name, organisation, telephone, scope, debt_types, account_ids, account_names, evidence, starts_on,
        ends_on
    )
    insert into parties.authority
      (council_id, id, party_id, kind, name, organisation, telephone, scope, debt_types, account_ids, account_names, evidence,
       starts_on, ends_on, recorded_by)
    select ${councilId}::int, ${id}::uuid, ${to}::uuid, kind, name, organisation, telephone, scope, debt_types, account_ids,
      account_names, evidence, starts_on, ends_on, ${actor}
    from first`)
  await db.run(sql`
    insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from, authority_id)
    select ${councilId}::int, gen_random_uuid(), ${to}::uuid, lines, postcode, source, valid_from, ${id}::uuid
    from parties.address as address
    where address.council_id = ${councilId}::int and address.authority_id = ${authorityId}::uuid
      and exists (
        select from parties.authority as passed
        where passed.council_id = ${councilId}::int and passed.id = ${id}::uuid)`)
  await record(db, {
    councilId,
    actor,
    action: 'passed an authority to whose it is',
    objectKind: 'authority',
    objectId: id,
    detail: { was: authorityId, to },
  })
}
