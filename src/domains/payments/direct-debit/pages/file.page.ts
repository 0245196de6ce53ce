import { button, input } from '#web/govuk/fields.ts'
import { summaryList, table, tag, warningText } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { BacsFile, CollectionLine } from '../calendar.ts'
import { fileTag } from './calendar.page.ts'
import { section } from './shared.ts'

export type FileModel = {
  readonly session: Session
  readonly file: BacsFile
  readonly lines: readonly CollectionLine[]
  readonly staff: ReadonlyMap<string, string>
  /** Why what was just asked for was not done. */
  readonly refusal?: string | undefined
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** A file for Bacs: its manifest, what is in it, and its release by a second person. */
export const filePage = (model: FileModel): Html => {
  const { session, file, lines, refusal, errors = {}, notice } = model
  return section({
    session,
    at: 'calendar',
    title: `File of ${formatDate(file.entryOn)}`,
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      <div class="eh-columns"><div>${manifest(model)}</div><div>${actions(model)}</div></div>
      ${
        lines.length > 0
          ? table({
              caption: lines.length === 500 ? 'The first 500 collections' : 'Collections',
              columns: [
                { label: 'Payer' },
                { label: 'Reference' },
                { label: 'Account ends' },
                { label: 'Amount', numeric: true },
                { label: 'How' },
              ],
              rows: lines.map(line => [
                html`<a class="govuk-link" href="/accounts/${line.accountId}/direct-debit">${name(line.payer)}</a>`,
                line.reference,
                line.lastFour,
                formatPounds(line.amount),
                line.presentation === 're-presentation' ? tag('presented again', 'yellow') : '',
              ]),
            })
          : html`<p class="govuk-body">No money is taken with it: it has instructions only.</p>`
      }`,
  })
}

const manifest = ({ file, staff }: FileModel): Html => {
  const who = (id: string | null) => (id === null ? '' : (staff.get(id) ?? id))
  return summaryList([
    ['State', fileTag(file)],
    ['Money is taken', formatDate(file.entryOn)],
    ['Processed by Bacs', formatDate(file.processingOn)],
    ['Collections', `${file.debits}, ${formatPounds(file.debitTotal)}`],
    ['Instructions', String(file.instructions)],
    ['Proposed by', who(file.proposedBy)],
    ['Content', html`<code class="eh-quiet">${file.contentHash.slice(0, 16)}</code>`],
    ...(file.serial === null
      ? []
      : ([
          ['Serial number', String(file.serial).padStart(6, '0')],
          ['Released by', who(file.releasedBy)],
          ['Checksum (SHA-256)', html`<code class="eh-quiet">${file.sha256?.slice(0, 32)}…</code>`],
          ['Handed over', file.stagedAt === null ? 'Not yet' : 'To the bureau’s folder'],
          ['Bacs’ own report', file.inputReport ?? 'Has not come'],
        ] as const)),
    ...(file.withdrawnWhy === null
      ? []
      : ([['Withdrawn', `${file.withdrawnWhy} (${who(file.withdrawnBy)})`]] as const)),
  ])
}

const actions = ({ session, file, typed = {}, errors = {} }: FileModel): Html | false => {
  if (file.state !== 'proposed') return false
  const isOwn = file.proposedBy === session.staffId
  return html`
    ${
      session.permissions.includes('direct-debits:release') &&
      (isOwn
        ? html`<p class="govuk-body">You proposed it, so somebody else releases it.</p>`
        : html`
    <h2 class="govuk-heading-s">Release it</h2>
    <p class="govuk-body">${file.debits === 0 ? 'It takes no money: it tells banks of instructions.' : `It takes ${formatPounds(file.debitTotal)} in ${file.debits === 1 ? '1 collection' : `${file.debits} collections`} on ${formatDate(file.entryOn)}.`} It cannot be called back here.</p>
    <form method="post" action="/direct-debits/files/${file.id}/release" novalidate>
      ${csrf(session)}${button('Release to Bacs', { once: true })}
    </form>`)
    }
    ${
      session.permissions.includes('direct-debits:submit') &&
      html`
    <h2 class="govuk-heading-s">Withdraw it</h2>
    <form method="post" action="/direct-debits/files/${file.id}/withdraw" novalidate>
      ${csrf(session)}
      ${input({ name: 'why', label: 'Why is it withdrawn?', value: typed['why'], error: errors['why'], width: 20 })}
      ${button('Withdraw it', { secondary: true, once: true })}
    </form>`
    }`
}
