import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { barChart } from '#web/chart.ts'
import { details, table, tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { KeptSimulation } from '../keep.ts'
import { type Counts, countsFor, formatCount, moveInWords, ruleInWords } from '../in-words.ts'
import type { Effect, Move, Simulation } from '../result.ts'

export type SimulationModel = {
  readonly session: Session
  readonly draftId: string
  readonly debtType: string
  readonly finished: KeptSimulation | undefined
  /** Asked for since, and not finished. */
  readonly asked: KeptSimulation | undefined
  /** Accounts of the samples that whoever looks may open, by their reference; undefined for who may open none. */
  readonly references: ReadonlyMap<string, string> | undefined
}

/** What a draft would change on the book: who moves, how many, how much, by segment, and whom it reaches. */
export const simulationPage = (model: SimulationModel): Html => {
  const { session, draftId, debtType, finished, asked } = model
  const title = 'What it would change'
  return layout({
    title,
    session,
    at: 'policy',
    content: html`
      ${heading(html`<a class="govuk-link" href="/policy/drafts/${draftId}">Draft for ${debtType}</a>`, title)}
      ${asked && simulationProgress(draftId, asked)}
      ${finished?.result && results(finished.result, model)}`,
  })
}

/** The part of the page that asks for itself again until the simulation is finished. */
export const simulationProgress = (draftId: string, simulation: KeptSimulation): Html => {
  if (simulation.finishedAt)
    return html`<p class="govuk-body" role="status">Finished. <a class="govuk-link" href="/policy/drafts/${draftId}/simulation">See what it would change</a></p>`
  if (simulation.state === 'failed')
    return html`<p class="govuk-body" role="status">The simulation that was asked for last failed, and nothing of it was kept. Ask for it again on the draft’s page; if it fails again, tell whoever runs Evenhand.</p>`
  const says =
    simulation.state === 'running'
      ? (simulation.progress ?? 'It has begun')
      : 'Waiting for its turn, which comes within a minute'
  return html`
  <div id="simulation-now" data-poll="/policy/drafts/${draftId}/simulation/now">
    <p class="govuk-body" role="status">${says}. <a class="govuk-link" href="/policy/drafts/${draftId}/simulation">Look again</a></p>
  </div>`
}

const results = (result: Simulation, model: SimulationModel): Html => {
  const counts = countsFor({ mayOpenAccounts: model.references !== undefined })
  const { count } = counts
  return html`
  <p class="govuk-body">On the book of ${formatDate(result.asAt)}: ${count(result.accounts)} accounts were decided under what is in force and under this draft, and <strong>${count(result.moved)}</strong> would be decided otherwise. Nothing live was changed.</p>
  ${result.steps.length > 0 && html`<h2 class="govuk-heading-m">Steps due on that day</h2>${stepsDue(result, model)}`}
  <h2 class="govuk-heading-m">Who moves</h2>
  ${result.moves.length === 0 ? html`<p class="govuk-body">Nobody does.</p>` : moves(result.moves, counts)}
  ${result.moves.map(move => samplesOf(move, model))}
  <h2 class="govuk-heading-m">By segment</h2>
  ${segments(result, counts)}
  <h2 class="govuk-heading-m">Whom it reaches</h2>
  <p class="govuk-body">By what is held of whoever leads each account, for the council’s regard to equality. Groups are put together so that no number is between 1 and 9, nor can one be worked out. Characteristics that the council does not hold, such as ethnicity or religion, cannot be shown: nothing here says that they are not affected.</p>
  ${result.equality.map(equalityTable)}`
}

/** The steps as bars; as a table alone for who may open no account, since the length of a bar is a number too. */
const stepsDue = ({ steps }: Simulation, { references }: SimulationModel): Html => {
  const words = { title: 'Accounts with a step due', now: 'Under this draft', before: 'As it is' }
  if (references)
    return barChart({
      ...words,
      bars: steps.map(({ step, before, after }) => ({ label: step, now: after, before })),
    })
  const { count } = countsFor({ mayOpenAccounts: false })
  return table({
    caption: words.title,
    columns: [
      { label: 'Step' },
      { label: words.now, numeric: true },
      { label: words.before, numeric: true },
    ],
    rows: steps.map(({ step, before, after }) => [step, count(after), count(before)]),
  })
}

const effectTags: Readonly<Record<Effect, Html>> = {
  sooner: tag('a step sooner', 'red'),
  later: tag('no step yet', 'green'),
  'another step': tag('another step', 'yellow'),
  'nothing different': tag('nothing different is done', 'grey'),
}

const moves = (all: readonly Move[], { count, owing }: Counts): Html =>
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
      ruleInWords(from),
      ruleInWords(to),
      effectTags[effect],
      count(accounts),
      owing(balance, accounts),
    ]),
  })

/** Both explanations of the accounts that whoever looks may open: they say what is true of somebody. */
function samplesOf(move: Move, { references }: SimulationModel): Html | false {
  const shown = move.samples.flatMap(sample => {
    const reference = references?.get(sample.accountId)
    return reference === undefined ? [] : [{ ...sample, reference }]
  })
  return (
    shown.length > 0 &&
    details(
      `Accounts that go ${moveInWords(move)}`,
      html`${shown.map(
        ({ accountId, reference, balance, before, after }) => html`
      <h3 class="govuk-heading-s"><a class="govuk-link" href="/accounts/${accountId}">Account ${reference}</a>, owing ${formatPounds(balance)}</h3>
      <div class="eh-columns">
        <div><p class="govuk-body">As it is</p><pre class="eh-text">${before}</pre></div>
        <div><p class="govuk-body">Under this draft</p><pre class="eh-text">${after}</pre></div>
      </div>`,
      )}`,
    )
  )
}

const segments = ({ segments }: Simulation, { count, owing }: Counts): Html =>
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
          owing(balance, accounts),
          count(moved),
          owing(movedBalance, moved),
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
          formatCount(accounts),
          formatCount(sooner),
          formatCount(later),
          formatCount(anotherStep),
          `${Math.round((sooner * 1000) / accounts) / 10}%`,
        ]),
      })
