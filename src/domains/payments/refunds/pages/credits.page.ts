import { formatDate } from '#values/dates.ts'
import { formatPounds, sum } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { table, tag, warningText } from '#web/govuk/display.ts'
import { select } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { ageOf, longInCredit } from '../credit.ts'
import type { Credit, InCredit } from '../credits.ts'
import { daysInWords, section } from './shared.ts'

export type CreditsModel = {
  readonly session: Session
  readonly today: Temporal.PlainDate
  readonly credits: readonly Credit[]
  /** How many there are that the viewer may see; the first two hundred are listed. */
  readonly total: number
  readonly byType: readonly InCredit[]
  /** The debt type that is shown alone. */
  readonly shown: string | undefined
}

/** Every account in credit, the longest waiting first. */
export const creditsPage = (model: CreditsModel): Html => {
  const { session, credits, total, byType } = model
  return section({
    session,
    at: 'credits',
    title: 'Accounts in credit',
    content: html`
      ${howMuch(model)}
      ${byType.length > 1 && filter(model)}
      ${alarm(model)}
      ${credits.length > 0 && list(model)}
      ${credits.length < total && html`<p class="govuk-body">The first ${credits.length} of ${total} are shown.</p>`}`,
  })
}

const howMuch = ({ byType }: CreditsModel): Html => {
  const accounts = byType.reduce((all, type) => all + type.accounts, 0)
  return html`<p class="govuk-body">${
    accounts === 0
      ? 'No account is in credit.'
      : html`${formatPounds(sum(byType.map(({ amount }) => amount)))} that is not the council’s is on ${accounts} ${accounts === 1 ? 'account' : 'accounts'}. Whoever paid too much is owed it: it goes back, or to another debt of theirs where that is allowed.`
  }</p>`
}

const filter = ({ byType, shown }: CreditsModel): Html => html`
  <form method="get" action="/refunds" class="eh-search">
    ${select({
      name: 'type',
      label: 'Debt type',
      value: shown,
      choices: [
        { value: '', label: 'All' },
        ...byType.map(({ debtType, accounts, amount }) => ({
          value: debtType,
          label: `${capitalised(debtType)} (${accounts}, ${formatPounds(amount)})`,
        })),
      ],
    })}
    <button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">Show</button>
  </form>`

const alarm = ({ credits, today }: CreditsModel): Html | false => {
  const long = credits.filter(
    ({ since, promised }) => ageOf(since, today).isLong && promised === 0n,
  ).length
  return (
    long > 0 &&
    warningText(
      `${long} ${long === 1 ? 'has' : 'have'} waited more than ${longInCredit} days, and nobody has proposed anything.`,
    )
  )
}

const list = ({ credits, today }: CreditsModel): Html =>
  table({
    caption: 'The longest waiting first, then the largest',
    columns: [
      { label: 'Account' },
      { label: 'Who' },
      { label: 'In credit', numeric: true },
      { label: 'Since' },
      { label: 'Waiting' },
      { label: 'Why' },
      { label: 'Proposed', numeric: true },
    ],
    rows: credits.map((credit, n) => {
      const { days, isLong } = ageOf(credit.since, today)
      return [
        html`<a class="govuk-link" href="/accounts/${credit.accountId}/credit"${n === 0 && html` data-key="n"`}>${credit.reference}</a><br><span class="eh-quiet">${credit.debtType}</span>`,
        name(credit.leadName),
        formatPounds(credit.credit),
        formatDate(credit.since),
        isLong ? tag(daysInWords(days), 'red') : daysInWords(days),
        capitalised(credit.why),
        credit.promised > 0n ? formatPounds(credit.promised) : '',
      ]
    }),
  })
