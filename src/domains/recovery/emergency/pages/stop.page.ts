import { type EmergencyStop, whereInWords } from '#administration'
import { formatDate, formatDateOf } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { summaryList, table, warningText } from '#web/govuk/display.ts'
import { button, input, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/section.ts'
import type { StoppedStep } from '../stopped.ts'
import { stateTag } from './emergency.page.ts'

export type StopModel = {
  readonly session: Session
  readonly stop: EmergencyStop
  readonly steps: readonly StoppedStep[]
  readonly total: number
  /** Accounts that the nights have found held by an emergency. */
  readonly held: number
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string
  readonly notice?: string | undefined
}

/** One emergency stop: where, why, what it pulled, and the two people who lift it. */
export const stopPage = (model: StopModel): Html => {
  const { session, stop, steps, total, errors = {}, refusal, notice } = model
  return section({
    session,
    at: 'emergency',
    title: `Stopped ${whereInWords(stop)}`,
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      <div class="eh-columns"><div>${summary(model)}</div><div>${lifting(model)}</div></div>
      ${
        total === 0
          ? html`<p class="govuk-body">Nothing was on its way there when it began.</p>`
          : html`${table({
              caption: `What was on its way and did not go: ${total}`,
              columns: [
                { label: 'Who' },
                { label: 'Account' },
                { label: 'Step' },
                { label: 'Run' },
              ],
              rows: steps.map(step => [
                html`<a class="govuk-link" href="/people/${step.partyId}">${name(step.name)}</a>`,
                html`<a class="govuk-link" href="/accounts/${step.accountId}">${step.reference}</a>`,
                capitalised(step.actionKind),
                step.runId === null
                  ? 'an officer’s own'
                  : html`<a class="govuk-link" href="/runs/${step.runId}">run<span class="govuk-visually-hidden"> of ${step.reference}</span></a>`,
              ]),
            })}
      ${steps.length < total && html`<p class="govuk-body">${total - steps.length} more are not shown here: restricted, or beyond the first 500.</p>`}`
      }`,
  })
}

const summary = ({ stop, held, staff }: StopModel): Html => {
  const who = (id: string | null) => (id === null ? '' : (staff.get(id) ?? id))
  return summaryList([
    ['State', stateTag(stop)],
    ['What happened', stop.because],
    ['Stopped by', `${who(stop.begunBy)}, ${formatDateOf(stop.begunAt)}`],
    ...(stop.liftAskedBy === null
      ? []
      : ([
          ['Reviewed by', who(stop.liftAskedBy)],
          ['Why it is safe to lift', stop.liftBecause ?? ''],
          ['Comes back over', `${stop.nights} nights`],
        ] as const)),
    ...(stop.liftedOn === null
      ? ([['Found held by the nights', `${held} accounts`]] as const)
      : ([['Lifted by', `${who(stop.liftedBy)}, ${formatDate(stop.liftedOn)}`]] as const)),
  ])
}

const lifting = (model: StopModel): Html | false => {
  const { session, stop } = model
  if (stop.liftedOn !== null || !session.permissions.includes('emergency:lift')) return false
  return html`
    ${stop.liftAskedBy !== null && liftForm(model)}
    ${reviewForm(model)}`
}

const liftForm = ({ session, stop }: StopModel): Html =>
  stop.liftAskedBy === session.staffId
    ? html`<p class="govuk-body">You reviewed it, so somebody else lifts it.</p>`
    : html`
    <h2 class="govuk-heading-s">Lift it</h2>
    <p class="govuk-body">Nothing goes at once: the accounts are looked at again over ${stop.nights} nights, with the brakes and approval of every run.</p>
    <form method="post" action="/emergency/${stop.id}/lift" novalidate>
      ${csrf(session)}
      <input type="hidden" name="reviewedAt" value="${String(stop.liftAskedAt)}">
      ${button('Lift the stop', { once: true })}
    </form>`

const reviewForm = ({ session, stop, typed = {}, errors = {} }: StopModel): Html => html`
    <h2 class="govuk-heading-s">${stop.liftAskedBy === null ? 'Review it' : 'Review it again'}</h2>
    <form method="post" action="/emergency/${stop.id}/review" novalidate data-draft="emergency-review">
      ${csrf(session)}
      ${textarea({ name: 'because', label: 'Why is it safe to lift?', hint: 'Who was asked, and what they said', rows: 3, value: typed['because'], error: errors['because'] })}
      ${input({ name: 'nights', label: 'Over how many nights do the accounts come back?', hint: '1 to 28', value: typed['nights'] ?? '5', error: errors['nights'], width: 5 })}
      ${button('Ask for it to be lifted', { secondary: true, once: true })}
    </form>`
