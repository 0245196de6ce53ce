import { insetText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { layout } from '#web/layout.ts'
import { formatPounds } from '#values/money.ts'
import { testCards } from './test-cards.ts'

/** The page where a payer of a sample council types a test card. It says at its top and at its end that it is for training. */
export const cardPage = ({
  council,
  path,
  amount,
  description,
  error,
}: {
  readonly council: string
  readonly path: string
  readonly amount: bigint
  readonly description: string
  readonly error?: string | undefined
}): Html =>
  layout({
    title: 'Training card page',
    session: undefined,
    council,
    isTraining: true,
    errors: { card: error },
    content: html`
      <h1 class="govuk-heading-l">Type a test card</h1>
      ${insetText('This page stands in for GOV.UK Pay in training. No money moves. Never type a real card here: only the test cards below are taken, and none is kept.')}
      <p class="govuk-body">${description}: <strong>${formatPounds(amount)}</strong></p>
      <form method="post" action="${path}" novalidate>
        ${input({ name: 'card', label: 'Test card number', hint: '4444 3333 2222 1111 pays, 4000 0000 0000 0002 is refused', width: 20, autocomplete: 'off', error })}
        ${button('Pay', { once: true, name: 'do', value: 'pay' })}
        ${button('Cancel', { secondary: true, name: 'do', value: 'cancel' })}
      </form>
      <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Every test card</span></summary>
        <div class="govuk-details__text"><ul class="govuk-list">${Object.entries(testCards).map(
          ([number, does]) => html`<li>${number.replaceAll(/(.{4})(?=.)/g, '$1 ')}: ${does}</li>`,
        )}</ul></div></details>`,
  })
