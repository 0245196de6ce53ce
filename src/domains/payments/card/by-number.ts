import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import { type Outcome, refused } from '#values/outcome.ts'
import { count } from '#platform/rows.ts'
import { accountCalled } from '../receipts/read-parts.ts'
import { askForPayment } from './ask-for.ts'
import { makeLink } from './link.ts'
import { mayTry, mostTries } from './link-tries.ts'
import * as refusals from './refusals.ts'

/** Whoever pays without an officer: nobody who has signed in. */
const payer = 'the payer'
/** Said of a payment that may be more than is owed: what is owed is told to nobody who only knows a number. */
const choseHowMuch = 'Whoever paid chose how much, on the page for paying by number.'

/**
 * Lets anybody pay towards the account whose number they give, as much as they choose, and answers the secret of the link to go on by.
 * Nothing is said of the account, nor of whose it is: a number that is nobody's or several accounts' gives one answer. What is offered
 * may be taken in a breathing space too. Refuses more than so many wrong numbers from one address, and so many payments begun for one account,
 * in a quarter of an hour: whoever has a right number is never kept from paying by who guesses beside them. Law: SI 2020/1311 reg 7.
 */
export async function payByNumber(
  db: Db,
  {
    councilId,
    number,
    amount,
    address,
    today,
    now,
  }: {
    readonly councilId: number
    /** As it was typed. */
    readonly number: string
    readonly amount: Pence
    /** Where the request came from. */
    readonly address: string
    readonly today: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<Outcome<string>> {
  const account = await accountCalled(db, councilId, number)
  if (!account.ok) {
    const may = await mayTry(db, { councilId, address, now })
    return refused(may ? refusals.nobodysNumber : refusals.waitAWhile)
  }
  if ((await beganLately(db, { councilId, accountId: account.value, now })) >= mostTries)
    return refused(refusals.waitAWhile)
  const { partyId } = await db.one(
    z.object({ partyId: z.string() }),
    sql`
      select lead_party_id as party_id from debts.account
      where council_id = ${councilId}::int and id = ${account.value}::uuid`,
  )
  const asked = await askForPayment(db, {
    councilId,
    partyId,
    parts: [{ accountId: account.value, amount }],
    overWhy: choseHowMuch,
    offered: true,
    today,
    now,
    actor: payer,
  })
  if (asked.ok) return makeLink(db, { councilId, requestId: asked.value, now, actor: payer })
  return asked.refusal === refusals.notTheirs ? refused(refusals.nobodysNumber) : asked
}

const beganLately = async (
  db: Db,
  {
    councilId,
    accountId,
    now,
  }: { readonly councilId: number; readonly accountId: string; readonly now: Temporal.Instant },
): Promise<number> =>
  (
    await db.one(
      z.object({ began: count }),
      sql`
        select count(*) as began
        from payments.card_request_part as part
        join payments.card_request as request on request.council_id = ${councilId}::int and request.id = part.request_id
        where part.council_id = ${councilId}::int and part.account_id = ${accountId}::uuid and request.asked_by = ${payer}::text
          and request.asked_at > ${now.subtract({ minutes: 15 })}::timestamptz`,
    )
  ).began
