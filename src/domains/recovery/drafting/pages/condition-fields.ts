import type { Errors } from '#web/form.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { capitalised } from '#values/text.ts'
import { definitionOf } from '../../condition-schema.ts'
import { factList } from '../../facts.ts'
import { groups, type Line } from '../condition-form.ts'

/** The lines of a rule's conditions, each with the fields that suit its fact, and what can be added after them. */
export const conditionFields = (lines: readonly Line[], errors: Errors, at = 'when'): Html => html`
  ${lines.map((line, n) => lineFields(line, errors, `${at}-${n}`))}
  ${adding(errors, at)}`

const remove = (place: string, what: string): Html =>
  button(`Take out: ${what}`, { secondary: true, name: 'do', value: `remove:${place}` })

function lineFields(line: Line, errors: Errors, place: string): Html {
  const kept = (name: string, value: string) =>
    html`<input type="hidden" name="${place}-${name}" value="${value}">`
  if (line.kind !== 'fact')
    return html`
    <fieldset class="govuk-fieldset eh-card">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${groups[line.kind]}</legend>
      ${kept('kind', line.kind)}
      ${conditionFields(line.lines, errors, place)}
      ${remove(place, `“${groups[line.kind]}” and all under it`)}
    </fieldset>`
  return html`
    <div class="eh-card">
      ${kept('kind', 'fact')}${kept('fact', line.fact)}
      ${comparison(line, errors[`${place}-value`], place)}
      ${remove(place, line.fact)}
    </div>`
}

function comparison(
  { fact, how, value }: Extract<Line, { kind: 'fact' }>,
  error: string | undefined,
  place: string,
): Html {
  const definition = definitionOf(fact)
  const named = { name: `${place}-value`, value, error }
  if (definition.kind === 'flag')
    return select({
      ...named,
      label: `What has to be so of “${fact}”`,
      choices: [
        ...(value === '' ? [{ value: '', label: 'Choose' }] : []),
        { value: 'yes', label: capitalised(definition.says) },
        { value: 'no', label: capitalised(definition.saysNot) },
      ],
    })
  if (definition.kind === 'choice')
    return select({
      ...named,
      label: `${capitalised(definition.says)} is`,
      choices: [
        ...(value === '' ? [{ value: '', label: 'Choose' }] : []),
        ...definition.options.map(option => ({ value: option, label: option })),
      ],
    })
  const isDays = definition.kind === 'days'
  return html`
    ${select({
      name: `${place}-how`,
      label: isDays ? `Time since ${definition.says}` : capitalised(definition.says),
      value: how,
      choices: [
        { value: 'atLeast', label: 'is at least' },
        { value: 'below', label: 'is less than' },
      ],
    })}
    ${
      isDays
        ? input({ ...named, label: 'How many days', width: 5 })
        : input({ ...named, label: 'Amount in pounds', width: 10, prefix: '£' })
    }`
}

const adding = (errors: Errors, at: string): Html => html`
  ${select({
    name: `${at}-add`,
    label: at === 'when' ? 'Add a condition about' : 'Add to this group',
    error: errors[`${at}-add`],
    choices: [
      { value: '', label: 'Choose a fact or a group' },
      ...factList.map(([fact, { says, kind }]) => ({
        value: fact,
        label: kind === 'days' ? `${fact}: days since ${says}` : `${fact}: ${says}`,
      })),
      ...Object.entries(groups).map(([value, label]) => ({ value, label: `${label} …` })),
    ],
  })}
  ${button(at === 'when' ? 'Add the condition' : 'Add it to the group', { secondary: true, name: 'do', value: `add:${at}` })}`
