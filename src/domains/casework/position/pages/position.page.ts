import { barChart } from '#web/chart.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { insetText, table, warningText } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/position-section.ts'
import {
  allAges,
  allCollectabilities,
  allDimensions,
  type Dimension,
  noProperty,
  wardNotKnown,
} from '../cells.ts'
import type { Narrowed, Position, Slice } from '../position.ts'
import { addressOf, inWords } from './narrowed.ts'

export type PositionModel = {
  readonly session: Session
  /** The latest first. */
  readonly kept: readonly Position[]
  readonly by: Dimension
  readonly narrowed: Narrowed
  readonly slices: readonly Slice[]
}

const pounds = (pence: bigint): number => Number(pence / 100n)

/** What the council is owed as a whole: by type, stage, age, what can be done, area, ward and service, down to the accounts. */
export const positionPage = (model: PositionModel): Html => {
  const { session, kept, narrowed } = model
  const [latest] = kept
  return section({
    session,
    at: 'position',
    title: 'Debt position',
    content: latest
      ? html`${asAWhole(latest)} ${trend(kept)} ${ways(model)} ${narrowing(narrowed)} ${slicesOf(model)} ${ofNoWard(model)}
        <p class="govuk-body-s">The upper bar is what is owed, the lower what of it is late.</p>`
      : insetText(
          'No position has been taken yet. It is taken each night, after the night’s decisions.',
        ),
  })
}

const asAWhole = ({ takenOn, ledgerTotal, owed, overdue, inCredit }: Position): Html => {
  const difference = ledgerTotal - owed - inCredit
  return html`
  <ul class="eh-tiles">
    <li><strong>${formatPounds(owed)}</strong> owed</li>
    <li><strong>${formatPounds(overdue)}</strong> of it late</li>
    <li><strong>${formatPounds(inCredit)}</strong> in credit</li>
  </ul>
  ${
    difference === 0n
      ? html`<p class="govuk-body">As at the night of ${formatDate(takenOn)}. It adds up to the ledger to the penny: ${formatPounds(ledgerTotal)}.</p>`
      : warningText(
          `As at the night of ${formatDate(takenOn)}. It does not add up to the ledger: the ledger says ${formatPounds(ledgerTotal)}, and the accounts ${formatPounds(owed + inCredit)}. Nothing was changed; ask whoever runs the system to run “evenhand verify”.`,
        )
  }`
}

const trend = (kept: readonly Position[]): Html =>
  kept.length < 2
    ? html``
    : barChart({
        title: 'Owed and late, in whole pounds, at the end of each month',
        now: 'Owed',
        before: 'Late',
        bars: kept.map(({ takenOn, owed, overdue }) => ({
          label: formatDate(takenOn),
          now: pounds(owed),
          before: pounds(overdue),
        })),
        table: table({
          caption: 'Owed and late at the end of each month',
          columns: [
            { label: 'Night' },
            { label: 'Owed', numeric: true },
            { label: 'Late', numeric: true },
          ],
          rows: kept.map(({ takenOn, owed, overdue }) => [
            formatDate(takenOn),
            formatPounds(owed),
            formatPounds(overdue),
          ]),
        }),
      })

const ways = ({ by, narrowed }: PositionModel): Html => html`
  <p class="govuk-body">By ${allDimensions
    .filter(dimension => narrowed[dimension] === undefined)
    .map(dimension =>
      dimension === by
        ? html`<strong>${dimension}</strong> `
        : html`<a class="govuk-link" href="${addressOf('/position', narrowed, { by: dimension })}">${dimension}</a> `,
    )}</p>`

const narrowing = (narrowed: Narrowed): Html =>
  Object.keys(narrowed).length === 0
    ? html``
    : html`<p class="govuk-body">Only ${inWords(narrowed)}. <a class="govuk-link" href="/position">All of it</a></p>`

/** Ages and what can be done are in their own order; the others by how much is owed. */
const order: Partial<Readonly<Record<Dimension, readonly string[]>>> = {
  age: allAges,
  collectability: allCollectabilities,
}

function slicesOf({ session, by, narrowed, slices }: PositionModel): Html {
  const inOrder = order[by]
  const shown = inOrder
    ? slices.toSorted((a, b) => inOrder.indexOf(a.value) - inOrder.indexOf(b.value))
    : slices
  const mayOpen = session.permissions.includes('accounts:view')
  return barChart({
    title: `Owed and late, in whole pounds, by ${by}`,
    now: 'Owed',
    before: 'Late',
    bars: shown.slice(0, mostBars).map(({ value, owed, overdue }) => ({
      label: capitalised(value),
      now: pounds(owed),
      before: pounds(overdue),
    })),
    table: table({
      caption: `By ${by}`,
      columns: [
        { label: capitalised(by) },
        { label: 'Accounts', numeric: true },
        { label: 'Owed', numeric: true },
        { label: 'Late', numeric: true },
      ],
      rows: shown.map(({ value, accounts, owed, overdue }) => {
        const narrower = { ...narrowed, [by]: value }
        const many = accounts.toLocaleString('en-GB')
        return [
          html`<a class="govuk-link" href="${addressOf('/position', narrower, { by: nextOf(narrower) })}">${capitalised(value)}</a>`,
          mayOpen
            ? html`<a class="govuk-link" href="${addressOf('/position/accounts', narrower)}">${many}<span class="govuk-visually-hidden"> accounts: ${value}</span></a>`
            : many,
          formatPounds(owed),
          formatPounds(overdue),
        ]
      }),
    }),
  })
}

/** How many accounts are of no ward that is known, and what to do about them. */
function ofNoWard({ by, slices }: PositionModel): Html {
  const accountsOf = (ward: string) =>
    (slices.find(({ value }) => value === ward)?.accounts ?? 0).toLocaleString('en-GB')
  return by === 'ward'
    ? insetText(
        html`The ward is that of the property that a debt is for. ${accountsOf(wardNotKnown)} accounts are for a property whose ward is not known: open them to see whether
        its postcode is there and is right in the system that raises the debt, and otherwise an administrator brings a newer file of <a class="govuk-link" href="/wards">wards</a>.
        ${accountsOf(noProperty)} are for no property, as invoices are.`,
      )
    : html``
}

/** A chart of more bars than this is read by nobody: the table has them all. */
const mostBars = 15

/** By what to look at a part that has been narrowed: the first that it is not narrowed by. */
const nextOf = (narrowed: Narrowed): Dimension =>
  allDimensions.find(dimension => narrowed[dimension] === undefined) ?? 'debt type'
