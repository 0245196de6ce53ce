import { formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { summaryList, table, tag, warningText } from '#web/govuk/display.ts'
import { button } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/section.ts'
import type { Run } from '../../run.ts'
import type { ListedNotice } from '../list.ts'
import type { Which, Withdrawal } from '../withdrawal.ts'

export type WithdrawalModel = {
  readonly session: Session
  readonly run: Run
  readonly withdrawal: Withdrawal
  readonly went: Readonly<Record<Which, number>>
  readonly notices: readonly ListedNotice[]
  readonly staff: ReadonlyMap<string, string>
  readonly refusal?: string
  readonly notice?: string | undefined
}

const states = {
  asked: { label: 'waits for a second person', colour: 'yellow' },
  done: { label: 'withdrawn', colour: 'green' },
  refused: { label: 'refused', colour: 'grey' },
} as const

export const withdrawalTag = ({ state }: Withdrawal): Html =>
  tag(states[state].label, states[state].colour)

/** Shown at most on the page; the file has them all. */
const shown = 200

/** One withdrawal: what, why, who; the second person’s decision; and everything that it undid. */
export const withdrawalPage = (model: WithdrawalModel): Html => {
  const { session, run, withdrawal, notices, refusal, notice } = model
  return section({
    session,
    at: 'runs',
    title: 'Withdrawal of a run',
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      <p class="govuk-body"><a class="govuk-link" href="/runs/${run.id}">Run of ${formatDate(run.businessDate)}</a></p>
      <div class="eh-columns"><div>${summary(model)}</div><div>${decision(model)}</div></div>
      ${
        withdrawal.state === 'done' &&
        html`
      <p class="govuk-body"><a class="govuk-link" href="/runs/${run.id}/withdrawals/${withdrawal.id}/file">The list as a file</a>, for the Ombudsman or whoever asks. Who takes it is written down.</p>
      ${atCourt(notices)}
      ${noticesTable(notices)}`
      }`,
  })
}

const summary = ({ withdrawal, went, staff }: WithdrawalModel): Html => {
  const who = (id: string | null) => (id === null ? '' : (staff.get(id) ?? id))
  return summaryList([
    ['State', withdrawalTag(withdrawal)],
    ['What', capitalised(withdrawal.which)],
    ['Why', withdrawal.because],
    ['Asked for by', `${who(withdrawal.askedBy)}, ${formatDateOf(withdrawal.askedAt)}`],
    ...(withdrawal.decidedAt === null
      ? ([['Notices that stand', String(went[withdrawal.which])]] as const)
      : ([
          ['Decided by', `${who(withdrawal.decidedBy)}, ${formatDateOf(withdrawal.decidedAt)}`],
        ] as const)),
    ...(withdrawal.notices === null
      ? []
      : ([
          ['Notices withdrawn', String(withdrawal.notices)],
          ['Costs taken off', formatPounds(withdrawal.costs ?? 0n)],
        ] as const)),
  ])
}

const decision = ({ session, run, withdrawal }: WithdrawalModel): Html | false => {
  if (withdrawal.state !== 'asked' || !session.permissions.includes('runs:withdraw')) return false
  const isTheirs = withdrawal.askedBy === session.staffId
  return html`
    ${isTheirs && html`<p class="govuk-body">You asked for it, so somebody else agrees to it.</p>`}
    <form method="post" action="/runs/${run.id}/withdrawals/${withdrawal.id}" novalidate>
      ${csrf(session)}
      ${!isTheirs && button('Withdraw it', { once: true, name: 'decision', value: 'agree' })}
      ${button(isTheirs ? 'Take it back' : 'Refuse it', { secondary: true, name: 'decision', value: 'refuse' })}
    </form>`
}

/** What nobody can undo from here. */
const atCourt = (notices: readonly ListedNotice[]): Html | false => {
  const accounts = new Map(
    notices.flatMap(({ reference, courtStage }) =>
      courtStage === null ? [] : [[reference, courtStage] as const],
    ),
  )
  return (
    accounts.size > 0 &&
    warningText(
      `A court has taken a step that rests on what was withdrawn, on ${accounts.size === 1 ? '1 account. It is' : `${accounts.size} accounts. They are`} on hold until a person has seen to it at the court`,
    )
  )
}

const noticesTable = (notices: readonly ListedNotice[]): Html =>
  table({
    caption:
      notices.length > shown ? `The first ${shown} of ${notices.length}` : 'What was withdrawn',
    columns: [
      { label: 'Who' },
      { label: 'Account' },
      { label: 'Notice' },
      { label: 'Sent' },
      { label: 'Asked for', numeric: true },
      { label: 'Costs off', numeric: true },
      { label: 'Court' },
      { label: 'Letter that says sorry' },
    ],
    rows: notices
      .slice(0, shown)
      .map(one => [
        name(one.name),
        one.reference,
        capitalised(one.kind),
        formatDate(one.sentOn),
        formatPounds(one.claimed),
        formatPounds(one.costs),
        one.courtStage === null ? '' : `${one.courtStage}: on hold`,
        one.problem === null ? one.apology : `${one.apology}: ${one.problem}`,
      ]),
  })
