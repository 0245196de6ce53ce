import { formatPounds, type Pence } from '#values/money.ts'
import type { Refusal } from '#values/outcome.ts'

const refusal = (code: string, says: string): Refusal => ({ code: `payments/${code}`, says })

export const remittanceTooLarge = (largest: number): Refusal =>
  refusal(
    'remittance-too-large',
    `The file is larger than ${largest / 1_000_000} MB, so it was not read and nothing of it was kept. Ask the agent for a week at a time.`,
  )

export const notARemittance = (missing: readonly string[]): Refusal =>
  refusal(
    'not-a-remittance',
    `The first line should have the headings of an agent’s remittance, and lacks ${missing.map(one => `“${one}”`).join(', ')}; nor has it those of a counter’s list. Nothing was taken in; ask the agent for the file as agreed.`,
  )

export const noRows = refusal(
  'no-rows',
  'The file has no rows under its headings. Nothing was taken in; ask the agent whether it is the right file.',
)

export const tooManyRows = (most: number): Refusal =>
  refusal(
    'too-many-rows',
    `The file has more than ${most.toLocaleString('en-GB')} rows. Nothing was taken in; ask the agent for a week at a time.`,
  )

export const settledMeanwhile = refusal(
  'settled-meanwhile',
  'Somebody else has dealt with this since the page was opened. Nothing was changed; look at where it is now.',
)

export const notTheMoney = refusal(
  'not-the-money',
  'That payment is not in suspense any more, or another remittance has it. Nothing was posted. If the rest of it was posted by hand, take that back first; otherwise choose another.',
)

export const nothingToPost = refusal(
  'nothing-to-post',
  'No row waits to be posted. Nothing was changed.',
)

export const lessThanRows = (left: Pence, rows: Pence): Refusal =>
  refusal(
    'less-than-rows',
    `${formatPounds(left)} of that payment is in suspense, and the rows to post come to ${formatPounds(rows)}: ${formatPounds(rows - left)} more. Nothing was posted; ask the agent for the difference, or put aside as many rows as it comes to and post the others.`,
  )

export const notPostable = (query: string): Refusal =>
  refusal(
    'not-postable',
    `The row cannot be posted as it stands: ${query} Nothing was changed; ask the agent for a corrected file, or close the row and say why.`,
  )
