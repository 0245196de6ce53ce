import { formatDate } from '#values/dates.ts'
import { citationInFull } from '#web/citation.ts'
import { details, table, tag } from '#web/govuk/display.ts'
import { button } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Readers } from '../acknowledgements.ts'
import type { LawChange } from '../changes.ts'
import { anchorOf, slugOf } from './parameter.ts'
import { showValue } from './value.ts'

/** What has changed in the law or will, for an officer to read; for a team leader, who has not. */
export const changesPage = ({
  session,
  changes,
  readers,
  today,
  notice,
}: {
  readonly session: Session
  readonly changes: readonly (LawChange & { readonly isRead: boolean })[]
  /** Only for those who look after others. */
  readonly readers: readonly Readers[] | undefined
  readonly today: Temporal.PlainDate
  readonly notice: string | undefined
}): Html => {
  const toRead = changes.filter(({ isRead }) => !isRead)
  const read = changes.filter(({ isRead }) => isRead)
  return layout({
    title: 'Changes in the law',
    session,
    at: 'law',
    notice,
    content: html`
      ${heading(html`<a class="govuk-link" href="/law">Law</a>`, 'Changes in the law')}
      <p class="govuk-body">What changed within the last year, or will, and touches your work. Each takes effect on its day by itself.</p>
      ${toRead.length === 0 && html`<p class="govuk-body">There is nothing for you to read.</p>`}
      ${toRead.map(
        change => html`${show(change, today)}
        <form method="post" action="/law/changes">${csrf(session)}<input type="hidden" name="change" value="${change.key}">
        ${button('I have read this', { secondary: true, once: true })}<span class="govuk-visually-hidden">${change.parameter.title}</span></form>`,
      )}
      ${
        read.length > 0 &&
        details(
          `${read.length} you have read`,
          read.map(change => show(change, today)),
        )
      }
      ${readers && readersTable(readers, changes)}`,
  })
}

const show = (
  { parameter, topic, on, before, after }: LawChange,
  today: Temporal.PlainDate,
): Html => {
  const source = (after ?? before)?.source
  const isToCome = Temporal.PlainDate.compare(on, today) > 0
  return html`
  <section class="eh-parameter">
    <h2 class="govuk-heading-s"><a class="govuk-link" href="/law/topics/${slugOf(topic)}#${anchorOf(parameter)}">${parameter.title}</a>
      ${isToCome ? tag(`from ${formatDate(on)}`, 'blue') : tag(`since ${formatDate(on)}`, 'green')}</h2>
    <dl class="eh-parts">
      ${before && html`<div><dt>Before</dt><dd>${showValue(before.value)}</dd></div>`}
      <div><dt>${isToCome ? 'Then' : 'Now'}</dt><dd>${after ? showValue(after.value) : 'Not known yet: nothing is worked out by it'}</dd></div>
    </dl>
    <p class="govuk-body-s">In ${parameter.unit}. ${source && html`${citationInFull(source)}.`} ${after?.note}</p>
  </section>`
}

const readersTable = (readers: readonly Readers[], changes: readonly LawChange[]): Html => {
  const titles = new Map(
    changes.map(({ key, parameter, on }) => [key, { title: parameter.title, on }]),
  )
  return table({
    caption: 'Who has read them',
    columns: [{ label: 'Change' }, { label: 'Read', numeric: true }, { label: 'Not yet' }],
    rows: readers.map(({ key, of, notYet }) => {
      const known = titles.get(key)
      return [
        known ? html`${known.title} <span class="eh-quiet">${formatDate(known.on)}</span>` : key,
        `${of - notYet.length} of ${of}`,
        notYet.length === 0
          ? 'Everybody has'
          : notYet.map((who, n) => html`${n > 0 && ', '}${name(who)}`),
      ]
    }),
  })
}
