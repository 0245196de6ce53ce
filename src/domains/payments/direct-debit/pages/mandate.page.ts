import type { Account, Liable } from '#debts'
import { button, checkboxes, input, select } from '#web/govuk/fields.ts'
import { summaryList, table, tag, warningText } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { AccountCollection } from '../calendar.ts'
import { isLive, type Mandate } from '../mandate.ts'
import { decideForm, mandateForms } from './mandate-forms.ts'
import { stateTag } from './shared.ts'

export type MandateModel = {
  readonly session: Session
  readonly account: Account
  readonly liable: readonly Liable[]
  readonly mandates: readonly Mandate[]
  readonly collections: readonly AccountCollection[]
  readonly typed?: Typed
  readonly errors?: Errors
  /** Why what was just asked for was not done, where no field says it. */
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** An account's direct debit: its mandate, what was and will be collected, and what can be done; or setting one up. */
export const mandatePage = (model: MandateModel): Html => {
  const { session, account, mandates, collections, refusal, notice, errors = {} } = model
  const live = mandates.find(isLive)
  const may = session.permissions.includes('direct-debits:set-up')
  return layout({
    title: `Direct debit of ${account.reference}`,
    session,
    at: 'direct-debits',
    notice,
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}">${capitalised(account.debtType)} ${account.reference}</a>`, 'Direct debit')}
      ${refusal !== undefined && warningText(refusal)}
      <div class="eh-columns"><div>
        ${live ? summary(live) : html`<p class="govuk-body">Nobody pays this account by direct debit. ${formatPounds(account.balance)} is left to pay.</p>`}
        ${live && decideForm(model, live)}
      </div><div>
        ${live ? may && mandateForms(model, live) : may && setUpForm(model)}
      </div></div>
      ${collections.length > 0 && collectionsTable(model)}
      ${ended(mandates.filter(mandate => !isLive(mandate)))}`,
  })
}

const colours = {
  proposed: 'grey',
  lodged: 'blue',
  active: 'green',
  amended: 'yellow',
  cancelled: 'red',
  dormant: 'grey',
} as const

export const mandateTag = ({ state, pausedWhy }: Pick<Mandate, 'state' | 'pausedWhy'>): Html =>
  pausedWhy === null ? tag(state, colours[state]) : tag('paused', 'red')

const summary = (mandate: Mandate): Html =>
  summaryList([
    ['State', html`${mandateTag(mandate)} since ${formatDate(mandate.stateSince)}`],
    ['Because', mandate.pausedWhy ?? mandate.stateWhy],
    ['Payer', name(mandate.payer)],
    ['Reference', mandate.reference],
    [
      'Bank account',
      `Ends ${mandate.lastFour}${mandate.modulus === 'passes' ? '' : ' (could not be checked)'}`,
    ],
    ['Last collected', mandate.lastUsedOn ? formatDate(mandate.lastUsedOn) : 'Nothing yet'],
  ])

const setUpForm = ({ session, account, liable, typed = {}, errors = {} }: MandateModel): Html => {
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return html`
    <h2 class="govuk-heading-m">Set one up</h2>
    <form method="post" action="/accounts/${account.id}/direct-debit" novalidate>
      ${csrf(session)}
      ${select({
        ...asked('payer'),
        label: 'Who pays?',
        choices: [
          ...(liable.length > 1 ? [{ value: '', label: 'Choose' }] : []),
          ...liable.map(({ partyId, name: who }) => ({ value: partyId, label: who })),
        ],
      })}
      ${input({ ...asked('payerName'), label: 'Name on the bank account', width: 20 })}
      ${input({ ...asked('sortCode'), label: 'Sort code', hint: 'For example, 12-34-56', width: 10, autocomplete: 'off' })}
      ${input({ ...asked('accountNumber'), label: 'Account number', hint: 'Eight figures', width: 10, autocomplete: 'off' })}
      ${checkboxes({
        name: 'alone',
        label: 'Read this to the payer',
        values: typed['alone'] === 'yes' ? ['yes'] : [],
        error: errors['alone'],
        choices: [
          {
            value: 'yes',
            label: 'They alone can let money be taken from this account, and they want it to be',
          },
        ],
      })}
      ${button('Set up the direct debit', { once: true })}
    </form>`
}

const collectionsTable = ({ session, collections }: MandateModel): Html =>
  table({
    caption: 'Collections, the latest first',
    columns: [
      { label: 'Day' },
      { label: 'Due' },
      { label: 'Amount', numeric: true },
      { label: 'State' },
      { label: 'Why' },
      { label: 'Do' },
    ],
    rows: collections.map(one => [
      formatDate(one.collectOn),
      formatDate(one.dueOn),
      formatPounds(one.amount),
      stateTag(one.state),
      one.why,
      one.mayPresentAgain && session.permissions.includes('direct-debits:set-up')
        ? html`<form method="post" action="/direct-debits/collections/${one.id}/again" class="eh-inline">${csrf(session)}<button class="eh-link-button">Present again<span class="govuk-visually-hidden"> what was due on ${formatDate(one.dueOn)}</span></button></form>`
        : '',
    ]),
  })

const ended = (mandates: readonly Mandate[]): Html | false =>
  mandates.length > 0 &&
  table({
    caption: 'Mandates that have ended',
    columns: [
      { label: 'Reference' },
      { label: 'Payer' },
      { label: 'State' },
      { label: 'Since' },
      { label: 'Why' },
    ],
    rows: mandates.map(mandate => [
      mandate.reference,
      name(mandate.payer),
      mandateTag(mandate),
      formatDate(mandate.stateSince),
      mandate.stateWhy,
    ]),
  })
