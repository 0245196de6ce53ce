import type { Account } from '#debts'
import { insetText, summaryList, table, tag } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate, isBefore } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Case } from '../../case-head.ts'
import { caseHead } from '../../pages/case-head.ts'
import { endingOf, isOver, type TenancyNotice } from '../notice.ts'
import { payBeforeLeaving, projectedBalance } from '../projected-balance.ts'
import { noticeFields } from './notice-fields.ts'

export type NoticeModel = {
  readonly theirs: Case
  readonly account: Account
  readonly notice: TenancyNotice | undefined
  /** From when they may be reminded of what is expected, and whether they were. */
  readonly reminder: { readonly from: Temporal.PlainDate; readonly isSent: boolean } | undefined
  readonly staff: ReadonlyMap<string, string>
  /** Made with the page, so that sending it twice records once. */
  readonly noticeId: string
  readonly typed: Typed
  readonly errors?: Errors
  readonly told?: string | undefined
}

/** The end of one tenancy: what will be owed and how it is worked out, what to pay before leaving, and how to record it. */
export const noticePage = (model: NoticeModel): Html => {
  const { theirs, account, notice, errors = {}, told } = model
  const { session, party } = theirs
  return layout({
    title: 'End of the tenancy',
    session,
    at: 'tenancies',
    errors,
    notice: told,
    content: html`
      ${caseHead(theirs, html`<p class="govuk-body"><a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a></p>`)}
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}">${capitalised(account.debtType)} ${account.reference}</a>`, 'End of the tenancy')}
      ${notice ? recorded(notice, model) : html`<p class="govuk-body">No notice has been recorded.</p>`}
      ${
        account.family === 'housing'
          ? session.permissions.includes('tenancies:record') && noticeFields(model)
          : html`<p class="govuk-body">This debt is not about a tenancy.</p>`
      }`,
  })
}

const recorded = (
  notice: TenancyNotice,
  { theirs: { today, party, session }, account, reminder, staff }: NoticeModel,
): Html => {
  const projected = projectedBalance(endingOf(notice))
  const over = isOver(notice, today)
  const plan = projected.ok
    ? payBeforeLeaving(projected.value.balance, today, notice.lastDay)
    : undefined
  return html`
    <div class="eh-columns"><div>
    ${
      projected.ok
        ? table({
            caption: `Owed at the end of ${formatDate(notice.lastDay)}, as recorded ${formatDate(notice.recordedOn)}`,
            columns: [{ label: 'What' }, { label: 'Amount', numeric: true }],
            rows: [
              ...projected.value.working.map(({ says, amount }) => [
                name(says),
                formatPounds(amount),
              ]),
              [
                html`<strong>Projected</strong>`,
                html`<strong>${formatPounds(projected.value.balance)}</strong>`,
              ],
              ...(over
                ? [
                    ['Owed that day, by what is known now', formatPounds(notice.owedOnLastDay)],
                    ['Difference', formatPounds(notice.owedOnLastDay - projected.value.balance)],
                  ]
                : []),
            ],
          })
        : insetText(html`${tag('not worked out', 'yellow')} ${projected.refusal.says}`)
    }
    ${
      plan &&
      html`<p class="govuk-body">To owe nothing when they leave: <strong>${formatPounds(plan.aWeek)} a week</strong> for ${plan.weeks === 1 ? '1 week' : `${plan.weeks} weeks`}. It is what it comes to, and no arrangement: ask what they can afford.</p>`
    }
    ${
      projected.ok &&
      !over &&
      session.permissions.includes('tenancies:record') &&
      html`
    <form method="post" action="/accounts/${account.id}/tenancy/letter">
      ${csrf(session)}
      <input type="hidden" name="letter" value="expectation">
      <p class="govuk-body-s">The letter says what is above, what to do before leaving, and who helps. It demands nothing. One is written for each recording.</p>
      <button class="govuk-button govuk-button--secondary" data-module="govuk-button" data-prevent-double-click="true">Write to them what is expected</button>
    </form>
    ${projected.value.balance > 0n && reminder && reminderPart(account.id, { session, today, reminder })}`
    }
    </div><div>
    ${summaryList([
      ['Notice given', formatDate(notice.givenOn)],
      ['Last day', html`${formatDate(notice.lastDay)} ${over && tag('over', 'grey')}`],
      [
        'Rent',
        notice.rent === null
          ? 'Not known'
          : `${formatPounds(notice.rent)}${notice.rentEvery === null ? '' : ` a ${notice.rentEvery}`}`,
      ],
      [
        'Keys',
        notice.keysReturnedOn
          ? `Returned ${formatDate(notice.keysReturnedOn)}`
          : 'Not returned yet',
      ],
      [
        'How to reach them then',
        html`${notice.hasForwarding ? 'They said where they go' : tag('not known where they go', 'yellow')} ${notice.hasTelephone ? '' : tag('no telephone number', 'yellow')}
          <a class="govuk-link" href="/people/${party.personId}/contact-details">Their details</a>`,
      ],
      [
        'Recorded',
        `${staff.get(notice.recordedBy) ?? 'an officer'}, ${formatDate(notice.recordedOn)}`,
      ],
    ])}
    </div></div>`
}

/** The one friendly reminder: where it went, when it may, or the button for it. */
const reminderPart = (
  accountId: string,
  {
    session,
    today,
    reminder: { from, isSent },
  }: {
    readonly session: Session
    readonly today: Temporal.PlainDate
    readonly reminder: NonNullable<NoticeModel['reminder']>
  },
): Html => {
  if (isSent)
    return html`<p class="govuk-body">They were reminded of it. Once is all: speak to them.</p>`
  if (isBefore(today, from))
    return html`<p class="govuk-body">They may be reminded of it once, from ${formatDate(from)}.</p>`
  return html`
    <form method="post" action="/accounts/${accountId}/tenancy/letter">
      ${csrf(session)}
      <input type="hidden" name="letter" value="reminder">
      <p class="govuk-body-s">A reminder says the same again before they leave, with what to pay a week and who helps. One is written for each tenancy. Speak to them first, if you can.</p>
      <button class="govuk-button govuk-button--secondary" data-module="govuk-button" data-prevent-double-click="true">Remind them</button>
    </form>`
}
