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

export const notWhatItTakesBack = refusal(
  'not-what-it-takes-back',
  'That payment is not on its account any more, or not of the amount that this row takes back. Nothing was changed; look at where it is now.',
)

export const toldInOne = (row: number): Refusal =>
  refusal(
    'told-in-one',
    `The money of row ${row} is in two parts, and its source has told of it as one payment. Nothing was posted; put that row aside and post the others. Its money stays in suspense until the source has taken its own back.`,
  )

export const nothingToPost = refusal(
  'nothing-to-post',
  'No row waits to be posted. Nothing was changed.',
)

export const lessThanRows = (left: Pence, rows: Pence): Refusal =>
  refusal(
    'less-than-rows',
    `${formatPounds(left)} of that payment is in suspense, and the rows to post come to ${formatPounds(rows)}: ${formatPounds(rows - left)} more. Nothing was posted; if the agent took money back, say of its row which payment that was; otherwise ask the agent for the difference, or put aside as many rows as it comes to and post the others.`,
  )

export const notPostable = (query: string): Refusal =>
  refusal(
    'not-postable',
    `The row cannot be posted as it stands: ${query} Nothing was changed; ask the agent for a corrected file, or close the row and say why.`,
  )
