import { daysBetween, formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { details, insetText, summaryList, table, tag } from '#web/govuk/display.ts'
import { button, type Choice, input, radios, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Receipt, ReceiptPosting } from '../receipt.ts'
import type { Suggestion } from '../suggest.ts'
import { ageInWords, section } from './shared.ts'

export type ReceiptModel = {
  readonly session: Session
  readonly today: Temporal.PlainDate
  readonly receipt: Receipt
  readonly postings: readonly ReceiptPosting[]
  readonly suggestions: readonly Suggestion[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

const states = {
  posted: { label: 'on account', colour: 'green' },
  'in suspense': { label: 'in suspense', colour: 'yellow' },
  returned: { label: 'taken back by the bank', colour: 'red' },
  opened: { label: 'several payments', colour: 'blue' },
} as const

/** What stands for a bank account where a payment has none of its own. */
const elsewhere = {
  bank: 'Not one of ours',
  source: 'Told by a source system',
  agent: 'That of the payment it is a part of',
} as const

/** One payment: what the bank said of it, where it went and why, and the way to put it right. */
export const receiptPage = (model: ReceiptModel): Html => {
  const { session, receipt, postings, today, errors = {}, notice } = model
  const state = states[receipt.state]
  return section({
    session,
    at: 'suspense',
    title: `Payment of ${formatPounds(receipt.amount)}`,
    errors,
    notice,
    content: html`
      <div class="eh-columns">
        <div>
          ${summaryList([
            ['Where it is', tag(state.label, state.colour)],
            ...(receipt.own < receipt.amount
              ? ([['Of it, not opened into payments', formatPounds(receipt.own)]] as const)
              : []),
            ...(receipt.openedFrom === null
              ? []
              : ([
                  [
                    'Part of',
                    html`<a class="govuk-link" href="/receipts/${receipt.openedFrom}">what an agent paid over</a>`,
                  ],
                ] as const)),
            [
              'Came in',
              `${formatDate(receipt.receivedOn)}, ${ageInWords(daysBetween(receipt.receivedOn, today))}${receipt.receivedOn.equals(today) ? '' : ' ago'}`,
            ],
            ['Payer', receipt.payer === '' ? 'The bank gave no name' : name(receipt.payer)],
            ['They gave', receipt.given === '' ? 'No reference' : name(receipt.given)],
            ['Bank account', receipt.bankAccount ?? elsewhere[receipt.channel]],
            ...(receipt.saidOfLine === ''
              ? []
              : ([['Said of its line', receipt.saidOfLine]] as const)),
            ...(receipt.state === 'in suspense'
              ? ([['Looked into by', owner(model)]] as const)
              : []),
          ])}
        </div>
        <div>${postings.length > 0 && whereItWent(postings)}</div>
      </div>
      ${receipt.state === 'in suspense' && postForm(model)}
      ${receipt.state === 'posted' && moveForm(model)}`,
  })
}

const owner = ({ session, receipt }: ReceiptModel): Html => {
  const isMine = receipt.owner === session.staffId
  if (!session.permissions.includes('receipts:post'))
    return html`${receipt.ownerName === null ? 'Nobody yet' : name(receipt.ownerName)}`
  return html`
    <form method="post" action="/receipts/${receipt.id}/owner" class="eh-inline">
      ${csrf(session)}
      ${receipt.ownerName === null ? 'Nobody yet' : name(receipt.ownerName)}
      <button class="eh-link-button" name="take" value="${isMine ? 'no' : 'yes'}">${isMine ? 'Give it up' : 'I look into it'}</button>
    </form>`
}

const whereItWent = (postings: readonly ReceiptPosting[]): Html =>
  table({
    caption: 'Where it went, and why',
    columns: [{ label: 'Account' }, { label: 'Amount', numeric: true }, { label: 'Why' }],
    rows: postings.map(posting => [
      html`<a class="govuk-link" href="/accounts/${posting.accountId}">${posting.reference}</a><br><span class="eh-quiet">${posting.debtType}</span>`,
      formatPounds(posting.amount),
      html`${posting.why} <span class="eh-quiet">${posting.by}, ${formatDateOf(posting.postedAt)}.</span>
        ${posting.isHeardBack ? tag('its source has it', 'green') : posting.undoneAt === null && tag('not yet told by its source', 'grey')}
        ${posting.undoneAt !== null && html`<br>${tag('taken back', 'red')} ${posting.undoneWhy} <span class="eh-quiet">${posting.undoneBy}, ${formatDateOf(posting.undoneAt)}.</span>`}`,
    ]),
  })

const choicesOf = (suggestions: readonly Suggestion[]): readonly Choice[] => [
  ...suggestions.map((suggestion, n) => ({
    value: suggestion.accountId,
    key: String(n + 1),
    label: html`<kbd>${n + 1}</kbd> ${suggestion.reference}, ${suggestion.debtType}${suggestion.periodFrom && ` from ${formatDate(suggestion.periodFrom)}`}, ${name(suggestion.leadName)}: ${suggestion.balance > 0n ? `${formatPounds(suggestion.balance)} to pay` : suggestion.balance === 0n ? 'nothing to pay' : `${formatPounds(-suggestion.balance)} in credit`}`,
    hint: suggestion.why,
  })),
  { value: 'other', key: 'a', label: html`<kbd>a</kbd> Another account` },
  { value: 'shares', key: 's', label: html`<kbd>s</kbd> Several accounts` },
]

/** The questions that say which accounts a payment is for. */
const whichAccounts = ({
  suggestions,
  typed = {},
  errors = {},
  receipt,
}: ReceiptModel): Html => html`
  ${radios({
    name: 'account',
    label: 'Whose is it?',
    hint:
      suggestions.length === 0
        ? 'Nothing on record is like it.'
        : 'The likeliest first. Its figure chooses one, and Enter posts it.',
    value: typed['account'],
    error: errors['account'],
    choices: choicesOf(suggestions),
  })}
  ${input({
    name: 'reference',
    label: 'Another account: its reference',
    value: typed['reference'],
    error: errors['reference'],
    width: 20,
  })}
  ${details(
    'Share it over all that the same people owe',
    radios({
      name: 'sharing',
      label: 'How is it shared?',
      hint: 'What whoever paid said it is for comes before any of these.',
      value: typed['sharing'] ?? 'whole',
      error: errors['sharing'],
      choices: [
        { value: 'whole', label: 'All of it goes to the account chosen above' },
        {
          value: 'named first',
          label: 'That account first, then the oldest',
          hint: 'They said which debt it is for, and it is more than that.',
        },
        {
          value: 'oldest first',
          label: 'The oldest first',
          hint: 'They said nothing. If it is the instalment of one debt alone, it goes there.',
        },
        {
          value: 'in proportion',
          label: 'To each in proportion to what is owed on it',
          hint: 'As a debt adviser or a trustee pays several debts alike.',
        },
      ],
    }),
    { open: errors['sharing'] !== undefined || (typed['sharing'] ?? 'whole') !== 'whole' },
  )}
  ${details(
    'Several accounts: a line each',
    textarea({
      name: 'shares',
      label: 'Reference and amount',
      hint: `Like 70000012H 20.00. Together they come to ${formatPounds(receipt.own)}.`,
      value: typed['shares'],
      error: errors['shares'],
      rows: 4,
    }),
    { open: errors['shares'] !== undefined || (typed['shares'] ?? '') !== '' },
  )}`

const postForm = (model: ReceiptModel): Html => {
  const { session, receipt, typed = {}, errors = {} } = model
  if (!session.permissions.includes('receipts:post'))
    return insetText('A local-taxation officer or a team leader finds out whose it is.')
  return html`
    <form method="post" action="/receipts/${receipt.id}" novalidate data-draft="receipt/${receipt.id}">
      ${csrf(session)}
      ${whichAccounts(model)}
      ${input({
        name: 'why',
        label: 'How is it known?',
        hint: 'Needed where it is not one of those that were found.',
        value: typed['why'],
        error: errors['why'],
      })}
      ${button('Post it', { once: true })}
    </form>`
}

const moveForm = (model: ReceiptModel): Html => {
  const { session, receipt, typed = {}, errors = {}, postings } = model
  if (!session.permissions.includes('receipts:move'))
    return insetText('If it is on the wrong account, a team leader moves it.')
  if (postings.some(({ undoneAt, isHeardBack }) => undoneAt === null && isHeardBack))
    return insetText(
      'Its source system has this payment on that account too. If it is the wrong one, it is moved there, and the next file brings the change here.',
    )
  return html`
    <h2 class="govuk-heading-m">It is on the wrong account</h2>
    <form method="post" action="/receipts/${receipt.id}/move" novalidate data-draft="receipt/${receipt.id}/move">
      ${csrf(session)}
      ${whichAccounts(model)}
      ${input({ name: 'why', label: 'How is it known?', value: typed['why'], error: errors['why'] })}
      ${button('Move it', { once: true, name: 'to', value: 'account' })}
      ${button('Take it back into suspense', { once: true, secondary: true, name: 'to', value: 'suspense' })}
    </form>`
}
