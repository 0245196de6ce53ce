import type { Errors, Typed } from '#web/form.ts'
import { insetText } from '#web/govuk/display.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { capitalised } from '#values/text.ts'
import { factList } from '../../facts.ts'
import type { FactDefinition } from '../../language.ts'
import type { Difference } from '../differences.ts'
import type { Draft } from '../draft.ts'
import { differencesList } from './shared.ts'

export type ExampleModel = {
  readonly session: Session
  readonly draft: Draft
  /** “new”, or its number. */
  readonly place: string
  /** By field: name, expect, and `fact-3` for the fourth fact of the vocabulary. */
  readonly typed: Typed
  /** The rules there are, of the law and of the council, to expect one of. */
  readonly rules: readonly string[]
  readonly errors?: Errors
  readonly meanwhile?: readonly Difference[] | undefined
}

/** A named example as a form: the facts of one account and the rule that must decide it. */
export const examplePage = (model: ExampleModel): Html => {
  const { session, draft, place, typed, rules, errors = {}, meanwhile } = model
  const title = place === 'new' ? 'A new example' : `Example “${typed['name'] ?? ''}”`
  return layout({
    title,
    session,
    at: 'policy',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/policy/drafts/${draft.id}">Draft for ${draft.debtType}</a>`, title)}
      ${meanwhile && insetText(html`<h2 class="govuk-heading-s">What somebody else saved meanwhile</h2>${differencesList(meanwhile)}<p class="govuk-body">Yours is below, not saved. Save it again to put it over theirs.</p>`)}
      <p class="govuk-body">An example is a case that the policy must go on deciding as it says. It is asked at every save. Only facts are kept: no name, no reference.</p>
      <form method="post" action="/policy/drafts/${draft.id}/examples/${place}" novalidate>
        ${csrf(session)}
        <input type="hidden" name="version" value="${draft.version}">
        <button name="do" value="save" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">Save</button>
        ${input({ name: 'name', label: 'Name of the example', hint: 'Such as: two weeks late, in dispute', value: typed['name'], error: errors['name'] })}
        ${select({ name: 'expect', label: 'Which rule must decide it', value: typed['expect'], error: errors['expect'], choices: [{ value: '', label: 'Choose' }, ...rules.map(rule => ({ value: rule, label: rule }))] })}
        <div class="eh-card">
          ${input({ name: 'account', label: 'Take the facts of an account', hint: 'Its reference. It is not kept', value: typed['account'], error: errors['account'], width: 20, autocomplete: 'off' })}
          ${button('Copy its facts', { secondary: true, name: 'do', value: 'copy' })}
        </div>
        <h2 class="govuk-heading-m">The facts</h2>
        ${factList.map(([fact, definition], n) => factField(fact, definition, n, typed, errors))}
        <div class="eh-actions">${button('Save the example', { name: 'do', value: 'save' })} <a class="govuk-link" href="/policy/drafts/${draft.id}">Leave it as it was</a></div>
      </form>`,
  })
}

function factField(
  fact: string,
  definition: FactDefinition,
  n: number,
  typed: Typed,
  errors: Errors,
): Html {
  const name = `fact-${n}`
  const asked = { name, value: typed[name], error: errors[name] }
  if (definition.kind === 'choice')
    return select({
      ...asked,
      label: capitalised(definition.says),
      choices: definition.options.map(option => ({ value: option, label: option })),
    })
  if (definition.kind === 'flag')
    return select({
      ...asked,
      label: capitalised(fact),
      choices: [
        { value: 'no', label: capitalised(definition.saysNot) },
        { value: 'yes', label: capitalised(definition.says) },
      ],
    })
  if (definition.kind === 'money')
    return input({ ...asked, label: capitalised(definition.says), width: 10, prefix: '£' })
  return input({
    ...asked,
    label: `Days since ${definition.says}`,
    hint: 'Leave empty when it has not happened',
    width: 5,
  })
}
