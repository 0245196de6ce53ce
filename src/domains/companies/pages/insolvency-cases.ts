import { formatDate } from '#values/dates.ts'
import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { InsolvencyCase } from '../company.ts'
import { isRunning } from '../stops.ts'
import { caseDateInWords, caseKindOf, roleInWords } from '../words.ts'

/** Each insolvency case, its days, and whoever acts in it with how to write to them. */
export const insolvencyCases = (cases: readonly InsolvencyCase[]): Html | false =>
  cases.length > 0 &&
  table({
    caption: 'Insolvency cases',
    columns: [{ label: 'Case' }, { label: 'Days' }, { label: 'Who acts, and where to write' }],
    rows: cases.map(one => [
      html`${caseKindOf(one.type).says} ${isRunning(one, cases) ? tag('Running', 'red') : tag('Not running', 'grey')}`,
      html`<ul class="govuk-list">${one.dates.map(({ type, on }) => html`<li>${caseDateInWords(type)}: ${day(on)}</li>`)}</ul>`,
      one.practitioners.length === 0
        ? 'Nobody is registered: ask the Official Receiver'
        : html`<ul class="govuk-list">${one.practitioners.map(
            who => html`<li>${name(who.name)}${who.role !== null && `, ${roleInWords(who.role).toLowerCase()}`}
              ${who.ceasedOn !== null && html`<span class="eh-quiet">until ${day(who.ceasedOn)}</span>`}
              <br>${who.address.join(', ') || 'No address registered'}</li>`,
          )}</ul>`,
    ]),
  })

const day = (text: string): string => formatDate(Temporal.PlainDate.from(text))
