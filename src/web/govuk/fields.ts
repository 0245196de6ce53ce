import { html, type Html, type Insert } from '../html.ts'

/** What every question has: a name, a label, perhaps a hint, what was typed and what was wrong with it. */
type Question = {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly value?: string | undefined
  readonly error?: string | undefined
}

/** The frame of a GOV.UK question: label, hint, error, and the field that they describe. */
function question(
  { name, label, hint, error }: Question,
  field: (describedBy: Html | false) => Html,
): Html {
  const parts = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return html`
    <div class="govuk-form-group${error && ' govuk-form-group--error'}">
      <label class="govuk-label" for="${name}">${label}</label>
      ${hint && html`<div id="${name}-hint" class="govuk-hint">${hint}</div>`}
      ${
        error &&
        html`<p id="${name}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${error}</p>`
      }
      ${field(parts !== '' && html` aria-describedby="${parts}"`)}
    </div>`
}

/** The GOV.UK text input, with as much of the Nunjucks macro as this service uses. */
export const input = (
  asked: Question & {
    readonly prefix?: string
    readonly type?: 'text' | 'password'
    readonly autocomplete?: string
    readonly width?: 5 | 10 | 20
  },
): Html =>
  question(asked, describedBy => {
    const { name, value, error, prefix, type = 'text', autocomplete, width } = asked
    const field = html`<input class="govuk-input${width && ` govuk-input--width-${width}`}${error && ' govuk-input--error'}" id="${name}" name="${name}" type="${type}"${value !== undefined && html` value="${value}"`}${describedBy}${autocomplete && html` autocomplete="${autocomplete}"`}>`
    return prefix
      ? html`<div class="govuk-input__wrapper"><div class="govuk-input__prefix" aria-hidden="true">${prefix}</div>${field}</div>`
      : field
  })

export const textarea = (asked: Question & { readonly rows?: number }): Html =>
  question(
    asked,
    describedBy =>
      html`<textarea class="govuk-textarea${asked.error && ' govuk-textarea--error'}" id="${asked.name}" name="${asked.name}" rows="${asked.rows ?? 5}"${describedBy}>${asked.value}</textarea>`,
  )

export const fileUpload = (asked: Question): Html =>
  question(
    asked,
    describedBy =>
      html`<input class="govuk-file-upload${asked.error && ' govuk-file-upload--error'}" id="${asked.name}" name="${asked.name}" type="file"${describedBy}>`,
  )

export type Choice = {
  readonly value: string
  readonly label: Insert
  readonly hint?: Insert
  /** The letter or figure that chooses it. */
  readonly key?: string
}

export const select = (asked: Question & { readonly choices: readonly Choice[] }): Html =>
  question(
    asked,
    describedBy =>
      html`<select class="govuk-select${asked.error && ' govuk-select--error'}" id="${asked.name}" name="${asked.name}"${describedBy}>${asked.choices.map(
        ({ value, label }) =>
          html`<option value="${value}"${value === asked.value && html` selected`}>${label}</option>`,
      )}</select>`,
  )

/** A question answered by choosing: the frame, and the choices that it frames. */
const choosing = (
  { name, label, hint, error }: Question,
  kind: 'radios' | 'checkboxes',
  choices: readonly Choice[],
  isChosen: (value: string) => boolean,
): Html => {
  const parts = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  const type = kind === 'radios' ? 'radio' : 'checkbox'
  return html`
    <div class="govuk-form-group${error && ' govuk-form-group--error'}">
      <fieldset class="govuk-fieldset"${parts !== '' && html` aria-describedby="${parts}"`}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${label}</legend>
        ${hint && html`<div id="${name}-hint" class="govuk-hint">${hint}</div>`}
        ${error && html`<p id="${name}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${error}</p>`}
        <div class="govuk-${kind} govuk-${kind}--small eh-radios" data-module="govuk-${kind}">
          ${choices.map((choice, n) => {
            const id = n === 0 ? name : `${name}-${n + 1}`
            return html`
          <div class="govuk-${kind}__item">
            <input class="govuk-${kind}__input" id="${id}" name="${name}" type="${type}" value="${choice.value}"${isChosen(choice.value) && html` checked`}${choice.key !== undefined && html` data-key="${choice.key}"`}${choice.hint && html` aria-describedby="${id}-item-hint"`}>
            <label class="govuk-label govuk-${kind}__label" for="${id}">${choice.label}</label>
            ${choice.hint && html`<div id="${id}-item-hint" class="govuk-hint govuk-${kind}__hint">${choice.hint}</div>`}
          </div>`
          })}
        </div>
      </fieldset>
    </div>`
}

/** GOV.UK radios, small ones: officers choose many times a day. The first has the field's own id, for the error's link. */
export const radios = ({
  choices,
  ...asked
}: Question & { readonly choices: readonly Choice[] }): Html =>
  choosing(asked, 'radios', choices, value => value === asked.value)

/** GOV.UK checkboxes, small ones. `values` are those ticked; the form gets a list, or one answer, or none. */
export const checkboxes = ({
  choices,
  values = [],
  ...asked
}: Omit<Question, 'value'> & {
  readonly choices: readonly Choice[]
  readonly values?: readonly string[]
}): Html => choosing(asked, 'checkboxes', choices, value => values.includes(value))

export const button = (
  label: string,
  {
    secondary = false,
    once = false,
    name,
    value,
    key,
  }: {
    readonly secondary?: boolean
    /** A second press within a second is the same press. */
    readonly once?: boolean
    readonly name?: string
    readonly value?: string
    /** The letter that presses it. */
    readonly key?: string
  } = {},
): Html =>
  html`<button type="submit" class="govuk-button${secondary && ' govuk-button--secondary'}" data-module="govuk-button"${once && html` data-prevent-double-click="true"`}${name !== undefined && html` name="${name}"`}${value !== undefined && html` value="${value}"`}${key !== undefined && html` data-key="${key}"`}>${label}</button>`
