import { button, textarea } from '#web/govuk/fields.ts'
import { details, table, warningText } from '#web/govuk/display.ts'
import { barChart } from '#web/chart.ts'
import { columnsChart } from '#web/columns.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, sum } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { RunHistory } from '../brakes/history.ts'
import { casesToOpen } from '../brakes/opened.ts'
import type { SegmentLine } from '../brakes/segments.ts'
import type { ReasonLine, RunItem, StageLine } from '../queries.ts'
import type { Run } from '../run.ts'
import { withdrawalTag } from '../withdrawal/pages/withdrawal.page.ts'
import type { Withdrawal } from '../withdrawal/withdrawal.ts'
import { statusTag } from './runs.page.ts'

export type RunModel = {
  readonly session: Session
  readonly run: Run
  readonly stages: readonly StageLine[]
  readonly held: readonly ReasonLine[]
  readonly pulled: readonly ReasonLine[]
  readonly failed: readonly ReasonLine[]
  readonly samples: readonly RunItem[]
  /** How many of its cases whoever looks has opened. */
  readonly opened: number
  readonly history: RunHistory
  readonly segments: readonly SegmentLine[]
  readonly withdrawals: readonly Withdrawal[]
  /** Who asked and who approved, by name. */
  readonly requestedBy: string | undefined
  readonly approvedBy: string | undefined
  readonly typed?: Typed
  readonly errors?: Errors
}

/** One night: what it would send beside what the last one sent, what it holds back and why, and the buttons that decide. */
export const runPage = (model: RunModel): Html => {
  const { session, run, stages, held, pulled, failed, samples, history, errors = {} } = model
  const moving = run.status === 'approved' || run.status === 'running'
  return layout({
    title: `Run of ${formatDate(run.businessDate)}`,
    session,
    at: 'run',
    errors,
    content: html`
      ${heading(session.council.name, html`Run of ${formatDate(run.businessDate)} ${statusTag(run)}`)}
      ${moving ? progress(run) : html`<p class="govuk-body">${inWords(model)}</p>`}
      ${run.warnings.map(warning => warningText(warning))}
      ${run.notes.map(note => html`<p class="govuk-body">${note}</p>`)}
      ${decide(model)}
      ${undoing(model)}
      <h2 class="govuk-heading-m">What it sends</h2>
      ${
        stages.length === 0
          ? html`<p class="govuk-body">Nothing is due to anybody.</p>`
          : html`
      ${barChart({
        title: 'Accounts, by notice',
        now: 'This run',
        before: 'Last run',
        bars: stages.map(({ debtType, actionKind, items, lastItems }) => ({
          label: `${actionKind} (${debtType})`,
          now: items,
          before: lastItems ?? undefined,
        })),
        table: stageTable(run, stages),
      })}`
      }
      ${history.days.length > 1 && sixRuns(history)}
      ${
        failed.length > 0 &&
        html`<section>
        ${reasons('Failed, and nothing was sent', failed, '')}
        <p class="govuk-body"><a class="govuk-link" href="/letters?state=called+off">See whose letters were called off</a></p>
      </section>`
      }
      <div class="eh-columns">
        <section>${reasons('Held back, by reason', held, 'Nothing is on hold.')}</section>
        <section>${reasons('Pulled since the plan', pulled, 'Nothing has been pulled.')}</section>
      </div>
      ${model.segments.length > 0 && segmentTable(model.segments)}
      ${samples.length > 0 && details('Sample cases to open before deciding', sampleTable(run, samples))}`,
  })
}

/** What became of it is shown once something has. */
function stageTable(run: Run, stages: readonly StageLine[]): Html {
  const hasGone = run.done + run.skipped + run.failed > 0
  return table({
    caption: `${sum(stages.map(({ items }) => BigInt(items)))} notices asking for ${formatPounds(sum(stages.map(({ amount }) => amount)))}`,
    columns: [
      { label: 'Notice' },
      { label: 'Asking for', numeric: true },
      { label: 'This run', numeric: true },
      { label: 'Last run', numeric: true },
      ...(hasGone
        ? ['Sent', 'Pulled', 'Failed'].map(label => ({ label, numeric: true }) as const)
        : []),
    ],
    rows: stages.map(line => [
      html`${line.actionKind} <span class="eh-quiet">${line.debtType}</span>`,
      formatPounds(line.amount),
      line.items,
      line.lastItems ?? 'none',
      ...(hasGone ? [line.done, line.skipped, line.failed] : []),
    ]),
  })
}

const progress = (run: Run): Html => html`
  <div id="progress" data-poll="/runs/${run.id}/progress">
    ${run.pausedWhy !== null && warningText(run.pausedWhy)}
    <p class="govuk-body" role="status">${run.done} of ${run.planned} sent, ${run.skipped} pulled, ${run.failed} failed.${
      run.releaseAfter &&
      run.status === 'approved' &&
      html` It starts at ${run.releaseAfter.toZonedDateTimeISO('Europe/London').toLocaleString('en-GB', { timeStyle: 'short' })} and can be stopped until then.`
    }</p>
  </div>`

/** The part of the page that asks for itself again while a run goes out. */
export const progressPart = progress

const inWords = ({ run, requestedBy, approvedBy }: RunModel): string => {
  const asked = requestedBy ? ` Asked for by ${requestedBy}.` : ''
  switch (run.status) {
    case 'planned':
      return `Planned from ${run.considered} accounts. Nothing leaves until it is submitted and somebody else approves it.`
    case 'submitted':
      return `Waiting for somebody else to approve it.${asked}`
    case 'cancelled':
      return `Stopped: ${run.stoppedWhy?.replace(/\.$/, '')}. What had gone is recorded as gone.`
    default:
      return `${run.done} of ${run.planned} sent, ${run.skipped} pulled, ${run.failed} failed.${asked}${approvedBy ? ` Approved by ${approvedBy}.` : ''}`
  }
}

function decide({ session, run, opened, typed = {}, errors = {} }: RunModel): Html {
  const may = (permission: Session['permissions'][number]) =>
    session.permissions.includes(permission)
  const act = (path: string, content: Html) =>
    html`<form method="post" action="/runs/${run.id}/${path}" novalidate>${csrf(session)}${content}</form>`
  return html`
    <div class="eh-decide">
    ${run.status === 'planned' && run.planned > 0 && may('runs:submit') && act('submit', button('Submit for approval', { once: true }))}
    ${
      run.status === 'submitted' &&
      may('runs:approve') &&
      act(
        'approve',
        html`
        <input type="hidden" name="contentHash" value="${run.contentHash}">
        ${
          run.warnings.length > 0 &&
          html`<p class="govuk-body">Open ${Math.min(casesToOpen, run.planned)} of the sample cases below first, by their reason. You have opened ${opened}.</p>`
        }
        ${
          run.warnings.length > 0 &&
          textarea({
            name: 'because',
            label: 'Why is it right to go, in spite of the warnings?',
            rows: 2,
            value: typed['because'],
            error: errors['because'],
          })
        }
        ${button('Approve and release', { once: true })}`,
      )
    }
    ${
      ['planned', 'submitted', 'approved', 'running'].includes(run.status) &&
      may('runs:stop') &&
      details(
        'Stop this run',
        act(
          'stop',
          html`${textarea({ name: 'why', label: 'Why?', rows: 2, value: typed['why'], error: errors['why'] })}${button('Stop it', { secondary: true })}`,
        ),
      )
    }
    </div>`
}

/** The way to undo what went, and what was undone. */
const undoing = ({ session, run, withdrawals }: RunModel): Html => html`
  ${withdrawals.map(
    one =>
      html`<p class="govuk-body"><a class="govuk-link" href="/runs/${run.id}/withdrawals/${one.id}">Withdrawal: ${one.which}</a> ${withdrawalTag(one)}</p>`,
  )}
  ${
    ['running', 'done', 'cancelled'].includes(run.status) &&
    run.releaseAfter !== null &&
    session.permissions.includes('runs:withdraw') &&
    html`<p class="govuk-body"><a class="govuk-link" href="/runs/${run.id}/withdraw">Withdraw what it sent</a></p>`
  }`

const reasons = (caption: string, lines: readonly ReasonLine[], none: string) =>
  lines.length === 0
    ? html`<h3 class="govuk-heading-s">${caption}</h3><p class="govuk-body">${none}</p>`
    : table({
        caption,
        columns: [{ label: 'Reason' }, { label: 'Accounts', numeric: true }],
        rows: lines.map(({ reason, accounts }) => [reason, accounts]),
      })

/** This run beside the six before it. */
const sixRuns = ({ days, kinds }: RunHistory): Html => html`
  <h2 class="govuk-heading-m">Beside the runs before</h2>
  ${columnsChart({
    title: 'Accounts in each run, by notice: the last is this one',
    columns: days.map(formatDate),
    rows: kinds.map(({ label, items }) => ({ label, counts: items })),
  })}`

/** Of whom it asks, beside what went lately. */
const segmentTable = (segments: readonly SegmentLine[]): Html =>
  table({
    caption: 'Accounts by segment, beside what went in the last run and in the month before',
    columns: [
      { label: 'By' },
      { label: 'Segment' },
      { label: 'This run', numeric: true },
      { label: 'Last run', numeric: true },
      { label: 'Month before', numeric: true },
    ],
    rows: segments.map(({ by, value, items, lastItems, monthItems }, n) => [
      by === segments[n - 1]?.by ? '' : capitalised(by),
      value,
      items,
      lastItems,
      monthItems,
    ]),
  })

const sampleTable = (run: Run, samples: readonly RunItem[]) =>
  table({
    caption: 'The largest, the smallest and some between',
    columns: [
      { label: 'Who' },
      { label: 'Account' },
      { label: 'Notice' },
      { label: 'Asking for', numeric: true },
      { label: 'Why' },
    ],
    rows: samples.map(item => [
      html`<a class="govuk-link" href="/people/${item.partyId}">${name(item.name)}</a>`,
      html`<a class="govuk-link" href="/accounts/${item.accountId}">${item.reference}</a>`,
      item.actionKind,
      formatPounds(item.amount),
      html`<a class="govuk-link" href="/runs/${run.id}/cases/${item.accountId}">${item.rule}<span class="govuk-visually-hidden"> for ${item.reference}</span></a>`,
    ]),
  })
