import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import { accountsByReference, accountsOf, liableFor } from '#debts'
import { type Described, whoIsDescribed } from '#parties'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { holdsOn, isRunning } from '#protections'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { answer, type Answer, type Debt, type Found, inWords } from './answer.ts'
import { askedBy, refuseMore } from './limits.ts'
import { type Gateway, hasGateway, purposesOf } from './purpose.ts'
import { noGateway } from './refusals.ts'

/** Who is asked about, as another team knows them. */
export type Subject = Omit<Described, 'owing'> & { readonly accountReference?: string | undefined }

export type Ask = {
  readonly councilId: number
  readonly purpose: string
  /** The asking team's own reference, such as an application's number. */
  readonly reference: string
  readonly subject: Subject
  /** The id of whoever asks. */
  readonly actor: string
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
}

/**
 * Answers a debt check and keeps the answer, in one transaction: nothing is told that is not kept. Refuses a purpose without
 * a gateway, and more than anybody needs. Returns the id of the disclosure. Asked without a viewer (see `whoIsDescribed`).
 */
export async function ask(db: Db, asked: Ask): Promise<Outcome<string>> {
  const { councilId, actor } = asked
  const purpose = (await purposesOf(db, councilId)).find(({ name }) => name === asked.purpose)
  if (!purpose || !hasGateway(purpose)) return refused(noGateway)
  const more = refuseMore(await askedBy(db, councilId, actor))
  if (more) return refused(more)
  const { partyId, ...found } = await find(db, asked, purpose)
  const given = answer(purpose, found)
  return done(await keep(db, { asked, purpose, partyId, given }))
}

async function find(
  db: Db,
  { councilId, subject, now, today }: Ask,
  { debtTypes }: Gateway,
): Promise<Found & { readonly partyId?: string }> {
  const { accountReference, ...described } = subject
  const owing =
    accountReference === undefined
      ? undefined
      : await whoOwes(db, councilId, accountReference, today)
  const [one, ...others] = await whoIsDescribed(db, councilId, { ...described, owing })
  const nothing = { debts: [], asAt: undefined }
  if (!one) return { whom: 'nobody fits', ...nothing }
  if (others.length > 0) return { whom: 'several fit', ...nothing }
  const { partyId } = one
  if (one.isRestricted) return { whom: 'restricted', partyId, ...nothing }
  if (one.hasDied) return { whom: 'died', partyId, ...nothing }
  const debts: Debt[] = []
  for (const { id, debtType, overdue } of await accountsOf(db, councilId, one.personId, today)) {
    if (!debtTypes.includes(debtType) || overdue <= 0n) continue
    const holds = (await holdsOn(db, { councilId, accountId: id })).filter(hold =>
      isRunning(hold, now),
    )
    debts.push({
      debtType,
      late: overdue,
      isKeptBack: holds.some(({ kind }) => kind !== 'arrangement'),
      isArranged: holds.some(({ kind }) => kind === 'arrangement'),
    })
  }
  return { whom: 'one', partyId, debts, asAt: await figuresOf(db, councilId) }
}

/** Everybody who owes an account of this reference, whichever source calls it so. */
async function whoOwes(
  db: Db,
  councilId: number,
  reference: string,
  today: Temporal.PlainDate,
): Promise<readonly string[]> {
  const accounts = await accountsByReference(db, councilId, reference, today)
  const liable: string[] = []
  for (const { id } of accounts)
    liable.push(...(await liableFor(db, councilId, id)).map(({ partyId }) => partyId))
  return liable
}

/** The oldest day that any source's figures are true of. The same whoever is asked about, so that it tells nothing of them. */
const figuresOf = async (db: Db, councilId: number): Promise<Temporal.PlainDate | undefined> =>
  (
    await db.one(
      z.object({ asAt: date.nullable() }),
      sql`select min(as_at) as as_at from debts.source where council_id = ${councilId}::int`,
    )
  ).asAt ?? undefined

async function keep(
  db: Db,
  {
    asked,
    purpose,
    partyId,
    given,
  }: {
    readonly asked: Ask
    readonly purpose: Gateway
    readonly partyId: string | undefined
    readonly given: Answer
  },
): Promise<string> {
  const { councilId, reference, subject, actor } = asked
  const id = randomUUID()
  const yes = given.is === 'yes' ? given : undefined
  await db.run(sql`
    insert into enquiries.disclosure
      (council_id, id, asked_by, reference, purpose, gateway, citation, confidence, debt_types, subject, party_id, answer,
       because, band, plan, as_at, told)
    values (${councilId}::int, ${id}::uuid, ${actor}, ${reference}, ${purpose.name}, ${purpose.gateway}, ${purpose.citation},
      ${purpose.confidence}, ${[...purpose.debtTypes]}::text[], ${JSON.stringify(toKeep(subject))}::jsonb,
      ${partyId ?? null}::uuid, ${given.is}, ${given.is === 'not answered' ? given.because : null},
      ${yes?.band ?? null}, ${yes?.plan ?? null}, ${given.is === 'not answered' ? null : given.asAt}::date,
      ${[...inWords(given)]}::text[])`)
  await record(db, {
    councilId,
    actor,
    action: 'asked for a debt check',
    objectKind: 'disclosure',
    objectId: id,
    detail: { purpose: purpose.name, answer: given.is },
  })
  return id
}

/** Who was asked about, for people to read; an insurance number by its end alone. */
const toKeep = ({ name, dateOfBirth, postcode, insuranceNumber, accountReference }: Subject) => ({
  name,
  dateOfBirth: dateOfBirth?.toString(),
  postcode,
  insuranceNumberEnds: insuranceNumber?.replaceAll(/\s/g, '').slice(-4).toUpperCase(),
  accountReference,
})
