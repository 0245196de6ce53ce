import { scaleLinear } from 'd3-scale'
import { table } from './govuk/display.ts'
import { html, type Html } from './html.ts'

type Columns = {
  readonly title: string
  /** What the columns are, from left to right: the last is now. */
  readonly columns: readonly string[]
  readonly rows: readonly { readonly label: string; readonly counts: readonly number[] }[]
}

const [width, labels, top, tall] = [640, 170, 16, 40]

/**
 * Rows of small columns, each row on its own scale, and a table with the same numbers: nobody needs the picture. Each column has its count
 * above it, and the last, which is now, is the dark one.
 */
export const columnsChart = ({ title, columns, rows }: Columns): Html => {
  const row = top + tall + 8
  const wide = (width - labels) / Math.max(1, columns.length)
  return html`
  <div class="eh-columns">
    <svg class="eh-chart" viewBox="0 0 ${width} ${rows.length * row}" role="img" aria-label="${title}. The table has the numbers.">
      ${rows.map(({ label, counts }, n) => {
        const up = scaleLinear([0, Math.max(1, ...counts)], [0, tall])
        const foot = n * row + top + tall
        return html`
      <text x="${labels - 10}" y="${foot - 4}" text-anchor="end">${label}</text>
      <line class="eh-chart__line" x1="${labels}" y1="${foot}" x2="${width}" y2="${foot}"></line>
      ${counts.map((items, at) => {
        const height = Math.round(up(items))
        const left = Math.round(labels + at * wide + wide * 0.2)
        return html`<rect class="${at === counts.length - 1 ? 'eh-chart__now' : 'eh-chart__before'}" x="${left}" y="${foot - height}" width="${Math.round(wide * 0.6)}" height="${height}"></rect>
      <text x="${Math.round(labels + at * wide + wide / 2)}" y="${foot - height - 4}" text-anchor="middle">${items.toLocaleString('en-GB')}</text>`
      })}`
      })}
    </svg>
    ${table({
      caption: title,
      columns: [{ label: 'Notice' }, ...columns.map(label => ({ label, numeric: true }) as const)],
      rows: rows.map(({ label, counts }) => [
        label,
        ...counts.map(items => items.toLocaleString('en-GB')),
      ]),
    })}
  </div>`
}
