import { insetText, table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { daysBetween, formatDate } from '#values/dates.ts'
import { smallest } from '#values/small-numbers.ts'
import { capitalised } from '#values/text.ts'
import { section } from '../../pages/position-section.ts'
import { type SegmentReport, shareInWords, type Shown } from '../report.ts'
import type { WaitingContest } from '../events.ts'
import { segments } from '../rules.ts'

const count = (people: number): string => people.toLocaleString('en-GB')
const inWords = (people: Shown): string => {
  if (people === 'few') return `fewer than ${smallest}`
  return people === 'nearly all' ? `all but fewer than ${smallest}` : count(people)
}

/** How many people are thought to be unable or unwilling to pay, and how often officers say otherwise. */
export const segmentReportPage = ({
  session,
  report,
  waiting,
  today,
}: {
  readonly session: Session
  readonly report: SegmentReport
  /** For whoever may open accounts; empty for others. */
  readonly waiting: readonly WaitingContest[]
  readonly today: Temporal.PlainDate
}): Html =>
  section({
    session,
    at: 'segments',
    title: 'Cannot or will not pay',
    content: html`
      <ul class="eh-tiles">
        <li><strong>${report.people < smallest ? `fewer than ${smallest}` : count(report.people)}</strong> people with something late</li>
        <li><strong>${inWords(report.overridden)}</strong> overridden</li>
        <li><strong>${inWords(report.contested)}</strong> contested</li>
      </ul>
      <p class="govuk-body">${rate(report)}</p>
      ${figures(report)}
      ${waitingContests(waiting, today)}
      ${insetText(`As things are now. Everybody counts once, by the account of which most is late, under what is held of them; what officers say is beside it. Numbers below ${smallest} are put together with others or not shown. A segment decides nothing: no policy or step can ask it. A high rate says that the readings are wrong, not the officers.`)}`,
  })

const waitingContests = (
  waiting: readonly WaitingContest[],
  today: Temporal.PlainDate,
): Html | false =>
  waiting.length > 0 &&
  table({
    caption: 'Contested, and waiting for an answer',
    columns: [
      { label: 'Who' },
      { label: 'Account' },
      { label: 'Contested' },
      { label: 'Days', numeric: true },
    ],
    rows: waiting.map(one => [
      html`<a class="govuk-link" href="/people/${one.personId}">${name(one.name)}</a>`,
      html`<a class="govuk-link" href="/accounts/${one.accountId}/segment">${one.debtType} ${one.reference}</a>`,
      formatDate(one.contestedOn),
      daysBetween(one.contestedOn, today),
    ]),
  })

function rate({ people, overridden }: SegmentReport): string {
  if (people < smallest)
    return 'Too few people have something late to say how often officers say otherwise.'
  if (overridden === 'few')
    return `The override rate is under ${shareInWords(smallest, people)}: fewer than ${smallest} of ${count(people)} people.`
  if (overridden === 'nearly all')
    return `The override rate is over ${shareInWords(people - smallest, people)}: all but fewer than ${smallest} of ${count(people)} people.`
  return `The override rate is ${shareInWords(overridden, people)}: ${count(overridden)} of ${count(people)} people.`
}

function figures({ people, moved, bySegment }: SegmentReport): Html {
  if (moved.length > 0)
    return table({
      caption: 'People by what is held of them, and where officers moved them',
      columns: [
        { label: 'From what is held' },
        { label: 'People', numeric: true },
        ...segments.map(segment => ({ label: `Overridden to ${segment}`, numeric: true })),
        { label: 'Override rate', numeric: true },
      ],
      rows: moved.map(({ workedOut, people: theirs, to }) => [
        capitalised(workedOut),
        count(theirs),
        ...to.map(count),
        shareInWords(
          to.reduce((sum, part) => sum + part, 0),
          theirs,
        ),
      ]),
    })
  if (people === 0) return html``
  if (bySegment.length === 0)
    return html`<p class="govuk-body">How many are in each segment is shown once no number is small: below ${smallest} it could show who somebody is.</p>`
  return html`${table({
    caption: 'People by what is held of them',
    columns: [{ label: 'From what is held' }, { label: 'People', numeric: true }],
    rows: bySegment.map(({ name: segment, people: theirs }) => [
      capitalised(segment),
      count(theirs),
    ]),
  })}
  <p class="govuk-body">Where officers moved them is shown once no number is small: below ${smallest} it could show who somebody is.</p>`
}
