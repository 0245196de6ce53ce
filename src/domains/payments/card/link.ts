import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { linkStands } from './ask-for.ts'
import { mayTry } from './link-tries.ts'
import * as refusals from './refusals.ts'
import { whyNotNow, whysNotNow } from './why-not-now.ts'

// Crockford's letters: none can be taken for another when a link is read out.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** So many letters and figures that nobody can guess, five bits each. */
export const unguessable = (length: number): string =>
  [...randomBytes(length)].map(byte => letters[byte % 32]).join('')

/** A link's secret as it was typed: small letters, and O, I and L for the figures they look like, are what was meant. */
export const asMeant = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')

const hashOf = (secret: string): string =>
  createHash('sha256')
    .update(`card link/${asMeant(secret)}`)
    .digest('hex')

/**
 * Makes the link of a payment, 80 bits that are kept here only as a hash: it is shown once, and a new one takes the place of
 * the one before. Returns the secret in groups of four, to be read out.
 */
export async function makeLink(
  db: Db,
  making: {
    readonly councilId: number
    readonly requestId: string
    readonly now: Temporal.Instant
    readonly actor: string
  },
): Promise<Outcome<string>> {
  const { councilId, requestId, now, actor } = making
  const secret = unguessable(16)
  const made = await db.run(sql`
    update payments.card_request set
      link_hash = ${hashOf(secret)}::text, expires_at = ${now.add(linkStands)}::timestamptz
    where council_id = ${councilId}::int and id = ${requestId}::uuid and state = 'waiting' and not exists (
      select from payments.card_taking as taking where taking.council_id = ${councilId}::int and taking.request_id = ${requestId}::uuid)`)
  if (made === 0) return refused(refusals.notWaiting)
  await record(db, {
    councilId,
    actor,
    action: 'made a card payment link',
    objectKind: 'card payment',
    objectId: requestId,
  })
  return done(secret.replaceAll(/(.{4})(?=.)/g, '$1-'))
}

const linked = z.object({
  id: z.string(),
  amount: pence,
  state: z.enum(['waiting', 'paid', 'cancelled']),
  expiresAt: instant,
  whyNotNow: z.enum(whysNotNow).nullable(),
  /** The last four of the first account's own reference: enough for who knows it, nothing for anybody else. */
  lastFour: z.string(),
  /** What the payer also agrees to by paying: this on each of these days. No days where they agree to nothing more. */
  agreedEach: pence.nullable(),
  agreedDays: z.array(date),
})
/** All that a link says of a payment. */
export type LinkedPayment = z.infer<typeof linked>

/**
 * What a link leads to: the payment; nothing; or too many tries from this address, when nothing is looked up at all. Only
 * wrong ones count, so that whoever has a link is never kept from paying by it.
 */
export async function openLink(
  db: Db,
  at: {
    readonly councilId: number
    readonly secret: string
    readonly address: string
    readonly now: Temporal.Instant
  },
): Promise<LinkedPayment | 'nothing' | 'too many'> {
  const { councilId, secret, address, now } = at
  const found = await db.maybeOne(
    linked,
    sql`
      select request.id, request.amount, request.state, request.expires_at,
        ${whyNotNow(councilId, sql`request.id`)} as why_not_now, (
        select right(account.reference, 4)
        from payments.card_request_part as part
        join debts.account as account on account.council_id = ${councilId}::int and account.id = part.account_id
        where part.council_id = ${councilId}::int and part.request_id = request.id
        order by account.reference limit 1) as last_four,
        agreement.amount_each as agreed_each, array(
          select taking.take_on from payments.card_taking as taking
          where taking.council_id = ${councilId}::int and taking.agreement_id = agreement.id and taking.state = 'planned'
          order by taking.take_on) as agreed_days
      from payments.card_request as request
      left join payments.card_agreement as agreement
        on agreement.council_id = ${councilId}::int and agreement.request_id = request.id and agreement.state = 'asked'
      where request.council_id = ${councilId}::int and request.link_hash = ${hashOf(secret)}::text`,
  )
  if (found) return found
  return (await mayTry(db, { councilId, address, now })) ? 'nothing' : 'too many'
}
