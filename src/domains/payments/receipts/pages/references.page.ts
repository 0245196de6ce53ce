import type { Errors, Typed } from '#web/form.ts'
import { table } from '#web/govuk/display.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { ReferenceScheme } from '../references.ts'
import { section } from './shared.ts'

export type ReferencesModel = {
  readonly session: Session
  readonly schemes: readonly ReferenceScheme[]
  /** Every source that has told of accounts. */
  readonly sources: readonly string[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** How each source writes the references that payers quote, and its check character. */
export const referencesPage = (model: ReferencesModel): Html => {
  const { session, schemes, errors = {}, notice } = model
  const maySet = session.permissions.includes('bank-accounts:set')
  return section({
    session,
    at: 'references',
    title: 'References',
    errors,
    notice,
    content: html`
      <p class="govuk-body">A payment that quotes a reference is placed by it. Where a reference ends in a check character, one that is right is enough by itself; a slip is only looked for in references that are written as here.</p>
      ${
        schemes.length === 0
          ? html`<p class="govuk-body">Nothing is known yet of how references are written, so no slip in one is found.</p>`
          : table({
              caption: 'How sources write their references',
              columns: [
                { label: 'Source' },
                { label: 'Written' },
                { label: 'Check character' },
                ...(maySet ? [{ label: 'Drop' }] : []),
              ],
              rows: schemes.map(scheme => [
                scheme.source,
                html`<code>${scheme.pattern}</code>`,
                checkInWords(scheme),
                ...(maySet ? [dropForm(session, scheme)] : []),
              ]),
            })
      }
      ${maySet && addForm(model)}`,
  })
}

const checkInWords = ({ weights, modulus, characters }: ReferenceScheme): string =>
  modulus === null
    ? 'None'
    : `Weights ${weights.join(' ')}, divided by ${modulus}: ${characters} by what is left`

const dropForm = (session: Session, { source, pattern }: ReferenceScheme): Html => html`
  <form method="post" action="/receipts/references/drop">
    ${csrf(session)}
    <input type="hidden" name="source" value="${source}">
    <input type="hidden" name="pattern" value="${pattern}">
    <button class="eh-link-button" aria-label="Drop ${pattern} of ${source}">Drop</button>
  </form>`

const addForm = ({ session, sources, typed = {}, errors = {} }: ReferencesModel): Html => html`
  <h2 class="govuk-heading-m">Say how one writes them</h2>
  <form method="post" action="/receipts/references" novalidate data-draft="reference-scheme">
    ${csrf(session)}
    ${select({
      name: 'source',
      label: 'Whose references?',
      value: typed['source'],
      error: errors['source'],
      choices: sources.map(source => ({ value: source, label: source })),
    })}
    ${input({
      name: 'pattern',
      label: 'How is one written?',
      hint: 'Without spaces and marks, in capital letters, figures and sets of them: 7[0-9]{7}[A-H] is a 7, seven figures and a letter to H.',
      value: typed['pattern'],
      error: errors['pattern'],
      width: 20,
    })}
    ${input({
      name: 'weights',
      label: 'The weight of each character before its check character',
      hint: 'With spaces between, from the first: 0 7 4 7 4 7 4 7. Empty where there is no check character.',
      value: typed['weights'],
      error: errors['weights'],
      width: 20,
    })}
    ${input({ name: 'modulus', label: 'What their sum is divided by', value: typed['modulus'], error: errors['modulus'], width: 5 })}
    ${input({
      name: 'characters',
      label: 'The check characters, by what is left',
      hint: 'As many as the sum is divided by, from nothing left on: ABCDEFGHJKX.',
      value: typed['characters'],
      error: errors['characters'],
      width: 20,
    })}
    ${button('Hold it against their accounts, and keep it', { once: true })}
  </form>`
