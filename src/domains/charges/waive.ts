import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { giveApproval, record, requestApproval } from '#administration'
import { statementOf } from '#debts'
import type { Db } from '#platform/db.ts'
import { instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { liableParties, lockParties } from '#protections'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Component, componentsById, componentsOn, lockComponents } from './component.ts'
import { kindsOfCharge } from './kinds.ts'
import { partsOfDebt } from './parts.ts'
import { postLines } from './post-changes.ts'
import * as refusals from './refusals.ts'
import { limitsOf } from './waiver-limits.ts'

export const waiverReasons = {
  'council error': 'The council made a mistake',
  'paid in time': 'It was paid in time',
  hardship: 'Hardship',
  vulnerability: 'Vulnerability',
  court: 'The court said so',
  settlement: 'Part of a settlement',
} as const
export type WaiverReason = keyof typeof waiverReasons
const reasons = Object.keys(waiverReasons) as WaiverReason[]

/** The kind of approval that a waiver needs above its limit. */
export const waiverKind = 'waiver'

const waiver = z.object({
  id: z.string(),
  componentId: z.string(),
  amount: pence,
  reason: z.enum(reasons),
  because: z.string(),
  state: z.enum(['asked', 'made', 'refused']),
  askedBy: z.string(),
  aloneAs: z.string().nullable(),
  askedAt: instant,
  decidedBy: z.string().nullable(),
})
export type Waiver = z.infer<typeof waiver>
const columns = sql`id, component_id, amount, reason, because, state, asked_by, alone_as, asked_at, decided_by`

/** The waivers of these charges, the latest first. */
export const waiversOf = (
  db: Db,
  { councilId, ids }: { readonly councilId: number; readonly ids: readonly string[] },
): Promise<readonly Waiver[]> =>
  db.many(
    waiver,
    sql`
      select ${columns} from charges.waiver
      where council_id = ${councilId}::int and component_id = any(${[...ids]}::uuid[])
      order by asked_at desc, id`,
  )

type Asked = {
  readonly councilId: number
  readonly componentId: string
  readonly amount: Pence
  readonly reason: WaiverReason
  readonly because: string
  readonly today: Temporal.PlainDate
  readonly actor: string
}

/** Takes a charge, and everybody whose debt it is on, for a change; answers what is left of it, too. */
async function take(
  db: Db,
  { councilId, componentId }: Pick<Asked, 'councilId' | 'componentId'>,
): Promise<{ readonly component: Component; readonly left: Pence } | undefined> {
  const ids = [componentId]
  const [found] = await componentsById(db, { councilId, ids })
  if (!found) return undefined
  const { accountId } = found
  const partyIds = await liableParties(db, { councilId, accountIds: [accountId] })
  await lockParties(db, { councilId, partyIds })
  await lockComponents(db, { councilId, ids })
  const all = await componentsOn(db, { councilId, accountId })
  const parts = partsOfDebt(await statementOf(db, councilId, accountId), all)
  const component = all.find(({ id }) => id === componentId)
  const left = parts.find(part => part.componentId === componentId)?.left ?? 0n
  return component && { component, left }
}

/**
 * Waives some of a charge, or all that is left of it, with a reason. Within the limit of one of their roles a person does it alone; above it
 * nothing is waived until somebody else agrees. What a person waived alone of a charge before counts towards the limit. Answers
 * whether it was made or waits.
 */
export async function waive(
  db: Db,
  asked: Asked & { readonly roles: readonly string[] },
): Promise<Outcome<'made' | 'asked'>> {
  const { councilId, componentId, amount, actor, roles } = asked
  const taken = await take(db, asked)
  if (!taken) return refused(refusals.noSuchCharge)
  const before = await waiversOf(db, { councilId, ids: [componentId] })
  if (before.some(({ state }) => state === 'asked')) return refused(refusals.waiverWaits)
  if (amount > taken.left) return refused(refusals.moreThanLeft(taken.left))
  const alone = before
    .filter(one => one.state === 'made' && one.aloneAs !== null && one.askedBy === actor)
    .reduce((sum, one) => sum + one.amount, 0n)
  const limits = await limitsOf(db, councilId)
  const role = roles.find(held => alone + amount <= (limits.get(held) ?? 0n))
  const id = randomUUID()
  if (role !== undefined) {
    const entryId = await post(db, taken.component, { ...asked, id })
    await db.run(sql`
      insert into charges.waiver
        (council_id, id, component_id, amount, reason, because, state, asked_by, alone_as, entry_id)
      values (
        ${councilId}::int, ${id}::uuid, ${componentId}::uuid, ${amount}::bigint, ${asked.reason}::text,
        ${asked.because}::text, 'made', ${actor}::text, ${role}::text, ${entryId}::uuid)`)
    await recordWaiver(db, { councilId, id, actor, action: 'waived' })
    return done('made')
  }
  await db.run(sql`
    insert into charges.waiver (council_id, id, component_id, amount, reason, because, state, asked_by)
    values (
      ${councilId}::int, ${id}::uuid, ${componentId}::uuid, ${amount}::bigint, ${asked.reason}::text,
      ${asked.because}::text, 'asked', ${actor}::text)`)
  await requestApproval(db, {
    councilId,
    subjectKind: waiverKind,
    subjectId: id,
    contentHash: hashOf(componentId, amount),
    requestedBy: actor,
  })
  return done('asked')
}

/** What is agreed to: which charge, and how much of it. */
const hashOf = (componentId: string, amount: Pence): string =>
  createHash('sha256').update(`${componentId} ${amount}`).digest('hex')

/** Agrees to a waiver of a charge or refuses it; never by whoever asked. Refuses one of another charge, and to agree to more than is left by then. */
export async function decideOnWaiver(
  db: Db,
  deciding: Pick<Asked, 'councilId' | 'today' | 'actor'> & {
    readonly componentId: string
    readonly waiverId: string
    readonly agreed: boolean
  },
): Promise<Outcome<void>> {
  const { councilId, componentId, waiverId, agreed, today, actor } = deciding
  const read = () =>
    db.maybeOne(
      waiver,
      sql`
        select ${columns} from charges.waiver
        where council_id = ${councilId}::int and component_id = ${componentId}::uuid and id = ${waiverId}::uuid for no key update`,
    )
  const taken = (await read()) && (await take(db, { councilId, componentId }))
  const waiting = await read()
  if (!taken || waiting?.state !== 'asked') return refused(refusals.nothingWaits)
  if (waiting.askedBy === actor) return refused(refusals.secondPerson)
  const { amount } = waiting
  if (agreed && amount > taken.left) return refused(refusals.moreThanLeft(taken.left))
  if (agreed) {
    const given = await giveApproval(db, {
      councilId,
      subjectKind: waiverKind,
      subjectId: waiverId,
      contentHash: hashOf(componentId, amount),
      approvedBy: actor,
    })
    if (!given) return refused(refusals.secondPerson)
  }
  const entryId = agreed
    ? await post(db, taken.component, { ...waiting, councilId, id: waiverId, today, actor })
    : null
  await db.run(sql`
    update charges.waiver set
      state = ${agreed ? 'made' : 'refused'}::text, decided_by = ${actor}::text, decided_at = clock_timestamp(),
      entry_id = ${entryId}::uuid
    where council_id = ${councilId}::int and id = ${waiverId}::uuid`)
  await recordWaiver(db, {
    councilId,
    id: waiverId,
    actor,
    action: agreed ? 'agreed to a waiver' : 'refused a waiver',
  })
  return done(undefined)
}

/** Takes what is waived off the debt, on the day it is. */
async function post(
  db: Db,
  { id: componentId, accountId, kind }: Component,
  { councilId, id, amount, reason, today, actor }: Asked & { readonly id: string },
): Promise<string> {
  const { part, title } = kindsOfCharge[kind]
  const reference = `waiver/${id}`
  await postLines(db, {
    councilId,
    by: actor,
    lines: [
      {
        componentId,
        accountId,
        reference,
        kind: 'adjustment',
        on: today,
        narrative: `Waived: ${title.toLowerCase()} (${waiverReasons[reason].toLowerCase()})`,
        sourceKind: `${part} waived`,
        sourceId: id,
        reversesId: null,
        place: part === 'interest' ? 'interest' : 'costs',
        amount: -amount,
        what: 'waived',
        month: null,
      },
    ],
  })
  const { entryId } = await db.one(
    z.object({ entryId: z.string() }),
    sql`select platform.id_of('entry', ${councilId}::int, ${reference}::text) as entry_id`,
  )
  return entryId
}

const recordWaiver = (
  db: Db,
  of: {
    readonly councilId: number
    readonly id: string
    readonly actor: string
    readonly action: string
  },
) =>
  record(db, {
    councilId: of.councilId,
    actor: of.actor,
    action: of.action,
    objectKind: waiverKind,
    objectId: of.id,
  })
