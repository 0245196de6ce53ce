import { table, tag, summaryList, warningText, details } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { CardAgreement } from '../agreements/agreement.ts'
import { codeInWords, isOpen } from '../attempt.ts'
import type { Attempt } from '../attempts.ts'
import { type CardDispute, standingInWords } from '../disputes/dispute.ts'
import { qrCode } from '../qr.ts'
import type { Refund } from '../refund.ts'
import { type CardRequest, type PartNamed, standingOf } from '../requests.ts'
import { momentInWords, section, standingTag } from './shared.ts'

export type RequestModel = {
  readonly session: Session
  readonly request: CardRequest
  /** The agreement that it begins, or under which it is taken. */
  readonly agreement: CardAgreement | undefined
  readonly parts: readonly PartNamed[]
  readonly attempts: readonly Attempt[]
  readonly refunds: readonly Refund[]
  readonly disputes: readonly CardDispute[]
  /** By id, who asked and who decided. */
  readonly names: ReadonlyMap<string, string>
  readonly mayRefund: boolean
  readonly now: Temporal.Instant
  /** The link, when it has just been made: it is not kept, so that it is shown this once. */
  readonly link?: string | undefined
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** One card payment: whether it is paid, which the page asks for again; its link; what it paid; what went back. */
export const requestPage = (model: RequestModel): Html => {
  const { session, request, refusal, link, notice, errors = {} } = model
  return section({
    session,
    at: 'payments',
    title: `Card payment of ${formatPounds(request.amount)}`,
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      <div class="eh-columns"><div>
        ${nowPart(model)}
        ${about(model)}
      </div><div>
        ${link !== undefined && linkPart(request, link)}
        ${request.state === 'waiting' && !isTaken(model) && session.permissions.includes('card-payments:take') && waitingForms(model)}
        ${refundsPart(model)}
      </div></div>`,
  })
}

/** The part that changes while an officer looks. */
export const nowPart = ({
  request,
  agreement,
  attempts,
  disputes,
  now,
}: Pick<RequestModel, 'request' | 'agreement' | 'attempts' | 'disputes' | 'now'>): Html => {
  const [last] = attempts
  const standing = standingOf(request, now)
  const paid = attempts.find(({ state }) => state === 'success')
  const isOver = request.state !== 'waiting'
  const isLost = disputes.some(({ takenOff }) => takenOff > 0n)
  return html`
  <div id="card-now" role="status"${!isOver && html` data-poll="/card-payments/${request.id}/now"`}>
    <p class="govuk-body-l">${standingTag(standing)} <strong>${formatPounds(request.amount)}</strong></p>
    <p class="govuk-body">${
      paid
        ? html`Paid ${request.paidAt && momentInWords(request.paidAt)}, ${isLost ? 'and taken back since' : 'and on the account'}. The receipt is <strong>${paid.reference}</strong>. <a class="govuk-link" href="/card-payments/${request.id}">Open the whole payment</a>`
        : standing === 'cancelled'
          ? `Cancelled: ${request.cancelledWhy ?? ''}`
          : isTaken({ request, agreement })
            ? last && !isOpen(last.state)
              ? `It could not be taken: ${codeInWords(last.code)}. It is not tried again. Ask the payer.`
              : 'It is asked of the card that they agreed to. This page says when it is taken.'
            : standing === 'run out'
              ? 'The link has run out. Make a new one if they still want to pay.'
              : standing === 'being paid'
                ? 'They have the card page open. This page says when it is paid.'
                : standing === 'not paid yet' && last
                  ? `The last try did not succeed: ${codeInWords(last.code)}. They can try again by the same link.`
                  : request.hasLink
                    ? 'They have the link, and have not begun to pay. This page says when they do.'
                    : 'Nobody has the link yet.'
    }</p>
  </div>`
}

/** Whether nobody pays it by a link, because it was agreed before. */
const isTaken = ({ request, agreement }: Pick<RequestModel, 'request' | 'agreement'>): boolean =>
  agreement !== undefined && agreement.requestId !== request.id

const about = ({ request, agreement, parts, attempts, disputes }: RequestModel): Html => html`
  ${summaryList([
    [
      'Payer',
      html`<a class="govuk-link" href="/people/${request.partyId}">${name(request.payer)}</a>`,
    ],
    [
      'For',
      html`${parts.map(
        part =>
          html`<a class="govuk-link" href="/accounts/${part.accountId}">${capitalised(part.debtType)} ${part.reference}</a>: ${formatPounds(part.amount)}<br>`,
      )}`,
    ],
    ['Asked by', html`${name(request.askedBy)}, ${momentInWords(request.askedAt)}`],
    ...(request.overWhy === null ? [] : ([['More than owed', request.overWhy]] as const)),
    ...(request.offered ? ([['Breathing space', 'They offered it themselves']] as const) : []),
    ...disputes.map(
      dispute =>
        [
          `Dispute of ${formatPounds(dispute.amount)}`,
          `${standingInWords(dispute)}${dispute.status === 'needs_response' && dispute.respondBy ? `, by ${formatDate(dispute.respondBy)}` : ''}.`,
        ] as const,
    ),
    ...(agreement === undefined
      ? []
      : ([
          [
            agreement.requestId === request.id ? 'Begins' : 'Taken under',
            html`<a class="govuk-link" href="/card-agreements/${agreement.id}">A card agreement</a>`,
          ],
        ] as const)),
    ...(isTaken({ request, agreement })
      ? []
      : ([['Link until', momentInWords(request.expiresAt)]] as const)),
  ])}
  ${
    attempts.length > 0 &&
    table({
      caption: 'Tries',
      columns: [{ label: 'Receipt' }, { label: 'Begun' }, { label: 'At GOV.UK Pay' }],
      rows: attempts.map(attempt => [
        attempt.reference,
        momentInWords(attempt.askedAt),
        html`${attempt.state}${attempt.code !== null && html`: ${codeInWords(attempt.code)} (${attempt.code})`}`,
      ]),
    })
  }`

const linkPart = (request: CardRequest, link: string): Html => html`
  <h2 class="govuk-heading-m">Their link</h2>
  <p class="govuk-body">Let them point their telephone’s camera here:</p>
  ${qrCode(link, `The link to pay ${formatPounds(request.amount)}`)}
  <p class="govuk-body">Or read it out, or copy it into a text or an e-mail to them:</p>
  <p class="govuk-body eh-pay-link"><strong>${link}</strong></p>
  <p class="govuk-body-s">It is shown this once. It says how much and to which council, and nothing about who they are. Capitals and hyphens do not matter.</p>`

const waitingForms = ({
  session,
  request,
  link,
  typed = {},
  errors = {},
}: RequestModel): Html => html`
  <form method="post" action="/card-payments/${request.id}/link" novalidate>
    ${csrf(session)}
    ${button(request.hasLink ? 'Make a new link' : 'Show the link and the QR code', { secondary: link !== undefined, once: true })}
    ${request.hasLink && html`<p class="govuk-body-s">A new link takes the place of the one before.</p>`}
  </form>
  ${details(
    'Cancel this payment',
    html`<form method="post" action="/card-payments/${request.id}/cancel" novalidate>
      ${csrf(session)}
      ${input({ name: 'why', label: 'Why is it cancelled?', value: typed['why'], error: errors['why'], width: 20 })}
      ${button('Cancel the payment', { secondary: true, once: true })}
    </form>`,
  )}`

const refundColours = {
  asked: 'yellow',
  agreed: 'blue',
  refused: 'grey',
  submitted: 'blue',
  success: 'green',
  error: 'red',
} as const
const refundWords = {
  asked: 'waits for somebody’s agreement',
  agreed: 'on its way to GOV.UK Pay',
  refused: 'not agreed',
  submitted: 'with the card’s bank',
  success: 'paid back',
  error: 'could not be paid back',
} as const

const refundsPart = ({ session, request, refunds, names, mayRefund }: RequestModel): Html => html`
  ${mayRefund && html`<p class="govuk-body"><a class="govuk-button govuk-button--secondary" href="/card-payments/${request.id}/refund">Pay some of it back</a></p>`}
  ${
    refunds.length > 0 &&
    table({
      caption: 'Paid back to the card',
      columns: [
        { label: 'Amount', numeric: true },
        { label: 'Why' },
        { label: 'State' },
        { label: 'Who' },
      ],
      rows: refunds.map(refund => [
        formatPounds(refund.amount),
        refund.why,
        tag(refundWords[refund.state], refundColours[refund.state]),
        html`${name(names.get(refund.askedBy) ?? refund.askedBy)}${refund.decidedBy !== null && html`, ${name(names.get(refund.decidedBy) ?? refund.decidedBy)}`}`,
      ]),
    })
  }
  ${refunds
    .filter(
      ({ state, askedBy }) =>
        state === 'asked' &&
        askedBy !== session.staffId &&
        session.permissions.includes('card-payments:agree'),
    )
    .map(
      refund => html`
  <form method="post" action="/card-payments/${request.id}/refunds/${refund.id}" class="eh-actions">
    ${csrf(session)}
    ${button(`Agree to pay back ${formatPounds(refund.amount)}`, { once: true, name: 'decision', value: 'agree' })}
    ${button('Refuse', { secondary: true, name: 'decision', value: 'refuse' })}
  </form>`,
    )}`
