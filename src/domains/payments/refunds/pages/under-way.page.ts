import { daysBetween, formatDate } from '#values/dates.ts'
import { formatPounds, sum } from '#values/money.ts'
import { table, tag, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { longWaiting } from '../credit.ts'
import type { Refund } from '../refund.ts'
import { dayInWords, dayOf, daysInWords, section, stateTag } from './shared.ts'

export type UnderWayModel = {
  readonly session: Session
  readonly today: Temporal.PlainDate
  readonly underWay: readonly Refund[]
  readonly ended: readonly Refund[]
}

/** Money on its way back: what waits for somebody, and what became of the rest. */
export const underWayPage = (model: UnderWayModel): Html => {
  const { session, today, underWay, ended } = model
  const late = underWay.filter(one => daysOf(one, today) > longWaiting).length
  return section({
    session,
    at: 'refunds',
    title: 'Money on its way back',
    content: html`
      <p class="govuk-body">${
        underWay.length === 0
          ? 'No refund waits for anybody.'
          : `${formatPounds(sum(underWay.map(({ amount }) => amount)))} in ${underWay.length === 1 ? '1 refund' : `${underWay.length} refunds`} has been proposed and is not yet with whoever it belongs to.`
      }</p>
      ${
        late > 0 &&
        warningText(
          `${late} ${late === 1 ? 'has' : 'have'} been under way for more than ${longWaiting} days.`,
        )
      }
      ${underWay.length > 0 && list('Under way, the longest first', underWay, today)}
      ${ended.length > 0 && list('Ended, the latest first', ended, today)}`,
  })
}

const daysOf = ({ proposedAt }: Refund, today: Temporal.PlainDate): number =>
  Math.max(0, daysBetween(dayOf(proposedAt), today))

const list = (caption: string, refunds: readonly Refund[], today: Temporal.PlainDate): Html =>
  table({
    caption,
    columns: [
      { label: 'Proposed' },
      { label: 'Account' },
      { label: 'To' },
      { label: 'Amount', numeric: true },
      { label: 'How far' },
      { label: 'Waiting' },
    ],
    rows: refunds.map(refund => {
      const days = daysOf(refund, today)
      const isUnderWay = ['proposed', 'agreed', 'sent'].includes(refund.state)
      return [
        html`<a class="govuk-link" href="/refunds/${refund.id}">${dayInWords(refund.proposedAt)}</a>`,
        html`<a class="govuk-link" href="/accounts/${refund.accountId}/credit">${refund.reference}</a><br><span class="eh-quiet">${refund.debtType}</span>`,
        html`${name(refund.payee)}<br><span class="eh-quiet">ends ${refund.lastFour}</span>`,
        formatPounds(refund.amount),
        stateTag(refund.state),
        !isUnderWay
          ? refund.outcomeAt === null
            ? ''
            : formatDate(dayOf(refund.outcomeAt))
          : days > longWaiting
            ? tag(daysInWords(days), 'red')
            : daysInWords(days),
      ]
    }),
  })
