import { randomUUID } from 'node:crypto'
import type { RecordedNotice } from './record-notice.ts'

/** An unremarkable notice: given today, the last day in two weeks, £70 a week of which none has been charged. */
export const someNotice = (
  today: Temporal.PlainDate,
  differences: Partial<RecordedNotice> = {},
): RecordedNotice => ({
  id: randomUUID(),
  givenOn: today,
  lastDay: today.add({ days: 14 }),
  chargedTo: today,
  rent: 70_00n,
  every: 'week',
  weekBegins: 1,
  freeWeeks: [],
  expected: [],
  keysReturnedOn: undefined,
  forwarding: '',
  telephone: '',
  how: 'told by telephone',
  ...differences,
})
