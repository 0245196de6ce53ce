import type { Account } from '#debts'
import { table } from '#web/govuk/display.ts'
import { button, textarea } from '#web/govuk/fields.ts'
import { type Errors, type Typed } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Action } from '../../actions.ts'
import { cautionsOf, type Verdict } from '../../gate/verdict.ts'
import { cautionBoxes, verdictLine, verdictPart } from '../../pages/verdict.ts'

/** An action as it stands in an address. */
export const slugOf = (action: Action): string => action.replaceAll(' ', '-')

const toAccount = (account: Account): Html =>
  html`<a class="govuk-link" href="/accounts/${account.id}">${capitalised(account.debtType)} ${account.reference}</a>`

/** Every step that this kind of debt knows, and what the gate says of each today. */
export const stepsPage = ({
  session,
  account,
  steps,
}: {
  readonly session: Session
  readonly account: Account
  readonly steps: readonly { readonly action: Action; readonly verdict: Verdict }[]
}): Html =>
  layout({
    title: 'Propose a step',
    session,
    at: 'work',
    content: html`
      ${heading(toAccount(account), 'Propose a step')}
      <p class="govuk-body">The law first, then the council’s policy, then what there is to think of. The same is asked again when it goes.</p>
      ${
        steps.length === 0
          ? html`<p class="govuk-body">Nothing can be done here about ${account.debtType}: no law of recovery is known for it.</p>`
          : stepsTable(account.id, steps)
      }`,
  })

/** Steps for one account, each with what the gate says of it today, and the way to propose it. */
export const stepsTable = (
  accountId: string,
  steps: readonly { readonly action: Action; readonly verdict: Verdict }[],
): Html =>
  table({
    caption: 'Steps',
    columns: [{ label: 'Step' }, { label: 'Today' }],
    rows: steps.map(({ action, verdict }) => [
      html`<a class="govuk-link" href="/accounts/${accountId}/steps/${slugOf(action)}">${capitalised(action)}</a>`,
      verdictLine(verdict),
    ]),
  })

export type StepModel = {
  readonly session: Session
  readonly account: Account
  readonly action: Action
  readonly verdict: Verdict
  /** Pence that it would claim. */
  readonly claim: Pence
  readonly typed?: Typed
  readonly ticked?: readonly string[]
  readonly errors?: Errors
}

/** One step for one account: what the gate says, and what it needs to go on. */
export const stepPage = (model: StepModel): Html => {
  const { session, account, action, verdict, claim, typed = {}, ticked = [], errors = {} } = model
  const address = `/accounts/${account.id}/steps/${slugOf(action)}`
  return layout({
    title: capitalised(action),
    session,
    at: 'work',
    errors,
    content: html`
      ${heading(toAccount(account), `Propose: ${action}`)}
      ${verdictPart(verdict)}
      ${
        verdict.is === 'blocked by law'
          ? html`<p class="govuk-body"><a class="govuk-link" href="/accounts/${account.id}/steps">The other steps</a></p>`
          : html`
      <p class="govuk-body">It would ask for ${formatPounds(claim)}.</p>
      <form method="post" action="${address}" novalidate data-draft="step-${account.id}-${slugOf(action)}">
        ${csrf(session)}
        ${cautionBoxes(verdict, { ticked, error: errors['ticked'] })}
        ${
          (verdict.is === 'outside policy' || typed['reason'] !== undefined) &&
          textarea({
            name: 'reason',
            label: 'Why is it right all the same?',
            hint: 'An approver reads it, and so does whoever asks later.',
            rows: 4,
            value: typed['reason'],
            error: errors['reason'],
          })
        }
        ${button(verdict.is === 'outside policy' ? 'Ask an approver' : 'Send it', { once: true })}
        <a class="govuk-link" href="/accounts/${account.id}/steps">Cancel</a>
      </form>`
      }`,
  })
}

/** Whether there is anything on the page for a refusal to stand beside. */
export const fieldOf = (code: string, verdict: Verdict): string => {
  if (code === 'outside-policy') return 'reason'
  return code === 'caution' && cautionsOf(verdict).length > 0 ? 'ticked' : ''
}
