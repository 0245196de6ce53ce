import type { Errors, Typed } from '#web/form.ts'
import { table, tag } from '#web/govuk/display.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html, type Insert } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'

/** Something that a person has to look at. */
export type ShownAlarm = {
  readonly id: string
  /** When it was raised, as officers say it. */
  readonly since: string
  readonly kind: string
  /** What happened, and what to do. */
  readonly says: string
  /** What it is about, leading to it; nothing where nothing here is. */
  readonly about: Insert
  /** How it is told from the others in a choice. */
  readonly called: string
}

/** Alarms, the longest waiting first, and a form to say what was done about one, for whoever may. */
export const alarmsToSettle = ({
  session,
  alarms,
  about,
  action,
  maySettle,
  typed = {},
  errors = {},
}: {
  readonly session: Session
  readonly alarms: readonly ShownAlarm[]
  /** What the last column is called. */
  readonly about: string
  readonly action: string
  readonly maySettle: boolean
  readonly typed?: Typed | undefined
  readonly errors?: Errors | undefined
}): Html =>
  alarms.length === 0
    ? html`<p class="govuk-body">Nothing has to be looked at.</p>`
    : html`
      ${table({
        caption: 'The longest waiting first',
        columns: [
          { label: 'Since' },
          { label: 'What' },
          { label: 'What happened, and what to do' },
          { label: about },
        ],
        rows: alarms.map(alarm => [alarm.since, tag(alarm.kind, 'red'), alarm.says, alarm.about]),
      })}
      ${
        maySettle &&
        html`
      <h2 class="govuk-heading-m">Settle one</h2>
      <form method="post" action="${action}" novalidate>
        ${csrf(session)}
        ${select({
          name: 'alarm',
          label: 'Which?',
          value: typed['alarm'],
          error: errors['alarm'],
          choices: alarms.map(({ id, kind, called }, n) => ({
            value: id,
            label: `${n + 1}: ${kind}${called && `, ${called}`}`,
          })),
        })}
        ${input({ name: 'why', label: 'What was done?', value: typed['why'], error: errors['why'], width: 20 })}
        ${button('Settle it', { once: true })}
      </form>`
      }`
