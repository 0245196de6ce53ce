import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { barChart } from '#web/chart.ts'
import { details, table, tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { KeptSimulation } from '../keep.ts'
import type { Effect, Move, Simulation } from '../result.ts'

export type SimulationModel = {
  readonly session: Session
  readonly draftId: string
  readonly debtType: string
  readonly simulation: KeptSimulation
  /** Accounts of the samples that whoever looks may open, by their reference. */
  readonly references: ReadonlyMap<string, string>
}

/** What a draft would change on the book: who moves, how many, how much, by segment, and whom it reaches. */
export const simulationPage = (model: SimulationModel): Html => {
  const { session, draftId, debtType, simulation } = model
  const title = 'What it would change'
  return layout({
    title,
    session,
    at: 'policy',
    content: html`
      ${heading(html`<a class="govuk-link" href="/policy/drafts/${draftId}">Draft for ${debtType}</a>`, title)}
      ${simulation.result ? results(simulation.result, model) : simulationProgress(draftId, simulation)}`,
  })
}

/** The part of the page that asks for itself again until the simulation is finished. */
export const simulationProgress = (draftId: string, simulation: KeptSimulation): Html => {
  if (simulation.finishedAt)
    return html`<p class="govuk-body" role="status">Finished. <a class="govuk-link" href="/policy/drafts/${draftId}/simulation">See what it would change</a></p>`
  if (simulation.state === 'failed')
    return html`<p class="govuk-body" role="status">It failed, and nothing was kept. Ask for it again on the draft’s page; if it fails again, tell whoever runs Evenhand.</p>`
  const says =
    simulation.state === 'running'
      ? (simulation.progress ?? 'It has begun')
      : 'Waiting for its turn, which comes within a minute'
  return html`
  <div id="simulation-now" data-poll="/policy/drafts/${draftId}/simulation/now">
    <p class="govuk-body" role="status">${says}. <a class="govuk-link" href="/policy/drafts/${draftId}/simulation">Look again</a></p>
  </div>`
}

const count = (number: number): string => number.toLocaleString('en-GB')

const results = (result: Simulation, model: SimulationModel): Html => html`
  <p class="govuk-body">On the book of ${formatDate(result.asAt)}: ${count(result.accounts)} accounts were decided under what is in force and under this draft, and <strong>${count(result.moved)}</strong> would be decided by another rule. Nothing live was changed.</p>
  ${
    result.steps.length > 0 &&
    html`<h2 class="govuk-heading-m">Steps due on that day</h2>
  ${barChart({
    title: 'Accounts with a step due',
    now: 'Under this draft',
    before: 'As it is',
    bars: result.steps.map(({ step, before, after }) => ({ label: step, now: after, before })),
  })}`
  }
  <h2 class="govuk-heading-m">Who moves</h2>
  ${result.moves.length === 0 ? html`<p class="govuk-body">Nobody does.</p>` : moves(result.moves)}
  ${result.moves.filter(({ samples }) => samples.length > 0).map(move => samplesOf(move, model))}
  <h2 class="govuk-heading-m">By segment</h2>
  ${segments(result)}
  <h2 class="govuk-heading-m">Whom it reaches</h2>
  <p class="govuk-body">By what is held of whoever leads each account, for the council’s regard to equality. Groups are put together so that no number is between 1 and 9, nor can one be worked out. Characteristics that the council does not hold, such as ethnicity or religion, cannot be shown: nothing here says that they are not affected.</p>
  ${result.equality.map(equalityTable)}`

const effectTags: Readonly<Record<Effect, Html>> = {
  sooner: tag('a step sooner', 'red'),
  later: tag('no step yet', 'green'),
  'another step': tag('another step', 'yellow'),
  'nothing different': tag('nothing different is done', 'grey'),
}

const moves = (all: readonly Move[]): Html =>
  table({
    caption: 'From one rule to another',
    columns: [
      { label: 'From' },
      { label: 'To' },
      { label: 'What it does' },
      { label: 'Accounts', numeric: true },
      { label: 'Owing', numeric: true },
    ],
    rows: all.map(({ from, to, effect, accounts, balance }) => [
      from.rule,
      to.rule,
      effectTags[effect],
      count(accounts),
      formatPounds(balance),
    ]),
  })

const samplesOf = ({ from, to, samples }: Move, { references }: SimulationModel): Html =>
  details(
    `Accounts that go from “${from.rule}” to “${to.rule}”`,
    html`${samples.map(({ accountId, balance, before, after }) => {
      const reference = references.get(accountId)
      const called =
        reference === undefined
          ? html`An account you may not open`
          : html`<a class="govuk-link" href="/accounts/${accountId}">Account ${reference}</a>`
      return html`
      <h3 class="govuk-heading-s">${called}, owing ${formatPounds(balance)}</h3>
      <div class="eh-columns">
        <div><p class="govuk-body">As it is</p><pre class="eh-text">${before}</pre></div>
        <div><p class="govuk-body">Under this draft</p><pre class="eh-text">${after}</pre></div>
      </div>`
    })}`,
  )

const segments = ({ segments }: Simulation): Html =>
  html`${(['stage', 'balance', 'type of debt'] as const).map(by =>
    table({
      caption: capitalised(`by ${by}`),
      columns: [
        { label: capitalised(by) },
        { label: 'Accounts', numeric: true },
        { label: 'Owing', numeric: true },
        { label: 'Move', numeric: true },
        { label: 'Those owe', numeric: true },
      ],
      rows: segments
        .filter(segment => segment.by === by)
        .map(({ value, accounts, balance, moved, movedBalance }) => [
          value,
          count(accounts),
          formatPounds(balance),
          count(moved),
          formatPounds(movedBalance),
        ]),
    }),
  )}`

const equalityTable = ({ by, groups }: Simulation['equality'][number]): Html =>
  groups.length === 0
    ? html`<h3 class="govuk-heading-s">${by}</h3><p class="govuk-body">So few are affected that any number would show who they are.</p>`
    : table({
        caption: by,
        columns: [
          { label: 'Group' },
          { label: 'Accounts', numeric: true },
          { label: 'A step sooner', numeric: true },
          { label: 'No step yet', numeric: true },
          { label: 'Another step', numeric: true },
          { label: 'Share with a step sooner', numeric: true },
        ],
        rows: groups.map(({ group, accounts, sooner, later, anotherStep }) => [
          group,
          count(accounts),
          count(sooner),
          count(later),
          count(anotherStep),
          `${Math.round((sooner * 1000) / accounts) / 10}%`,
        ]),
      })
