import { Buffer } from 'node:buffer'
import { type Pence, sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { bacsText, whyNotReference } from './characters.ts'
import type { BankAccount } from './modulus.ts'
import * as record from './standard18-records.ts'

type Day = Temporal.PlainDate

/** Who collects: the council as Bacs knows it. */
export type ServiceUser = {
  /** The service user number: six figures. */
  readonly number: string
  readonly name: string
  readonly account: BankAccount
}

export type Payer = { readonly name: string; readonly account: BankAccount }

/** An instruction to be lodged (0N), cancelled (0C) or brought over from paper (0S) at the payer's bank. */
export type Instruction = {
  readonly is: 'new' | 'cancelled' | 'converted'
  readonly reference: string
  readonly payer: Payer
}

/** The first under an instruction (01), one of many (17), one presented again (18), or the last (19). */
export type Presentation = 'first' | 'regular' | 're-presentation' | 'final'

export type Debit = {
  readonly presentation: Presentation
  readonly reference: string
  readonly payer: Payer
  readonly amount: Pence
  /** The day Bacs processes it: the working day before it is taken. */
  readonly on: Day
}

export type Submission = {
  readonly serviceUser: ServiceUser
  /** Six figures; new for each submission. */
  readonly serial: string
  readonly createdOn: Day
  /** The day that instructions are processed on where there are no debits to say. */
  readonly processingOn: Day
  readonly instructions: readonly Instruction[]
  readonly debits: readonly Debit[]
}

/** What is in a file, for its manifest: what two people agree to and what Bacs' own report is compared with. */
export type Totals = {
  readonly instructions: number
  readonly debits: number
  readonly debitTotal: Pence
  /** The contra records, one for each day. They come to the same as the debits. */
  readonly credits: number
  readonly creditTotal: Pence
}

const instructionCodes = { new: '0N', cancelled: '0C', converted: '0S' } as const
const presentationCodes = {
  first: '01',
  regular: '17',
  're-presentation': '18',
  final: '19',
} as const
const contraCode = '99'

const most = 99_999_999_999n

/**
 * A submission as a Standard 18 file, to the byte: the same submission is always the same bytes. Records are lines of 80
 * (labels) and 100 or, where debits are for more than one day, 106 characters; each ends with a line feed.
 *
 * Refuses a reference, sort code, account number or serial of the wrong shape, a debit of nothing or too much for its
 * field, a name of no characters that Bacs carries, and a submission of nothing. Law: none; Bacs, Standard 18.
 */
export function standard18(
  submission: Submission,
): Outcome<{ readonly bytes: Buffer; readonly totals: Totals }> {
  const wrong = whyNot(submission)
  if (wrong !== undefined) return refused({ code: 'not-standard-18', says: wrong })

  const days = daysOf(submission)
  const isMulti = days.length > 1
  const { serviceUser, instructions, debits, processingOn } = submission
  const data: string[] = instructions.map(({ is, reference, payer }) =>
    record.data({
      code: instructionCodes[is],
      reference,
      payer,
      serviceUser,
      amount: 0n,
      ...(isMulti && { on: days[0] ?? processingOn }),
    }),
  )
  for (const day of days) {
    const ofDay = debits.filter(({ on }) => on.equals(day))
    for (const { presentation, ...debit } of ofDay) {
      const code = presentationCodes[presentation]
      data.push(record.data({ ...debit, code, serviceUser, ...(isMulti ? {} : { on: undefined }) }))
    }
    if (ofDay.length > 0) {
      data.push(
        record.contra({
          code: contraCode,
          serviceUser,
          serial: submission.serial,
          amount: sum(ofDay.map(({ amount }) => amount)),
          ...(isMulti && { on: day }),
        }),
      )
    }
  }
  const totals = totalsOf(submission)
  const labels = { ...submission, isMulti, records: data.length }
  const lines = [
    record.volume(labels),
    record.header1('HDR1', labels),
    record.header2('HDR2', labels),
    record.userHeader(isMulti ? labels : { ...labels, processingOn: days[0] ?? processingOn }),
    ...data,
    record.header1('EOF1', labels),
    record.header2('EOF2', labels),
    record.userTrailer(totals),
  ]
  return done({ bytes: Buffer.from(lines.map(line => `${line}\n`).join(''), 'latin1'), totals })
}

/** What the file of a submission comes to. */
export function totalsOf({ instructions, debits }: Submission): Totals {
  const total = sum(debits.map(({ amount }) => amount))
  return {
    instructions: instructions.length,
    debits: debits.length,
    debitTotal: total,
    credits: new Set(debits.map(({ on }) => on.toString())).size,
    creditTotal: total,
  }
}

/** The days of the debits, in order; the submission's own day where there is none. */
function daysOf({ debits, processingOn }: Submission): readonly Day[] {
  const days = [...new Set(debits.map(({ on }) => on.toString()))].sort()
  return days.length === 0 ? [processingOn] : days.map(day => Temporal.PlainDate.from(day))
}

function whyNot({ serviceUser, serial, instructions, debits }: Submission): string | undefined {
  if (!/^\d{6}$/.test(serviceUser.number)) return 'A service user number has six figures.'
  if (!/^\d{6}$/.test(serial)) return 'A serial number has six figures.'
  if (bacsText(serviceUser.name) === '') return 'The service user has no name that Bacs carries.'
  if (!isAccount(serviceUser.account))
    return 'The service user’s account needs a sort code of six and a number of eight figures.'
  if (instructions.length + debits.length === 0) return 'There is nothing to submit.'
  for (const { reference, payer } of [...instructions, ...debits]) {
    const unfit = whyNotReference(reference)
    if (unfit) return unfit.says
    if (!isAccount(payer.account))
      return 'A payer’s account needs a sort code of six and a number of eight figures.'
    if (bacsText(payer.name) === '') return 'A payer has no name that Bacs carries.'
  }
  if (debits.some(({ amount }) => amount <= 0n || amount > most))
    return 'A debit is of a penny or more, and of less than a thousand million pounds.'
  if (sum(debits.map(({ amount }) => amount)) > most)
    return 'The debits come to more than one contra record can carry.'
  return undefined
}

const isAccount = ({ sortCode, accountNumber }: BankAccount): boolean =>
  /^\d{6}$/.test(sortCode) && /^\d{8}$/.test(accountNumber)
