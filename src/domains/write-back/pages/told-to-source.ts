import { formatDate } from '#values/dates.ts'
import { table } from '#web/govuk/display.ts'
import type { Html } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import type { Message } from '../messages.ts'
import { amountOf, linkTo, stateTag, toldInWords } from './shared.ts'

/** For an account's page: what its source was told of it and whether it has answered; nothing where it was told nothing. */
export const toldToSource = (
  messages: readonly Message[],
  session: Pick<Session, 'permissions'>,
): Html | false =>
  messages.length > 0 &&
  table({
    caption: 'Told to its source',
    columns: [
      { label: 'Number', numeric: true },
      { label: 'Day' },
      { label: 'What' },
      { label: 'Amount', numeric: true },
      { label: 'State' },
    ],
    rows: messages.map(message => [
      session.permissions.includes('source-messages:view') ? linkTo(message) : message.number,
      formatDate(message.happenedOn),
      toldInWords(message),
      amountOf(message),
      stateTag(message),
    ]),
  })
