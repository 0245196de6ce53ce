import { type Band, type BelowReview, type Threshold, thresholds } from '#parties'
import { barChart } from '#web/chart.ts'
import { table } from '#web/govuk/display.ts'
import { html, type Html, type Insert } from '#web/html.ts'

/** Fewer decisions than this make no percentage: one more would change it by five. */
const leastForPercent = 20

export const percent = (share: number): string => `${Math.floor(share * 1000) / 10}%`

const share = (part: number, whole: number): string =>
  whole === 0
    ? 'not known yet'
    : whole < leastForPercent
      ? `${part} of ${whole}`
      : percent(part / whole)

/** How right matching is and how much it misses, on what the council's own officers decided. */
export const matchQuality = (bands: readonly Band[], missed: BelowReview | undefined): Html => html`
  ${barChart({
    title: 'What people made of pairs, by how likely they were',
    now: 'One',
    before: 'Different',
    bars: bands.map(({ from, same, different }) => ({
      label: bandInWords(from),
      now: same,
      before: different,
    })),
    table: bandTable(bands),
  })}
  ${thresholdTable(thresholds(bands))}
  ${missed && missedInWords(missed)}`

const bandInWords = (from: number): string => (from === 0 ? 'less' : `${percent(from)} or more`)

const bandTable = (bands: readonly Band[]): Html =>
  table({
    caption: 'What was made of pairs like these',
    columns: [
      { label: 'Likely by' },
      { label: 'One (upper bar)', numeric: true },
      { label: 'Different (lower bar)', numeric: true },
      { label: 'To look at', numeric: true },
    ],
    rows: bands.map(({ from, same, different, waiting }) => [
      bandInWords(from),
      same,
      different,
      waiting,
    ]),
  })

/** Precision and recall of each threshold. What was joined by itself nobody decided, and is in neither. */
const thresholdTable = (found: readonly Threshold[]): Insert =>
  table({
    caption: 'Had pairs been joined from there, of those that people decided',
    columns: [
      { label: 'Joined from' },
      { label: 'Rightly joined (precision)', numeric: true },
      { label: 'Of those that are one, found (recall)', numeric: true },
    ],
    rows: found
      .filter(({ at }) => at > 0)
      .map(({ at, same, different, allSame }) => [
        percent(at),
        share(same, same + different),
        share(same, allSame),
      ]),
  })

const missedInWords = ({ pairs, expected }: BelowReview): Insert => {
  if (pairs === 0) return undefined
  const about =
    expected < 1 ? 'fewer than one' : `about ${Math.round(expected).toLocaleString('en-GB')}`
  return html`
    <h2 class="govuk-heading-s">What is missed</h2>
    <p class="govuk-body">${pairs.toLocaleString('en-GB')} pairs of records were compared and were less likely than what is shown to an officer.
      If each is as likely as was worked out, ${about} of them ${expected < 1 ? 'is' : 'are'} one all the same.
      That is an estimate: nobody has looked at them. To look at more of them, show pairs from a lower percentage.
      Records that have neither a number, a telephone, an e-mail, a date of birth nor a name and address in common were never compared, and are not in it.</p>`
}
