/** The ways of writing a statement that are read here. */
export const formats = ['camt', 'MT940', 'BAI2', 'OFX', 'CSV'] as const
export type Format = (typeof formats)[number]

/**
 * What kind of message it is. Only a statement moves money here: a report of the day so far and a notice of single
 * bookings speak of money that the statement says again.
 */
export type Kind = 'statement' | 'report' | 'notice'

/** An amount in the smallest unit of its currency (pence for GBP, yen for JPY), and its currency's three letters. */
export type Amount = { readonly minor: bigint; readonly currency: string }

/** A balance: more than nothing when the account is in credit, less when it is overdrawn. */
export type Balance = Amount & { readonly on?: Temporal.PlainDate }

export type Opens = {
  readonly is: 'opens'
  readonly kind: Kind
  readonly format: Format
  /** The account as the bank writes it, without spaces; empty where the file names none. */
  readonly account: string
  readonly currency?: string | undefined
  /** The bank's name for this statement, and its place in the year's. */
  readonly reference: string
  readonly sequence?: string | undefined
}

/** One underlying payment of an entry: most entries have one, a batch booking many. */
export type Detail = {
  readonly amount: Amount
  /** What the payer gave to be recognised by (end-to-end identification, structured reference, OFX name), if anything. */
  readonly references: readonly string[]
  /** Who paid, or was paid. */
  readonly counterparty: string
  readonly remittance: string
  /** Why it was sent back, in the bank's code, where it was. */
  readonly returnReason?: string | undefined
  /** The bank's own reference for this payment alone. */
  readonly bankReference?: string | undefined
}

export type Entry = {
  readonly is: 'entry'
  /** What it does to the account, after any reversal: a reversed credit is a debit. */
  readonly side: 'credit' | 'debit'
  readonly amount: Amount
  /** It takes back an earlier booking, as the bank marks it. */
  readonly isReversal: boolean
  readonly status: 'booked' | 'pending' | 'information'
  readonly bookedOn?: Temporal.PlainDate | undefined
  readonly valueOn?: Temporal.PlainDate | undefined
  /** Unique at the bank, where the bank gives one. */
  readonly bankReference?: string | undefined
  /** The bank's code for the kind of transaction. */
  readonly code: string
  /** They come to the amount, or there is one that is the whole of it. */
  readonly details: readonly Detail[]
  /** What is odd, in sentences: a batch whose parts do not come to it, a day that does not exist. */
  readonly doubts: readonly string[]
  /** Why it cannot be used, though the rest of the file can: to follow "because". */
  readonly fault?: string | undefined
}

/** What the file itself says its entries come to. */
export type Declared = {
  readonly currency: string
  readonly credits?: bigint
  readonly debits?: bigint
  readonly creditCount?: number
  readonly debitCount?: number
}

export type Closes = {
  readonly is: 'closes'
  readonly opening?: Balance | undefined
  readonly closing?: Balance | undefined
  /** The same of an account that is kept in more than one. */
  readonly inOtherCurrencies?: readonly { readonly opening: Balance; readonly closing: Balance }[]
  readonly from?: Temporal.PlainDate | undefined
  readonly to?: Temporal.PlainDate | undefined
  readonly declared: readonly Declared[]
  readonly doubts: readonly string[]
}

/** A file is a row of statements, each opened, its entries in order, and closed. */
export type Part = Opens | Entry | Closes

/** Where a reader takes the bytes from; it may be read from the start more than once. */
export type Source = () => AsyncIterable<Uint8Array>
