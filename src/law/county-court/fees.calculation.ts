import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { calculation, type Family, type Worked } from '../calculation.ts'
import { choice, day, optional, someMoney, yesOrNo } from '../fields.ts'
import { refuse } from '../refuse.ts'
import { type Fee, fixedFees, type FixedFeeName, issueFee, smallClaimHearingFee } from './fees.ts'

const toIssue = calculation({
  slug: 'issue',
  title: 'Issue fee',
  fields: {
    claim_including_interest: optional(
      someMoney('Claim, with interest to the day of issue', {
        hint: 'Leave it out only where the amount is not limited',
      }),
    ),
    issue_date: day('Day of issue'),
    channel: optional(
      choice('How it is issued', { paper: 'On paper', online: 'Online or in bulk' }),
    ),
    not_limited: optional(yesOrNo('The amount is not limited')),
  },
  work({ claim_including_interest: amount, issue_date: issuedOn, channel, not_limited }) {
    if ((amount === undefined) !== (not_limited === true))
      return refuse(
        'Say how much is claimed, in claim_including_interest, or that it is not limited, and not both.',
      )
    const claim = amount ?? 'not limited'
    const made = issueFee({ claim, issuedOn, ...(channel && { channel }) })
    const until = made.table.to
    return {
      answer: { issue_fee: made.fee },
      working: [
        ...(until
          ? [`Online and in bulk there was a lower fee until ${formatDate(until)}.`]
          : channel === 'online'
            ? ['By this day the fee online is the same as on paper.']
            : []),
        inWords(made, amount),
      ],
      sources: [made.table.source],
    }
  },
})

function inWords({ fee, band }: Fee, amount: bigint | undefined): string {
  if (amount === undefined)
    return `A claim that is not limited pays the highest fee, ${formatPounds(fee)}.`
  const claim = `A claim of ${formatPounds(amount)}, with its interest,`
  if (!band) return `${claim} is above the last band: the fee is ${formatPounds(fee)}.`
  const upTo = `${claim} is in the band up to ${formatPounds(band.upTo)}`
  return 'fee' in band
    ? `${upTo}: the fee is ${formatPounds(fee)}.`
    : `${upTo}: the fee is ${band.percent}% of it, rounded down to the penny, ${formatPounds(fee)}.`
}

const names = Object.fromEntries(
  Object.entries(fixedFees).map(([key, { name }]) => [key, name]),
) as Readonly<Record<FixedFeeName, string>>

const toEnforce = calculation({
  slug: 'enforcement',
  title: 'Enforcement fee',
  fields: { fee: choice('What for', names), date: day('Day of the application') },
  work({ fee: which, date }): Worked {
    const { name, on } = fixedFees[which]
    const { value: fee, source, from, note } = on(date)
    return {
      answer: { fee },
      working: [
        `${name}: ${formatPounds(fee)}, from ${formatDate(from)}.`,
        ...(note === undefined ? [] : [note]),
      ],
      sources: [source],
    }
  },
})

const toBeHeard = calculation({
  slug: 'hearing',
  title: 'Hearing fee, small claims',
  fields: { claim: someMoney('Claim'), hearing_fee_due: day('Day the fee is due') },
  work({ claim, hearing_fee_due: dueOn }) {
    const made = smallClaimHearingFee(claim, dueOn)
    const { source, note } = made.table
    return {
      answer: { hearing_fee: made.fee },
      working: [inWords(made, claim), ...(note === undefined ? [] : [note])],
      sources: [source],
    }
  },
})

export const courtFees: Family = {
  name: 'court_fees',
  title: 'County court fees',
  about:
    'What the court charges to issue a claim, to hear a small one and to enforce a judgment, on the day it is done.',
  calculations: [toIssue, toEnforce, toBeHeard],
}
