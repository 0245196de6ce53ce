import type { Citation } from '#values/citation.ts'
import { type Dated, dated, type Nation } from './dated.ts'

export type Confidence = 'high' | 'medium' | 'low'

/**
 * How we know a figure: its text was read; somebody else's account of it was read; or neither, and it is to be
 * confirmed before a council relies on it.
 */
export type Checked = 'against its text' | 'against a secondary source' | 'to confirm'

type Known = {
  /** As in the statutory parameters list, such as `ct.aeo.table.weekly`. Nations that differ share it. */
  readonly id: string
  readonly confidence: Confidence
  readonly checked: Checked
  /** What else says so. */
  readonly also?: readonly Citation[]
}

/** Something the law fixes and changes from time to time, with every value it has had. */
export type Parameter<T = unknown> = Dated<T> & Known & { readonly status: 'law' }

/** Announced and not law. It has no `on`: a rule that would use it does not compile. */
export type Announced = Known & {
  readonly status: 'announced'
  readonly title: string
  readonly extent: readonly Nation[]
  /** The day that was announced, if one was. */
  readonly expected?: Temporal.PlainDate
  readonly value: unknown
  readonly source: Citation
  readonly note: string
}

export const parameter = <T>({
  id,
  confidence,
  checked,
  also = [],
  ...rest
}: Known & Parameters<typeof dated<T>>[0]): Parameter<T> => ({
  status: 'law',
  id,
  confidence,
  checked,
  also,
  ...dated(rest),
})

export const announced = ({
  expected,
  ...what
}: Omit<Announced, 'status' | 'expected'> & { readonly expected?: string }): Announced => ({
  ...what,
  status: 'announced',
  ...(expected !== undefined && { expected: Temporal.PlainDate.from(expected) }),
})

/** Whether a lawyer has still to look at it: its source was not read, we are not sure, or a note says so. */
export const isToConfirm = (it: Parameter | Announced): boolean =>
  it.checked === 'to confirm' ||
  it.confidence !== 'high' ||
  notesOf(it).some(note => /to confirm/i.test(note))

const notesOf = (it: Parameter | Announced): readonly string[] =>
  it.status === 'law' ? it.history.map(({ note }) => note ?? '') : [it.note]
