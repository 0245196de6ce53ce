import { insetText, table, warningText } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { AuditLine } from '../access.ts'

export const auditPage = ({
  session,
  lines,
  brokenAt,
}: {
  readonly session: Session
  readonly lines: readonly AuditLine[]
  readonly brokenAt: number | undefined
}): Html =>
  layout({
    title: 'Audit',
    session,
    at: 'audit',
    content: html`
      ${heading(session.council.name, 'Audit')}
      ${
        brokenAt === undefined
          ? insetText('The chain is whole: every entry follows from the one before it.')
          : warningText(
              `The chain breaks at entry ${brokenAt}. Stop this council’s runs and tell the information-governance officer.`,
            )
      }
      ${table({
        caption: 'Newest first',
        columns: [
          { label: 'Number', numeric: true },
          { label: 'When' },
          { label: 'Who' },
          { label: 'What' },
          { label: 'To what' },
        ],
        rows: lines.map(({ seq, at, by, action, objectKind, objectId }) => [
          seq,
          at
            .toZonedDateTimeISO('Europe/London')
            .toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }),
          by,
          action,
          objectKind === 'party'
            ? html`<a class="govuk-link" href="/people/${objectId}">a person</a>`
            : html`${objectKind} <span class="eh-quiet">${objectId.slice(0, 16)}</span>`,
        ]),
      })}
      ${lines.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="/audit?before=${lines.at(-1)?.seq}">Earlier</a></p>`}`,
  })
