import { insetText, table, warningText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { AuditFilter, AuditLine, Chain } from '../chain.ts'

export const auditPage = ({
  session,
  lines,
  chain,
  filter,
  isLast,
}: {
  readonly session: Session
  readonly lines: readonly AuditLine[]
  readonly chain: Chain
  readonly filter: AuditFilter
  readonly isLast: boolean
}): Html =>
  layout({
    title: 'Audit',
    session,
    at: 'audit',
    content: html`
      ${heading(session.council.name, 'Audit')}
      ${
        chain.brokenAt === undefined
          ? insetText(
              `Chain intact: the newest ${chain.entries.toLocaleString('en-GB')} entries each follow from the one before.`,
            )
          : warningText(
              `The chain breaks at entry ${chain.brokenAt}. Stop this council’s runs and tell the information-governance officer.`,
            )
      }
      <form method="get" action="/audit" class="eh-search">
        ${input({ name: 'kind', label: 'Kind of thing, such as party or run', value: filter.objectKind, width: 20 })}
        ${input({ name: 'object', label: 'Its reference', value: filter.objectId, width: 20 })}
        ${button('Show')}
      </form>
      ${
        lines.length === 0
          ? html`<p class="govuk-body">Nothing is recorded here.</p>`
          : table({
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
                by.replace(/^system:/, 'Evenhand, '),
                action,
                html`<a class="govuk-link" href="${addressOf({ objectKind, objectId })}">${objectKind} <span class="eh-quiet">${objectId.slice(0, 16)}</span></a>`,
              ]),
            })
      }
      ${(filter.objectKind !== undefined || filter.objectId !== undefined || filter.before !== undefined) && html`<p class="govuk-body"><a class="govuk-link" href="/audit">Everything, newest first</a></p>`}
      ${!isLast && html`<p class="govuk-body"><a class="govuk-link" href="${addressOf({ ...filter, before: lines.at(-1)?.seq })}">Earlier entries</a></p>`}`,
  })

function addressOf({ before, objectKind, objectId }: AuditFilter): string {
  const query = new URLSearchParams()
  if (objectKind !== undefined) query.set('kind', objectKind)
  if (objectId !== undefined) query.set('object', objectId)
  if (before !== undefined) query.set('before', String(before))
  return query.size === 0 ? '/audit' : `/audit?${query}`
}
