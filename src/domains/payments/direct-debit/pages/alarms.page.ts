import type { Errors, Typed } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { formatDateOf } from '#values/dates.ts'
import type { Alarm } from '../alarms.ts'
import { alarmsToSettle } from '../../pages/alarms.ts'
import { section } from './shared.ts'

export type AlarmsModel = {
  readonly session: Session
  readonly alarms: readonly Alarm[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

const dayOf = ({ raisedAt }: Alarm): string => formatDateOf(raisedAt)

/** What a person has to look at, the longest waiting first, and saying what was done about one. */
export const alarmsPage = (model: AlarmsModel): Html => {
  const { session, alarms, typed, errors = {}, notice } = model
  return section({
    session,
    at: 'alarms',
    title: 'Alarms',
    errors,
    notice,
    content: alarmsToSettle({
      session,
      about: 'Mandate',
      action: '/direct-debits/alarms',
      maySettle: session.permissions.includes('direct-debits:submit'),
      typed,
      errors,
      alarms: alarms.map(alarm => ({
        ...alarm,
        since: dayOf(alarm),
        about:
          alarm.accountId !== null &&
          html`<a class="govuk-link" href="/accounts/${alarm.accountId}/direct-debit">${alarm.reference}</a>`,
        called: alarm.reference ?? dayOf(alarm),
      })),
    }),
  })
}
