import { formatDate } from '#values/dates.ts'
import { barChart } from '#web/chart.ts'
import { insetText, table } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { type Counts, countsFor, formatCount } from '../../simulation/in-words.ts'
import { rateOf } from '../difference.ts'
import * as words from '../in-words.ts'
import { measureNames, measures } from '../measures.ts'
import type { Outcomes } from '../outcomes.ts'
import type { Parted } from '#values/small-numbers.ts'
import type { Standing, Trial } from '../trial.ts'

export type OutcomesModel = {
  readonly trial: Trial
  readonly standing: Standing
  readonly outcomes: Outcomes
  readonly mayOpenAccounts: boolean
}

/** What has come of a trial, side by side, and whether it may be called better or worse yet. */
export const outcomesPart = (model: OutcomesModel): Html => {
  const { trial, outcomes } = model
  return html`
  <h2 class="govuk-heading-m">What came of it, until ${formatDate(outcomes.until.subtract({ days: 1 }))}</h2>
  ${insetText(verdictOn(model))}
  ${sideBySide(model)}
  <p class="govuk-body">Everybody is counted on the side they fell on, also while something protected them and what is in force decided. ${isOver(model) && `Only “${measures[trial.measure].label}” was named beforehand. Of several things looked at one in twenty differs by chance alone, so the others are for asking about, not for deciding.`}</p>
  <h2 class="govuk-heading-m">Whether the draw was even</h2>
  <p class="govuk-body">Accounts on each side, by what is held of whoever leads them. The shares should be near ${trial.share}%. Groups are put together so that no number is between 1 and 9. Characteristics that the council does not hold cannot be shown.</p>
  ${outcomes.evenness.map(evenTable)}`
}

const isOver = ({ trial, standing }: OutcomesModel): boolean =>
  trial.endedAt === null && ['over', 'adopted', 'dropped'].includes(standing)

function verdictOn(model: OutcomesModel): string {
  const { trial, outcomes } = model
  if (trial.endedAt) return words.stoppedEarly
  return isOver(model) ? words.verdictInWords(trial, outcomes.named) : words.tooEarly(trial)
}

/** The counts as a table, with bars beside it for who may read every number: the length of a bar is a number too. */
function sideBySide(model: OutcomesModel): Html {
  const own = countsTable(model)
  if (!model.mayOpenAccounts) return own
  const bars = measureNames.flatMap(measure => {
    const { champion, challenger } = model.outcomes.soFar[measure]
    const [before, now] = [rateOf(champion), rateOf(challenger)]
    return before === undefined && now === undefined
      ? []
      : [
          {
            label: measures[measure].chart,
            now: Math.round((now ?? 0) * 1000),
            before: Math.round((before ?? 0) * 1000),
          },
        ]
  })
  return bars.length === 0
    ? own
    : barChart({
        title: 'Of each thousand: the challenger above, what is in force below',
        now: 'Challenger',
        before: 'In force',
        bars,
        table: own,
      })
}

function countsTable(model: OutcomesModel): Html {
  const { outcomes, mayOpenAccounts } = model
  const counts = countsFor({ mayOpenAccounts })
  const { champion, challenger } = outcomes.sides
  const both = [champion, challenger] as const
  return table({
    caption: 'Side by side',
    columns: [
      { label: 'What' },
      { label: 'In force', numeric: true },
      { label: 'Challenger', numeric: true },
      ...(isOver(model) ? [{ label: 'Difference' }] : []),
    ],
    rows: [
      ['People drawn', ...both.map(({ people }) => counts.count(people))],
      ['Accounts entered', ...both.map(({ accounts }) => counts.count(accounts))],
      ['Owed when they entered', ...both.map(({ owed, accounts }) => counts.owing(owed, accounts))],
      ...measureNames.map(measure => measureRow(model, measure, counts)),
      ['Steps taken', ...both.map(({ steps }) => counts.count(steps))],
      [
        'Items on lists closed',
        ...both.map(({ referralsClosed }) => counts.count(referralsClosed)),
      ],
    ].map(row => (isOver(model) && row.length < 4 ? [...row, ''] : row)),
  })
}

function measureRow(
  model: OutcomesModel,
  measure: (typeof measureNames)[number],
  { count, owing }: Counts,
): readonly (string | Html)[] {
  const compared = model.outcomes.soFar[measure]
  const accounts = model.outcomes.sides
  const said = (['champion', 'challenger'] as const).map(side => {
    const sums = compared[side]
    const rate = rateOf(sums)
    const shown =
      measure === 'collected' ? owing(sums.got, accounts[side].accounts) : count(Number(sums.got))
    const isHidden = shown === 'not shown' || shown.startsWith('fewer')
    return rate === undefined || isHidden
      ? shown
      : html`${shown}<br><span class="eh-quiet">${words.ofAThousand(measure, rate)} of each ${measure === 'collected' ? '£1,000' : '1,000'}</span>`
  })
  const { label } = measures[measure]
  return isOver(model)
    ? [label, ...said, words.differenceInWords(measure, compared)]
    : [label, ...said]
}

const evenTable = ({
  by,
  groups,
}: {
  readonly by: string
  readonly groups: readonly Parted[]
}): Html =>
  groups.length === 0
    ? html`<h3 class="govuk-heading-s">${by}</h3><p class="govuk-body">So few have entered that any number would show who they are.</p>`
    : table({
        caption: by,
        columns: [
          { label: 'Group' },
          { label: 'In force', numeric: true },
          { label: 'Challenger', numeric: true },
          { label: 'Share tried', numeric: true },
        ],
        rows: groups.map(({ group, parts: [champion = 0, challenger = 0] }) => [
          group,
          formatCount(champion),
          formatCount(challenger),
          `${Math.round((challenger * 1000) / (champion + challenger)) / 10}%`,
        ]),
      })
