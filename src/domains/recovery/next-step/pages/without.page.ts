import { formatPounds } from '#values/money.ts'
import { table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/section.ts'
import { noPolicy } from '../../rules.ts'
import type { Stuck } from '../without.ts'

/** Accounts that nothing would ever move again: empty on a morning on which all is well. */
export const withoutPage = ({
  session,
  accounts,
  total,
}: {
  readonly session: Session
  readonly accounts: readonly Stuck[]
  readonly total: number
}): Html =>
  section({
    session,
    at: 'without',
    title: 'No next step',
    content: html`
      <p class="govuk-body">Accounts on which something is owed, with no hold, no open referral, no step on its way, and no day on which a night looks at them again. There should be none.</p>
      ${
        total === 0
          ? html`<p class="govuk-body"><strong>There are none.</strong></p>`
          : table({
              caption: accounts.length < total ? `The largest of ${total}` : `${total} in all`,
              columns: [
                { label: 'Who' },
                { label: 'Account' },
                { label: 'Stage' },
                { label: 'Owed', numeric: true },
                { label: 'What to do' },
              ],
              rows: accounts.map(one => [
                html`<a class="govuk-link" href="/people/${one.partyId}">${name(one.name)}</a>`,
                html`<a class="govuk-link" href="/accounts/${one.accountId}">${one.reference}</a> <span class="eh-quiet">${one.debtType}</span>`,
                one.stage,
                formatPounds(one.balance),
                one.rule === noPolicy
                  ? 'There is no policy for this type of debt: draft one'
                  : html`The policy has no way on from here: propose a step, or place a hold with a day. <a class="govuk-link" href="/accounts/${one.accountId}/why">Why<span class="govuk-visually-hidden"> for ${one.reference}</span></a>`,
              ]),
            })
      }`,
  })
