import { decode, FileRefused, readDate, readMoney, records } from '#imports'
import { withoutCardNumbers } from '#values/card-numbers.ts'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { Owed, RemittanceRow } from './judge-row.ts'
import * as refusals from './refusals.ts'

/** What every agent's file has, as its headings; the order does not matter, and others are left alone. */
export const headings = [
  'placement_ref',
  'debt_ref',
  'event_date',
  'event_code',
  'amount_collected',
  'fee',
  'remitted',
] as const
/** What a file has besides when the agent shows how a payment was split. */
export const owedHeadings = ['debt_owed', 'compliance_owed', 'other_fees_owed'] as const
/** Rarely there: what an auctioneer had, and whether the council's own officers enforce. */
const saleHeadings = ['auctioneer', 'council_enforces'] as const

/**
 * What a list has of what was paid over a counter: at the cash office, a shop that takes payments, a post office. Nothing is kept of
 * it. Those who sell such services do not publish their layouts, so a council has its list made so.
 */
export const counterHeadings = ['transaction', 'reference', 'paid_on', 'amount'] as const

/** A busy agent's week; more would keep whoever posts it waiting. */
export const mostRows = 5_000

/** Pounds as people write them, with a sign in front of what goes back. */
const money = {
  unit: 'pounds',
  thousands: true,
  currencySign: true,
  negative: 'minus',
  zero: 'allow',
  largest: 1_000_000,
} as const

/**
 * Reads an agent's remittance or a counter's list: CSV in UTF-8 with the agreed headings. A row that cannot be read is kept with what is wrong
 * with it. Refuses, whole and with a sentence, bytes that are not text, other headings, no rows, and more than `mostRows`.
 */
export async function readRemittance(
  bytes: Uint8Array,
): Promise<Outcome<readonly RemittanceRow[]>> {
  const rows: RemittanceRow[] = []
  let at: ReadonlyMap<string, number> | undefined
  let isCounter = false
  try {
    for await (const { line, cells, isMisquoted } of records(decode(oneChunk(bytes), 'utf-8'), {
      delimiter: ',',
      quote: '"',
    })) {
      if (cells.every(cell => cell.trim() === '')) continue
      if (!at) {
        at = new Map(cells.map((cell, n) => [cell.trim().toLowerCase(), n]))
        const found = at
        const lacks = (wanted: readonly string[]) => wanted.filter(heading => !found.has(heading))
        isCounter = lacks(counterHeadings).length === 0
        const missing = isCounter ? [] : lacks(headings)
        if (missing.length > 0) return refused(refusals.notARemittance(missing))
        continue
      }
      if (rows.length === mostRows) return refused(refusals.tooManyRows(mostRows))
      const row = rowOf(
        line,
        isCounter ? asRemittance(cells, at) : cells,
        isCounter ? remittanceAt : at,
      )
      rows.push(isMisquoted ? { ...row, faults: ['A quote ends in the middle of a cell'] } : row)
    }
  } catch (thrown) {
    if (thrown instanceof FileRefused) return refused(thrown.refusal)
    throw thrown
  }
  return rows.length === 0 ? refused(refusals.noRows) : done(rows)
}

const remittanceAt: ReadonlyMap<string, number> = new Map(
  headings.map((heading, n) => [heading, n]),
)

/** A row of a counter's list as a remittance has it: all that was paid is paid over. A row of another width stays so. */
function asRemittance(
  cells: readonly string[],
  at: ReadonlyMap<string, number>,
): readonly string[] {
  const [transaction, reference, paidOn, amount] = counterHeadings.map(
    heading => cells[at.get(heading) ?? -1] ?? '',
  )
  const row = [transaction, reference, paidOn, 'PAID', amount, '0', amount].map(cell => cell ?? '')
  return cells.length > at.size ? [...row, ...cells.slice(at.size)] : row
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function rowOf(
  row: number,
  cells: readonly string[],
  at: ReadonlyMap<string, number>,
): RemittanceRow {
  const faults: string[] = []
  const asGiven = (heading: string): string => (cells[at.get(heading) ?? -1] ?? '').trim()
  const cell = (heading: string): string => withoutCardNumbers(asGiven(heading))
  const amount = (heading: string): Pence | undefined => {
    const read = readMoney(cell(heading), money)
    if (read.ok) return read.value
    faults.push(`The amount under ${heading} cannot be used because ${read.fault}`)
    return undefined
  }
  const paidOn = readDate(cell('event_date'), ['yyyy-mm-dd', 'dd/mm/yyyy'], {
    from: 1990,
    to: 2200,
  })
  if (!paidOn.ok) faults.push(`Its day cannot be used because ${paidOn.fault}`)
  if (cells.length > at.size)
    faults.push(`It has ${cells.length} cells, and there are ${at.size} headings`)
  const said = [...owedHeadings, ...saleHeadings].some(heading => cell(heading) !== '')
  return {
    row,
    placement: cell('placement_ref').slice(0, 100),
    given: cell('debt_ref').slice(0, 100),
    quoted: asGiven('debt_ref').slice(0, 100),
    code: cell('event_code').slice(0, 40),
    notes: cell('notes').slice(0, 500),
    paidOn: paidOn.ok ? paidOn.value : undefined,
    collected: amount('amount_collected'),
    fee: amount('fee'),
    remitted: amount('remitted'),
    owed: said ? owedOf(cell, amount, faults) : undefined,
    faults,
  }
}

function owedOf(
  cell: (heading: string) => string,
  amount: (heading: string) => Pence | undefined,
  faults: string[],
): Owed | undefined {
  const [debt, compliance, otherFees] = owedHeadings.map(amount)
  const auctioneer = cell('auctioneer') === '' ? 0n : amount('auctioneer')
  const enforces = cell('council_enforces').toLowerCase()
  if (!['', 'yes', 'no'].includes(enforces)) faults.push('council_enforces is neither yes nor no')
  const amounts = [debt, compliance, otherFees, auctioneer]
  if (amounts.some(owed => owed !== undefined && owed < 0n))
    faults.push('Less than nothing is said to be owed')
  return debt === undefined ||
    compliance === undefined ||
    otherFees === undefined ||
    auctioneer === undefined
    ? undefined
    : { debt, compliance, otherFees, auctioneer, councilIsAgent: enforces === 'yes' }
}
