import { citationLink } from '#web/citation.ts'
import { details, summaryList, table, tag, warningText } from '#web/govuk/display.ts'
import type { Account } from '#debts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { questions } from '../../answers/questions.ts'
import type { Referral } from '../../referrals/referrals.ts'
import type { RemedyChoice } from '../choices.ts'
import { costOf } from '../cost.ts'
import { expectedInWords, type Experience } from '../experience.ts'
import type { JudgedRemedy, RemedyFinding, RemedyVerdict } from '../judge-remedy.ts'
import { remedyVerdictInWords } from '../judge-remedy.ts'
import type { RemediesAt } from '../remedies-at.ts'
import { type RemedyToStop, stopInWords } from '../to-stop.ts'
import { choosePart, endPart, waitingPart } from './remedy-forms.ts'

export type RemediesModel = {
  readonly session: Session
  readonly account: Account
  readonly found: RemediesAt
  /** The open referral that asks for a remedy; none where nothing does. */
  readonly referral: Referral | undefined
  readonly waiting: RemedyChoice | undefined
  readonly running: RemedyChoice | undefined
  /** The one that runs, where it must stop. */
  readonly stopped: readonly RemedyToStop[]
  readonly choices: readonly RemedyChoice[]
  readonly experience: ReadonlyMap<string, Experience>
  /** How many must have ended before their yield is said: the council's own figure. */
  readonly enough: number
  readonly staff: ReadonlyMap<string, string>
  readonly today: Temporal.PlainDate
  readonly typed?: Typed
  readonly ticked?: readonly string[]
  /** Which of the page's forms came back. */
  readonly answering?: 'choose' | 'decide' | 'end'
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** Every remedy for an account with its verdict and its why, what to expect and what it costs; and the choice of one. */
export const remediesPage = (model: RemediesModel): Html => {
  const { session, account, found, choices, errors = {}, notice } = model
  const forThis = found.judged.filter(({ isForThis }) => isForThis)
  const others = found.judged.filter(({ isForThis }) => !isForThis)
  return layout({
    title: 'Remedies',
    session,
    at: 'referrals',
    errors,
    notice,
    content: html`
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}">${capitalised(account.debtType)} ${account.reference}</a>`, 'Remedies')}
      ${model.stopped.map(one => warningText(stopInWords(one)))}
      ${standing(model)}
      ${toFindOut(found, account.id)}
      ${
        forThis.length > 0 &&
        table({
          caption: 'Every remedy for this kind of debt',
          columns: [{ label: 'Remedy' }, { label: 'Today' }, { label: 'What to expect' }],
          rows: forThis.map(judged => remedyRow(judged, model)),
        })
      }
      ${
        others.length > 0 &&
        details(
          `Not for this kind of debt (${others.length})`,
          html`<ul class="govuk-list govuk-list--bullet">${others.map(
            ({ kind, verdict }) => html`<li>${capitalised(kind)}: ${verdictText(verdict)}</li>`,
          )}</ul>`,
        )
      }
      ${model.running && endPart(model.running, model)}
      ${model.waiting ? waitingPart(model.waiting, model) : choosePart(model)}
      ${choices.length > 0 && chosenTable(choices, model)}`,
  })
}

/** What is owed, whether a court has ordered it, and which remedy runs. */
const standing = ({ account, found: { sheet }, running }: RemediesModel): Html =>
  summaryList([
    ['Owed', formatPounds(sheet.balance)],
    [
      'Court',
      sheet['order made']
        ? 'It has made the order, or given judgment'
        : 'No order and no judgment that we know of',
    ],
    [
      'Running now',
      running
        ? `${capitalised(running.remedy)}, since ${formatDate(running.decidedOn ?? running.chosenOn)}`
        : 'No remedy',
    ],
    [
      'Known of them',
      html`<a class="govuk-link" href="/accounts/${account.id}/answers">What recovery needs to know</a>`,
    ],
  ])

/** What is not known yet, each question once, with where to record it. */
function toFindOut({ judged }: RemediesModel['found'], accountId: string): Html | false {
  const find = [
    ...new Set(
      judged.flatMap(({ verdict }) => (verdict.is === 'not known yet' ? verdict.find : [])),
    ),
  ]
  return (
    find.length > 0 &&
    html`
      <h2 class="govuk-heading-s">To find out</h2>
      <p class="govuk-body">Nothing is taken to be so that nobody has recorded. What is recorded is judged here at once.</p>
      <ul class="govuk-list govuk-list--bullet">${find.map(ask => html`<li>${toRecord(ask, accountId)}</li>`)}</ul>`
  )
}

/** A question, leading to where it is answered. */
function toRecord(ask: string, accountId: string): Html {
  const [question] = Object.entries(questions).find(([, { asks }]) => asks === ask) ?? []
  return question === undefined
    ? html`${ask}`
    : html`<a class="govuk-link" href="/accounts/${accountId}/answers?question=${question.replaceAll(' ', '+')}">${ask}</a>`
}

const looks = {
  'blocked by law': ['Blocked by law', 'red'],
  'not known yet': ['Not known yet', 'grey'],
  'outside policy': ['Outside policy', 'yellow'],
  open: ['Open', 'green'],
} as const satisfies Record<RemedyVerdict['is'], readonly [string, string]>

const remedyRow = (judged: JudgedRemedy, { found, experience, enough, today }: RemediesModel) => {
  const { kind, verdict, findings } = judged
  const { family, nation } = found.at
  const cost = costOf(kind, { family, nation, balance: found.sheet.balance, today })
  return [
    html`<strong>${capitalised(kind)}</strong>`,
    html`${tag(looks[verdict.is][0], looks[verdict.is][1])} ${verdictText(verdict)}
      ${findings.length > 0 && details('Why', findingsList(findings))}`,
    html`<p class="govuk-body eh-tight">${expectedInWords(kind, experience, enough)}.</p>
      <p class="govuk-body eh-tight">Cost: ${cost.says}.${cost.law && html` ${citationLink(cost.law)}`}${cost.calculator && html` <a class="govuk-link" href="/law/calculators/${cost.calculator.at}">${cost.calculator.says}</a>`}</p>`,
  ]
}

/** A verdict in words, where what blocks leads to its law. */
const verdictText = (verdict: RemedyVerdict): Html =>
  verdict.is === 'blocked by law'
    ? html`${verdict.blocks.map(({ says, law }, n) => html`${n > 0 && ' '}${says}.${law && html` ${citationLink(law)}`}`)}`
    : html`${remedyVerdictInWords(verdict)}${verdict.is !== 'not known yet' && '.'}`

const marks = {
  yes: ['eh-met', '✔', 'Yes:'],
  no: ['eh-unmet', '✘', 'No:'],
  'not known': ['', '?', 'Not known:'],
} as const

const findingsList = (findings: readonly RemedyFinding[]): Html => html`
  <ul class="govuk-list eh-findings">${findings.map(
    ({ known, says, found, law, toConfirm }) => html`
    <li class="${marks[known][0]}"><span aria-hidden="true">${marks[known][1]}</span>
      <span class="govuk-visually-hidden">${marks[known][2]}</span> ${says}${found !== undefined && ` (${found})`}
      ${law ? citationLink(law) : html`<span class="eh-quiet">our policy</span>`}${toConfirm !== undefined && html` <span class="eh-quiet">${toConfirm}</span>`}</li>`,
  )}</ul>`

const states = {
  waiting: ['waits for an approver', 'yellow'],
  'in force': ['in force', 'blue'],
  refused: ['refused', 'grey'],
  'taken back': ['taken back', 'grey'],
  ended: ['ended', 'green'],
} as const

const chosenTable = (choices: readonly RemedyChoice[], { staff }: RemediesModel): Html =>
  table({
    caption: 'Chosen before, the latest first',
    columns: ['Remedy', 'Chosen', 'Why', 'What became of it', 'What was shown'].map(label => ({
      label,
    })),
    rows: choices.map(one => [
      one.remedy === 'none' ? 'None for now' : capitalised(one.remedy),
      `${staff.get(one.chosenBy) ?? 'An officer'}, ${formatDate(one.chosenOn)}`,
      name(one.reason),
      html`${one.state === 'in force' && one.remedy === 'none' ? '' : tag(states[one.state][0], states[one.state][1])}
        ${one.decidedWhy !== '' && html`${staff.get(one.decidedBy ?? '') ?? 'An approver'}: ${name(one.decidedWhy)} `}
        ${one.endedAs !== null && html`${one.endedAs}${one.endedOn ? ` on ${formatDate(one.endedOn)}` : ''}: ${name(one.endedWhy)}`}`,
      details(
        'Then',
        html`<ul class="govuk-list govuk-list--bullet">${one.shown.map(
          ({ remedy, is, says }) => html`<li>${capitalised(remedy)}: ${is}. ${says}</li>`,
        )}</ul>`,
      ),
    ]),
  })
