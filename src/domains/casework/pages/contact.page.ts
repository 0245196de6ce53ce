import type { Authority } from '#parties'
import { capitalised } from '#values/text.ts'
import { insetText } from '#web/govuk/display.ts'
import { button, checkboxes, input, radios, select, textarea } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Case } from '../case-head.ts'
import { allCauses, allHelp, causes, help as offered } from '../causes/causes.ts'
import { channels, type Contact, outcomes } from '../contact.ts'
import { notToBeToldOf } from './authority.page.ts'
import { caseHead } from './case-head.ts'
import { aboutWhich } from './note.page.ts'
import { safeRouteInWords } from './reach.ts'

export type ContactModel = Case & {
  /** Everybody who speaks or spoke for them: whoever rings may be one. */
  readonly authorities: readonly Authority[]
  /** Made with the page, so that sending it twice records it once. */
  readonly contactId: string
  /** The contact that is put right. */
  readonly corrects?: Contact | undefined
  readonly typed?: Typed
  /** The help whose boxes are ticked. */
  readonly help?: readonly string[]
  readonly errors?: Errors
}

/** Records a call, a visit or a letter in: what came of it, and a line in the officer's words. */
export const contactPage = (model: ContactModel): Html => {
  const {
    session,
    party,
    accounts,
    contactId,
    corrects,
    typed = {},
    help = [],
    errors = {},
  } = model
  const title = corrects ? 'Correct a contact' : 'Record a contact'
  return layout({
    title,
    session,
    at: 'work',
    errors,
    content: html`
      ${caseHead(model, html`<p class="govuk-body"><a class="govuk-link" href="/people/${party.id}">${name(party.name)}</a></p>`)}
      ${heading(false, title)}
      ${model.safeRoute && safeRouteInWords(model.safeRoute)}
      ${notToBeToldOf(
        accounts.filter(({ balance }) => balance !== 0n),
        model.authorities,
        { today: model.today },
      )}
      ${corrects && insetText(html`${corrects.by} recorded: ${corrects.outcome}. ${name(corrects.note)}<br><span class="eh-quiet">It stays as it was, with yours as its correction.</span>`)}
      <form method="post" action="/people/${party.id}/contacts" novalidate data-draft="contact-${party.id}-${corrects?.id ?? 'new'}">
        ${csrf(session)}
        <input type="hidden" name="contact" value="${contactId}">
        <input type="hidden" name="corrects" value="${corrects?.id ?? ''}">
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
            ${
              errors['against'] &&
              checkboxes({
                name: 'against',
                label: 'Against the one safe way to reach them',
                error: errors['against'],
                choices: [{ value: 'yes', label: 'It happened all the same: record it' }],
              })
            }
            ${aboutWhich(accounts, typed['account'], errors['account'])}
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
            ${select({
              name: 'cause',
              label: 'Why have they fallen behind?',
              hint: 'The main reason, if they said',
              value: typed['cause'] ?? '',
              error: errors['cause'],
              choices: [
                { value: '', label: 'Not said' },
                ...allCauses.map(value => ({ value, label: causes[value] })),
              ],
            })}
            ${checkboxes({
              name: 'help',
              label: 'What help was offered?',
              error: errors['help'],
              values: help,
              choices: allHelp.map(value => ({ value, label: offered[value] })),
            })}
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
