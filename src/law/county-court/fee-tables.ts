import { type Citation, cite } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { type Parameter, parameter } from '../parameter.ts'

/** What a band's fee is: an amount, or a percentage of the claim rounded down to the penny. */
export type FeeBand = { readonly upTo: Pence } & (
  { readonly fee: Pence } | { readonly percent: number }
)

/** Bands by the amount claimed, smallest first. Without `above` nothing above the last band is dealt with. */
export type FeeTable = { readonly bands: readonly FeeBand[]; readonly above?: Pence }

const extent: readonly Nation[] = ['England', 'Wales']
const fees = (provision: string): Citation => cite('SI 2008/1053', `Sch 1 ${provision}`)
const later = [cite('SI 2024/476'), cite('SI 2025/351')]

export const issueFees = parameter<FeeTable>({
  id: 'court.issue_fee.money',
  title: 'Fee to issue a money claim',
  extent,
  unit: 'pounds, or per cent of the claim with its interest',
  lookedUpOn: 'the day the claim is issued',
  confidence: 'high',
  checked: 'against its text',
  also: [cite('SI 2015/576'), cite('practice', 'gov.uk/make-court-claim-for-money/court-fees')],
  values: {
    '2015-03-09': {
      source: fees('fee 1.1'),
      note: 'A claim for an amount that is not limited pays the fee above the last band. The percentage is rounded down to the penny. The orders of 2024 and 2025 did not change it.',
      value: {
        bands: [
          { upTo: 300_00n, fee: 35_00n },
          { upTo: 500_00n, fee: 50_00n },
          { upTo: 1_000_00n, fee: 70_00n },
          { upTo: 1_500_00n, fee: 80_00n },
          { upTo: 3_000_00n, fee: 115_00n },
          { upTo: 5_000_00n, fee: 205_00n },
          { upTo: 10_000_00n, fee: 455_00n },
          { upTo: 200_000_00n, percent: 5 },
        ],
        above: 10_000_00n,
      },
    },
  },
})

export const onlineIssueFees = parameter<FeeTable>({
  id: 'court.issue_fee.online',
  title: 'Lower fee to issue a money claim online or in bulk, while there was one',
  extent,
  unit: 'pounds, or per cent of the claim with its interest',
  lookedUpOn: 'the day the claim is issued',
  confidence: 'medium',
  checked: 'against a secondary source',
  also: [cite('SI 2021/588')],
  values: {
    '2015-03-09': {
      to: '2021-05-24',
      source: fees('fee 1.2'),
      note: 'From 25 May 2021 the fee is the same however a claim is issued.',
      value: {
        bands: [
          { upTo: 300_00n, fee: 25_00n },
          { upTo: 500_00n, fee: 35_00n },
          { upTo: 1_000_00n, fee: 60_00n },
          { upTo: 1_500_00n, fee: 70_00n },
          { upTo: 3_000_00n, fee: 105_00n },
          { upTo: 5_000_00n, fee: 185_00n },
          { upTo: 10_000_00n, fee: 410_00n },
          { upTo: 99_999_99n, percent: 4.5 },
        ],
      },
    },
  },
})

/** A fee that went up in May 2024 and in April 2025. */
const uprated = ({
  in2021,
  in2024,
  in2025,
  source,
  note,
  ...known
}: Pick<Parameter, 'id' | 'title' | 'confidence' | 'checked'> & {
  readonly in2021: Pence
  readonly in2024: Pence
  readonly in2025: Pence
  readonly source: Citation
  readonly note?: string
}): Parameter<Pence> => {
  const valued = (value: Pence) => ({ value, source, ...(note !== undefined && { note }) })
  return parameter({
    ...known,
    extent,
    unit: 'pounds',
    lookedUpOn: 'the day of the application',
    also: later,
    values: {
      '2021-09-30': valued(in2021),
      '2024-05-01': valued(in2024),
      '2025-04-08': valued(in2025),
    },
  })
}

export const warrantOfControlFee = uprated({
  id: 'court.fee.warrant_of_control',
  title: 'Fee for a warrant of control',
  confidence: 'high',
  checked: 'against a secondary source',
  source: fees('fee 8.1'),
  note: '£94 is in two secondary sources of 2026; £91 is recalled.',
  in2021: 83_00n,
  in2024: 91_00n,
  in2025: 94_00n,
})

export const writOfControlFee = uprated({
  id: 'court.fee.writ_of_control',
  title: 'Fee for a writ of control, and to transfer up for one',
  confidence: 'medium',
  checked: 'against a secondary source',
  source: fees('fee 7.1'),
  in2021: 71_00n,
  in2024: 78_00n,
  in2025: 80_00n,
})

export const attachmentOfEarningsFee = uprated({
  id: 'court.fee.attachment_of_earnings',
  title: 'Fee for an attachment of earnings under a judgment',
  confidence: 'medium',
  checked: 'against a secondary source',
  source: fees('fee 8.7'),
  in2021: 119_00n,
  in2024: 131_00n,
  in2025: 135_00n,
})

export const chargingOrderFee = uprated({
  id: 'court.fee.charging_order',
  title: 'Fee for a charging order',
  confidence: 'medium',
  checked: 'against a secondary source',
  source: fees('fee 8.4(b)'),
  note: 'The lower fees of the family court are not for this.',
  in2021: 119_00n,
  in2024: 131_00n,
  in2025: 135_00n,
})

export const thirdPartyDebtOrderFee = uprated({
  id: 'court.fee.third_party_debt_order',
  title: 'Fee for a third party debt order',
  confidence: 'medium',
  checked: 'to confirm',
  source: fees('fee 8.4(a)'),
  in2021: 119_00n,
  in2024: 131_00n,
  in2025: 135_00n,
})

export const orderToObtainInformationFee = uprated({
  id: 'court.fee.order_to_obtain_information',
  title: 'Fee for an order to obtain information from a debtor',
  confidence: 'low',
  checked: 'to confirm',
  source: fees('fee 8.3'),
  note: 'The figure of 2025 is worked out from that of 2024 by the general rise of 3.2%: to confirm.',
  in2021: 59_00n,
  in2024: 65_00n,
  in2025: 67_00n,
})

export const applicationFees = parameter<{ readonly onNotice: Pence; readonly byConsent: Pence }>({
  id: 'court.fee.application_notice',
  title: 'Fee for a general application',
  extent,
  unit: 'pounds',
  lookedUpOn: 'the day of the application',
  confidence: 'medium',
  checked: 'against a secondary source',
  also: later,
  values: {
    '2024-05-01': {
      source: fees('fees 2.4 and 2.5'),
      value: { onNotice: 303_00n, byConsent: 119_00n },
    },
    '2025-04-08': {
      source: fees('fees 2.4 and 2.5'),
      value: { onNotice: 313_00n, byConsent: 123_00n },
    },
  },
})

export const windingUpFees = parameter<{ readonly fee: Pence; readonly deposit: Pence }>({
  id: 'court.fee.winding_up_petition',
  title: 'Fee for a winding-up petition, and the official receiver’s deposit',
  extent,
  unit: 'pounds',
  lookedUpOn: 'the day of the petition',
  confidence: 'medium',
  checked: 'against a secondary source',
  also: [cite('SI 2016/692')],
  values: {
    '2025-04-08': { source: fees('fee 3.3'), value: { fee: 343_00n, deposit: 2_600_00n } },
  },
})

export const smallClaimHearingFees = parameter<FeeTable>({
  id: 'court.hearing_fee.small_claims',
  title: 'Fee for the hearing of a small claim',
  extent,
  unit: 'pounds',
  lookedUpOn: 'the day the fee is due',
  confidence: 'low',
  checked: 'to confirm',
  values: {
    '2021-05-25': {
      source: fees('fee 2.1(c)'),
      note: 'Recalled and not read, and it may have changed in 2025: to confirm.',
      value: {
        bands: [
          { upTo: 300_00n, fee: 27_00n },
          { upTo: 500_00n, fee: 59_00n },
          { upTo: 1_000_00n, fee: 85_00n },
          { upTo: 1_500_00n, fee: 123_00n },
          { upTo: 3_000_00n, fee: 181_00n },
        ],
        above: 346_00n,
      },
    },
  },
})
