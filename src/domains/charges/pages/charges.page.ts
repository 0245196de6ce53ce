import type { Account } from '#debts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { insetText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { chargeKinds, kindsOfCharge } from '../kinds.ts'
import type { PartOfDebt } from '../parts.ts'
import { partsTable } from './parts.ts'

export type ChargesModel = {
  readonly session: Session
  readonly account: Account
  readonly parts: readonly PartOfDebt[]
  readonly notice?: string | undefined
}

/** The heading of every page about one account's charges, with the way back to it. */
export const accountHeading = (account: Account, title: string): Html => html`
  ${heading(html`${capitalised(account.debtType)} ${account.reference}`, title)}
  <p class="govuk-body"><a class="govuk-link" href="/accounts/${account.id}">The account</a> of ${name(account.leadName)}, <a class="govuk-link" href="/accounts/${account.id}/charges">its costs and interest</a></p>`

/** What an account's balance is made of, and what may be added to it. */
export const chargesPage = ({ session, account, parts, notice }: ChargesModel): Html =>
  layout({
    title: `Costs and interest, ${account.debtType} ${account.reference}`,
    session,
    at: 'charges',
    notice,
    content: html`
      ${accountHeading(account, 'Costs and interest')}
      ${partsTable(account.id, parts)}
      <p class="govuk-body">Together ${formatPounds(account.balance)} is left. A payment is counted towards the debt itself first, because interest runs on nothing else.</p>
      <p class="govuk-body"><a class="govuk-link" href="/accounts/${account.id}/spending">What collecting it cost the council</a>, which is not added to what is owed.</p>
      ${
        session.permissions.includes('charges:add')
          ? html`
      <h2 class="govuk-heading-m">Charge something</h2>
      <ul class="govuk-list">${chargeKinds.map(
        kind =>
          html`<li><a class="govuk-link" href="/accounts/${account.id}/charges/new?kind=${encodeURIComponent(kind)}">${kindsOfCharge[kind].title}</a></li>`,
      )}</ul>`
          : insetText(
              'A court officer, a local-taxation officer or a team leader charges costs and interest.',
            )
      }`,
  })
