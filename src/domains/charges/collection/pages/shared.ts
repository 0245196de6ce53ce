import { formatDate } from '#values/dates.ts'
import { table } from '#web/govuk/display.ts'
import { formatPounds } from '#values/money.ts'
import type { Html } from '#web/html.ts'
import { type NetRecovery, netOf } from '../net-recovery.ts'

/** What each channel brought in, cost and left, in a table. */
export const recoveryTable = (
  { channels, without }: NetRecovery,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Html =>
  table({
    caption: `Net recovery by channel, ${formatDate(from)} to ${formatDate(to)}`,
    columns: [
      { label: 'Channel' },
      { label: 'Payments', numeric: true },
      { label: 'Recovered', numeric: true },
      { label: 'Spent', numeric: true },
      { label: 'Net', numeric: true },
    ],
    rows: [...channels, without].map(channel => [
      channel.name,
      channel.payments.toLocaleString('en-GB'),
      formatPounds(channel.recovered),
      formatPounds(channel.spent),
      formatPounds(netOf(channel)),
    ]),
  })
