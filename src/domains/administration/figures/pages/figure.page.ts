import { formatDateOf } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { summaryList, table, warningText } from '#web/govuk/display.ts'
import { button, input, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { definitionOf, type FigureName, figureInWords, type Figures } from '../catalogue.ts'
import { type FigureChange, isWaiting } from '../change.ts'

export type FigureModel = {
  readonly session: Session
  readonly name: FigureName
  readonly inForce: Figures
  /** Of this figure, the newest first. */
  readonly changes: readonly FigureChange[]
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string
  readonly notice?: string | undefined
}

/** One figure: what it does, what is in force, the change that waits, and every change there was. */
export const figurePage = (model: FigureModel): Html => {
  const { session, name, inForce, changes, errors = {}, refusal, notice } = model
  const { label, says, usual, least, most } = definitionOf(name)
  const waiting = changes.find(isWaiting)
  return layout({
    title: label,
    session,
    at: 'policy',
    errors,
    notice,
    content: html`
      <p class="govuk-body"><a class="govuk-link" href="/figures">All figures</a></p>
      ${heading(session.council.name, label)}
      ${refusal !== undefined && warningText(refusal)}
      <p class="govuk-body">${says}</p>
      <div class="eh-columns"><div>
      ${summaryList([
        ['In force', figureInWords(name, inForce[name])],
        ['As Evenhand comes', figureInWords(name, usual)],
        ['May be', `from ${figureInWords(name, least)} to ${figureInWords(name, most)}`],
      ])}
      </div><div>${waiting ? waits(model, waiting) : proposal(model)}</div></div>
      ${history(model)}`,
  })
}

const who = ({ staff }: FigureModel, id: string): string =>
  id.startsWith('system:') ? 'Evenhand' : (staff.get(id) ?? id)

function waits(model: FigureModel, waiting: FigureChange): Html {
  const { session, name, typed = {}, errors = {} } = model
  const isOwn = waiting.proposedBy === session.staffId
  const maySet = session.permissions.includes('figures:set')
  return html`
    <h2 class="govuk-heading-s">Waits to be agreed: ${figureInWords(name, waiting.value)}</h2>
    <p class="govuk-body">Proposed by ${who(model, waiting.proposedBy)} on ${formatDateOf(waiting.proposedAt)}: ${waiting.because}</p>
    ${isOwn && html`<p class="govuk-body">You proposed it, so somebody else agrees.</p>`}
    ${
      !isOwn &&
      maySet &&
      html`
    <form method="post" action="/figures/${name}/agree" novalidate>
      ${csrf(session)}
      <input type="hidden" name="change" value="${waiting.id}">
      ${button('Agree: in force from now on', { once: true })}
    </form>`
    }
    ${
      maySet &&
      html`
    <form method="post" action="/figures/${name}/end" novalidate data-draft="figure-end">
      ${csrf(session)}
      <input type="hidden" name="change" value="${waiting.id}">
      ${input({ name: 'why', label: isOwn ? 'Why do you take it back?' : 'Why do you refuse it?', value: typed['why'], error: errors['why'] })}
      ${button(isOwn ? 'Take it back' : 'Refuse it', { secondary: true, once: true })}
    </form>`
    }`
}

const proposal = ({ session, name, typed = {}, errors = {} }: FigureModel): Html | false => {
  if (!session.permissions.includes('figures:set')) return false
  const { unit } = definitionOf(name)
  return html`
    <h2 class="govuk-heading-s">Propose another</h2>
    <form method="post" action="/figures/${name}" novalidate data-draft="figure">
      ${csrf(session)}
      ${input({
        name: 'value',
        label: { days: 'Days', 'per cent': 'Per cent', accounts: 'How many', pence: 'Amount' }[
          unit
        ],
        value: typed['value'],
        error: errors['value'],
        width: 5,
        ...(unit === 'pence' && { prefix: '£' }),
      })}
      ${textarea({ name: 'because', label: 'Why?', hint: 'Whoever agrees reads it, and so does everybody later', rows: 3, value: typed['because'], error: errors['because'] })}
      ${button('Propose it', { once: true })}
    </form>`
}

const history = (model: FigureModel): Html | false =>
  model.changes.length > 0 &&
  table({
    caption: 'Changes, the newest first',
    columns: [{ label: 'To' }, { label: 'Why' }, { label: 'Proposed' }, { label: 'Decided' }],
    rows: model.changes.map(change => [
      figureInWords(model.name, change.value),
      change.because,
      `${who(model, change.proposedBy)}, ${formatDateOf(change.proposedAt)}`,
      decided(model, change),
    ]),
  })

function decided(model: FigureModel, change: FigureChange): string {
  const { agreedBy, agreedAt, endedBy, endedAt, endedWhy } = change
  if (agreedBy !== null && agreedAt !== null)
    return `Agreed by ${who(model, agreedBy)}, ${formatDateOf(agreedAt)}`
  if (endedBy !== null && endedAt !== null) {
    const what = endedBy === change.proposedBy ? 'Taken back' : `Refused by ${who(model, endedBy)}`
    return `${what}, ${formatDateOf(endedAt)}: ${endedWhy}`
  }
  return 'Waits'
}
