import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { PostClass } from '#law/time/service.ts'
import { liableParties, lockParties } from '#protections'
import { countFromService } from '#recovery'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import { noticesThatWent, type NoticeThatWent, standingOf } from './notices.ts'
import * as refusals from './refusals.ts'
import { deemedServed, type Way } from './ways.ts'

/** How a notice was served, or that it came back, as an officer says it. Words are empty where nothing is said. */
export type RecordedService = {
  /** Made with the form, so that sending it twice records once. */
  readonly id: string
  readonly noticeId: string
  readonly way: Way
  readonly onDay: Temporal.PlainDate
  readonly atTime: string | undefined
  readonly postClass: PostClass | undefined
  readonly place: string
  readonly byWhom: string
  readonly receivedBy: string
  readonly reference: string
  readonly says: string
  /** Why it is right instead of what is recorded already. */
  readonly because: string
}

type Of = {
  readonly councilId: number
  readonly accountId: string
  readonly actor: string
  readonly now: Temporal.Instant
}

/**
 * Records how a notice of an account was served. What was recorded before stays, and this stands in its place, with why. Nobody’s days are
 * made shorter by it: a business rates notice that was served later than was taken counts from that day, and no other notice’s days count
 * from service. Refuses days that cannot be, and a record that a court could not use: without where, who, or which post.
 */
export async function recordService(
  db: Db,
  {
    councilId,
    accountId,
    service,
    actor,
    now,
    today,
  }: Of & { readonly service: RecordedService; readonly today: Temporal.PlainDate },
): Promise<Outcome<void>> {
  await inTurn(db, { councilId, accountId })
  if (await isThere(db, councilId, service.id)) return done(undefined)
  const notices = await noticesThatWent(db, { councilId, accountId })
  const notice = notices.find(({ id }) => id === service.noticeId)
  if (!notice) return refused(refusals.noSuchNotice)
  const before = standingOf(notice)
  const problem = whyNot(service, notice, today)
  if (problem) return refused(problem)
  const { way, onDay } = service
  const postClass = way === 'certificate of posting' ? service.postClass : undefined
  const servedOn = deemedServed({ way, onDay, postClass }).on ?? null
  await db.run(sql`
    insert into casework.service
      (council_id, id, account_id, action_id, letter_id, way, on_day, at_time, post_class, place, by_whom, received_by, reference,
       says, served_on, follows_id, because, recorded_by, recorded_at)
    values (
      ${councilId}::int, ${service.id}::uuid, ${accountId}::uuid, ${notice.isStep ? notice.id : null}::uuid,
      ${notice.isStep ? null : notice.id}::uuid, ${way}::text, ${onDay}::date, ${service.atTime ?? null}::text,
      ${postClass ?? null}::text, ${service.place}::text, ${service.byWhom}::text, ${service.receivedBy}::text,
      ${service.reference}::text, ${service.says}::text, ${servedOn}::date, ${before?.id ?? null}::uuid,
      ${before ? service.because : null}::text, ${actor}::text, ${now}::timestamptz)`)
  await record(db, {
    councilId,
    actor,
    action: 'recorded the service of a notice',
    objectKind: 'account',
    objectId: accountId,
    detail: { notice: notice.id, way },
  })
  if (notice.isStep) await countFromService(db, { councilId, actionId: notice.id, servedOn })
  return done(undefined)
}

/** Takes back what was recorded and stands, with why: what stood before it stands again. Refuses what does not stand. */
export async function takeServiceBack(
  db: Db,
  {
    councilId,
    accountId,
    serviceId,
    because,
    actor,
    now,
  }: Of & { readonly serviceId: string; readonly because: string },
): Promise<Outcome<void>> {
  await inTurn(db, { councilId, accountId })
  const notice = (await noticesThatWent(db, { councilId, accountId })).find(
    one => standingOf(one)?.id === serviceId,
  )
  if (!notice) return refused(refusals.notStanding)
  await db.run(sql`
    insert into casework.service_taken_back (council_id, service_id, because, by, at)
    values (${councilId}::int, ${serviceId}::uuid, ${because}::text, ${actor}::text, ${now}::timestamptz)`)
  await record(db, {
    councilId,
    actor,
    action: 'took back the service of a notice',
    objectKind: 'account',
    objectId: accountId,
    detail: { notice: notice.id, because },
  })
  if (notice.isStep) {
    const left = standingOf({ evidence: notice.evidence.filter(({ id }) => id !== serviceId) })
    await countFromService(db, {
      councilId,
      actionId: notice.id,
      servedOn: left?.servedOn ?? null,
    })
  }
  return done(undefined)
}

/** Why it cannot be kept as it stands. */
function whyNot(
  service: RecordedService,
  notice: NoticeThatWent,
  today: Temporal.PlainDate,
): Refusal | undefined {
  const { way, onDay, place, byWhom } = service
  if (isBefore(today, onDay)) return refusals.notYet
  if (isBefore(onDay, notice.issuedOn)) return refusals.beforeItWent(notice.issuedOn)
  if (way === 'came back') {
    if (service.says === '') return refusals.whatWasDone
  } else {
    if (place === '') return refusals.sayWhere
    if (byWhom === '') return refusals.sayWho
  }
  if (way === 'certificate of posting' && service.postClass === undefined) return refusals.whichPost
  const isCertified = way === 'certificate of posting' || way === 'process server'
  if (isCertified && service.reference === '') return refusals.sayReference
  if (standingOf(notice) && service.because === '') return refusals.whyAnother
  return undefined
}

/** Recordings about one account follow each other, and whoever sends about it. */
const inTurn = async (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<number> =>
  lockParties(db, {
    councilId,
    partyIds: await liableParties(db, { councilId, accountIds: [accountId] }),
  })

const isThere = async (db: Db, councilId: number, id: string): Promise<boolean> =>
  (await db.maybeOne(
    z.object({ id: z.string() }),
    sql`select id from casework.service where council_id = ${councilId}::int and id = ${id}::uuid`,
  )) !== undefined
