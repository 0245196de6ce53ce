import type { Account } from '#debts'
import { citationLink } from '#web/citation.ts'
import { details, insetText, table, tag } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import { formatDate, formatDateOf } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import type { Case } from '../../case-head.ts'
import { caseHead } from '../../pages/case-head.ts'
import type { SegmentEvent } from '../events.ts'
import type { Segment } from '../rules.ts'
import { type AccountSegment, findingInWords } from '../segment.ts'
import { contestedWordOf, isOver, type Standing } from '../standing.ts'
import { answerForm, contestForm, overrideForm, takeBackForm } from './forms.ts'

export type SegmentModel = {
  readonly theirs: Case
  readonly account: Account
  /** Undefined while nothing on the account is late. */
  readonly found: AccountSegment | undefined
  readonly events: readonly SegmentEvent[]
  readonly staff: ReadonlyMap<string, string>
  /** Made with the page, so that sending a form twice says it once. */
  readonly eventId: string
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string
  readonly told?: string | undefined
}

/** Why an account is thought to be not paid: what that rests on, what officers and the person say of it, and what it never does. */
export const segmentPage = (model: SegmentModel): Html => {
  const { theirs, account, found, errors = {}, refusal, told } = model
  const { session, party } = theirs
  return layout({
    title: 'Cannot or will not pay?',
    session,
    at: 'work',
    notice: told,
    errors: refusal === undefined ? errors : { ...errors, '': refusal },
    content: html`
      ${caseHead(theirs, html`<p class="govuk-body"><a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a></p>`)}
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}">${capitalised(account.debtType)} ${account.reference}</a>`, 'Cannot or will not pay?')}
      ${
        found
          ? html`<div class="eh-columns"><div>${whatStands(found, model)}</div><div>${whatToSay(found, model)}</div></div>`
          : html`<p class="govuk-body">Nothing on this account is late, so nothing is worked out.</p>`
      }
      ${history(model)}`,
  })
}

const colours = { 'cannot pay': 'blue', 'will not pay': 'yellow', 'not known': 'grey' } as const
export const segmentTag = (segment: Segment): Html => tag(segment, colours[segment])

/** By whose word a segment stands, in a few. */
export const byWhom: Readonly<Record<Standing['by'], string>> = {
  'the facts': 'from what is held',
  'an officer': 'an officer says so',
  'a contest': 'they contest it, and wait for an answer',
}

const whatStands = (
  { worked, standing, known, events: [last] }: AccountSegment,
  { staff }: SegmentModel,
): Html => html`
  <p class="govuk-body eh-lead">${segmentTag(standing.segment)} ${capitalised(byWhom[standing.by])}.</p>
  ${
    last &&
    standing.by !== 'the facts' &&
    insetText(
      html`${name(last.words)}<br><span class="eh-quiet">${standing.by === 'a contest' ? 'Their words, written down by' : 'Said by'} ${staff.get(last.saidBy) ?? 'an officer'}, ${formatDate(last.saidOn)}. ${standing.by === 'an officer' && (last.until ? `It stands through ${formatDate(last.until)}.` : 'It stands until it is taken back.')}</span>`,
    )
  }
  <h2 class="govuk-heading-s">${worked.rule} <span class="eh-quiet">${standing.by !== 'the facts' && `what is held comes to ${worked.segment}: `}${worked.why} ${worked.law && citationLink(worked.law)}</span></h2>
  ${
    worked.restsOn.length > 0 &&
    html`
  <ul class="govuk-list eh-findings">
    ${worked.restsOn.map(finding => html`<li class="eh-met"><span aria-hidden="true">✔</span> ${findingInWords(finding)}</li>`)}
  </ul>`
  }
  ${details(
    'Everything that was looked at',
    table({
      caption: 'Everything that was looked at',
      captionHidden: true,
      columns: [{ label: 'What' }, { label: 'Found' }, { label: 'Since' }],
      rows: known.map(({ says, found, on }) => [capitalised(says), found, on && formatDate(on)]),
    }),
  )}
  ${insetText('It decides nothing. No policy, hold, notice, remedy or check before a step can ask it; it helps whoever speaks with them to begin well. Not paying, not answering and broken promises are no reason for it.')}`

/** What may be said of it by whoever looks: an answer first, where they contest it. */
const whatToSay = (found: AccountSegment, model: SegmentModel): Html | false => {
  const { permissions, staffId } = model.theirs.session
  const mayOverride = permissions.includes('segments:override')
  if (found.standing.by === 'a contest') {
    if (contestedWordOf(found.events) === staffId)
      return html`<p class="govuk-body">They contest what you said, so somebody else answers it.</p>`
    return mayOverride && answerForm(found, model)
  }
  return html`
    ${mayOverride && found.standing.by === 'an officer' && takeBackForm(found, model)}
    ${mayOverride && overrideForm(found, model)}
    ${permissions.includes('contacts:record') && contestForm(found, model)}`
}

const history = ({ events, staff, theirs: { today } }: SegmentModel): Html | false =>
  events.length > 0 &&
  table({
    caption: 'What was said of it, the latest first',
    columns: [
      { label: 'When' },
      { label: 'What' },
      { label: 'In whose words' },
      { label: 'What was held then' },
    ],
    rows: events.map(one => [
      formatDateOf(one.saidAt),
      whatWasSaid(one, today),
      html`${name(one.words)} <span class="eh-quiet">${one.kind === 'contested' ? 'the person, written down by ' : ''}${staff.get(one.saidBy) ?? 'an officer'}</span>`,
      html`${capitalised(one.workedOut)}: ${one.rule}${one.restsOn.length > 0 && html` <span class="eh-quiet">${one.restsOn.join('; ')}</span>`}`,
    ]),
  })

const whatWasSaid = (one: SegmentEvent, today: Temporal.PlainDate): Html => {
  const { kind, stood, segment, until } = one
  const through =
    until && html` through ${formatDate(until)} ${isOver(one, today) && tag('over', 'grey')}`
  if (kind === 'contested') return html`Contested: ${stood}`
  if (kind === 'taken back') return html`Taken back: ${stood}`
  if (kind === 'answered') return html`Answered: ${segment ?? 'left to the facts'}${through}`
  return html`Overridden: ${stood} to ${segment ?? ''}${through}`
}
