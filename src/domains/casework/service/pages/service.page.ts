import type { Account } from '#debts'
import { formatDateOf } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { details, tag } from '#web/govuk/display.ts'
import { button, input, radios, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { called, evidenceInWords, howItWent } from '../in-words.ts'
import { type NoticeThatWent, standingOf } from '../notices.ts'
import { allWays, ways } from '../ways.ts'

export type ServiceModel = {
  readonly session: Session
  readonly account: Account
  readonly notice: NoticeThatWent
  readonly staff: ReadonlyMap<string, string>
  /** Made with the page, so that sending it twice records once. */
  readonly recordId: string
  readonly typed?: Typed
  readonly errors?: Errors
  /** The form that the errors are about. */
  readonly failed?: 'record' | 'back'
  readonly told?: string | undefined
}

/** How one notice was served: what is recorded, what was before, and the forms. */
export const servicePage = (model: ServiceModel): Html => {
  const { session, account, notice, errors = {}, told } = model
  const evidence = standingOf(notice)
  return layout({
    title: `How it was served: ${called(notice)}`,
    session,
    at: 'work',
    errors,
    notice: told,
    content: html`
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}/pack">Notices of ${account.debtType} ${account.reference}</a>`, `How it was served: ${called(notice)}`)}
      <div class="eh-columns"><div>
      <ul class="govuk-list govuk-list--bullet">${howItWent(notice, account.family).map(line => html`<li>${line}</li>`)}</ul>
      <p class="govuk-body">${whatDaysFollow(account, notice)}</p>
      ${
        notice.evidence.length === 0
          ? html`<p class="govuk-body">Nothing is recorded of how it was served.</p>`
          : html`<h2 class="govuk-heading-m">Recorded, the newest first</h2>
            <ol class="govuk-list">${notice.evidence.map(one => recorded(one, { ...model, isStanding: one.id === evidence?.id }))}</ol>`
      }
      ${evidence && session.permissions.includes('answers:record') && takeBack(evidence.id, model)}
      </div><div>
      ${session.permissions.includes('answers:record') && form(model)}
      </div></div>`,
  })
}

/** What follows from a record of service for the days of recovery. */
const whatDaysFollow = ({ family }: Account, { source }: NoticeThatWent): string =>
  family === 'business rates' && source === 'evenhand'
    ? 'The days of this notice count from its service. One that was served later than was taken lengthens them, as long as no step has gone since; an earlier one shortens nothing.'
    : 'The days of this notice do not count from its service, so what is recorded here changes none. If it did not reach them, think of holding recovery until it has.'

const recorded = (
  one: NoticeThatWent['evidence'][number],
  { staff, isStanding }: ServiceModel & { readonly isStanding: boolean },
): Html => html`
  <li>${isStanding ? tag('stands', 'green') : tag(one.takenBackAt ? 'taken back' : 'replaced', 'grey')}
    ${evidenceInWords(one)}
    <span class="eh-quiet">Recorded by ${staff.get(one.recordedBy) ?? 'an officer'}, ${formatDateOf(one.recordedAt)}.
    ${one.because !== null && html`In place of the one before, because: ${one.because}.`}
    ${one.takenBackAt && html`Taken back by ${staff.get(one.takenBackBy ?? '') ?? 'an officer'}, ${formatDateOf(one.takenBackAt)}: ${one.takenBackWhy}.`}</span></li>`

const takeBack = (
  serviceId: string,
  { session, account, notice, typed = {}, errors = {}, failed }: ServiceModel,
): Html => {
  const isMine = failed === 'back'
  const inside = html`
    <form method="post" action="/accounts/${account.id}/service/${notice.id}/back" novalidate data-draft="service-back-${notice.id}">
      ${csrf(session)}
      <input type="hidden" name="record" value="${serviceId}">
      ${input({ name: 'why', label: 'Why should it not have been recorded?', hint: 'What stood before it stands again', value: isMine ? typed['why'] : undefined, error: isMine ? errors['why'] : undefined })}
      ${button('Take it back', { once: true })}
    </form>`
  return isMine ? inside : details('Take back what stands', inside)
}

const form = ({
  session,
  account,
  notice,
  recordId,
  typed: anything = {},
  errors: anyErrors = {},
  failed,
}: ServiceModel): Html => {
  const typed = failed === 'back' ? {} : anything
  const errors = failed === 'back' ? {} : anyErrors
  const field = (
    called: string,
    asked: { readonly label: string; readonly hint?: string; readonly width?: 5 | 10 },
  ): Html => input({ name: called, ...asked, value: typed[called], error: errors[called] })
  return html`
    <h2 class="govuk-heading-m">Record how it was served</h2>
    <form method="post" action="/accounts/${account.id}/service/${notice.id}" novalidate data-draft="service-${notice.id}">
      ${csrf(session)}
      <input type="hidden" name="record" value="${recordId}">
      ${radios({
        name: 'way',
        label: 'How?',
        value: typed['way'],
        error: errors['way'],
        choices: allWays.map(way => ({ value: way, label: ways[way] })),
      })}
      ${field('onDay', { label: 'On which day?', hint: 'Like 27/3/2027. Of a certificate, the day that it says; of what came back, the day it did', width: 10 })}
      ${field('atTime', { label: 'At what time?', hint: 'Like 14:30, where it is known', width: 5 })}
      ${radios({
        name: 'postClass',
        label: 'Which post, if it was posted?',
        value: typed['postClass'] ?? '',
        error: errors['postClass'],
        choices: [
          { value: '', label: 'Not posted' },
          ...['first class', 'second class'].map(value => ({ value, label: capitalised(value) })),
        ],
      })}
      ${field('place', { label: 'Where?', hint: 'The address at which it was handed over or left, or to which it was posted' })}
      ${field('byWhom', { label: 'By whom?', hint: 'The officer or process server who did it' })}
      ${field('receivedBy', { label: 'Who took it, or in whose presence was it left?', hint: 'Where somebody was there' })}
      ${field('reference', { label: 'Number of the certificate, or where it is kept', hint: 'Scans are not kept here' })}
      ${textarea({ name: 'says', label: 'Anything else', hint: 'Of what came back: what came back, and what was done about it', rows: 3, value: typed['says'], error: errors['says'] })}
      ${
        notice.evidence.length > 0 &&
        field('because', { label: 'Why is this right instead of what stands?' })
      }
      ${button('Record it', { once: true })}
    </form>`
}
