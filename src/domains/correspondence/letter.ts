import type { Citation } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'

/** The colours a council may choose, as the pages have them: dark enough for white paper and for a black printer. */
export const colours = {
  blue: '#1d4f91',
  green: '#0b5c3b',
  purple: '#54319f',
  teal: '#0f5b66',
  maroon: '#7a1f3d',
} as const
export type Colour = keyof typeof colours

/** What a letter is about, as the templates need it. Nothing may be missing from it, or the letter is not written. */
export type LetterFacts = {
  readonly notice: string
  readonly nation: 'England' | 'Wales'
  readonly council: string
  readonly colour: Colour
  readonly councilAddress: readonly string[]
  readonly telephone: string
  readonly addressee: string
  /** A company, a charity or another body: it has no right to breathing space, and other advisers. */
  readonly isOrganisation: boolean
  readonly addressLines: readonly string[]
  readonly reference: string
  readonly debtType: string
  /** What the debt is for, such as “council tax, 1 April 2026 to 31 March 2027, 4 Mill Lane”. */
  readonly about: string
  /** What this letter asks for: what is late and, for council tax, what falls due in the seven days from its issue. */
  readonly claimed: Pence
  /** All that is left to pay on the account. */
  readonly balance: Pence
  readonly issuedOn: Temporal.PlainDate
  readonly jointly: boolean
  /** What will be taken by direct debit and when, for the notice of it. */
  readonly collections?: readonly Collection[]
  /** The notice that should not have gone, and the costs of court that came off with it, in pence: for the letter that says sorry. */
  readonly withdrawn?: {
    readonly title: string
    readonly sentOn: Temporal.PlainDate
    readonly costs: Pence
  }
  /** What a tenant who leaves will owe on their last day: for the letter that says so before. Pence. */
  readonly tenancy?: {
    readonly lastDay: Temporal.PlainDate
    readonly projected: Pence
    readonly rows: readonly { readonly label: string; readonly amount: Pence }[]
    /** What to pay a week to owe nothing by then. */
    readonly plan: { readonly aWeek: Pence; readonly weeks: number } | undefined
  }
}

export type Collection = { readonly on: Temporal.PlainDate; readonly amount: Pence }

export type Part =
  | { readonly kind: 'text' | 'heading' | 'demand'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'amounts'
      readonly about: string
      readonly rows: readonly { readonly label: string; readonly amount: string }[]
    }

export type Template = {
  readonly title: string
  /** Goes up with every change of wording: a letter says which it was written from. A test holds us to it. */
  readonly version: number
  readonly law?: Citation
  /** It demands no money, and says nothing of how to pay. */
  readonly asksForNothing?: true
  readonly parts: (facts: LetterFacts) => readonly Part[]
}

export const text = (text: string): Part => ({ kind: 'text', text })
export const heading = (text: string): Part => ({ kind: 'heading', text })
/** What to pay and by when, in a box: the one thing that must be seen. */
export const demand = (text: string): Part => ({ kind: 'demand', text })
export const list = (...items: readonly string[]): Part => ({ kind: 'list', items })
