import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import { subNavigation } from '#web/moj/sub-navigation.ts'
import type { Session } from '#web/session.ts'
import { formatDate, isBefore } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { asksForARemedy } from '../return-codes.ts'
import { pageLength, type Referral, type Waiting } from '../referrals.ts'

/** What people have to do about accounts, by its kind: the first that is due leads, and the late ones say so. */
export const referralsPage = ({
  session,
  kind,
  skip,
  today,
  referrals,
  waiting,
  answersToLookAt,
}: {
  readonly session: Session
  readonly kind: string
  readonly skip: number
  readonly today: Temporal.PlainDate
  readonly referrals: readonly Referral[]
  readonly waiting: readonly Waiting[]
  /** Answers that stop recovery, and that nobody has looked at for the council's days. */
  readonly answersToLookAt: number
}): Html =>
  layout({
    title: 'Lists',
    session,
    at: 'referrals',
    content: html`
      ${heading(session.council.name, 'Lists')}
      <p class="govuk-body">What the night put on a list for a person to do. Open one to see the account and to say what came of it.</p>
      ${subNavigation('Lists', [
        { text: `Everything (${open(waiting)})`, href: '/referrals', isHere: kind === '' },
        ...waiting.map(each => ({
          text: `${capitalised(each.kind)} (${each.open}${each.late > 0 ? `, ${each.late} late` : ''})`,
          href: pathOf(each.kind, 0),
          isHere: each.kind === kind,
        })),
        {
          text: `Answers to look at again (${answersToLookAt})`,
          href: '/referrals/answers',
          isHere: false,
        },
      ])}
      ${
        referrals.length === 0
          ? html`<p class="govuk-body" role="status">${skip > 0 ? 'There are no more.' : 'Nothing waits here.'}</p>`
          : table({
              caption: kind === '' ? 'Due first' : `${capitalised(kind)}: due first`,
              columns: [
                { label: 'Who' },
                { label: 'Account' },
                { label: 'To do' },
                { label: 'Owes', numeric: true },
                { label: 'Days waiting', numeric: true },
                { label: 'Due by' },
              ],
              rows: referrals.map((one, n) => [
                html`<a class="govuk-link" href="/people/${one.partyId}">${name(one.name)}</a>`,
                html`<a class="govuk-link"${n === 0 && html` data-key="n"`} href="/accounts/${one.accountId}/${asksForARemedy(one.kind) ? 'remedies' : 'referrals'}">${one.reference}</a> <span class="eh-quiet">${one.debtType}</span>`,
                html`${capitalised(one.kind)}${one.heldBy !== null && html` ${tag(`on hold: ${one.heldBy}`, 'yellow')}`}${one.lettersStoppedBy !== null && html` ${tag(noPostTo(one.lettersStoppedBy), 'yellow')}`}`,
                formatPounds(one.balance),
                one.openedOn.until(today, { largestUnit: 'days' }).days,
                html`${formatDate(one.dueBy)}${isBefore(one.dueBy, today) && html` ${tag('late', 'red')}`}`,
              ]),
            })
      }
      <p class="govuk-body">
        ${skip > 0 && html`<a class="govuk-link" href="${pathOf(kind, Math.max(0, skip - pageLength))}">Earlier</a> `}
        ${referrals.length === pageLength && html`<a class="govuk-link" href="${pathOf(kind, skip + pageLength)}">Later</a>`}
      </p>`,
  })

/** Why nobody may write to them or go there; of a safe route or a hidden address only that it is so. */
export const noPostTo = (stoppedBy: string): string =>
  ['safe route', 'confidential'].includes(stoppedBy) ? 'not by post' : stoppedBy

const open = (waiting: readonly Waiting[]): number =>
  waiting.reduce((sum, each) => sum + each.open, 0)

const pathOf = (kind: string, skip: number): string => {
  const query = new URLSearchParams({
    ...(kind !== '' && { kind }),
    ...(skip > 0 && { skip: `${skip}` }),
  })
  return query.size === 0 ? '/referrals' : `/referrals?${query.toString()}`
}
