import type { Account } from '#debts'
import type { Party } from '#parties'
import { lastDayToAskForReview } from '#law/debt-relief/breathing-space.ts'
import { insetText, summaryList, table } from '#web/govuk/display.ts'
import { button, textarea } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, type Insert, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import type { Refusal } from '#values/outcome.ts'
import { capitalised } from '#values/text.ts'
import { firstDay, type Hold, isByLaw, isOver, lastDay } from '../hold.ts'
import type { HoldToReview } from '../queries.ts'
import { coverOf, endInWords } from './holds-list.ts'
import { section } from './section.ts'

export type HoldModel = {
  readonly session: Session
  readonly hold: Hold
  readonly party: Party
  readonly accounts: readonly Account[]
  /** The question to another team that it waits for. */
  readonly questionId: string | undefined
  /** Who placed and who ended it, by id. */
  readonly staff: ReadonlyMap<string, string>
  readonly now: Temporal.Instant
  /** Why this officer may not end it; undefined if they may. */
  readonly whyNot: Refusal | undefined
  readonly typed?: Typed
  readonly errors?: Errors
}

/** One hold: what it covers, why and until when, and the way to end it. */
export const holdPage = (model: HoldModel): Html => {
  const { session, hold, party, accounts, staff, errors = {} } = model
  const by = (id: string) => staff.get(id) ?? 'Evenhand'
  return layout({
    title: `Hold: ${hold.kind}`,
    session,
    at: 'work',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.id}">${name(party.name)}</a>`, `Hold: ${hold.kind}`)}
      <div class="eh-columns"><div>
      ${summaryList([
        ['State', stateOf(model)],
        ['Covers', coverOf(hold, accounts)],
        ['First day', formatDate(firstDay(hold))],
        ['Until', endInWords(hold)],
        ['Why', hold.reason],
        ...(model.questionId === undefined
          ? []
          : [
              [
                'Waits for',
                html`<a class="govuk-link" href="/questions/${model.questionId}">the answer of another team</a>`,
              ] as const,
            ]),
        ['Placed by', placedBy[hold.source] ?? by(hold.recordedBy)],
        ...(hold.liftedBy === null
          ? []
          : [['Ended by', `${by(hold.liftedBy)}: ${hold.liftedWhy ?? ''}`] as const]),
      ])}
      </div><div>
      ${isByLaw(hold.kind) && !isOver(hold, model.now) && lawInWords(hold)}
      ${ending(model)}
      </div></div>`,
  })
}

/** Whose word a hold is that no officer placed. */
const placedBy: Readonly<Record<string, string>> = {
  'source system': 'The system that raised the debt',
  'companies register': 'What the register of companies says',
}

const stateOf = ({ hold, now }: HoldModel): string => {
  if (hold.liftedBy !== null) return 'Ended early'
  if (isOver(hold, now)) return 'Over'
  return Temporal.Instant.compare(hold.startsAt, now) > 0 ? 'Not yet begun' : 'Recovery is on hold'
}

/** Law: SI 2020/1311 regs 7, 11, 17(3), 26 and 32. */
const lawInWords = (hold: Hold): Html => {
  const last = lastDay(hold)
  return insetText(
    hold.kind === 'breathing space'
      ? html`Until the end of ${last ? formatDate(last) : 'the day on the notice'} we may not ask for this money, or add interest or costs.
        They should go on paying bills as they fall due. If this is unfair to the council, ask their adviser to look again by
        ${formatDate(lastDayToAskForReview(firstDay(hold)))}. Only their adviser, a court or its last day ends it. <a class="govuk-link" href="/law/topics/breathing-space">What the law says</a>`
      : html`While they are treated, and for 30 days after, we may not ask for this money, or add interest or costs.
        The notice that treatment has ended gives its last day.`,
  )
}

const ending = (model: HoldModel): Insert => {
  const { session, hold, party, now, whyNot, typed = {}, errors = {} } = model
  if (isOver(hold, now)) return false
  if (whyNot) return html`<p class="govuk-body">${whyNot.says}</p>`
  return html`
    <form method="post" action="/holds/${hold.id}/end" novalidate data-draft="end-hold-${hold.id}">
      ${csrf(session)}
      ${textarea({
        name: 'reason',
        label: isByLaw(hold.kind)
          ? 'Which notice says that it has ended, and of what day?'
          : 'Why does it end?',
        hint: 'Kept with the hold. Nothing starts by itself: the next night decides.',
        rows: 4,
        value: typed['reason'],
        error: errors['reason'],
      })}
      ${button('End this hold', { once: true })}
      <a class="govuk-link" href="/people/${party.id}">Cancel</a>
    </form>`
}

/** Holds whose day to be looked at again has come, the longest waiting first. */
export const reviewPage = (session: Session, holds: readonly HoldToReview[]): Html =>
  section({
    title: 'Holds to look at again',
    session,
    at: 'review',
    content: html`
      ${
        holds.length === 0
          ? html`<p class="govuk-body">None today. A hold comes here on the day it is to be looked at again; the others are on their person’s page.</p>`
          : table({
              caption: 'The longest waiting first',
              columns: [
                { label: 'Person' },
                { label: 'Hold' },
                { label: 'From' },
                { label: 'Until' },
                { label: 'Why' },
              ],
              rows: holds.map(hold => [
                html`<a class="govuk-link" href="/people/${hold.partyId}">${name(hold.partyName)}</a>`,
                html`<a class="govuk-link" href="/holds/${hold.id}">${capitalised(hold.kind)}</a>`,
                formatDate(firstDay(hold)),
                endInWords(hold),
                hold.reason,
              ]),
            })
      }`,
  })
