import { formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, table, tag, warningText } from '#web/govuk/display.ts'
import { button, fileUpload, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { BankLine } from '../bank-lines.ts'
import type { StatementFile } from '../board.ts'
import { type Gap, gapInWords } from '../follows-on.ts'
import { lineAmount } from './lines.page.ts'
import { saidBy, section } from './shared.ts'

export type StatementsModel = {
  readonly session: Session
  readonly files: readonly StatementFile[]
  /** The banks whose own downloads can be read, by name. */
  readonly banks: readonly { readonly name: string; readonly title: string }[]
  readonly typed?: Typed
  readonly errors?: Errors
}

const stateTag = ({ state }: StatementFile): Html =>
  state === 'taken'
    ? tag('taken in', 'green')
    : state === 'refused'
      ? tag('refused', 'red')
      : tag('begun', 'yellow')

/** Every file that a bank sent, newest first, and the way to bring another. */
export const statementsPage = (model: StatementsModel): Html => {
  const { session, files, errors = {} } = model
  return section({
    session,
    at: 'statements',
    title: 'Statements',
    errors,
    content: html`
      ${session.permissions.includes('statements:take') && takeForm(model)}
      ${
        files.length === 0
          ? html`<p class="govuk-body">No statement has come yet.</p>`
          : table({
              caption: 'Newest first',
              columns: [
                { label: 'File' },
                { label: 'Came' },
                { label: 'State' },
                { label: 'Lines', numeric: true },
                { label: 'Payments', numeric: true },
                { label: 'Of', numeric: true },
                { label: 'In suspense', numeric: true },
              ],
              rows: files.map(file => [
                html`<a class="govuk-link" href="/receipts/statements/${file.id}">${file.fileName}</a>`,
                formatDateOf(file.takenAt),
                stateTag(file),
                file.lines,
                file.receipts,
                formatPounds(file.amount),
                file.inSuspense,
              ]),
            })
      }`,
  })
}

const takeForm = ({ session, banks, typed = {}, errors = {} }: StatementsModel): Html => html`
  <form method="post" action="/receipts/statements" enctype="multipart/form-data" class="eh-drop" novalidate>
    ${csrf(session)}
    ${select({
      name: 'bank',
      label: 'What is it?',
      value: typed['bank'],
      error: errors['bank'],
      choices: [
        { value: '', label: 'A statement that says itself: camt.053, MT940, BAI2 or OFX' },
        ...banks.map(({ name, title }) => ({ value: name, label: title })),
      ],
    })}
    ${fileUpload({
      name: 'file',
      label: 'The file, as the bank gave it',
      hint: 'The same twice changes nothing, and a line that two files have counts once.',
      error: errors['file'],
    })}
    ${button('Take it in', { once: true })}
  </form>`

const states: Readonly<Record<BankLine['state'], string>> = {
  receipt: 'payment',
  returned: 'payment taken back',
  explained: 'explained',
  'to explain': 'to explain',
  'told before': 'told before',
  'not final': 'not final',
}

/** One file: whether it adds up, and what became of each line. */
export const statementPage = ({
  session,
  file,
  lines,
  gaps,
  next,
  notice,
}: {
  readonly session: Session
  readonly file: StatementFile
  readonly gaps: readonly Gap[]
  readonly lines: readonly BankLine[]
  /** The last line shown, where there are more. */
  readonly next: number | undefined
  readonly notice?: string | undefined
}): Html =>
  section({
    session,
    at: 'statements',
    title: file.fileName,
    notice,
    content: html`
      ${file.refusedWhy !== null && warningText(file.refusedWhy)}
      ${gaps.map(one => warningText(gapInWords(one)))}
      ${
        file.state === 'received' &&
        insetText('It was begun and not ended. Bring the same file again: it carries on.')
      }
      ${
        file.state === 'taken' &&
        summaryList([
          ['Lines', file.lines],
          ['Payments that came in', `${file.receipts}, ${formatPounds(file.amount)}`],
          ['Of them in suspense', file.inSuspense],
          [
            'Opening balance and lines come to the closing balance',
            file.areShownToFoot ? 'Yes' : 'Not shown: the file leaves a balance out',
          ],
          ['Taken in by', `${file.takenBy}, ${formatDateOf(file.takenAt)}`],
        ])
      }
      ${file.doubts.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${file.doubts.map(doubt => html`<li>${doubt}</li>`)}</ul>`}
      ${
        lines.length > 0 &&
        table({
          caption: 'Lines',
          columns: [
            { label: 'Line', numeric: true },
            { label: 'Booked' },
            { label: 'What the bank wrote' },
            { label: 'In', numeric: true },
            { label: 'Out', numeric: true },
            { label: 'What became of it' },
          ],
          rows: lines.map(line => [
            line.line,
            line.bookedOn ? formatDate(line.bookedOn) : '',
            saidBy(line.payer, line.given),
            line.side === 'credit' && lineAmount(line),
            line.side === 'debit' && lineAmount(line),
            becameOf(line),
          ]),
        })
      }
      ${next !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="?after=${next}">The next lines</a></p>`}`,
  })

const becameOf = (line: BankLine): Html =>
  line.receiptId !== null
    ? html`<a class="govuk-link" href="/receipts/${line.receiptId}">${line.receiptState === 'in suspense' ? 'in suspense' : states[line.state]}</a> <span class="eh-quiet">${line.why}</span>`
    : line.state === 'to explain'
      ? html`<a class="govuk-link" href="/receipts/lines/${line.id}">to explain</a> <span class="eh-quiet">${line.why}</span>`
      : html`${states[line.state]} <span class="eh-quiet">${line.why}</span>`
