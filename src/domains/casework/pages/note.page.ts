import type { Errors, Typed } from '#web/form.ts'
import { insetText } from '#web/govuk/display.ts'
import { button, checkboxes, select, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Case } from '../case-head.ts'
import type { Note } from '../note.ts'
import { caseHead } from './case-head.ts'

export type NoteModel = Case & {
  /** Made with the page, so that sending it twice keeps it once. */
  readonly noteId: string
  /** The note that is put right. */
  readonly corrects?: Note | undefined
  readonly typed?: Typed
  readonly errors?: Errors
}

/** Writes a note about somebody, or puts one right: the first stays as it was, and can be read. */
export const notePage = (model: NoteModel): Html => {
  const { session, party, accounts, noteId, corrects, typed = {}, errors = {} } = model
  const title = corrects ? 'Correct a note' : 'Write a note'
  return layout({
    title,
    session,
    at: 'work',
    errors,
    content: html`
      ${caseHead(model, html`<p class="govuk-body"><a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a></p>`)}
      ${heading(false, title)}
      ${corrects && insetText(html`${corrects.by} wrote: ${name(corrects.says)}<br><span class="eh-quiet">It stays as it was, with yours as its correction.</span>`)}
      <form method="post" action="/people/${party.personId}/notes" novalidate data-draft="note-${party.personId}-${corrects?.id ?? 'new'}">
        ${csrf(session)}
        <input type="hidden" name="note" value="${noteId}">
        <input type="hidden" name="corrects" value="${corrects?.id ?? ''}">
        ${textarea({
          name: 'says',
          label: 'Note',
          hint: 'What you know and how you know it, in plain words. They may read it one day.',
          rows: 6,
          value: typed['says'],
          error: errors['says'],
        })}
        ${aboutWhich(accounts, typed['account'], errors['account'])}
        ${checkboxes({
          name: 'tell',
          label: 'Who else is to read it?',
          error: errors['tell'],
          values: typed['tell'] === 'source' ? ['source'] : [],
          choices: [
            {
              value: 'source',
              label: 'The system that raised the debt',
              hint: 'It is told the words of the note, about the account you chose.',
            },
          ],
        })}
        ${button('Keep it', { once: true })}
        <a class="govuk-link" href="/people/${party.personId}">Cancel</a>
      </form>`,
  })
}

/** Which of their accounts something is about. */
export const aboutWhich = (
  accounts: Case['accounts'],
  value: string | undefined,
  error: string | undefined,
): Html =>
  select({
    name: 'account',
    label: 'About',
    value,
    error,
    choices: [
      { value: '', label: 'Everything they owe' },
      ...accounts.map(({ id, debtType, reference }) => ({
        value: id,
        label: `${debtType} ${reference}`,
      })),
    ],
  })
