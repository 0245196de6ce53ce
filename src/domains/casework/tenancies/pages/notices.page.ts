import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { isOver, shareWithForwarding, type TenancyNotice } from '../notice.ts'
import { section } from './section.ts'

/** Tenancies that end, by their last day, and those that are over: what was projected beside what it came to. */
export const noticesPage = ({
  session,
  notices,
  since,
  today,
}: {
  readonly session: Session
  readonly notices: readonly TenancyNotice[]
  readonly since: Temporal.PlainDate
  readonly today: Temporal.PlainDate
}): Html => {
  const ending = notices.filter(one => !isOver(one, today))
  const over = notices.filter(one => isOver(one, today))
  const compared = over.filter(({ projected }) => projected !== null)
  const right = compared.filter(one => one.projected === one.owedOnLastDay).length
  const share = shareWithForwarding(notices)
  return section({
    session,
    at: 'notices',
    title: 'Tenancies that end',
    content: html`
      <ul class="eh-tiles">
        <li><strong>${ending.length}</strong> to come</li>
        ${share !== undefined && html`<li><strong>${share}%</strong> said where they go</li>`}
        ${compared.length > 0 && html`<li><strong>${right} of ${compared.length}</strong> came to what was projected, to the penny</li>`}
      </ul>
      ${
        ending.length === 0
          ? html`<p class="govuk-body">No notice is running. It is recorded from the page of a rent account.</p>`
          : table({
              caption: 'To come, the nearest first',
              columns: [
                { label: 'Who' },
                { label: 'Last day' },
                { label: 'Owed when recorded', numeric: true },
                { label: 'Projected', numeric: true },
                { label: 'Where they go' },
                { label: 'Keys' },
              ],
              rows: ending.map(one => [
                who(one),
                formatDate(one.lastDay),
                formatPounds(one.balance),
                one.projected === null
                  ? tag('rent not known', 'yellow')
                  : formatPounds(one.projected),
                one.hasForwarding ? 'said' : tag('not known', 'yellow'),
                one.keysReturnedOn ? formatDate(one.keysReturnedOn) : 'not yet',
              ]),
            })
      }
      ${
        over.length > 0 &&
        table({
          caption: `Over since ${formatDate(since)}, the latest first`,
          columns: [
            { label: 'Who' },
            { label: 'Last day' },
            { label: 'Projected', numeric: true },
            { label: 'Owed that day', numeric: true },
            { label: 'Difference', numeric: true },
          ],
          rows: over.map(one => [
            who(one),
            formatDate(one.lastDay),
            one.projected === null ? 'rent not known' : formatPounds(one.projected),
            formatPounds(one.owedOnLastDay),
            one.projected === null ? '' : formatPounds(one.owedOnLastDay - one.projected),
          ]),
        })
      }`,
  })
}

const who = ({ accountId, name: called, debtType, reference }: TenancyNotice): Html =>
  html`<a class="govuk-link" href="/accounts/${accountId}/tenancy">${name(called)}<span class="govuk-visually-hidden">, ${reference}</span></a> <span class="eh-quiet">${debtType} ${reference}</span>`
