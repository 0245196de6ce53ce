import { scaleLinear } from 'd3-scale'
import { table } from './govuk/display.ts'
import { html, type Html } from './html.ts'

export type Bar = {
  readonly label: string
  /** A count now and, to compare with, before; undefined when there is nothing to compare with. */
  readonly now: number
  readonly before: number | undefined
}

type Chart = {
  /** What is counted, as the table's caption and the picture's name: “Accounts planned tonight, by stage”. */
  readonly title: string
  /** What the two counts are called: “Tonight”, “Last run”. */
  readonly now: string
  readonly before: string
  readonly bars: readonly Bar[]
  /** The table that has the numbers, when the page has one of its own with more in it. */
  readonly table?: Html
}

const [width, counts, row, bar] = [640, 70, 40, 14]
/** Room for the labels: as much as the longest needs, about so much a character, and never so much that no bar can be seen. */
const [leastRoom, mostRoom, aCharacter] = [220, 360, 6.5]
const roomFor = (bars: readonly Bar[]): number =>
  Math.min(
    mostRoom,
    Math.max(leastRoom, ...bars.map(({ label }) => Math.ceil(label.length * aCharacter) + 12)),
  )

/**
 * Horizontal bars, two for each label, and a table with the same numbers: nobody needs the picture, and colour
 * is never the only difference (the upper bar is always now).
 */
export const barChart = ({ title, now, before, bars, table: own }: Chart): Html => {
  const most = Math.max(1, ...bars.flatMap(bar => [bar.now, bar.before ?? 0]))
  const labels = roomFor(bars)
  const along = scaleLinear([0, most], [0, width - labels - counts])
  const height = bars.length * row + 10
  return html`
  <div class="eh-columns">
    <svg class="eh-chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}. The table has the numbers.">
      ${bars.map((bar, n) => oneBar(bar, { labels, top: n * row + 4, along }))}
      <line class="eh-chart__line" x1="${labels}" y1="0" x2="${labels}" y2="${height}"></line>
    </svg>
    ${
      own ??
      table({
        caption: title,
        columns: [
          { label: 'Stage' },
          { label: now, numeric: true },
          { label: before, numeric: true },
          { label: 'Change', numeric: true },
        ],
        rows: bars.map(bar => [bar.label, inWords(bar.now), inWords(bar.before), change(bar)]),
      })
    }
  </div>`
}

const oneBar = (
  { label, now, before }: Bar,
  {
    labels,
    top,
    along,
  }: {
    readonly labels: number
    readonly top: number
    readonly along: (count: number) => number
  },
): Html => html`
      <text x="${labels - 8}" y="${top + (before === undefined ? 12 : 19)}" text-anchor="end">${label}</text>
      <rect class="eh-chart__now" x="${labels}" y="${top}" width="${Math.round(along(now))}" height="${bar}"></rect>
      <text x="${labels + Math.round(along(now)) + 6}" y="${top + 12}">${inWords(now)}</text>
      ${
        before !== undefined &&
        html`
      <rect class="eh-chart__before" x="${labels}" y="${top + bar + 2}" width="${Math.round(along(before))}" height="${bar}"></rect>
      <text x="${labels + Math.round(along(before)) + 6}" y="${top + bar + 14}">${inWords(before)}</text>`
      }`

const inWords = (count: number | undefined): string => count?.toLocaleString('en-GB') ?? 'none'

/** “+25%”, “−10%”, “new” or “same”. */
function change({ now, before }: Bar): string {
  if (before === undefined || before === 0) return now === 0 ? 'same' : 'new'
  if (now === before) return 'same'
  const percent = Math.round((Math.abs(now - before) / before) * 100)
  return `${now > before ? '+' : '−'}${percent < 1 ? 'under 1' : percent}%`
}
