import { formatDate } from '#values/dates.ts'
import { tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { type TimelineItem, timelineKinds } from '../timeline.ts'

type TimelineModel = {
  readonly session: Session
  readonly personId: string
  /** Which kind is shown; all of them without. */
  readonly shown: TimelineItem['kind'] | undefined
  readonly items: readonly TimelineItem[]
  /** What officers put at the top. */
  readonly pins: ReadonlySet<string>
}

const kinds = {
  contact: 'Contacts',
  note: 'Notes',
  money: 'Money',
  letter: 'Letters',
  hold: 'Holds',
  decision: 'Decisions',
  identity: 'Who they are',
  reach: 'How they are reached',
  disclosure: 'Disclosures',
  company: 'Register of companies',
  escalation: 'Escalations',
  segment: 'Segments',
} as const satisfies Record<TimelineItem['kind'], string>

/** How many are shown at once: the rest by narrowing to a kind. */
const most = 60

/** Everything that happened to a person, pinned things first, narrowed to a kind or to words that are typed. */
export const timelineSection = (model: TimelineModel): Html => {
  const { shown, pins } = model
  const items = model.items.filter(({ kind }) => shown === undefined || kind === shown)
  const isPinned = ({ id }: TimelineItem) => id !== undefined && pins.has(id)
  const pinned = items.filter(isPinned)
  const rest = items.filter(item => !isPinned(item))
  return html`
  ${narrowing(model)}
  <div data-narrow="timeline-items"></div>
  <div id="timeline-items">
    ${pinned.length > 0 && html`<h3 class="govuk-heading-s">Pinned</h3>${list(pinned, model)}`}
    ${rest.length === 0 && pinned.length === 0 ? html`<p class="govuk-body">Nothing yet.</p>` : list(rest.slice(0, most), model)}
  </div>
  ${rest.length > most && html`<p class="govuk-body-s">${rest.length - most} older ones are not shown. Choose a kind to see more of it.</p>`}`
}

/** Links that narrow what has happened to one kind of thing. */
const narrowing = ({ personId, shown }: TimelineModel): Html => html`
  <p class="govuk-body-s">${[undefined, ...timelineKinds].map(
    (kind, n) =>
      html`${n > 0 && ' · '}${
        kind === shown
          ? html`<strong>${kind ? kinds[kind] : 'All'}</strong>`
          : html`<a class="govuk-link" href="/people/${personId}${kind ? `?show=${kind}` : ''}">${kind ? kinds[kind] : 'All'}</a>`
      }`,
  )}</p>`

const list = (items: readonly TimelineItem[], model: TimelineModel): Html | false =>
  items.length > 0 &&
  html`<ol class="eh-timeline">${items.map(
    item => html`
    <li class="eh-timeline__${item.kind}">
      <time class="eh-quiet" datetime="${item.at.toString()}">${formatDate(item.at.toZonedDateTimeISO('Europe/London').toPlainDate())}</time>
      ${item.isCorrected && html`${tag('corrected', 'grey')} `}${item.href ? html`<a class="govuk-link" href="${item.href}">${item.says}</a>` : item.says}
      ${item.detail && html`<bdi class="eh-quiet">${item.detail}</bdi>`}
      ${model.session.permissions.includes('contacts:record') && marks(item, model)}
    </li>`,
  )}</ol>`

/** What may be done with one: pinned or not, and put right. */
const marks = (
  { id, says, correctAt }: TimelineItem,
  { session, personId, pins }: TimelineModel,
): Html | false => {
  if (id === undefined) return false
  const isPinned = pins.has(id)
  return html`
  <form method="post" action="/people/${personId}/pins" class="eh-inline">
    ${csrf(session)}<input type="hidden" name="entry" value="${id}">
    <button class="eh-link-button eh-quiet" name="pinned" value="${isPinned ? 'no' : 'yes'}">${isPinned ? 'unpin' : 'pin'}<span class="govuk-visually-hidden">: ${says}</span></button>
  </form>
  ${correctAt && html`<a class="govuk-link eh-quiet" href="${correctAt}">correct<span class="govuk-visually-hidden">: ${says}</span></a>`}`
}
