import type { Pence } from '#values/money.ts'
import type { BankAccount } from '../modulus.ts'

type Day = Temporal.PlainDate

/** A debit that a payer's bank sent back. */
export type ReturnedDebit = {
  readonly reference: string
  /** The first character of the report's four-character code. */
  readonly reason: string
  readonly amount: Pence
  /** The day it had been collected. */
  readonly collectedOn: Day
}

/** What a bank says about an instruction. */
export type InstructionAdvice = {
  readonly reference: string
  readonly reason: string
  readonly effectiveOn: Day | undefined
  /** Its number among this service user's advices of this kind, which never repeats and has no gap. */
  readonly number: number | undefined
  /** Where the account is now, if the report says. */
  readonly newAccount: BankAccount | undefined
}

/** Money that a payer had back under the guarantee, or, where `isCancelled`, a claim that the bank takes back. */
export type Claim = {
  readonly claimReference: string
  readonly reference: string
  readonly reason: string
  readonly isCancelled: boolean
  /** Each collection it is about. */
  readonly collections: readonly { readonly collectedOn: Day; readonly amount: Pence }[]
}

type Common = {
  /** Whose it is. */
  readonly serviceUserNumber: string
  readonly reportedOn: Day | undefined
}

/** Debits returned unpaid. */
export type Arudd = Common & {
  readonly is: 'ARUDD'
  readonly number: number | undefined
  readonly returned: readonly ReturnedDebit[]
}

/** Instructions changed at the bank (ADDACS), or sent back by it (AUDDIS). */
export type Advices = Common & {
  readonly is: 'ADDACS' | 'AUDDIS'
  readonly firstNumber: number | undefined
  readonly lastNumber: number | undefined
  readonly advices: readonly InstructionAdvice[]
  /** For AUDDIS: the files of instructions that it is about. */
  readonly files: readonly {
    readonly serial: string
    readonly accepted: number
    readonly rejected: number
    /** What Bacs says was wrong, when the whole file was rejected. */
    readonly isRejected: boolean
  }[]
}

/** Indemnity claims. */
export type Ddica = Common & { readonly is: 'DDICA'; readonly claims: readonly Claim[] }

type Entries = { readonly count: number; readonly total: Pence }

/** What Bacs took of a file that we sent. */
export type InputReport = Common & {
  readonly is: 'input'
  readonly serial: string
  readonly accepted: { readonly debits: Entries; readonly credits: Entries }
  readonly rejected: { readonly debits: Entries; readonly credits: Entries }
  readonly errors: number
}

export type Report = Arudd | Advices | Ddica | InputReport
