import { z } from 'zod'
import type { Refusal } from '#values/outcome.ts'

const refusal = (code: string, says: string): Refusal => ({ code: `payments/${code}`, says })

export const statementTooLarge = (largest: number): Refusal =>
  refusal(
    'statement-too-large',
    `The file is larger than ${largest / 1_000_000} MB, so it was not read and nothing of it was kept. Ask the bank for one day at a time.`,
  )

export const settledMeanwhile = refusal(
  'settled-meanwhile',
  'Somebody else has dealt with this since the page was opened. Nothing was changed; look at where it is now.',
)

export const fileBeingApplied = refusal(
  'file-being-applied',
  'A file of this council is being applied, and may tell of this very payment. Nothing was posted; do it again in a minute.',
)

export const notItsAmount = refusal(
  'not-its-amount',
  'The amounts do not come to what was received. Nothing was posted: every penny of a payment is posted together.',
)

export const noSuchAccount = refusal(
  'no-such-account',
  'There is no account with that reference. Nothing was posted; look the account up and copy its reference.',
)

export const severalAccounts = refusal(
  'several-accounts',
  'More than one source has an account with that reference. Nothing was posted; choose from the suggestions.',
)

export const alreadyThere = refusal(
  'already-there',
  'The payment is on that account already. Nothing was changed.',
)

export const notABankAccount = refusal(
  'not-a-bank-account',
  'A bank account is a sort code and account number together (14 figures), or an IBAN. Nothing was added.',
)

export const sourceHasIt = refusal(
  'source-has-it',
  'The source system has this payment on that account too. Nothing was moved: move it there, and its next file brings the change here.',
)

export const notAPayment = refusal(
  'not-a-payment',
  'Only money that came in, in pounds, on a day that can be right, is a payment. Nothing was changed.',
)

export const noSuchShare = (line: number): Refusal =>
  refusal(
    'no-such-share',
    `Line ${line} is not a reference and an amount, like 70000012H 20.00. Nothing was posted.`,
  )

export const wasOpened = refusal(
  'was-opened',
  'This sum was opened into the payments that it is made of. Nothing was changed: each of them is moved by itself.',
)

export const notAPattern = refusal(
  'not-a-pattern',
  'A pattern is capital letters and figures, sets of them and how often, like 7[0-9]{7}[A-H]. Nothing was kept.',
)

export const notACheck = refusal(
  'not-a-check',
  'A check character needs a weight for each character before it, what the sum is divided by, and as many check characters as that. Nothing was kept; leave all three empty where there is none.',
)

export const fewWrittenSo = (fit: number, of: number): Refusal =>
  refusal(
    'few-written-so',
    of === 0
      ? 'No account of that source is here yet, so nobody can tell whether it is right. Nothing was kept; load its file first.'
      : `Of ${of} accounts of that source, ${fit} ${fit === 1 ? 'is' : 'are'} written so. Nothing was kept; look at the pattern and the check again.`,
  )

/** What a description of a bank's download has wrong, as who wrote it finds it. `thrown` is what reading it threw. */
export const notADownload = (thrown: unknown): Refusal => {
  const faults =
    thrown instanceof z.ZodError
      ? thrown.issues.map(({ path, message }) => `At ${path.join('.') || 'the top'}: ${message}.`)
      : [`It is not JSON: ${thrown instanceof Error ? thrown.message : 'it cannot be read'}.`]
  return refusal(
    'not-a-download',
    `The file does not describe a bank’s download, and nothing was changed. ${faults.join(' ')}`,
  )
}
