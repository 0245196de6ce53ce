import { type EmergencyStop, whereInWords } from '#administration'
import type { Ward } from '#wards'
import { formatDateOf } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import { type Errors, tickedIn, type Typed } from '#web/form.ts'
import { table, tag, warningText } from '#web/govuk/display.ts'
import { button, checkboxes, input, radios, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/section.ts'
import { stateOf } from '../lift.ts'

export type EmergencyModel = {
  readonly session: Session
  readonly stops: readonly EmergencyStop[]
  /** The wards in force, and how many accounts are at a postcode that none of them has; none where no file was brought. */
  readonly wards: readonly Ward[]
  readonly inNoWard: number
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string
}

export const stateTag = (stop: EmergencyStop): Html => {
  const state = stateOf(stop)
  return tag(state, ({ stands: 'red', 'to be lifted': 'yellow', lifted: 'grey' } as const)[state])
}

/** The switch that stops everything adverse, and each time that it was used. */
export const emergencyPage = ({
  session,
  stops,
  wards,
  inNoWard,
  typed = {},
  errors = {},
  refusal,
}: EmergencyModel): Html =>
  section({
    session,
    at: 'emergency',
    title: 'Emergency stop',
    errors,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      ${
        session.permissions.includes('emergency:stop') &&
        html`
      <form method="post" action="/emergency" novalidate data-draft="emergency">
        ${csrf(session)}
        ${radios({
          name: 'where',
          label: 'What is stopped?',
          value: typed['where'],
          error: errors['where'],
          choices: [
            {
              value: 'areas',
              label: wards.length === 0 ? 'Some postcodes' : 'Some wards or postcodes',
              hint: 'Every account whose property, or the address of anybody who owes it, is there',
            },
            { value: 'everywhere', label: 'Everything, everywhere' },
          ],
        })}
        ${wards.length > 0 && whichWards(wards, inNoWard, tickedIn(typed, 'wards'))}
        ${textarea({ name: 'areas', label: 'Which postcodes?', hint: 'Districts, sectors with their space, or whole postcodes, with commas between: TN4, TN11 8, TN4 8AB', rows: 2, value: typed['areas'], error: errors['areas'] })}
        ${input({ name: 'because', label: 'What has happened?', hint: 'All staff read it at the top of every page: name nobody', value: typed['because'], error: errors['because'] })}
        <p class="govuk-body">At once: no notice is planned, released or sent there, and what was on its way and has not gone is pulled. It stays so until it has been reviewed and a second person lifts it.</p>
        ${button('Stop it now', { once: true })}
      </form>`
      }
      ${
        stops.length === 0
          ? html`<p class="govuk-body">There has been no emergency.</p>`
          : table({
              caption: 'Stops, the newest first',
              columns: [
                { label: 'Where' },
                { label: 'What happened' },
                { label: 'From' },
                { label: 'Until' },
                { label: 'State' },
              ],
              rows: stops.map(stop => [
                html`<a class="govuk-link" href="/emergency/${stop.id}">${capitalised(whereInWords(stop))}</a>`,
                stop.because,
                formatDateOf(stop.begunAt),
                stop.liftedOn === null
                  ? ''
                  : `${stop.liftedOn.toLocaleString('en-GB', { dateStyle: 'long' })}, over ${stop.nights} nights`,
                stateTag(stop),
              ]),
            })
      }`,
  })

const whichWards = (
  wards: readonly Ward[],
  inNoWard: number,
  ticked: readonly string[],
): Html => html`
        <div class="eh-wards">${checkboxes({
          name: 'wards',
          label: 'Which wards?',
          hint: inNoWardInWords(inNoWard),
          values: ticked,
          choices: wards.map(({ code, name }) => ({ value: code, label: name })),
        })}</div>`

export const inNoWardInWords = (accounts: number): string =>
  accounts === 0
    ? 'Every account that owes something is at postcodes whose ward is known'
    : `${accounts.toLocaleString('en-GB')} ${accounts === 1 ? 'account that owes something has' : 'accounts that owe something have'} a property, or somebody who owes it living, at a postcode whose ward is not known, or at none: a ward does not find them there. Name postcodes too where it matters`
