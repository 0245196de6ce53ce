import type { Account } from '#debts'
import { table } from '#web/govuk/display.ts'
import { html, type Html, type Insert } from '#web/html.ts'
import { formatDate } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import { firstDay, type Hold, isOver, lastDay } from '../hold.ts'

/**
 * Holds as a list for other pages: those that run first, each leading to its own page, where it can be ended. Says so
 * when there are none. `accounts` names what holds on one account cover.
 */
export const holdsList = (
  holds: readonly Hold[],
  {
    now,
    accounts = [],
  }: {
    readonly now: Temporal.Instant
    readonly accounts?: readonly Pick<Account, 'id' | 'debtType' | 'reference'>[]
  },
): Html => {
  const running = holds.filter(hold => !isOver(hold, now))
  const over = holds.filter(hold => isOver(hold, now))
  if (holds.length === 0) return html`<p class="govuk-body-s">Nothing holds recovery.</p>`
  return table({
    caption: running.length === 0 ? 'Holds: none is running' : `Holds: ${running.length} running`,
    columns: [
      { label: 'Hold' },
      { label: 'Covers' },
      { label: 'From' },
      { label: 'Until' },
      { label: 'Why' },
    ],
    rows: [...running, ...over].map(hold => [
      html`<a class="govuk-link" href="/holds/${hold.id}">${capitalised(hold.kind)}</a>${isOver(hold, now) && ' (over)'}`,
      coverOf(hold, accounts),
      formatDate(firstDay(hold)),
      endInWords(hold),
      hold.reason,
    ]),
  })
}

export const coverOf = (
  { accountId }: Pick<Hold, 'accountId'>,
  accounts: readonly Pick<Account, 'id' | 'debtType' | 'reference'>[],
): Insert => {
  if (accountId === null) return 'Everything they owe'
  const account = accounts.find(({ id }) => id === accountId)
  return html`<a class="govuk-link" href="/accounts/${accountId}">${account ? `${account.debtType} ${account.reference}` : 'One account'}</a>`
}

export const endInWords = (hold: Pick<Hold, 'endsAt' | 'reviewOn'>): string => {
  const last = lastDay(hold)
  const end = last ? formatDate(last) : 'Somebody ends it'
  return hold.reviewOn ? `${end}; look again on ${formatDate(hold.reviewOn)}` : end
}
