import { insetText, panel, warningText } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html, type Insert } from '#web/html.ts'
import { layout } from '#web/layout.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import type { LinkedPayment } from '../link.ts'

// For whoever has the link, on a telephone, in words that a child of nine can read. Nothing says who they are or why they pay.

/** Whose page it is, and whether it is for training. */
export type Around = {
  readonly council: string
  readonly telephone: string
  readonly isTraining: boolean
}

const payerPage = (
  { council, telephone, isTraining }: Around,
  title: string,
  content: Insert,
  errors: Errors = {},
) =>
  layout({
    title,
    errors,
    session: undefined,
    council,
    isTraining,
    content: html`${content}
      ${telephone !== '' && html`<p class="govuk-body">Need help? Call ${council} on <strong>${telephone}</strong>.</p>`}`,
  })

const title = (text: Insert) => html`<h1 class="govuk-heading-l">${text}</h1>`
const says = (text: Insert) => html`<p class="govuk-body">${text}</p>`

/** Where whoever has a bill types its number and how much they pay. Nothing is said of what is owed, or by whom. */
export const numberPage = (
  around: Around,
  {
    path,
    typed = {},
    errors = {},
  }: { readonly path: string; readonly typed?: Typed; readonly errors?: Errors },
): Html =>
  payerPage(
    around,
    `Pay ${around.council}`,
    html`
      ${title(html`Pay ${around.council}`)}
      <form method="post" action="${path}" novalidate>
        ${input({
          name: 'number',
          label: 'Your number with us',
          hint: 'It is at the top of your bill or letter. You can leave out spaces.',
          value: typed['number'],
          error: errors['number'],
          width: 20,
        })}
        ${input({
          name: 'amount',
          label: 'How much do you want to pay?',
          hint: 'In pounds, like 25 or 25.50',
          value: typed['amount'],
          error: errors['amount'],
          width: 10,
        })}
        ${button('Go on')}
      </form>
      ${says('You will see how much it is again before you pay. If you cannot pay all of it, call us. We can help.')}`,
    errors,
  )

/** What a link says: how much, to whom, the end of a number they know, and a button. */
export const payPage = (
  around: Around,
  {
    amount,
    lastFour,
    path,
    agreedEach,
    agreedDays,
    refusal,
    isAgain,
  }: Pick<LinkedPayment, 'amount' | 'lastFour' | 'agreedEach' | 'agreedDays'> & {
    readonly path: string
    readonly refusal?: string | undefined
    /** The try before did not succeed. */
    readonly isAgain?: boolean
  },
): Html =>
  payerPage(
    around,
    `Pay ${formatPounds(amount)}`,
    html`
      ${title(html`Pay ${formatPounds(amount)} to ${around.council}`)}
      ${refusal !== undefined && warningText(refusal)}
      ${isAgain && warningText('Your last try did not work. No money was taken. You can try again.')}
      ${says(html`Your number with us ends in <strong>${lastFour}</strong>. If it does not, stop and call us.`)}
      ${agreedEach !== null && agreedDays.length > 0 && consent(around, agreedEach, agreedDays)}
      ${says('You will type your card on a page run by GOV.UK Pay. We never see your card number.')}
      <form method="post" action="${path}" novalidate>${button(`Pay ${formatPounds(amount)}`, { once: true })}</form>`,
  )

/** What a payer agrees to with their first payment, all of it, before they pay. */
const consent = (
  { council }: Around,
  each: Pence,
  days: readonly Temporal.PlainDate[],
): Html => html`
  ${insetText(html`If you pay, you also agree that ${council} takes <strong>${formatPounds(each)}</strong> from the same card on ${days.length === 1 ? 'this day' : html`each of these ${days.length} days`}: never more, and never sooner.`)}
  <ul class="govuk-list govuk-list--bullet">${days.map(day => html`<li>${formatDate(day)}</li>`)}</ul>
  ${says('You can stop this whenever you want. Call us, and nothing more is taken.')}`

/** The way on to GOV.UK Pay, where it is another site. */
export const goOnPage = (around: Around, nextUrl: string): Html =>
  payerPage(
    around,
    'Go to the card page',
    html`
      ${title('You are nearly there')}
      ${says('The next page is run by GOV.UK Pay. Type your card there.')}
      <p class="govuk-body"><a class="govuk-button" role="button" href="${nextUrl}" rel="noreferrer">Go to the card page</a></p>`,
  )

/** How it ended, or that nobody knows yet, when the page asks again by itself. */
export const endPage = (
  around: Around,
  {
    amount,
    is,
    receipt,
    path,
  }: {
    readonly amount: Pence
    readonly is: 'paid' | 'not known yet'
    readonly receipt: string
    readonly path: string
  },
): Html =>
  payerPage(
    around,
    is === 'paid' ? 'We have your payment' : 'We are checking your payment',
    html`<div id="payment-end" role="status"${is !== 'paid' && html` data-poll="${path}"`}>${
      is === 'paid'
        ? html`${panel('We have your payment', html`Your receipt<br><strong>${receipt}</strong>`)}
      ${says(html`You paid <strong>${formatPounds(amount)}</strong> to ${around.council}. Write the receipt down or take a picture of it.`)}
      ${says('You can close this page.')}`
        : html`${title('We are checking your payment')}
      ${says('Do not pay again. This page will say when it is done. You can also look here later.')}`
    }</div>`,
  )

const ends = {
  paid: ['This is already paid', 'Thank you. You do not need to do anything else.'],
  cancelled: [
    'This payment was called off',
    'You do not need to pay with this link. Nothing was taken.',
  ],
  'run out': [
    'This link is too old',
    'Nothing was taken. Call us if you still want to pay, and we will give you a new link.',
  ],
  'not owed': [
    'This does not have to be paid any more',
    'You may have paid in another way. Nothing was taken. Call us if you want to know what is left to pay.',
  ],
  'not asked': [
    'You do not have to pay this now',
    'Nothing was taken. Call us if you still want to pay.',
  ],
  nothing: [
    'We cannot find that payment',
    'Look at the link again. A letter or a number may be wrong.',
  ],
  'too many': [
    'Please wait',
    'There were too many wrong links from here. Wait 15 minutes, then try again.',
  ],
  'not set up': ['You cannot pay here just now', 'Nothing was taken. Please call us.'],
} as const

/** Kindly, that this link is of no more use, and that nothing is wrong. */
export const noPayPage = (around: Around, why: keyof typeof ends): Html =>
  payerPage(around, ends[why][0], html`${title(ends[why][0])}${says(ends[why][1])}`)

/** Why a link of a payment cannot be paid by; undefined while it can. */
export const whyNoPay = (
  { state, expiresAt, whyNotNow }: LinkedPayment,
  now: Temporal.Instant,
): keyof typeof ends | undefined => {
  if (state !== 'waiting') return state
  return Temporal.Instant.compare(expiresAt, now) < 0 ? 'run out' : (whyNotNow ?? undefined)
}
