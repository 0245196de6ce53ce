import { tellings } from '#parties'
import { button, input, select, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import { capitalised } from '#values/text.ts'
import { expectedRows } from '../form.ts'
import { rentPeriods } from '../projected-balance.ts'
import type { NoticeModel } from './notice.page.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** What an officer records of a notice, the first time or anew: nothing is written over. */
export const noticeFields = ({
  theirs: { session },
  account,
  notice,
  noticeId,
  typed,
  errors = {},
}: NoticeModel): Html => {
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  const aDay = (field: string, label: string, hint = 'Like 27/3/2027') =>
    input({ ...asked(field), label, hint, width: 10 })
  return html`
    <h2 class="govuk-heading-m">${notice ? 'Record it anew' : 'Record their notice'}</h2>
    <form method="post" action="/accounts/${account.id}/tenancy" novalidate data-draft="tenancy-${account.id}">
      ${csrf(session)}
      <input type="hidden" name="notice" value="${noticeId}">
      <div class="eh-columns"><div>
      ${aDay('givenOn', 'Day on which they gave notice')}
      ${aDay('lastDay', 'Last day of the tenancy')}
      <div class="eh-pair">
      ${input({ ...asked('rent'), label: 'Rent', hint: 'Leave it empty where it is not known', prefix: '£', width: 10 })}
      ${select({
        ...asked('every'),
        label: 'A week or a month?',
        choices: [
          { value: '', label: 'Not known' },
          ...rentPeriods.map(value => ({ value, label: `A ${value}` })),
        ],
      })}
      </div>
      ${select({
        ...asked('weekBegins'),
        label: 'A rent week begins on',
        choices: weekdays.map((label, n) => ({ value: String(n + 1), label })),
      })}
      ${textarea({ ...asked('freeWeeks'), label: 'Free weeks until the last day, by their first day', hint: 'Weeks with no rent, one a line. Empty where there are none.', rows: 2 })}
      ${aDay('chargedTo', 'The balance has rent up to and with', 'The last day for which rent has been charged, like 27/3/2027')}
      </div><div>
      <fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Payments that will surely come by the last day</legend>
      <p class="govuk-body-s">Only what was decided or stands: housing benefit or universal credit for a period, a direct debit.</p>
      ${expectedRows.map(
        row => html`
      <div class="eh-pair">
        ${input({ ...asked(`on-${row}`), label: `Day of payment ${row}`, width: 10 })}
        ${input({ ...asked(`amount-${row}`), label: `Amount of payment ${row}`, prefix: '£', width: 10 })}
        ${input({ ...asked(`by-${row}`), label: `What payment ${row} is`, width: 10 })}
      </div>`,
      )}
      </fieldset>
      ${aDay('keysReturnedOn', 'Keys returned on', 'Empty until they are. Like 27/3/2027')}
      ${textarea({ ...asked('forwarding'), label: 'Where do they go?', hint: 'The address, a line each, its postcode last. It becomes a new detail that somebody accepts.', rows: 4 })}
      ${input({ ...asked('telephone'), label: 'Telephone number that they keep', width: 20 })}
      ${select({
        ...asked('how'),
        label: 'How did they tell us?',
        choices: tellings.map(value => ({ value, label: capitalised(value) })),
      })}
      </div></div>
      ${button(notice ? 'Record it anew' : 'Record the notice', { once: true })}
      <a class="govuk-link" href="/accounts/${account.id}">Cancel</a>
    </form>`
}
