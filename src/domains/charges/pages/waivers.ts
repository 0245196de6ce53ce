import { formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { table, tag } from '#web/govuk/display.ts'
import { button } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import { type Waiver, waiverReasons } from '../waive.ts'
import type { ChargeModel } from './charge.page.ts'

const states = {
  asked: ['waits for somebody’s agreement', 'yellow'],
  made: ['waived', 'green'],
  refused: ['not agreed', 'grey'],
} as const

/** What was waived of a charge, by whom and why; and the second person's way to agree. */
export const waiversPart = (model: ChargeModel): Html | false => {
  const { waivers, names, session } = model
  const nameOf = (id: string) => name(names.get(id) ?? id)
  return (
    waivers.length > 0 &&
    html`
  ${table({
    caption: 'Waivers',
    columns: [
      { label: 'Amount', numeric: true },
      { label: 'Why' },
      { label: 'State' },
      { label: 'Who' },
    ],
    rows: waivers.map(waiver => [
      formatPounds(waiver.amount),
      html`${waiverReasons[waiver.reason]}: ${waiver.because}`,
      tag(states[waiver.state][0], states[waiver.state][1]),
      html`${nameOf(waiver.askedBy)}, ${formatDateOf(waiver.askedAt)}${waiver.decidedBy !== null && html`; ${nameOf(waiver.decidedBy)}`}${waiver.aloneAs !== null && html` <span class="eh-quiet">alone, as ${waiver.aloneAs}</span>`}`,
    ]),
  })}
  ${waivers
    .filter(
      ({ state, askedBy }) =>
        state === 'asked' &&
        askedBy !== session.staffId &&
        session.permissions.includes('charges:agree'),
    )
    .map(waiver => decide(model, waiver))}`
  )
}

const decide = ({ session, account, component }: ChargeModel, waiver: Waiver): Html => html`
  <form method="post" action="/accounts/${account.id}/charges/${component.id}/waivers/${waiver.id}" class="eh-actions">
    ${csrf(session)}
    ${button(`Agree to waive ${formatPounds(waiver.amount)}`, { once: true, name: 'decision', value: 'agree' })}
    ${button('Refuse', { secondary: true, name: 'decision', value: 'refuse' })}
  </form>`
