import { capitalised } from '#values/text.ts'
import { button, input, radios, select, textarea } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Case } from '../case-head.ts'
import { channels, outcomes } from '../contact.ts'
import { caseHead } from './case-head.ts'

export type ContactModel = Case & {
  /** Made with the page, so that sending it twice records it once. */
  readonly contactId: string
  readonly typed?: Typed
  readonly errors?: Errors
}

/** Records a call, a visit or a letter in: what came of it, and a line in the officer's words. */
export const contactPage = (model: ContactModel): Html => {
  const { session, party, accounts, contactId, typed = {}, errors = {} } = model
  return layout({
    title: 'Record a contact',
    session,
    at: 'work',
    errors,
    content: html`
      ${caseHead(model, html`<p class="govuk-body"><a class="govuk-link" href="/people/${party.id}">${name(party.name)}</a></p>`)}
      ${heading(false, 'Record a contact')}
      <form method="post" action="/people/${party.id}/contacts" novalidate data-draft="contact-${party.id}">
        ${csrf(session)}
        <input type="hidden" name="contact" value="${contactId}">
        <div class="eh-columns">
          <div>
            ${radios({
              name: 'outcome',
              label: 'What came of it?',
              value: typed['outcome'],
              error: errors['outcome'],
              choices: outcomes.map(value => ({ value, label: capitalised(value) })),
            })}
          </div>
          <div>
            <div class="eh-pair">
            ${select({
              name: 'channel',
              label: 'How?',
              value: typed['channel'] ?? 'telephone',
              error: errors['channel'],
              choices: channels.map(value => ({ value, label: capitalised(value) })),
            })}
            ${select({
              name: 'direction',
              label: 'Who got in touch?',
              value: typed['direction'] ?? 'to them',
              choices: [
                { value: 'to them', label: 'We did' },
                { value: 'from them', label: 'They did' },
              ],
              error: errors['direction'],
            })}
            </div>
            ${select({
              name: 'account',
              label: 'About',
              value: typed['account'],
              error: errors['account'],
              choices: [
                { value: '', label: 'Everything they owe' },
                ...accounts.map(account => ({
                  value: account.id,
                  label: `${account.debtType} ${account.reference}`,
                })),
              ],
            })}
            <div class="eh-pair">
            ${input({
              name: 'promised',
              label: 'Promised amount',
              hint: 'Only for a promise',
              prefix: '£',
              width: 10,
              value: typed['promised'],
              error: errors['promised'],
            })}
            ${input({
              name: 'promisedOn',
              label: 'Promised for',
              hint: 'The day, like 27/3/2026',
              width: 10,
              value: typed['promisedOn'],
              error: errors['promisedOn'],
            })}
            </div>
            ${textarea({
              name: 'note',
              label: 'Note',
              hint: 'What they said, in plain words. They may read it one day.',
              rows: 5,
              value: typed['note'],
              error: errors['note'],
            })}
          </div>
        </div>
        ${button('Record it', { once: true })}
        <a class="govuk-link" href="/people/${party.id}">Cancel</a>
      </form>`,
  })
}
