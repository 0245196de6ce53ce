import { type Calculation, type Family, inText, type Worked } from '#law/calculation.ts'
import type { Field } from '#law/fields.ts'
import { citationInFull } from '#web/citation.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList } from '#web/govuk/display.ts'
import { button, input, radios, select, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import { subNavigation } from '#web/moj/sub-navigation.ts'
import type { Session } from '#web/session.ts'
import { inWords, showValue } from './value.ts'

export type CalculatorModel = {
  readonly session: Session
  readonly family: Family
  readonly calculation: Calculation
  readonly typed?: Typed
  readonly errors?: Errors
  readonly worked?: Worked
  /** Why it cannot be worked out, where the question was understood. */
  readonly refusal?: string
}

/** Asks what a rule needs and shows what it comes to, how, and by what law. */
export const calculatorPage = ({
  session,
  family,
  calculation,
  typed = {},
  errors = {},
  worked,
  refusal,
}: CalculatorModel): Html => {
  const here = `/law/calculators/${family.name}/${calculation.slug}`
  return layout({
    title: `${family.title}: ${calculation.title}`,
    session,
    at: 'law',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/law">Law</a>`, family.title)}
      ${
        family.calculations.length > 1 &&
        subNavigation(
          family.title,
          family.calculations.map(({ slug, title }) => ({
            text: title,
            href: `/law/calculators/${family.name}/${slug}`,
            isHere: slug === calculation.slug,
          })),
        )
      }
      <p class="govuk-body">${family.about}</p>
      <div class="eh-columns"><div>
      <form method="post" action="${here}" novalidate>
        ${csrf(session)}
        ${Object.entries(calculation.fields).map(([name, field]) => ask(name, field, typed[name], errors[name]))}
        ${button('Work it out')}
      </form>
      </div><div aria-live="polite">
      ${refusal !== undefined && html`<h2 class="govuk-heading-m">This cannot be worked out</h2>${insetText(refusal)}`}
      ${worked && answer(worked)}
      </div></div>`,
  })
}

const answer = (worked: Worked): Html => html`
  <h2 class="govuk-heading-m">Answer</h2>
  ${summaryList(Object.entries({ ...worked.answer, ...worked.also }).map(([name, part]) => [inWords(name), showValue(part)]))}
  <h2 class="govuk-heading-m">Working</h2>
  <ol class="govuk-list govuk-list--number">${worked.working.map(step => html`<li>${step}</li>`)}</ol>
  ${worked.sources.length > 0 && html`<p class="govuk-body">Law: ${worked.sources.map((source, n) => html`${n > 0 && '; '}${citationInFull(source)}`)}.</p>`}
  ${textarea({ name: 'as-text', label: 'To quote in a note or a letter', value: inText(worked), rows: 5 })}`

/** A field as a question, by its control. Nothing chosen is an answer only where the field is optional. */
function ask(
  name: string,
  field: Field<unknown>,
  value: string | undefined,
  error: string | undefined,
): Html {
  const { control, hint } = field
  const asked = {
    name,
    label: field.optional ? `${field.label} (if any)` : field.label,
    hint,
    value,
    error,
  }
  switch (control.kind) {
    case 'money':
      return input({ ...asked, prefix: '£', width: 10 })
    case 'day':
      return input({ ...asked, hint: hint ?? 'For example, 27/3/2026', width: 10 })
    case 'number':
      return input({ ...asked, width: 5 })
    case 'text':
      return input({ ...asked, width: 20 })
    case 'yes or no':
      return radios({ ...asked, choices: yesOrNo })
    case 'choice':
      return choose(asked, control.choices, field.optional)
    case 'list':
      return textarea({ ...asked, hint: hint ?? 'One a line', rows: 4 })
    case 'rows':
      return textarea({ ...asked, hint: rowsHint(control.columns, hint), rows: 5 })
  }
}

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

function choose(
  asked: { name: string; label: string; value: string | undefined; error: string | undefined },
  choices: Readonly<Record<string, string>>,
  isOptional: boolean,
): Html {
  const offered = Object.entries(choices).map(([value, label]) => ({ value, label }))
  const [only] = offered
  if (offered.length === 1 && only && !isOptional)
    return html`<input type="hidden" name="${asked.name}" value="${only.value}">`
  return select({
    ...asked,
    choices: [{ value: '', label: isOptional ? 'Not said' : 'Choose' }, ...offered],
  })
}

const rowsHint = (
  columns: Readonly<Record<string, Field<unknown>>>,
  hint: string | undefined,
): string => {
  const order = Object.values(columns)
    .map(({ label, optional, control }) => {
      const choices =
        control.kind === 'choice' ? ` (${Object.keys(control.choices).join(', ')})` : ''
      return `${label.toLowerCase()}${choices}${optional ? ' if any' : ''}`
    })
    .join(', ')
  return `${hint === undefined ? '' : `${hint}. `}One a line, with commas between: ${order}`
}
