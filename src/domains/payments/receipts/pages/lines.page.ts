import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, table, tag } from '#web/govuk/display.ts'
import { button, input, radios } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { amountInWords } from '../../statements/amount.ts'
import type { BankLine, ReturnCandidate } from '../bank-lines.ts'
import { saidBy, section } from './shared.ts'

/** Pounds as pounds, and any other currency by its letters. */
export const lineAmount = ({ amount, currency }: BankLine): string =>
  currency === 'GBP' ? formatPounds(amount) : amountInWords({ minor: amount, currency })

const sideTag = ({ side }: BankLine): Html =>
  side === 'credit' ? tag('in', 'green') : tag('out', 'blue')

/** What came or went at the bank and is no payment that could be placed by itself, the oldest first. */
export const linesPage = ({
  session,
  lines,
  notice,
}: {
  readonly session: Session
  readonly lines: readonly BankLine[]
  readonly notice?: string | undefined
}): Html =>
  section({
    session,
    at: 'lines',
    title: 'Lines to explain',
    notice,
    content:
      lines.length === 0
        ? html`<p class="govuk-body">Every line of every statement is accounted for.</p>`
        : table({
            caption: 'The oldest first',
            columns: [
              { label: 'Booked' },
              { label: 'Way' },
              { label: 'What the bank wrote' },
              { label: 'Amount', numeric: true },
              { label: 'Why it is here' },
            ],
            rows: lines.map((line, n) => [
              html`<a class="govuk-link" href="/receipts/lines/${line.id}"${n === 0 && html` data-key="n"`}>${line.bookedOn ? formatDate(line.bookedOn) : 'no day'}</a>`,
              sideTag(line),
              saidBy(line.payer, line.given),
              lineAmount(line),
              line.why,
            ]),
          }),
  })

export type LineModel = {
  readonly session: Session
  readonly line: BankLine
  readonly candidates: readonly ReturnCandidate[]
  readonly typed?: Typed
  readonly errors?: Errors
}

/** One line, and saying what it is. */
export const linePage = (model: LineModel): Html => {
  const { session, line, errors = {} } = model
  return section({
    session,
    at: 'lines',
    title: `${line.side === 'credit' ? 'In' : 'Out'}: ${lineAmount(line)}`,
    errors,
    content: html`
      ${summaryList([
        ['Booked', line.bookedOn ? formatDate(line.bookedOn) : 'The bank gave no day'],
        ['Bank account', line.account],
        ['Name', line.payer === '' ? 'None' : name(line.payer)],
        ['What the bank wrote', line.given === '' ? 'Nothing' : name(line.given)],
        ['Why it is here', line.why],
        [
          'Line',
          html`<a class="govuk-link" href="/receipts/statements/${line.fileId}">line ${line.line} of its file</a>`,
        ],
        ...(line.explainedBy === null ? [] : ([['Explained by', line.explainedBy]] as const)),
      ])}
      ${line.receiptId !== null && html`<p class="govuk-body"><a class="govuk-link" href="/receipts/${line.receiptId}">The payment that it is</a></p>`}
      ${
        line.state !== 'to explain'
          ? insetText('It is accounted for.')
          : session.permissions.includes('receipts:post')
            ? explainForm(model)
            : insetText('A local-taxation officer or a team leader says what it is.')
      }`,
  })
}

const explainForm = ({
  session,
  line,
  candidates,
  typed = {},
  errors = {},
}: LineModel): Html => html`
  <form method="post" action="/receipts/lines/${line.id}" novalidate data-draft="bank-line/${line.id}">
    ${csrf(session)}
    ${radios({
      name: 'what',
      label: 'What is it?',
      value: typed['what'],
      error: errors['what'],
      choices: [
        ...candidates.map(candidate => ({
          value: candidate.id,
          label: html`It took back the payment of ${formatDate(candidate.receivedOn)}: ${candidate.payer === '' ? 'no name' : name(candidate.payer)}, ${candidate.given === '' ? 'no reference' : name(candidate.given)}`,
        })),
        ...(line.side === 'credit'
          ? [{ value: 'payment', label: 'A payment: put it in suspense, to find whose' }]
          : []),
        {
          value: 'other',
          label: 'No payment to an account: a charge, a transfer, another service’s',
        },
      ],
    })}
    ${input({ name: 'why', label: 'How is it known?', value: typed['why'], error: errors['why'] })}
    ${button('Save', { once: true })}
  </form>`
