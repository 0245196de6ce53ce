import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, warningText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { SetOff } from '../set-off.ts'
import { setOffsTable } from './credit-history.ts'
import { dayInWords, section, setOffTag, whoIs } from './shared.ts'

export type SetOffModel = {
  readonly session: Session
  readonly setOff: SetOff
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** One set-off: from where to where, by which rule and why, whose hands were on it, and what can be done with it. */
export const setOffPage = (model: SetOffModel): Html => {
  const { session, setOff, errors = {}, refusal, notice } = model
  return section({
    session,
    at: 'set-offs',
    title: `Set-off of ${formatPounds(setOff.amount)}`,
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      <div class="eh-columns">
        <div>${whatItIs(model)}</div>
        <div>${setOff.state === 'proposed' && actions(model)}${setOff.state === 'agreed' && undoForm(model)}</div>
      </div>`,
  })
}

const whatItIs = ({ setOff, staff }: SetOffModel): Html => {
  const who = whoIs(staff)
  return summaryList([
    ['How far', setOffTag(setOff.state)],
    ['Who', name(setOff.leadName)],
    [
      'From',
      html`<a class="govuk-link" href="/accounts/${setOff.fromAccountId}/credit">${capitalised(setOff.fromDebtType)} ${setOff.fromReference}</a>`,
    ],
    [
      'To',
      html`<a class="govuk-link" href="/accounts/${setOff.toAccountId}">${capitalised(setOff.toDebtType)} ${setOff.toReference}</a>`,
    ],
    ['Amount', html`<strong>${formatPounds(setOff.amount)}</strong>`],
    ['Why', setOff.why],
    [
      'Allowed by',
      html`${setOff.rule}${setOff.askedWords !== '' && html`<br>${setOff.askedWords}`}`,
    ],
    ['Proposed by', `${who(setOff.proposedBy)}, ${dayInWords(setOff.proposedAt)}`],
    ...(setOff.decidedAt === null
      ? []
      : ([
          [
            setOff.entryId === null ? 'Refused by' : 'Agreed by',
            html`${who(setOff.decidedBy)}, ${dayInWords(setOff.decidedAt)}${setOff.decidedWhy !== null && html`<br>${setOff.decidedWhy}`}`,
          ],
        ] as const)),
    ...(setOff.undoneAt === null
      ? []
      : ([
          [
            'Undone by',
            html`${who(setOff.undoneBy)}, ${dayInWords(setOff.undoneAt)}<br>${setOff.undoneWhy}`,
          ],
        ] as const)),
  ])
}

const actions = (model: SetOffModel): Html => {
  const { session, setOff, typed = {}, errors = {} } = model
  if (setOff.proposedBy === session.staffId)
    return html`
      <h2 class="govuk-heading-s">Withdraw it</h2>
      <p class="govuk-body">You proposed it, so somebody else decides. Nothing has been posted.</p>
      <form method="post" action="/refunds/set-offs/${setOff.id}/withdraw" novalidate>
        ${csrf(session)}${button('Withdraw the set-off', { secondary: true, once: true })}
      </form>`
  if (!session.permissions.includes('refunds:agree'))
    return insetText('A team leader or an approver agrees to it, who did not propose it.')
  return html`
    <h2 class="govuk-heading-s">Agree to it</h2>
    <p class="govuk-body">It is posted at once, to both accounts.</p>
    <form method="post" action="/refunds/set-offs/${setOff.id}/agree" novalidate>
      ${csrf(session)}${button('Agree to the set-off', { once: true })}
    </form>
    <h2 class="govuk-heading-s">Refuse it</h2>
    <form method="post" action="/refunds/set-offs/${setOff.id}/refuse" novalidate>
      ${csrf(session)}
      ${input({ name: 'refusedWhy', label: 'Why is it refused?', value: typed['refusedWhy'], error: errors['refusedWhy'], width: 20 })}
      ${button('Refuse the set-off', { secondary: true, once: true })}
    </form>`
}

const undoForm = ({ session, setOff, typed = {}, errors = {} }: SetOffModel): Html | false =>
  session.permissions.includes('refunds:agree') &&
  html`
    <h2 class="govuk-heading-s">Undo it</h2>
    <p class="govuk-body">Its entry is said backwards today: the credit is on the one account again, and the other owes again.</p>
    <form method="post" action="/refunds/set-offs/${setOff.id}/undo" novalidate>
      ${csrf(session)}
      ${input({ name: 'undoneWhy', label: 'Why is it undone?', value: typed['undoneWhy'], error: errors['undoneWhy'], width: 20 })}
      ${button('Undo the set-off', { secondary: true, once: true })}
    </form>`

/** The latest set-offs of a council, those that wait first. */
export const setOffsPage = ({
  session,
  setOffs,
  staff,
}: {
  readonly session: Session
  readonly setOffs: readonly SetOff[]
  readonly staff: ReadonlyMap<string, string>
}): Html =>
  section({
    session,
    at: 'set-offs',
    title: 'Credits set off against other debts',
    content:
      setOffs.length === 0
        ? html`<p class="govuk-body">No credit has been proposed for another debt. It is proposed from the page of an account in credit.</p>`
        : setOffsTable('Those that wait for a second person first', setOffs, whoIs(staff)),
  })
