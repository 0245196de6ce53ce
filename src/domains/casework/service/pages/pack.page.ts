import { componentsOf, whatHappened } from '#debts'
import { stepsTable } from '#recovery'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { summaryList, table, tag, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { layout } from '#web/layout.ts'
import type { Case } from '../../case-head.ts'
import { called, certificate, evidenceInWords, howItWent, lacking } from '../in-words.ts'
import { type NoticeThatWent, standingOf } from '../notices.ts'
import { aboutDebt, linesOf, missingFrom, type PackOfAccount } from '../pack.ts'

export type PackModel = {
  readonly lead: Case
  readonly pack: PackOfAccount
  /** What the gate allows today, or an approver could; undefined for whoever proposes nothing. */
  readonly steps: Parameters<typeof stepsTable>[1] | undefined
  readonly notice?: string | undefined
}

/** What a court or counsel asks for about one debt, to print or to keep as one PDF: the debt, the notices, how they were served, and what is missing. */
export const packPage = ({ lead: { session }, pack, steps, notice }: PackModel): Html => {
  const { account, statement, notices } = pack
  const missing = missingFrom(pack)
  const { earlier, lines } = linesOf(pack)
  const sentences = certificate(notices)
  const mayRecord = session.permissions.includes('answers:record')
  return layout({
    title: `Notice pack of ${account.debtType} ${account.reference}`,
    session,
    at: 'work',
    notice,
    content: html`
      <div class="eh-actions">
        <p class="govuk-body"><a class="govuk-link" href="/accounts/${account.id}">Back to the account</a>.
        <a class="govuk-link" href="/accounts/${account.id}/pack/file">The pack as one PDF</a>, with each letter as it went, its contents and page numbers. It names everybody who owes the debt: give it only to whoever may see that.</p>
      </div>
      <span class="govuk-caption-l">${pack.council}</span>
      <h1 class="govuk-heading-l">Notice pack: ${account.debtType} ${account.reference}</h1>
      <div class="eh-columns"><div>
      ${summaryList(aboutDebt(pack).map(([label, value]) => [label, name(value)] as const))}
      </div><div>
      <h2 class="govuk-heading-m">What is missing</h2>
      ${
        missing.length === 0
          ? html`<p class="govuk-body">Nothing that is known here.</p>`
          : html`${warningText('A court may ask for what is not here.')}
            <ul class="govuk-list govuk-list--bullet">${missing.map(one => html`<li>${one}</li>`)}</ul>`
      }
      </div></div>
      <h2 class="govuk-heading-m">Notices, and evidence of their service</h2>
      ${notices.map(one => noticePart(one, { account, mayRecord }))}
      ${steps && nextSteps(account.id, steps)}
      <h2 class="govuk-heading-m">What is owed</h2>
      ${table({
        caption: 'What makes it up',
        columns: [{ label: 'Part' }, { label: 'Amount', numeric: true }],
        rows: componentsOf(statement).map(({ name: part, amount }) => [part, formatPounds(amount)]),
      })}
      ${lines.length < statement.length && html`<p class="govuk-body">The earlier lines came to ${formatPounds(earlier)}.</p>`}
      ${table({
        caption: 'What happened',
        columns: [{ label: 'Day' }, { label: 'What' }, { label: 'Left to pay', numeric: true }],
        rows: lines.map(line => [
          formatDate(line.effectiveOn),
          capitalised(whatHappened(line)),
          formatPounds(line.balance),
        ]),
      })}
      <h2 class="govuk-heading-m">Certificate of service</h2>
      ${
        sentences.length === 0
          ? html`<p class="govuk-body">No service is recorded with its day, so there is nothing to certify yet.</p>`
          : html`<p class="govuk-body">The PDF has it ready to be signed:</p>
            <ol class="govuk-list govuk-list--number">${sentences.map(one => html`<li>${one}</li>`)}</ol>`
      }`,
  })
}

const noticePart = (
  notice: NoticeThatWent,
  {
    account,
    mayRecord,
  }: { readonly account: PackOfAccount['account']; readonly mayRecord: boolean },
): Html => {
  const evidence = standingOf(notice)
  const lacks = lacking(notice)
  return html`
    <section aria-label="${called(notice)}">
      <h3 class="govuk-heading-s">${called(notice)} ${serviceTag(notice)}</h3>
      <ul class="govuk-list govuk-list--bullet eh-tight">${howItWent(notice, account.family).map(line => html`<li>${line}</li>`)}</ul>
      ${evidence && html`<p class="govuk-body">${evidenceInWords(evidence)}</p>`}
      ${!evidence && lacks !== undefined && html`<p class="govuk-body">${lacks}</p>`}
      <p class="govuk-body eh-actions">
        ${notice.letterId !== null && html`<a class="govuk-link" href="/letters/${notice.letterId}">The letter as it went<span class="govuk-visually-hidden">: ${called(notice)}</span></a>`}
        ${mayRecord && html`<a class="govuk-link" href="/accounts/${account.id}/service/${notice.id}">${evidence ? 'How it was served' : 'Record how it was served'}<span class="govuk-visually-hidden">: ${called(notice)}</span></a>`}
      </p>
    </section>`
}

/** Whether its service can be shown, in a word or two. */
const serviceTag = (notice: NoticeThatWent): Html => {
  const evidence = standingOf(notice)
  if (notice.withdrawnWhy !== null) return tag('withdrawn', 'grey')
  if (evidence?.way === 'came back') return tag('came back', 'red')
  if (evidence?.servedOn) return tag(`served ${formatDate(evidence.servedOn)}`, 'green')
  return notice.isStep ? tag('no evidence of service', 'yellow') : tag('no step', 'grey')
}

const nextSteps = (accountId: string, steps: NonNullable<PackModel['steps']>): Html => html`
  <div class="eh-actions">
    <h2 class="govuk-heading-m">What this debt needs next</h2>
    ${
      steps.length === 0
        ? html`<p class="govuk-body">Nothing may go today. <a class="govuk-link" href="/accounts/${accountId}/steps">Every step, and what stands in its way</a></p>`
        : html`<p class="govuk-body">What the law allows today, and what the policy says of it. The same is asked again when it goes.</p>
          ${stepsTable(accountId, steps)}`
    }
  </div>`
