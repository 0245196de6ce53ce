import { formatPounds, percentOf, type Pence } from '#values/money.ts'
import type { InForce } from '../dated.ts'
import type { Parameter } from '../parameter.ts'
import { refuse } from '../refuse.ts'
import {
  applicationFees,
  attachmentOfEarningsFee,
  chargingOrderFee,
  type FeeBand,
  type FeeTable,
  issueFees,
  onlineIssueFees,
  orderToObtainInformationFee,
  smallClaimHearingFees,
  thirdPartyDebtOrderFee,
  warrantOfControlFee,
  windingUpFees,
  writOfControlFee,
} from './fee-tables.ts'

export type Channel = 'paper' | 'online'

export type Fee = {
  readonly fee: Pence
  /** The band the amount is in; none above the last, and for an amount that is not limited. */
  readonly band: FeeBand | undefined
  readonly table: InForce<FeeTable>
}

const online = onlineIssueFees.history[0]

/**
 * The fee to issue a money claim, by the claim with its interest to the day of issue. A percentage is rounded down to
 * the penny. Online or in bulk there was a lower fee until 24 May 2021, for less than £100,000.
 *
 * Law: SI 2008/1053 Sch 1 fees 1.1 and 1.2.
 */
export function issueFee({
  claim,
  issuedOn,
  channel = 'paper',
}: {
  readonly claim: Pence | 'not limited'
  readonly issuedOn: Temporal.PlainDate
  readonly channel?: Channel
}): Fee {
  const isLower =
    channel === 'online' && online?.to && Temporal.PlainDate.compare(issuedOn, online.to) <= 0
  return feeOf(claim, (isLower ? onlineIssueFees : issueFees).on(issuedOn))
}

/**
 * The fee for the hearing of a claim on the small claims track.
 *
 * Law: SI 2008/1053 Sch 1 fee 2.1(c).
 */
export const smallClaimHearingFee = (claim: Pence, dueOn: Temporal.PlainDate): Fee =>
  feeOf(claim, smallClaimHearingFees.on(dueOn))

function feeOf(claim: Pence | 'not limited', table: InForce<FeeTable>): Fee {
  const { bands, above } = table.value
  if (claim !== 'not limited') {
    if (claim <= 0n) return refuse('There is no fee for a claim of nothing: it cannot be issued.')
    for (const band of bands) {
      if (claim <= band.upTo)
        return {
          fee: 'fee' in band ? band.fee : percentOf(claim, band.percent, 'towards zero'),
          band,
          table,
        }
    }
  }
  const most = bands.at(-1)?.upTo ?? 0n
  return above === undefined
    ? refuse(`A claim issued in this way is for ${formatPounds(most)} at the most.`)
    : { fee: above, band: undefined, table }
}

/** A fee that does not depend on the amount owed. */
type FixedFee = { readonly name: string; readonly on: (date: Temporal.PlainDate) => InForce<Pence> }

/** One amount of a parameter that has several. */
const part =
  <T>(parameter: Parameter<T>, pick: (value: T) => Pence) =>
  (date: Temporal.PlainDate): InForce<Pence> => {
    const found = parameter.on(date)
    return { ...found, value: pick(found.value) }
  }

/**
 * Fees to enforce a judgment, and for what goes with it, as they were on a day.
 *
 * Law: SI 2008/1053 Sch 1; the deposit by SI 2016/692.
 */
export const fixedFees = {
  warrant_of_control: { name: 'Warrant of control', on: warrantOfControlFee.on },
  writ_of_control: { name: 'Writ of control', on: writOfControlFee.on },
  attachment_of_earnings: {
    name: 'Attachment of earnings under a judgment',
    on: attachmentOfEarningsFee.on,
  },
  charging_order: { name: 'Charging order', on: chargingOrderFee.on },
  third_party_debt_order: { name: 'Third party debt order', on: thirdPartyDebtOrderFee.on },
  order_to_obtain_information: {
    name: 'Order to obtain information',
    on: orderToObtainInformationFee.on,
  },
  application_on_notice: {
    name: 'Application on notice',
    on: part(applicationFees, ({ onNotice }) => onNotice),
  },
  application_by_consent: {
    name: 'Application by consent',
    on: part(applicationFees, ({ byConsent }) => byConsent),
  },
  winding_up_petition: {
    name: 'Winding-up petition',
    on: part(windingUpFees, ({ fee }) => fee),
  },
  official_receiver_deposit: {
    name: 'Official receiver’s deposit on a winding-up petition',
    on: part(windingUpFees, ({ deposit }) => deposit),
  },
} as const satisfies Readonly<Record<string, FixedFee>>

export type FixedFeeName = keyof typeof fixedFees
