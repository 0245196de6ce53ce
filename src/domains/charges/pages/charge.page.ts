import type { Account } from '#debts'
import { formatCitation } from '#values/citation.ts'
import { formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { details, insetText, summaryList, table, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { actor } from '../actor.ts'
import type { Component, ComponentEntry, Stop } from '../component.ts'
import { isInterest, kindsOfCharge, lawOf } from '../kinds.ts'
import type { PartOfDebt } from '../parts.ts'
import type { Waiver } from '../waive.ts'
import type { Working } from '../working.ts'
import { chargeForms } from './charge-forms.ts'
import { accountHeading } from './charges.page.ts'
import { waiversPart } from './waivers.ts'

export type ChargeModel = {
  readonly session: Session
  readonly account: Account
  readonly component: Component
  readonly part: PartOfDebt | undefined
  readonly working: Working | undefined
  readonly entries: readonly ComponentEntry[]
  readonly stops: readonly Stop[]
  readonly waivers: readonly Waiver[]
  readonly names: ReadonlyMap<string, string>
  readonly today: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** One charge: what it stands on, how it is worked out, what was posted, and what may be done about it. */
export const chargePage = (model: ChargeModel): Html => {
  const { session, account, component, working, refusal, errors = {}, notice } = model
  const { title } = kindsOfCharge[component.kind]
  return layout({
    title: `${title}, ${account.reference}`,
    session,
    at: 'charges',
    errors,
    notice,
    content: html`
      ${accountHeading(account, title)}
      ${refusal !== undefined && warningText(refusal)}
      <div class="eh-columns">
        <div>${standsOn(model)}</div>
        <div>${cameTo(model)}</div>
      </div>
      ${working && workingPart(working, component)}
      ${stopsPart(model)}
      ${waiversPart(model)}
      ${chargeForms(model)}
      ${entriesPart(model)}`,
  })
}

const standsOn = ({ account, component, names }: ChargeModel): Html => {
  const { kind, authority, authorityOn, hearingOn, because, businessEvidence } = component
  const { authority: asked, authorityOn: askedOn } = kindsOfCharge[kind]
  return summaryList([
    [asked, authority],
    [askedOn, formatDate(authorityOn)],
    ...(hearingOn ? ([['Hearing', formatDate(hearingOn)]] as const) : []),
    ...(businessEvidence ? ([['Dealt as a business', businessEvidence]] as const) : []),
    ['Why', because],
    [
      'Charged by',
      html`${name(names.get(component.recordedBy) ?? component.recordedBy)}, ${formatDateOf(component.recordedAt)}`,
    ],
    ['Law', formatCitation(lawOf(kind, account.debtType))],
  ])
}

const cameTo = ({ component, part }: ChargeModel): Html => {
  const { kind, basisPoints, startsOn, endsOn, cap, principal, takenOffWhy } = component
  const interest: readonly (readonly [string, string])[] = isInterest(kind)
    ? [
        ['Rate', `${basisPoints / 100}% a year, simple`],
        ['Runs', `From ${formatDate(startsOn)}${endsOn ? ` to ${formatDate(endsOn)}` : ''}`],
        ...(principal === null ? [] : ([['On', formatPounds(principal)]] as const)),
        ...(cap === null ? [] : ([['Never more than', formatPounds(cap)]] as const)),
      ]
    : [['Day', formatDate(startsOn)]]
  return summaryList([
    ...interest,
    ...(takenOffWhy === null ? [] : ([['Taken off', takenOffWhy]] as const)),
    ['Posted', formatPounds(component.charged)],
    ['Waived', formatPounds(component.waived)],
    ['Paid', formatPounds(part?.paid ?? 0n)],
    ['Left', html`<strong>${formatPounds(part?.left ?? 0n)}</strong>`],
  ])
}

const workingPart = (working: Working, { charged, basisPoints }: Component): Html => html`
  ${
    working.rows.length === 0
      ? insetText(`No day to ${formatDate(working.through)} bears interest.`)
      : table({
          caption: `Interest worked out to ${formatDate(working.through)}`,
          columns: [
            { label: 'From' },
            { label: 'To' },
            { label: 'Days', numeric: true },
            { label: 'Owed', numeric: true },
            { label: 'Rate', numeric: true },
            { label: 'Before rounding', numeric: true },
          ],
          rows: working.rows.map(({ from, to, days, owed, exact }) => [
            formatDate(from),
            formatDate(to),
            days,
            formatPounds(owed),
            `${basisPoints / 100}%`,
            exact,
          ]),
        })
  }
  <p class="govuk-body">Together <strong>${formatPounds(working.interest)}</strong>. ${
    working.interest > charged
      ? `${formatPounds(working.interest - charged)} of it is not posted yet: a month is posted when it is over.`
      : ''
  }${working.daily > 0n && ` Each day more adds ${formatPounds(working.daily)}.`}</p>
  ${details(
    'The working, to quote',
    html`${working.sentences.map(sentence => html`<p class="govuk-body">${sentence}</p>`)}`,
  )}`

const stopsPart = ({ stops, names }: ChargeModel): Html | false =>
  stops.length > 0 &&
  table({
    caption: 'Days it was stopped',
    columns: [{ label: 'From' }, { label: 'Until' }, { label: 'Why' }],
    rows: stops.map(stop => [
      formatDate(stop.fromOn),
      stop.untilOn ? formatDate(stop.untilOn) : 'Somebody lets it run again',
      html`${
        stop.holdId === null
          ? 'By a decision'
          : html`<a class="govuk-link" href="/holds/${stop.holdId}">${capitalised(stop.kind)}</a>`
      }: ${stop.why} <span class="eh-quiet">${who(stop.recordedBy, names)}</span>
        ${stop.untilWhy !== null && html`<br>Runs again: ${stop.untilWhy} <span class="eh-quiet">${who(stop.untilBy ?? '', names)}</span>`}`,
    ]),
  })

const who = (id: string, names: ReadonlyMap<string, string>) =>
  name(names.get(id) ?? (id === actor ? 'the night' : id))

const entriesPart = ({ entries, names }: ChargeModel): Html | false =>
  entries.length > 0 &&
  table({
    caption: 'What was posted',
    columns: [
      { label: 'Counts from' },
      { label: 'What' },
      { label: 'Recorded' },
      { label: 'Amount', numeric: true },
    ],
    rows: entries.map(entry => [
      formatDate(entry.effectiveOn),
      entry.narrative,
      html`${formatDateOf(entry.recordedAt)} <span class="eh-quiet">${who(entry.recordedBy, names)}</span>`,
      formatPounds(entry.amount),
    ]),
  })
