import { formatDate, formatDateOf } from '#values/dates.ts'
import type { Errors } from '#web/form.ts'
import { table, tag } from '#web/govuk/display.ts'
import { button, fileUpload } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Reply } from '../board.ts'
import { section } from './shared.ts'

export type RepliesModel = {
  readonly session: Session
  readonly replies: readonly Reply[]
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** What sources answered, newest first, and the way to bring another. */
export const repliesPage = ({ session, replies, errors = {}, notice }: RepliesModel): Html =>
  section({
    session,
    at: 'replies',
    title: 'Replies',
    errors,
    notice,
    content: html`
      ${
        session.permissions.includes('source-messages:send') &&
        html`
      <form method="post" action="/sources/replies" enctype="multipart/form-data" class="eh-drop" novalidate>
        ${csrf(session)}
        ${fileUpload({
          name: 'file',
          label: 'A reply or a list of balances, as the source gave it',
          hint: 'The same twice changes nothing. One that is wrong in any way is refused whole, and kept.',
          error: errors['file'],
        })}
        ${button('Take it in', { once: true })}
      </form>`
      }
      ${
        replies.length === 0
          ? html`<p class="govuk-body">No source has replied yet.</p>`
          : table({
              caption: 'Newest first',
              columns: [
                { label: 'File' },
                { label: 'Source' },
                { label: 'Came' },
                { label: 'State' },
                { label: 'Accepted', numeric: true },
                { label: 'Rejected', numeric: true },
              ],
              rows: replies.map(reply => [
                html`${reply.fileName}${reply.refusedWhy !== null && html`<br><span class="eh-quiet">${reply.refusedWhy}</span>`}`,
                reply.source === null
                  ? ''
                  : `${reply.source}, ${reply.asAt ? `balances of ${formatDate(reply.asAt)}` : `reply ${reply.number}`}`,
                html`${formatDateOf(reply.takenAt)} <span class="eh-quiet">${reply.takenBy}</span>`,
                reply.state === 'taken'
                  ? tag('taken in', 'green')
                  : reply.state === 'refused'
                    ? tag('refused', 'red')
                    : tag('begun', 'yellow'),
                reply.accepted,
                reply.rejected,
              ]),
            })
      }`,
  })
