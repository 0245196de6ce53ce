import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { debtFamilies } from '#debts'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { liableParties, lockParties } from '#protections'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Component, componentsOn } from './component.ts'
import { heldAccounts, inTheWay, isEverybodySeen, recordCharges } from './holds.ts'
import { owedOn } from './interest-by-day.ts'
import { isInterest, kindsOfCharge } from './kinds.ts'
import { type Charged, type ChargedDebt, mayCharge, type NewCharge } from './may-charge.ts'
import { postLines } from './post-changes.ts'
import { movementsOf, readCharges } from './read-charges.ts'
import * as refusals from './refusals.ts'

export type AddCharge = NewCharge & {
  readonly councilId: number
  readonly accountId: string
  /** The complaint, order, judgment, contract or clause it stands on. */
  readonly authority: string
  /** How the amount is made up, or why it is charged. */
  readonly because: string
  readonly today: Temporal.PlainDate
  readonly actor: string
}

const debtRow = z.object({
  costsOfSource: pence,
  debtType: z.string(),
  family: z.enum(debtFamilies),
  nation: z.enum(['England', 'Wales']),
  isOrganisation: z.boolean(),
  isEverybodySeen: z.boolean(),
  dueOn: date.nullable(),
})

/** The debt as the law asks about it; undefined where there is no such account. */
async function debtOf(
  db: Db,
  {
    councilId,
    accountId,
    others,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly others: readonly Component[]
  },
): Promise<(ChargedDebt & { readonly isEverybodySeen: boolean }) | undefined> {
  const found = await db.maybeOne(
    debtRow,
    sql`
      select account.debt_type, kind.family, council.nation, account.due_on, coalesce((
        select bool_and(coalesce(party.kind = 'organisation', false))
        from debts.liability as liability
        left join parties.party as party on party.council_id = ${councilId}::int and party.id = liability.party_id
        where liability.council_id = ${councilId}::int and liability.account_id = account.id), false) as is_organisation,
        ${isEverybodySeen(councilId, accountId)} as is_everybody_seen,
        (select coalesce(sum(posting.amount), 0)::bigint
          from debts.posting as posting
          join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = posting.entry_id
          where posting.council_id = ${councilId}::int and posting.debit = account.id and entry.kind = 'costs'
            and entry.source_kind = 'import row' and not exists (
              select from debts.entry as undone
              where undone.council_id = ${councilId}::int and undone.reverses_id = entry.id)) as costs_of_source
      from debts.account as account
      join debts.debt_type as kind on kind.council_id = ${councilId}::int and kind.name = account.debt_type
      join administration.council as council on council.council_id = ${councilId}::int
      where account.council_id = ${councilId}::int and account.id = ${accountId}::uuid`,
  )
  if (!found) return undefined
  const movements = await movementsOf(db, { councilId, accountIds: [accountId] })
  return {
    ...found,
    others,
    owedOn: day => owedOn(day, { principal: null, startsOn: day }, movements),
  }
}

/**
 * Puts a charge on an account, on the evidence given. What is charged once is posted; interest is posted for the months that are over,
 * and from then on by the night. Refuses what the law does not allow (`mayCharge`), and anything at all while a moratorium runs.
 * A judgment's interest takes the place of whatever ran before it, from the judgment's day. Answers the charge's id.
 */
export async function addCharge(db: Db, asked: AddCharge): Promise<Outcome<string>> {
  const { councilId, accountId, today, actor, kind } = asked
  const partyIds = await liableParties(db, { councilId, accountIds: [accountId] })
  await lockParties(db, { councilId, partyIds })
  const others = await componentsOn(db, { councilId, accountId })
  const debt = await debtOf(db, { councilId, accountId, others })
  if (!debt) return refused(refusals.noSuchAccount)
  // A hold of somebody who may not be seen would not be seen either.
  if (!debt.isEverybodySeen) return refused(refusals.somebodyHidden)
  const held = await heldAccounts(db, { councilId, accountIds: [accountId] })
  if (held.has(accountId)) return refused(refusals.moratoriumRuns)
  const allowed = mayCharge(debt, asked, today)
  if (!allowed.ok) return allowed
  const charged = allowed.value
  const way = await inTheWay(db, { councilId, accountId, on: charged.startsOn })
  if (way.isInsolvent) return refused(refusals.insolvent)
  if (way.isCovered && !isInterest(kind)) return refused(refusals.moratoriumCovered)

  if (charged.endsOthersOn !== null)
    await endOthers(db, { ...asked, others, on: charged.endsOthersOn })
  const id = await insert(db, asked, charged)
  await record(db, {
    councilId,
    actor,
    action: 'charged',
    objectKind: 'charge',
    objectId: id,
    detail: { kind, account: accountId },
  })
  if (charged.amount !== null) await postOnce(db, asked, id, charged)
  await readCharges(db, { councilId, ids: [id], today })
  return done(id)
}

async function insert(
  db: Db,
  asked: AddCharge,
  { startsOn, endsOn, amount, basisPoints, principal, cap }: Charged,
): Promise<string> {
  const id = randomUUID()
  const [endedBy, endedWhy] = endsOn ? [asked.actor, 'The judgment was given'] : [null, null]
  await db.run(sql`
    insert into charges.component
      (council_id, id, account_id, kind, authority, authority_on, hearing_on, because, business_evidence, amount,
       basis_points, principal, cap, starts_on, ends_on, ended_by, ended_why, recorded_by)
    values (
      ${asked.councilId}::int, ${id}::uuid, ${asked.accountId}::uuid, ${asked.kind}::text, ${asked.authority}::text,
      ${asked.authorityOn}::date, ${asked.hearingOn ?? null}::date, ${asked.because}::text,
      ${asked.businessEvidence || null}::text, ${amount}::bigint, ${basisPoints}::int, ${principal}::bigint, ${cap}::bigint,
      ${startsOn}::date, ${endsOn}::date, ${endedBy}::text, ${endedWhy}::text, ${asked.actor}::text)`)
  return id
}

const postOnce = (
  db: Db,
  { councilId, accountId, kind, authority, actor }: AddCharge,
  id: string,
  { amount, startsOn }: Charged,
): Promise<void> => {
  const { part, title } = kindsOfCharge[kind]
  return postLines(db, {
    councilId,
    by: actor,
    lines: [
      {
        componentId: id,
        accountId,
        reference: `charge/${id}`,
        kind: 'costs',
        on: startsOn,
        narrative: `${title}, ${authority}`,
        sourceKind: part,
        sourceId: id,
        reversesId: null,
        place: 'costs',
        amount: amount ?? 0n,
        what: 'charged',
        month: null,
      },
    ],
  })
}

/** Ends interest that runs, with a judgment's day as its last, and takes back what was posted for days after it. */
async function endOthers(
  db: Db,
  {
    councilId,
    others,
    on,
    today,
    actor,
  }: AddCharge & { readonly others: readonly Component[]; readonly on: Temporal.PlainDate },
): Promise<void> {
  const ids = others
    .filter(({ kind, endsOn }) => isInterest(kind) && endsOn === null)
    .map(({ id }) => id)
  if (ids.length === 0) return
  await db.run(sql`
    update charges.component set ends_on = greatest(${on}::date, starts_on - 1), ended_by = ${actor}::text, ended_why = 'A judgment was given'
    where council_id = ${councilId}::int and id = any(${ids}::uuid[])`)
  await recordCharges(db, { councilId, actor, action: 'ended by a judgment', ids })
  await readCharges(db, { councilId, ids, today })
}
