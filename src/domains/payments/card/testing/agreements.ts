import assert from 'node:assert/strict'
import { z } from 'zod'
import type { Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { askForAgreement, type NewAgreement } from '../agreements/agree.ts'
import { agreementOfRequest, findAgreement, takingsOf } from '../agreements/agreement.ts'
import { keepCardAgreements, takeJob } from '../agreements/due.ts'
import { takeAgreed } from '../agreements/take.ts'
import { attemptsOf } from '../attempts.ts'
import { lookAtAttempt } from '../look.ts'
import type { Pay } from '../pay.ts'
import { type CardOfAgreement, keepAgreement, takeAgreement } from '../stub/agreements.ts'
import { type aPayingCouncil, now, valueOf } from './council.ts'

/** What tests do with the card agreements of a council. */
export function agreeing(database: Database, council: Awaited<ReturnType<typeof aPayingCouncil>>) {
  const { councilId, inCouncil, pay } = council
  const day = (text: string) => Temporal.PlainDate.from(text)
  const at = (text: string) => Temporal.Instant.from(`${text}T06:00:00Z`)

  let used = 0
  const anAccount = () => council.accounts[(used += 1)] ?? assert.fail('no more accounts')

  const ask = async (accountId: string, differences: Partial<NewAgreement> = {}) => {
    const { partyId } = await database.one(
      z.object({ partyId: z.string() }),
      sql`select lead_party_id as party_id from debts.account where council_id = ${councilId}::int and id = ${accountId}::uuid`,
    )
    return inCouncil(db =>
      askForAgreement(db, {
        councilId,
        partyId,
        accountId,
        offered: false,
        firstPayment: 100_00n,
        amountEach: 50_00n,
        firstOn: day('2026-07-01'),
        every: 'month',
        times: 3,
        balance: 1_000_00n,
        today: day('2026-06-01'),
        now,
        actor: 'officer',
        ...differences,
      }),
    )
  }
  const agreementBegunBy = async (requestId: string) =>
    (await inCouncil(db => agreementOfRequest(db, { councilId, requestId }))) ?? assert.fail()
  /** Asked for, and agreed to by paying the first. */
  const agreed = async (differences: Partial<NewAgreement> = {}) => {
    const accountId = anAccount()
    const requestId = valueOf(await ask(accountId, differences))
    await council.typeCard(valueOf(await council.begin(requestId)))
    await council.look(requestId)
    return agreementBegunBy(requestId)
  }
  const found = async (id: string) =>
    (await inCouncil(db => findAgreement(db, { councilId, id }))) ?? assert.fail()
  const takings = (id: string) => inCouncil(db => takingsOf(db, { councilId, id }))
  const night = (today: string) =>
    inCouncil(db => keepCardAgreements(db, { councilId, today: day(today) }))
  /** How many payments of an agreement wait to be taken. */
  const jobs = async (id: string) =>
    database.run(sql`
      select from platform.job
      where council_id = ${councilId}::int and kind = ${takeJob}::text and starts_with(key, ${`${id}/`}::text)`)
  const take = (
    id: string,
    takeOn: string,
    { on = takeOn, over = pay, data = database }: { on?: string; over?: Pay; data?: Database } = {},
  ) => takeAgreed(data, over, { councilId, agreement: id, takeOn: day(takeOn), now: at(on) })
  const lookAtTaken = async (id: string, on: string) => {
    for (const { requestId } of await takings(id)) {
      if (requestId === null) continue
      for (const attempt of await inCouncil(db => attemptsOf(db, { councilId, requestId })))
        await lookAtAttempt(database, pay, { councilId, attemptId: attempt.id, now: at(on) })
    }
  }
  const letCard = (agreementId: string | null, card: CardOfAgreement) =>
    inCouncil(async db => {
      const theirs = await takeAgreement(db, { councilId, now }, agreementId ?? '')
      assert(theirs)
      await keepAgreement(db, { councilId, now }, theirs, { card })
    })
  return { day, anAccount, ask, agreed, found, takings, night, jobs, take, lookAtTaken, letCard }
}
