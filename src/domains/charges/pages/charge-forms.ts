import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { insetText } from '#web/govuk/display.ts'
import { button, input, radios } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import { isInterest } from '../kinds.ts'
import { waiverReasons } from '../waive.ts'
import type { ChargeModel } from './charge.page.ts'

/** What an officer may do about a charge: waive some of it, stop it, let it run again. */
export const chargeForms = (model: ChargeModel): Html => {
  const { session, component, part, waivers, stops } = model
  const isWaiting = waivers.some(({ state }) => state === 'asked')
  const left = part?.left ?? 0n
  return html`
    ${session.permissions.includes('charges:waive') && left > 0n && !isWaiting && waiveForm(model, left)}
    ${session.permissions.includes('charges:add') && isInterest(component.kind) && readForm(model)}
    ${
      session.permissions.includes('charges:add') &&
      isInterest(component.kind) &&
      component.endsOn === null &&
      (stops.some(({ untilOn }) => untilOn === null) ? startForm(model) : stopForm(model))
    }`
}

const action = ({ account, component }: ChargeModel, doing: string): string =>
  `/accounts/${account.id}/charges/${component.id}/${doing}`

const readForm = (model: ChargeModel): Html => html`
  <form method="post" action="${action(model, 'read')}">
    ${csrf(model.session)}
    <p class="govuk-body">The night posts what is new. ${button('Bring it up to date now', { secondary: true, once: true })}</p>
  </form>`

const waiveForm = (model: ChargeModel, left: bigint): Html => {
  const { session, typed = {}, errors = {} } = model
  return html`
  <h2 class="govuk-heading-m">Waive some or all of it</h2>
  <form method="post" action="${action(model, 'waive')}" novalidate>
    ${csrf(session)}
    ${input({
      name: 'amount',
      label: 'How much?',
      hint: `${formatPounds(left)} is left. Above your limit somebody else has to agree.`,
      prefix: '£',
      width: 10,
      autocomplete: 'off',
      value: typed['amount'],
      error: errors['amount'],
    })}
    ${radios({
      name: 'reason',
      label: 'Why is it waived?',
      value: typed['reason'],
      error: errors['reason'],
      choices: Object.entries(waiverReasons).map(([value, label]) => ({ value, label })),
    })}
    ${input({ name: 'because', label: 'In your own words', value: typed['because'], error: errors['because'] })}
    ${button('Waive it', { once: true })}
  </form>`
}

const stopForm = (model: ChargeModel): Html => {
  const { session, typed = {}, errors = {}, today } = model
  return html`
  <h2 class="govuk-heading-m">Stop the interest</h2>
  <form method="post" action="${action(model, 'stop')}" novalidate>
    ${csrf(session)}
    ${input({
      name: 'from',
      label: 'First day without interest',
      hint: 'What was posted for that day and later is taken back.',
      width: 10,
      autocomplete: 'off',
      value: typed['from'] ?? `${today.day}/${today.month}/${today.year}`,
      error: errors['from'],
    })}
    ${input({ name: 'stopWhy', label: 'Why does it stop?', value: typed['stopWhy'], error: errors['stopWhy'] })}
    ${button('Stop it', { secondary: true, once: true })}
  </form>`
}

const startForm = (model: ChargeModel): Html => {
  const { session, stops, typed = {}, errors = {}, today } = model
  if (stops.some(({ kind, untilOn }) => kind === 'insolvency' && untilOn === null))
    return insetText('An insolvency stopped this interest. It does not run again.')
  return html`
  <h2 class="govuk-heading-m">Let it run again</h2>
  <form method="post" action="${action(model, 'start')}" novalidate>
    ${csrf(session)}
    ${insetText(`It runs again from ${formatDate(today)}, and for none of the days it was stopped.`)}
    ${input({ name: 'startWhy', label: 'Why does it run again?', value: typed['startWhy'], error: errors['startWhy'] })}
    ${button('Let it run again', { secondary: true, once: true })}
  </form>`
}
