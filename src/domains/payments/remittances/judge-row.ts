import { divideProceeds } from '#law/enforcement-agents/proceeds.ts'
import { formatDate, isBefore } from '#values/dates.ts'
import { formatPounds, type Pence } from '#values/money.ts'

/** A line of an agent's file, as far as it could be read. Amounts are in pence, with the sign that the file has. */
export type RemittanceRow = {
  readonly row: number
  readonly placement: string
  /** The reference that it quotes, as it may be kept. */
  readonly given: string
  /** The same as the file has it, to find its account by: a long reference can look like a card's number. */
  readonly quoted: string
  readonly code: string
  readonly notes: string
  readonly paidOn: Temporal.PlainDate | undefined
  readonly collected: Pence | undefined
  readonly fee: Pence | undefined
  readonly remitted: Pence | undefined
  /** What was owed under the order when it was paid, where the agent says: then the split can be held against the law. */
  readonly owed?: Owed | undefined
  /** What could not be read, in words. */
  readonly faults: readonly string[]
}

export type Owed = {
  readonly debt: Pence
  readonly compliance: Pence
  readonly otherFees: Pence
  /** What a sale of goods cost, of which an auctioneer is paid first. */
  readonly auctioneer: Pence
  /** The council's own officers enforce: their fees come before the debt. */
  readonly councilIsAgent: boolean
}

export type Judged = {
  readonly state: 'to post' | 'put aside'
  /** What to ask the agent. */
  readonly query: string | undefined
  /** How the split was found to be right. */
  readonly why: string
}

/**
 * Judges a row by itself: whether it says what was paid, when, what was kept and what is paid over, and that the three agree to the
 * penny. Where the agent says what was owed, their fees are held against the law: more than it allows is asked about, and
 * what was paid over is posted all the same, since the money is here. Whose account it is, and whether it was told before, is for
 * whoever has the others.
 *
 * Law: SI 2014/1 reg 13: the auctioneer, the compliance fee, then debt and other fees in proportion.
 */
export function judgeRow(row: RemittanceRow, today: Temporal.PlainDate): Judged {
  const aside = (query: string): Judged => ({ state: 'put aside', query, why: '' })
  if (row.faults.length > 0) return aside(`${row.faults.join('; ')}.`)
  const { paidOn, collected, fee, remitted } = row
  if (
    paidOn === undefined ||
    collected === undefined ||
    fee === undefined ||
    remitted === undefined
  )
    return aside('It lacks a day or an amount.')
  if (isBefore(today, paidOn))
    return aside(`It was paid on ${formatDate(paidOn)}, which is to come.`)
  if (collected < 0n || fee < 0n || remitted < 0n)
    return aside(
      `It takes money back: ${formatPounds(collected)} collected, ${formatPounds(fee)} kept, ${formatPounds(remitted)} paid over. What for?`,
    )
  if (collected !== fee + remitted)
    return aside(
      `${formatPounds(collected)} collected less ${formatPounds(fee)} kept is ${formatPounds(collected - fee)}, and ${formatPounds(remitted)} was paid over.`,
    )
  if (remitted === 0n)
    return aside(
      fee === 0n
        ? 'Nothing was collected.'
        : `${formatPounds(fee)} was collected and all of it kept. Is that right?`,
    )
  return heldAgainstLaw({ collected, fee }, row.owed)
}

function heldAgainstLaw(
  { collected, fee }: { readonly collected: Pence; readonly fee: Pence },
  owed: Owed | undefined,
): Judged {
  if (!owed)
    return {
      state: 'to post',
      query: undefined,
      why: fee === 0n ? 'Nothing was kept.' : `They kept ${formatPounds(fee)} as fees.`,
    }
  const { auctioneer, compliance, otherFees, surplus } = divideProceeds({
    proceeds: collected,
    ...owed,
  })
  const kept = auctioneer + compliance + otherFees
  if (surplus > 0n)
    return {
      state: 'put aside',
      query: `${formatPounds(surplus)} more was collected than was owed with the fees: it goes back to whoever paid it.`,
      why: '',
    }
  const lawful = `Of ${formatPounds(collected)} the law lets them keep ${formatPounds(kept)}`
  if (fee > kept)
    return {
      state: 'to post',
      query: `${lawful}, and they kept ${formatPounds(fee)}: ${formatPounds(fee - kept)} is due to the council (SI 2014/1 reg 13).`,
      why: `They kept ${formatPounds(fee)}, which is asked about.`,
    }
  return {
    state: 'to post',
    query: undefined,
    why: `${lawful}, and they kept ${formatPounds(fee)} (SI 2014/1 reg 13).`,
  }
}
