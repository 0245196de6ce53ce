import type { Account } from '#debts'
import { button, radios, textarea } from '#web/govuk/fields.ts'
import { table, tag } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate, isBefore } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Referral } from '../referrals.ts'
import { noPostTo } from './referrals.page.ts'
import { asksForARemedy, returnCodes } from '../return-codes.ts'

type Model = {
  readonly session: Session
  readonly account: Account
  readonly referrals: readonly Referral[]
  readonly names: ReadonlyMap<string, string>
  readonly today: Temporal.PlainDate
  /** The referral that a form came back for. */
  readonly answering?: string
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** What people have to do about one account, and what came of what was done. */
export const accountReferralsPage = (model: Model): Html => {
  const { session, account, referrals, errors = {}, notice } = model
  const open = referrals.filter(({ closedOn }) => closedOn === null)
  // One form at a time: of the referral that is being answered, else of the first.
  const answered = open.find(({ id }) => id === model.answering) ?? open[0]
  const closed = referrals.filter(({ closedOn }) => closedOn !== null)
  return layout({
    title: 'Referrals',
    session,
    at: 'referrals',
    errors,
    notice,
    content: html`
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}">Account ${account.reference}</a>`, 'Referrals')}
      ${referrals[0] && html`<p class="govuk-body"><a class="govuk-link" href="/people/${account.leadPartyId}">${name(referrals[0].name)}</a> owes ${formatPounds(referrals[0].balance)} of ${account.debtType}. <a class="govuk-link" data-key="w" href="/accounts/${account.id}/why">Why is it here?</a></p>`}
      ${open.length === 0 && html`<p class="govuk-body" role="status">Nothing about this account waits for a person.</p>`}
      ${open.map(one => openPart(one, one === answered, model))}
      ${closed.length > 0 && closedTable(closed, model)}
      <p class="govuk-body"><a class="govuk-link" href="/referrals">All lists</a></p>`,
  })
}

const openPart = (
  one: Referral,
  hasForm: boolean,
  { session, today, answering, typed = {}, errors = {} }: Model,
): Html => {
  const isAnswering = answering === one.id
  return html`
    <section>
      <h2 class="govuk-heading-m">${capitalised(one.kind)} ${isBefore(one.dueBy, today) && tag('late', 'red')}</h2>
      <p class="govuk-body">Opened on ${formatDate(one.openedOn)}, to be done by ${formatDate(one.dueBy)}.${one.heldBy !== null && ` The account is on hold (${one.heldBy}): do nothing about it until that ends.`}${one.lettersStoppedBy !== null && ` Do not write to them or go there: ${noPostTo(one.lettersStoppedBy)}.`}</p>
      ${
        asksForARemedy(one.kind) &&
        html`<p class="govuk-body"><a class="govuk-link" href="/accounts/${one.accountId}/remedies">Choose the remedy</a>: every one with why, and what you choose closes this. Close it here only when something else came of it.</p>`
      }
      ${
        hasForm &&
        session.permissions.includes('referrals:close') &&
        html`
      <form method="post" action="/accounts/${one.accountId}/referrals/${one.id}/close" novalidate data-draft="referral-${one.id}">
        ${csrf(session)}
        ${radios({
          name: 'returnCode',
          label: 'What came of it?',
          value: isAnswering ? typed['returnCode'] : undefined,
          error: isAnswering ? errors['returnCode'] : undefined,
          choices: Object.entries(returnCodes)
            .filter(([value]) => value !== 'carried out' || !asksForARemedy(one.kind))
            .map(([value, says]) => ({ value, label: capitalised(value), hint: says })),
        })}
        ${textarea({
          name: 'note',
          label: 'What you found',
          rows: 3,
          value: isAnswering ? typed['note'] : undefined,
          error: isAnswering ? errors['note'] : undefined,
        })}
        ${button('Close it', { once: true })}
      </form>`
      }
    </section>`
}

const closedTable = (closed: readonly Referral[], { names }: Model): Html =>
  table({
    caption: 'Closed',
    columns: [
      { label: 'What' },
      { label: 'Opened' },
      { label: 'Closed' },
      { label: 'By' },
      { label: 'What came of it' },
      { label: 'Note' },
    ],
    rows: closed.map(one => [
      capitalised(one.kind),
      formatDate(one.openedOn),
      one.closedOn ? formatDate(one.closedOn) : '',
      names.get(one.closedBy ?? '') ?? 'Evenhand',
      one.returnCode ?? '',
      html`<bdi>${one.note}</bdi>`,
    ]),
  })
