import { table } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Member } from '../staff.ts'

export const staffPage = ({
  session,
  staff,
}: {
  readonly session: Session
  readonly staff: readonly Member[]
}): Html =>
  layout({
    title: 'Staff',
    session,
    at: 'staff',
    content: html`
      ${heading(session.council.name, 'Staff')}
      ${table({
        caption: 'Who works for this council',
        columns: [
          { label: 'Name' },
          { label: 'Roles' },
          { label: 'Account' },
          { label: 'Last sign-in' },
        ],
        rows: staff.map(({ name, roles, status, lastSignedInAt }) => [
          name,
          roles.join(', '),
          status,
          lastSignedInAt
            ? lastSignedInAt
                .toZonedDateTimeISO('Europe/London')
                .toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
            : 'Not yet',
        ]),
      })}`,
  })
