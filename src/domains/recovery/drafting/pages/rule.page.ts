import type { Errors } from '#web/form.ts'
import { insetText } from '#web/govuk/display.ts'
import { button, input, select, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { actionKinds } from '../../actions.ts'
import { stages } from '../../facts.ts'
import type { Line } from '../condition-form.ts'
import type { Difference } from '../differences.ts'
import type { Draft } from '../draft.ts'
import { conditionFields } from './condition-fields.ts'
import { differencesList } from './shared.ts'

export type RuleModel = {
  readonly session: Session
  readonly draft: Draft
  /** As the address names it: “hold-0”, “new-step”. */
  readonly place: string
  readonly kind: 'hold' | 'step'
  readonly name: string
  readonly at: string
  readonly then: string
  /** Of a hold: “letters”, or nothing when it stops everything. */
  readonly stops: string
  readonly why: string
  readonly lines: readonly Line[]
  readonly errors?: Errors
  /** What somebody else saved while this was being written; what was typed is still in the form. */
  readonly meanwhile?: readonly Difference[] | undefined
}

/** One rule of a draft as a form: its name, what it asks, what comes of it and why. Works without a script. */
export const rulePage = (model: RuleModel): Html => {
  const { session, draft, place, kind, errors = {}, meanwhile, lines } = model
  const isNew = place.startsWith('new-')
  const title = isNew ? `A new ${kind}` : `${kind === 'hold' ? 'Hold' : 'Step'} “${model.name}”`
  return layout({
    title,
    session,
    at: 'policy',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/policy/drafts/${draft.id}">Draft for ${draft.debtType}</a>`, title)}
      ${
        meanwhile &&
        insetText(html`
        <h2 class="govuk-heading-s">What somebody else saved meanwhile</h2>
        ${differencesList(meanwhile, 'They changed it and changed it back.')}
        <p class="govuk-body">Yours is below, not saved. Save it again to put it over theirs; leave the page to keep theirs.</p>`)
      }
      <form method="post" action="/policy/drafts/${draft.id}/rules/${place}" novalidate>
        ${csrf(session)}
        <input type="hidden" name="version" value="${draft.version}">
        <button name="do" value="save" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">Save</button>
        ${input({ name: 'name', label: 'Name of the rule', hint: 'Officers read it as the reason why something happened or did not', value: model.name, error: errors['name'], width: 20 })}
        ${
          kind === 'step' &&
          html`
        ${select({ name: 'at', label: 'For accounts at the stage', value: model.at, error: errors['at'], choices: stages.map(value => ({ value, label: value })) })}
        ${select({ name: 'then', label: 'What is to be done', value: model.then, error: errors['then'], choices: actionKinds.map(value => ({ value, label: value })) })}`
        }
        ${
          kind === 'hold' &&
          select({
            name: 'stops',
            label: 'What waits',
            value: model.stops,
            choices: [
              { value: '', label: 'Everything' },
              { value: 'letters', label: 'Letters alone: what needs none goes on' },
            ],
          })
        }
        <h2 class="govuk-heading-m" id="when">${kind === 'hold' ? 'Wait when all of this is so' : 'When all of this is so'}</h2>
        ${lines.length === 0 && html`<p class="govuk-body">No condition yet.${kind === 'step' && ' The step would be taken at once, as soon as the law allows.'}</p>`}
        ${conditionFields(lines, errors)}
        ${textarea({ name: 'why', label: 'Why does the council do this?', hint: 'It is shown to whoever asks why', rows: 2, value: model.why, error: errors['why'] })}
        <div class="eh-actions">${button('Save the rule', { name: 'do', value: 'save' })} <a class="govuk-link" href="/policy/drafts/${draft.id}">Leave it as it was</a></div>
      </form>`,
  })
}
