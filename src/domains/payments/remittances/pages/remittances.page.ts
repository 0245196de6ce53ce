import { formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { details, table, tag } from '#web/govuk/display.ts'
import { button, fileUpload, input } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../receipts/pages/shared.ts'
import { counterHeadings, headings, owedHeadings } from '../read-remittance.ts'
import type { Remittance } from '../remittance.ts'

export type RemittancesModel = {
  readonly session: Session
  readonly remittances: readonly Remittance[]
  readonly typed?: Typed
  readonly errors?: Errors
}

/** Every file of what agents paid over, newest first, and the way to bring another. */
export const remittancesPage = (model: RemittancesModel): Html => {
  const { session, remittances, errors = {} } = model
  return section({
    session,
    at: 'remittances',
    title: 'What agents and counters paid over',
    errors,
    content: html`
      ${session.permissions.includes('statements:take') && takeForm(model)}
      ${
        remittances.length === 0
          ? html`<p class="govuk-body">No remittance has come yet.</p>`
          : table({
              caption: 'Newest first',
              columns: [
                { label: 'File' },
                { label: 'Agent' },
                { label: 'Came' },
                { label: 'Collected', numeric: true },
                { label: 'Kept', numeric: true },
                { label: 'Paid over', numeric: true },
                { label: 'State' },
              ],
              rows: remittances.map(one => [
                html`<a class="govuk-link" href="/receipts/remittances/${one.id}">${name(one.fileName)}</a>`,
                name(one.agent),
                formatDateOf(one.takenAt),
                formatPounds(one.collected),
                formatPounds(one.kept),
                formatPounds(one.remitted),
                stateOf(one),
              ]),
            })
      }`,
  })
}

const stateOf = ({ toPost, queries }: Remittance): Html => html`
  ${toPost > 0 ? tag(`${toPost} to post`, 'yellow') : tag('posted', 'green')}
  ${queries > 0 && tag(`${queries} to ask about`, 'red')}`

const takeForm = ({ session, typed = {}, errors = {} }: RemittancesModel): Html => html`
  <form method="post" action="/receipts/remittances" enctype="multipart/form-data" class="eh-drop" novalidate>
    ${csrf(session)}
    ${input({
      name: 'agent',
      label: 'Which agent or counter is it from?',
      value: typed['agent'],
      error: errors['agent'],
      width: 20,
    })}
    ${fileUpload({
      name: 'file',
      label: 'The file, as the agent gave it',
      hint: 'The same twice changes nothing, and a row that was told before is put aside.',
      error: errors['file'],
    })}
    ${details(
      'What the file looks like',
      html`<p class="govuk-body">CSV in UTF-8 with a row for each payment, under the headings ${headings.join(', ')}. With ${owedHeadings.join(', ')} beside them, the fees are held against the law.</p>
        <p class="govuk-body">A list of what was paid at a cash office, a shop or a post office has the headings ${counterHeadings.join(', ')}. All of it is paid over.</p>`,
    )}
    ${button('Take it in', { once: true })}
  </form>`
